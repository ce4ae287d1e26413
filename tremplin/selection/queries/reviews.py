"""Seats and reviews, as each person may see them."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tremplin.calls.models import Application, Bearer, Conflict
from tremplin.calls.queries.received import carrying
from tremplin.calls.states import ApplicationState
from tremplin.people.models import Person
from tremplin.selection.models import Review, RoundFile, Seat
from tremplin.selection.queries.rounds import rounds_visible_to
from tremplin.selection.states import ReviewState, RoundState, SeatState


def seats_of(person: Any) -> QuerySet[Seat]:
    """The person's own seats, offered or held."""
    if not isinstance(person, Person) or not person.is_active:
        return Seat.objects.none()
    return Seat.objects.filter(person=person).select_related("round__call__season__programme", "person")


def seats_visible_to(person: Any) -> QuerySet[Seat]:
    """The seats of the rounds the person runs."""
    return Seat.objects.filter(round__in=rounds_visible_to(person).order_by().values("pk")).select_related(
        "round__call__season__programme", "person"
    )


def reviews_of(person: Any) -> QuerySet[Review]:
    """What a reader has to read: their own files, while they hold the seat and the round has opened; none in conflict,
    none withdrawn.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Review.objects.none()
    return (
        Review.objects.filter(
            seat__person=person,
            seat__state=SeatState.ACCEPTED,
            file__round__state__in=[RoundState.OPEN, RoundState.CLOSED],
        )
        .exclude(state=ReviewState.RECUSED)
        .exclude(file__application__state=ApplicationState.WITHDRAWN)
        .exclude(Exists(Conflict.objects.filter(person=person, application=OuterRef("file__application"))))
        .select_related(
            "file__application__initiative",
            "file__application__call__season__programme",
            "file__round__call__season__programme",
            "seat__round",
            "seat__person",
            "submission",
        )
    )


def reviews_proposed(seat: Seat) -> QuerySet[Review]:
    """The files of a round under way whose reader has not said yet whether they are linked: with what tells who is
    behind each, `initiative.carriers`.
    """
    bearers = Prefetch(
        "file__application__initiative__bearers", queryset=carrying(Bearer.objects.all()), to_attr="carriers"
    )
    mine = reviews_of(seat.person).filter(seat=seat, state=ReviewState.PROPOSED, file__round__state=RoundState.OPEN)
    return mine.order_by("pk").prefetch_related(bearers)


def submitted_reviews(file: RoundFile) -> QuerySet[Review]:
    """What readers have handed in on a file, those since in conflict left out."""
    conflicts = Conflict.objects.filter(person=OuterRef("seat__person"), application=file.application_id)
    return (
        Review.objects.filter(file=file, state=ReviewState.SUBMITTED)
        .exclude(Exists(conflicts))
        .select_related("seat__person", "seat__round", "file__round", "submission")
        .prefetch_related("scores__criterion")
    )


def others_reviews(review: Review) -> QuerySet[Review]:
    """The reviews of the others on the same file: nothing before one's own is in."""
    if review.state != ReviewState.SUBMITTED:
        return Review.objects.none()
    return submitted_reviews(review.file).exclude(pk=review.pk)


def people_recused(application: Application) -> Collection[int]:
    """Those for whom the application does not exist."""
    return set(Conflict.objects.filter(application=application).values_list("person", flat=True))
