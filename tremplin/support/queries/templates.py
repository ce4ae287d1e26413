"""The template roadmap of a season, and what it gives for a first day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tremplin.programme.engine.working_days import working_day_from
from tremplin.programme.models import Season
from tremplin.support.engine.standard_roadmap import LINES
from tremplin.support.models import TemplateAction


@dataclass(frozen=True)
class PlannedLine:
    """A line of a template with the working day it falls on; `key` tells it apart in a form."""

    key: str
    line: TemplateAction
    due_on: date


def template_of(season: Season) -> QuerySet[TemplateAction]:
    return TemplateAction.objects.filter(season=season)


def season_to_copy(season: Season) -> Season | None:
    """The last season of the programme that has a template, before this one."""
    with_lines = TemplateAction.objects.exclude(season=season).order_by().values("season")
    found = Season.objects.filter(programme=season.programme_id, pk__in=with_lines)
    return found.order_by("-starts_on", "-pk").first()


def standard_lines(season: Season) -> list[TemplateAction]:
    """Not kept: what a season that wrote no template of its own begins with."""
    return [
        TemplateAction(
            season=season,
            step=one.step,
            title_fr=one.title_fr,
            title_en=one.title_en,
            owner=one.owner,
            after_days=one.after_days,
        )
        for one in LINES
    ]


def lines_from(season: Season, first_day: date) -> list[PlannedLine]:
    """The season's own lines, or else the standard ones; no day falls on a weekend or a public holiday."""
    own = list(template_of(season))
    rows = own or standard_lines(season)
    return [
        PlannedLine(
            one.ref if own else f"standard-{place}",
            one,
            working_day_from(first_day + timedelta(days=one.after_days)),
        )
        for place, one in enumerate(rows)
    ]


def chosen_among(lines: Collection[PlannedLine], keys: Collection[str]) -> list[PlannedLine]:
    return [one for one in lines if one.key in keys]
