"""When a public page may be served again without Django, and until when.

The cache itself stands in front of Django, in `config/wsgi.py`. It keeps a page that is marked here, as long as the
generation file is unchanged and until the instant the page says it changes.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase

from tremplin.core import notice

R = TypeVar("R", bound=HttpResponseBase)

# read and removed by the cache: never seen by a browser
HEADER = "X-Tremplin-Keep"


def generation_file() -> Path:
    path: Path = settings.VAR / "public" / "generation"
    return path


def generation() -> str:
    """The word that changes whenever something is published, withdrawn or changed."""
    try:
        return generation_file().read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def mark(response: R, changes_at: datetime | None = None, *, reads: Collection[str] = ()) -> R:
    """Say that everybody without a session gets this page, until an instant (None: until something is published).

    `reads` are the words of the query that change the page: any other gives the page kept for none.
    The announcement every page carries, and its mention of accessibility, change with the clock: no page is kept
    beyond that.
    """
    instants = (changes_at, notice.current()[1], notice.accessibility()[1])
    changes_at = min((instant for instant in instants if instant), default=None)
    response.headers[HEADER] = " ".join([str(int(changes_at.timestamp())) if changes_at else "-", *sorted(reads)])
    return response


def bump() -> None:
    """Make every kept page void, once the present transaction is committed."""
    transaction.on_commit(_write_generation)


def _write_generation() -> None:
    path = generation_file()
    draft = path.with_name(f"generation.{secrets.token_hex(4)}")
    draft.write_text(secrets.token_hex(16), encoding="ascii")
    draft.replace(path)
