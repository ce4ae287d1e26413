"""What every page carries and a later room offers: the announcement at its top, the mention of accessibility at its
foot.
"""

from datetime import datetime

from tremplin.core import clock, offers


def current() -> tuple[offers.Notice | None, datetime | None]:
    """What to announce now (or nothing), and the next instant at which the answer changes."""
    offered = offers.notice.value
    return offered(clock.now()) if offered else (None, None)


def accessibility() -> tuple[offers.Link | None, datetime | None]:
    """What the foot of the page says of accessibility now, and the next instant at which it changes."""
    offered = offers.accessibility.value
    return offered(clock.now()) if offered else (None, None)
