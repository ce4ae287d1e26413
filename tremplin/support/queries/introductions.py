"""Introductions and relations, as those around the initiative see them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Accompaniment, Introduction, Relation
from tremplin.support.queries.accompaniments import accompaniments_visible_to


def introductions_visible_to(person: Any) -> QuerySet[Introduction]:
    return Introduction.objects.filter(
        accompaniment__in=accompaniments_visible_to(person).order_by().values("pk")
    ).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "door__body", "need", "asked_by", "agreed_by"
    )


def relations_visible_to(person: Any) -> QuerySet[Relation]:
    seen = accompaniments_visible_to(person).order_by().values("initiative")
    return Relation.objects.filter(initiative__in=seen).select_related("initiative", "body")


def introductions_of(relation: Relation) -> QuerySet[Introduction]:
    return Introduction.objects.filter(
        accompaniment__initiative=relation.initiative_id, door__body=relation.body_id
    ).select_related("door__body", "accompaniment__season", "asked_by")


def last_sign_of(relation: Relation) -> date | None:
    """The last day something happened between them: a trace, an answer, a meeting."""
    days = list(relation.traces.values_list("on", flat=True))
    for one in introductions_of(relation):
        days += [at.date() for at in (one.sent_at, one.answered_at) if at]
        days += [one.met_on] if one.met_on else []
    return max(days, default=None)


def accompaniment_of(relation: Relation) -> Accompaniment | None:
    """The accompaniment in which the relation is followed: the last one of the initiative."""
    return Accompaniment.objects.filter(initiative=relation.initiative_id).order_by("-starts_on").first()
