"""Every input of this room, by subject."""
