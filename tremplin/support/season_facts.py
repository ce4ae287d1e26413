"""What this room knows of the steps of a season: supports opened, agreed on, brought to a committee, closed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import SeasonFact
from tremplin.programme.days import last_days
from tremplin.selection.models import Acceptance
from tremplin.selection.states import AcceptanceState
from tremplin.support.models import Accompaniment, Committee
from tremplin.support.states import AccompanimentState, CommitteeKind, CommitteeState


def _opened(seasons: Collection[Any]) -> Mapping[int, date]:
    """Every laureate who accepted has its support; in a season without a call, a support was opened by an act."""
    accepted = Acceptance.objects.filter(
        state=AcceptanceState.ACCEPTED, decision__application__call__season__in=seasons
    ).order_by()
    rows = list(accepted.values_list("decision__application__call__season", "decision__accompaniment__opened_at"))
    acts = Accompaniment.objects.filter(season__in=seasons, season__calls=None, decision=None).order_by()
    return last_days(seasons, [*rows, *acts.values_list("season", "opened_at")])


def _diagnosed(seasons: Collection[Any]) -> Mapping[int, date]:
    """The first shared diagnosis of every support that is not over is agreed."""
    running = Accompaniment.objects.filter(season__in=seasons).exclude(state=AccompanimentState.CLOSED).order_by()
    rows = running.annotate(first=Min("diagnoses__agreed_at")).values_list("season", "first")
    return last_days(seasons, rows)


def _held(kind: CommitteeKind, seasons: Collection[Any]) -> Mapping[int, date]:
    """The first of its kind was held."""
    committees = Committee.objects.filter(
        season__in=seasons, kind=kind, state__in=[CommitteeState.HELD, CommitteeState.SIGNED]
    ).order_by()
    return last_days(seasons, committees.values_list("season").annotate(Min("starts_at")))


def _acceleration(seasons: Collection[Any]) -> Mapping[int, date]:
    return _held(CommitteeKind.ACCELERATION, seasons)


def _engagement(seasons: Collection[Any]) -> Mapping[int, date]:
    return _held(CommitteeKind.ENGAGEMENT, seasons)


def _closed(seasons: Collection[Any]) -> Mapping[int, date]:
    rows = Accompaniment.objects.filter(season__in=seasons).order_by().values_list("season", "closed_at")
    return last_days(seasons, rows)


def _openings(season: Any) -> str:
    return reverse("support:open-list")


def _committees(season: Any) -> str:
    return reverse("support:committee-list")


def _list(season: Any) -> str:
    return reverse("support:list")


OWN = [
    SeasonFact("support-opened", _("every laureate who accepted has its support"), _opened, _openings),
    SeasonFact("support-diagnosed", _("every shared diagnosis is agreed"), _diagnosed, _list),
    SeasonFact("support-acceleration", _("an acceleration committee was held"), _acceleration, _committees),
    SeasonFact("support-engagement", _("an engagement committee was held"), _engagement, _committees),
    SeasonFact("support-closed", _("every support is closed"), _closed, _openings),
]
