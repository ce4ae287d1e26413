"""The one announcement every public page carries, offered by a later room."""

from datetime import datetime

from tremplin.core import clock, offers


def current() -> tuple[offers.Notice | None, datetime | None]:
    """What to announce now (or nothing), and the next instant at which the answer changes."""
    offered = offers.notice.value
    return offered(clock.now()) if offered else (None, None)
