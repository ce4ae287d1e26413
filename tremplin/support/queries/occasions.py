"""The diagnoses of a year, in the order they are made: what each side said on each occasion, and what changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tremplin.support.engine.questions import QUESTIONS, Question
from tremplin.support.models import Accompaniment, Diagnosis, Reply
from tremplin.support.states import Occasion, Side


@dataclass(frozen=True)
class Measured:
    """A diagnosis both sides have handed in: on which day, and the level each gave to each question."""

    diagnosis: Diagnosis
    occasion: Occasion
    day: date
    levels: dict[str, dict[str, int | None]]


@dataclass(frozen=True)
class Change:
    """A question on which a side no longer says the same: (before, after) for each side."""

    question: Question
    team: tuple[int | None, int | None]
    officer: tuple[int | None, int | None]


def measured_of(accompaniment: Accompaniment) -> list[Measured]:
    """Those in which either side may be read; two queries."""
    order = list(Occasion)
    rows = [
        one
        for one in Diagnosis.objects.filter(accompaniment=accompaniment)
        if one.team_in_at is not None and one.officer_in_at is not None
    ]
    said: dict[int, dict[str, dict[str, int | None]]] = defaultdict(lambda: {side: {} for side in Side})
    for reply in Reply.objects.filter(diagnosis__in=rows):
        said[reply.diagnosis_id][reply.side][reply.key] = reply.level
    zone = ZoneInfo(accompaniment.season.programme.time_zone)
    found = [Measured(one, Occasion(one.occasion), _said_at(one).astimezone(zone).date(), said[one.pk]) for one in rows]
    return sorted(found, key=lambda one: order.index(one.occasion))


def _said_at(diagnosis: Diagnosis) -> datetime:
    instants = [at for at in (diagnosis.team_in_at, diagnosis.officer_in_at) if at is not None]
    return max(instants)


def changes_between(before: Measured, after: Measured) -> dict[str, list[Change]]:
    """By step, the questions on which at least one side says something else; all of them are in the drawing."""
    found: dict[str, list[Change]] = defaultdict(list)
    for one in QUESTIONS:
        if not one.levels:
            continue
        team, officer = (
            (before.levels[side].get(one.key), after.levels[side].get(one.key)) for side in (Side.TEAM, Side.OFFICER)
        )
        if team[0] != team[1] or officer[0] != officer[1]:
            found[one.step].append(Change(one, team, officer))
    return found
