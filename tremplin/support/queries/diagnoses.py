"""The shared diagnosis: each side's replies, and the versions proposed to both."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Carried, Diagnosis, Reply, Version
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import CarriedState, Side, Subject

# the two fields of a question, as pages name them: its description among five, and words
LEVEL, WORDS = "level_", "words_"
FIELDS = frozenset(f"{WORDS}{one.key}" for one in QUESTIONS) | {f"{LEVEL}{one.key}" for one in QUESTIONS if one.levels}
LONGEST = 5_000


def diagnoses_visible_to(person: Any) -> QuerySet[Diagnosis]:
    return Diagnosis.objects.filter(
        accompaniment__in=accompaniments_open_to(person, Subject.DIAGNOSIS).order_by().values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme")


def replies_of(diagnosis: Diagnosis, side: str) -> Mapping[str, Reply]:
    """What one side said, by the question's key."""
    return {reply.key: reply for reply in Reply.objects.filter(diagnosis=diagnosis, side=side)}


def is_in(diagnosis: Diagnosis, side: str) -> bool:
    """Has this side handed in? Neither reads the other before both have."""
    return (diagnosis.team_in_at if side == Side.TEAM else diagnosis.officer_in_at) is not None


def last_version(diagnosis: Diagnosis) -> Version | None:
    return Version.objects.filter(diagnosis=diagnosis).order_by("-number").first()


def accepted_sides(version: Version) -> frozenset[str]:
    return frozenset(version.acceptances.values_list("side", flat=True))


def key_of(name: str) -> str:
    """The question a field belongs to."""
    return name.removeprefix(LEVEL).removeprefix(WORDS)


def fields_of(replies: Mapping[str, Reply]) -> dict[str, str]:
    """What stands in each field, as the page shows it."""
    found = {}
    for key, reply in replies.items():
        found[f"{LEVEL}{key}"], found[f"{WORDS}{key}"] = str(reply.level or ""), reply.words
    return found


def authors_of(replies: Mapping[str, Reply]) -> dict[str, str]:
    """Who saved what stands in each field."""
    return {
        f"{part}{key}": str(reply.saved_by) if reply.saved_by else ""
        for key, reply in replies.items()
        for part in (LEVEL, WORDS)
    }


def is_its_own(reply: Reply) -> bool:
    """Did the side answer itself? Neither carried from elsewhere nor typed for it by the officer."""
    return not reply.carried and not reply.told


def missing_in(replies: Mapping[str, Reply]) -> list[str]:
    """The questions answered by descriptions that have none yet."""
    return [one.key for one in QUESTIONS if one.levels and not (one.key in replies and replies[one.key].level)]


def too_long_in(replies: Mapping[str, Reply]) -> list[str]:
    return [key for key, reply in replies.items() if len(reply.words) > LONGEST]


def answered_in(replies: Mapping[str, Reply]) -> int:
    """How many questions have their answer: a description, or words where there is none to choose."""
    known = [(one, replies[one.key]) for one in QUESTIONS if one.key in replies]
    return sum(bool(reply.level if one.levels else reply.words) for one, reply in known)


def told_in(diagnosis: Diagnosis) -> QuerySet[Reply]:
    """What the officer typed for the initiative, which it has not confirmed yet."""
    return Reply.objects.filter(diagnosis=diagnosis, side=Side.TEAM, told=True)


def carried_visible_to(person: Any) -> QuerySet[Carried]:
    return Carried.objects.filter(
        accompaniment__in=accompaniments_open_to(person, Subject.DIAGNOSIS).order_by().values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme", "need")


def carried_waiting() -> QuerySet[Carried]:
    return Carried.objects.filter(state=CarriedState.WAITING)
