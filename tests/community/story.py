"""A support that is over: Alice’s team, Sam beside it, closed on its last day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tests import cast
from tests.support.story import supported
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.support.actions.accompaniments import close
from tremplin.support.models import Accompaniment

PARIS = ZoneInfo("Europe/Paris")


def on(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), PARIS)


def finished(last_day: date, *, name: str = "Atlas des haies") -> Accompaniment:
    """Begun a year before, closed on its last day."""
    with clock.at(on(date(last_day.year - 1, last_day.month, 1))):
        made = supported(name=name)
        Accompaniment.objects.filter(pk=made.pk).update(ends_on=last_day)
        made.refresh_from_db()
    with clock.at(on(last_day)):
        close(made, words="L’année est faite.", by=cast.ada(), at=clock.now())
    return made


def mails(kind: str) -> list[tuple[str, str]]:
    """Recipient and subject of the mails of a kind, in their order."""
    rows = Message.objects.filter(kind=kind).order_by("recipient", "pk")
    return list(rows.values_list("recipient", "subject"))


def address_in(kind: str, recipient: str) -> str:
    """The path of the link in the last mail of a kind to somebody."""
    message = Message.objects.filter(kind=kind, recipient=recipient).latest("pk")
    found: str = next(line for line in message.text.splitlines() if line.startswith("http"))
    return "/" + found.split("/", 3)[3]
