"""The directory without Django: `official` reads the public export, `index` finds doors."""
