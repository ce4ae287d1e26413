"""Agreements an initiative signs with others."""

from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Accompaniment, Agreement, Relation
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import Subject


def agreements_visible_to(person: Any) -> QuerySet[Agreement]:
    seen = accompaniments_open_to(person, Subject.LEGAL).order_by().values("pk")
    return Agreement.objects.filter(accompaniment__in=seen).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "relation__body", "relation__network", "file"
    )


def agreements_of(accompaniment: Accompaniment) -> QuerySet[Agreement]:
    return Agreement.objects.filter(accompaniment=accompaniment).select_related("relation__body", "relation__network")


def agreements_about(relations: list[Relation], person: Any) -> QuerySet[Agreement]:
    """Those of one partner, told as one: what the page of the relation shows to whoever may see agreements."""
    return agreements_visible_to(person).filter(relation__in=relations)
