"""Needs, actions and comments, as each person may see them."""

from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Action, Comment, Need
from tremplin.support.queries.accompaniments import accompaniments_open_to, keeps_private
from tremplin.support.states import Subject


def needs_visible_to(person: Any) -> QuerySet[Need]:
    return Need.objects.filter(
        accompaniment__in=accompaniments_open_to(person, Subject.ROADMAP).order_by().values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme")


def actions_visible_to(person: Any) -> QuerySet[Action]:
    return Action.objects.filter(
        accompaniment__in=accompaniments_open_to(person, Subject.ROADMAP).order_by().values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme", "need", "person", "door__body")


def comments_visible_to(person: Any, on: Need | Action) -> QuerySet[Comment]:
    """What was said of one row; what the programme keeps for itself, only to its officer and its team."""
    said = Comment.objects.filter(**{"need" if isinstance(on, Need) else "action": on}).select_related("by")
    return said if keeps_private(person, on.accompaniment) else said.filter(private=False)
