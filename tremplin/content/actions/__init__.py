"""The acts of this room, by subject."""
