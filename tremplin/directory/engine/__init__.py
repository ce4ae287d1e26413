"""The directory without Django: `official` reads the public export, `index` finds doors, `words` cuts a text in terms."""
