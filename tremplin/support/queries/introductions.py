"""Introductions, as those around the initiative see them."""

from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Introduction
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import Subject


def introductions_visible_to(person: Any) -> QuerySet[Introduction]:
    return Introduction.objects.filter(
        accompaniment__in=accompaniments_open_to(person, Subject.TIES).order_by().values("pk")
    ).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "door__body", "need", "asked_by", "agreed_by"
    )
