"""Live figures an editor may put on a page. Each says nothing until there is something that may be told."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.offers import Fact, LiveFact
from tremplin.directory.queries import published_doors
from tremplin.insights.engine.secrecy import LEAST
from tremplin.insights.queries import announced_seasons, figures_of, next_midnight
from tremplin.support.models import Accompaniment, Introduction
from tremplin.support.queries import is_announced
from tremplin.support.states import AccompanimentState


def _of_last_season(key: str) -> Callable[[], Fact | None]:
    def read() -> Fact | None:
        season = announced_seasons().first()
        figures = figures_of(season) if season else None
        if figures is None:
            return None
        found = figures.cells[key]
        if found.value is None:
            return None
        out_of = figures.cells[found.of].value if found.of else None
        return Fact(found.value, figures.as_of, out_of, next_midnight())

    return read


def _supported() -> Fact | None:
    running = [AccompanimentState.RUNNING, AccompanimentState.PAUSED]
    count = Accompaniment.objects.filter(is_announced(), state__in=running).values("initiative").distinct().count()
    return _counted(count)


def _introductions() -> Fact | None:
    told = Accompaniment.objects.filter(is_announced()).order_by().values("pk")
    return _counted(Introduction.objects.filter(sent_at__isnull=False, accompaniment__in=told).count())


def _doors() -> Fact | None:
    count = published_doors().count()
    return Fact(count, clock.now(), changes_at=next_midnight()) if count else None


def _counted(count: int) -> Fact | None:
    """Small numbers are nobody's."""
    return Fact(count, clock.now(), changes_at=next_midnight()) if count >= LEAST else None


OWN = [
    LiveFact("insights-doors", _("doors anybody may knock on"), _doors),
    LiveFact("insights-introductions", _("introductions made"), _introductions),
    LiveFact("insights-received", _("applications received in the last season"), _of_last_season("received")),
    LiveFact("insights-supported", _("initiatives supported today"), _supported),
]
