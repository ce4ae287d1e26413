"""References: what stands for an object outside the database (addresses, files, mails, API). Keys never leave it."""

import secrets

# Crockford's base 32: no I, L, O or U, so that a reference read aloud is typed back right.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_ref() -> str:
    """Ten random characters: 50 bits, not to be guessed, and in no order."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
