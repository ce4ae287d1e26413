"""Sittings, their running order and their quorum."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from tremplin.calls.models import Conflict
from tremplin.selection.engine.quorum import Quorum, quorum
from tremplin.selection.models import Seat, Sitting, SittingItem
from tremplin.selection.queries.rounds import files_visible_to, rounds_visible_to
from tremplin.selection.states import SeatState


def sittings_visible_to(person: Any) -> QuerySet[Sitting]:
    return Sitting.objects.filter(round__in=rounds_visible_to(person).order_by().values("pk")).select_related(
        "round__call__season__programme"
    )


def items_visible_to(person: Any) -> QuerySet[SittingItem]:
    """Files on a running order; those in conflict are absent for that person."""
    return SittingItem.objects.filter(file__in=files_visible_to(person).order_by().values("pk")).select_related(
        "sitting__round__call__season__programme",
        "file__application__initiative",
        "file__round__call__season__programme",
        "proposed_by",
    )


def members_of(sitting: Sitting) -> QuerySet[Seat]:
    """Those who may sit: whoever accepted a seat of the round."""
    return Seat.objects.filter(round=sitting.round_id, state=SeatState.ACCEPTED).select_related("person", "round")


def quorum_of(item: SittingItem) -> Quorum:
    """The quorum on one file: those in conflict with it count neither among the members nor among those present."""
    return quorums_of(item.sitting, [item])[item.pk]


def quorums_of(sitting: Sitting, items: Collection[SittingItem]) -> dict[int, Quorum]:
    """The quorum of every file given, in three queries whatever their number."""
    members = {str(person) for person in members_of(sitting).values_list("person", flat=True)}
    present = {str(person) for person in sitting.presences.order_by().values_list("seat__person", flat=True)}
    recused: dict[int, set[str]] = {}
    applications = {item.file.application_id for item in items}
    for application, person in Conflict.objects.filter(application__in=applications).values_list(
        "application", "person"
    ):
        recused.setdefault(application, set()).add(str(person))
    return {
        item.pk: quorum(members, present, recused.get(item.file.application_id, set()), sitting.round.quorum)
        for item in items
    }
