"""Figures of the last call announced, for public pages. Before its public wave has left, a call does not exist here."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call
from tremplin.calls.states import ApplicationState
from tremplin.core.offers import Fact, LiveFact
from tremplin.selection.models import Acceptance, RoundFile, Wave
from tremplin.selection.states import College, WaveKind


def _last_announced() -> tuple[Call, datetime] | None:
    """The call whose public wave left last, and when. Planned again, what it told stays told."""
    wave = (
        Wave.objects.filter(kind=WaveKind.PUBLIC, finished_at__isnull=False)
        .select_related("release__call")
        .order_by("-finished_at", "-pk")
        .first()
    )
    return (wave.release.call, wave.finished_at) if wave and wave.finished_at else None


def _received(call: Call, at: datetime) -> Q:
    """Received, and not withdrawn when the laureates were announced."""
    still = ~Q(state=ApplicationState.WITHDRAWN) | Q(withdrawn_at__gt=at)
    return Q(call=call, submitted_at__isnull=False) & still


def _laureates() -> Fact | None:
    last = _last_announced()
    if last is None:
        return None
    call, at = last
    published = Acceptance.objects.filter(decision__application__call=call, published_at__lte=at)
    return Fact(published.count(), at, denominator=Application.objects.filter(_received(call, at)).count())


def _heard() -> Fact | None:
    last = _last_announced()
    if last is None:
        return None
    call, at = last
    received = Application.objects.filter(_received(call, at))
    read = RoundFile.objects.filter(round__call=call, round__college=College.CITIZENS, application__in=received)
    count = read.order_by().values("application").distinct().count()
    return Fact(count, at, denominator=received.count()) if count else None


OWN = [
    LiveFact("selection-heard", _("initiatives read by the citizen jury"), _heard),
    LiveFact("selection-laureates", _("laureates announced"), _laureates),
]
