"""What must not happen inside a transaction: network, scans, PDF, images, hashing of files."""

from django.db import connection


def must_be_outside(what: str) -> None:
    """Refuse to go on inside an action's transaction (the one that wraps a test does not count)."""
    blocks = [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]
    if blocks:
        raise RuntimeError(f"{what} inside a transaction: it would hold the database for as long as it lasts")
