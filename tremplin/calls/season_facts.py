"""What this room knows of the steps of a season: published, opened, closed. A step of several calls is that of all."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Call
from tremplin.core import clock
from tremplin.core.offers import SeasonFact
from tremplin.programme.days import last_days


def _published(seasons: Collection[Any]) -> Mapping[int, date]:
    now = clock.now()
    rows = Call.objects.filter(season__in=seasons).order_by().values_list("season", "published_at")
    return last_days(seasons, [(season, at if at and at <= now else None) for season, at in rows])


def _opened(seasons: Collection[Any]) -> Mapping[int, date]:
    """Its first intake began, and the call was published."""
    now = clock.now()
    calls = Call.objects.filter(season__in=seasons).order_by().annotate(first=Min("intakes__opens_at"))
    rows = calls.values_list("season", "first", "published_at")
    return last_days(
        seasons,
        [(season, max(at, shown) if at and shown and max(at, shown) <= now else None) for season, at, shown in rows],
    )


def closed(seasons: Collection[Any]) -> Mapping[int, date]:
    """No intake takes an application any more, the silent grace included."""
    now = clock.now()
    calls = Call.objects.filter(season__in=seasons).order_by()
    rows = calls.values_list("season", "published_at", "intakes__closes_at", "intakes__grace")
    return last_days(
        seasons,
        [(season, at if shown and at and at + grace <= now else None) for season, shown, at, grace in rows],
    )


def _address(season: Any) -> str:
    return reverse("calls:managed-list")


OWN = [
    SeasonFact("calls-published", _("the call is published"), _published, _address),
    SeasonFact("calls-opened", _("the intake is open"), _opened, _address),
    SeasonFact("calls-closed", _("the last intake is closed"), closed, _address),
]
