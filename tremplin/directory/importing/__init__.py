"""From what the official export says to our tables: `compare` says what would change, `write` makes it so."""
