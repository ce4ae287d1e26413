"""Writing in this room, one verb a function, by subject."""
