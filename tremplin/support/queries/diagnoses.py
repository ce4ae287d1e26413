"""The shared diagnosis: each side's replies, and the versions proposed to both."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Diagnosis, Reply, Version
from tremplin.support.queries.accompaniments import accompaniments_visible_to
from tremplin.support.states import Side


def diagnoses_visible_to(person: Any) -> QuerySet[Diagnosis]:
    return Diagnosis.objects.filter(
        accompaniment__in=accompaniments_visible_to(person).order_by().values("pk")
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
