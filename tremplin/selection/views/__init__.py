"""The pages of this room, by who opens them."""
