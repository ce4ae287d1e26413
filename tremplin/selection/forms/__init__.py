"""Every input of this room, by who types it."""
