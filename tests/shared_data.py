"""The data kept beside the repository, in `../shared/`: real content, too large or not ours to commit."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def shared(name: str) -> Path:
    """A folder or file of `../shared/`. Without it the test is skipped, but never in continuous integration."""
    path = SHARED / name
    if not path.exists():
        reason = f"shared/{name} is not beside the repository"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
