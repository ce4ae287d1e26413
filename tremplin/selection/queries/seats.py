"""The places of a round with how far each reader is, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from tremplin.calls.states import ApplicationState
from tremplin.selection.models import Round, RoundFile, Seat
from tremplin.selection.queries.overview import standing_reviews
from tremplin.selection.queries.rounds import files_visible_to
from tremplin.selection.states import ReviewState, SeatState

STANDING = (SeatState.INVITED, SeatState.ACCEPTED)


@dataclass(frozen=True)
class Place:
    """A seat: how many files it was given, how many reviews are begun, how many handed in."""

    seat: Seat
    given: int
    begun: int
    submitted: int

    @property
    def unfinished(self) -> int:
        return self.begun - self.submitted

    @property
    def untouched(self) -> int:
        return self.given - self.begun


def places_of(found: Round, person: Any) -> list[Place]:
    reviews = standing_reviews(files_visible_to(person).filter(round=found)).values("seat")
    begun = Q(state__in=[ReviewState.STARTED, ReviewState.SUBMITTED])
    rows: Any = reviews.annotate(
        given=Count("pk"),
        begun=Count("pk", filter=begun),
        submitted=Count("pk", filter=Q(state=ReviewState.SUBMITTED)),
    )
    counts = {row.pop("seat"): row for row in rows}
    nothing = {"given": 0, "begun": 0, "submitted": 0}
    seats = Seat.objects.filter(round=found).select_related("person", "round").order_by("number")
    return [Place(seat, **counts.get(seat.pk, nothing)) for seat in seats]


def files_to_share(found: Round) -> int:
    """Files that will be read: those withdrawn are not."""
    return RoundFile.objects.filter(round=found).exclude(application__state=ApplicationState.WITHDRAWN).count()
