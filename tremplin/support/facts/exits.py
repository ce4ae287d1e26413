"""The end of a support: what is finished, agreed to, handed over; what is still owed in its last two months."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import YearReport
from tremplin.support.states import AccompanimentState, ReportAudience, Side

OPEN_STATES = (AccompanimentState.RUNNING, AccompanimentState.PAUSED)
BEFORE = timedelta(days=60)


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    """Of reports, only the public one is told to both sides."""
    for one in _public(seen).filter(finished_at__isnull=False):
        url, pk = reverse_lazy("support:report", args=[one.ref]), one.accompaniment_id
        said = {"number": one.number}
        for at, words in (
            (one.finished_at, _("public report of the year finished, version %(number)s")),
            (one.agreed_at, _("public report of the year agreed to by the initiative, version %(number)s")),
            (one.published_at, _("public report of the year published, version %(number)s")),
        ):
            if at is not None:
                yield pk, News(seen.day_of(at, pk), words % said, url)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    waiting = {}
    for one in _public(seen).order_by("accompaniment", "number"):
        waiting[one.accompaniment_id] = one
    for pk, one in waiting.items():
        url = reverse_lazy("support:report", args=[one.ref])
        if one.finished_at is None:
            yield pk, Owed(Side.OFFICER, _("Finish the public report of the year"), url)
        elif one.agreed_at is None:
            yield pk, Owed(Side.TEAM, _("Read the public report of the year, and agree to its words or not"), url)
        elif one.published_at is None:
            yield pk, Owed(Side.OFFICER, _("Publish the report of the year"), url)
    for pk, supported in seen.known.items():
        today = clock.today(supported.season.programme.time_zone)
        if pk in seen.whole and supported.state in OPEN_STATES and supported.ends_on - BEFORE <= today:
            url = reverse_lazy("support:exit", args=[supported.ref])
            yield pk, Owed(Side.OFFICER, _("Prepare the end of the support, or its renewal"), url, supported.ends_on)


def _public(seen: Seen) -> QuerySet[YearReport]:
    return YearReport.objects.filter(accompaniment__in=seen.whole, audience=ReportAudience.PUBLIC)
