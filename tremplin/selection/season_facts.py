"""What this room knows of the steps of a season, from the screening to the announcement: days, never a file.

A step is done when it is for every call of the season.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call
from tremplin.calls.season_facts import closed
from tremplin.calls.states import ApplicationState
from tremplin.core.offers import SeasonFact
from tremplin.programme.days import last_days
from tremplin.selection.models import Review, Round, RoundFile, Seat, Sitting, Wave
from tremplin.selection.states import (
    College,
    DecisionState,
    ReviewState,
    RoundState,
    ScreeningState,
    SeatState,
    SittingState,
    WaveKind,
    WaveState,
)


def _received(seasons: Collection[Any]) -> Any:
    """Applications that stand, of the seasons that take none any more."""
    over = list(closed(seasons))
    states = [ApplicationState.SUBMITTED, ApplicationState.RETURNED]
    return Application.objects.filter(call__season__in=over, state__in=states, submitted_at__isnull=False).order_by()


def _screened(seasons: Collection[Any]) -> Mapping[int, date]:
    rows = _received(seasons).values_list("call__season", "screening__state", "screening__screened_at")
    settled = (ScreeningState.ADMISSIBLE, ScreeningState.REFUSED)
    return last_days(seasons, [(season, at if state in settled else None) for season, state, at in rows])


def _jury(seasons: Collection[Any]) -> Mapping[int, date]:
    """Somebody accepted to sit among the citizens, and nobody's answer is awaited."""
    seats = Seat.objects.filter(
        round__call__season__in=seasons,
        round__college=College.CITIZENS,
        state__in=[SeatState.INVITED, SeatState.ACCEPTED],
    ).order_by()
    rows = seats.values_list("round__call__season", "state", "answered_at")
    return last_days(seasons, [(season, at if state == SeatState.ACCEPTED else None) for season, state, at in rows])


def _begun(seasons: Collection[Any]) -> set[int]:
    """Seasons of which every round, and there is one, was opened."""
    rows = list(Round.objects.filter(call__season__in=seasons).order_by().values_list("call__season", "state"))
    waiting = {season for season, state in rows if state == RoundState.PREPARED}
    return {season for season, _state in rows} - waiting


def _assigned(seasons: Collection[Any]) -> Mapping[int, date]:
    """Every file of every round has a reader."""
    read = Q(reviews__isnull=False) & ~Q(reviews__state=ReviewState.RECUSED)
    files = RoundFile.objects.filter(round__call__season__in=_begun(seasons)).order_by()
    rows = files.annotate(first=Min("reviews__assigned_at", filter=read)).values_list("round__call__season", "first")
    return last_days(seasons, rows)


def _reviewed(seasons: Collection[Any]) -> Mapping[int, date]:
    """Every file has a reader, and every review is in, but for those who recused themselves."""
    reviews = Review.objects.filter(file__round__call__season__in=list(_assigned(seasons))).order_by()
    reviews = reviews.exclude(state=ReviewState.RECUSED)
    rows = reviews.values_list("file__round__call__season", "state", "submitted_at")
    return last_days(seasons, [(season, at if state == ReviewState.SUBMITTED else None) for season, state, at in rows])


def _sat(seasons: Collection[Any]) -> Mapping[int, date]:
    sittings = Sitting.objects.filter(round__call__season__in=seasons).order_by()
    rows = sittings.values_list("round__call__season", "state", "closed_at")
    return last_days(seasons, [(season, at if state == SittingState.CLOSED else None) for season, state, at in rows])


def _signed(seasons: Collection[Any]) -> Mapping[int, date]:
    rows = _received(seasons).values_list("call__season", "decision__state", "decision__signed_at")
    signed = (DecisionState.SIGNED, DecisionState.RELEASED)
    return last_days(seasons, [(season, at if state in signed else None) for season, state, at in rows])


def _gone(kind: WaveKind, seasons: Collection[Any]) -> Mapping[int, date]:
    waves = Wave.objects.filter(release__call__season__in=seasons, kind=kind).order_by()
    known: dict[int, datetime | None] = {
        call: at if state == WaveState.DONE else None
        for call, state, at in waves.values_list("release__call", "state", "finished_at")
    }
    calls = Call.objects.filter(season__in=seasons).order_by().values_list("season", "pk")
    return last_days(seasons, [(season, known.get(call)) for season, call in calls])


def _noticed(seasons: Collection[Any]) -> Mapping[int, date]:
    return _gone(WaveKind.NOTICE, seasons)


def _announced(seasons: Collection[Any]) -> Mapping[int, date]:
    return _gone(WaveKind.PUBLIC, seasons)


def _address(season: Any) -> str:
    return reverse("selection:call-list")


OWN = [
    SeasonFact("selection-screened", _("every application received is screened"), _screened, _address),
    SeasonFact("selection-jury", _("the citizens invited have answered"), _jury, _address),
    SeasonFact("selection-assigned", _("every file has a reader"), _assigned, _address),
    SeasonFact("selection-reviews", _("every review is in"), _reviewed, _address),
    SeasonFact("selection-sitting", _("the sittings are closed"), _sat, _address),
    SeasonFact("selection-signed", _("every decision is signed"), _signed, _address),
    SeasonFact("selection-notice", _("the notice to the laureates has left"), _noticed, _address),
    SeasonFact("selection-announced", _("the public announcement has left"), _announced, _address),
]
