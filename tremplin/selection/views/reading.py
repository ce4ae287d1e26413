"""A reader's own space: what is left to read and by when, the answer to an invitation, the links declared before any
text is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import reviews, seats
from tremplin.selection.forms.readers import LinksForm, SeatForm
from tremplin.selection.models import Review, Round, Seat
from tremplin.selection.states import ReviewState, RoundState, SeatState

# the order of a reader's files: what is due first; the same in the list and from one file to the next
ORDER = ("file__round__due_at", "file__round_id", "pk")


@dataclass(frozen=True)
class Pile:
    """The files of one round in a reader's hands."""

    seat: Seat
    reviews: Sequence[Review]

    @property
    def round(self) -> Round:
        return self.seat.round

    @property
    def zone(self) -> str:
        return self.round.call.season.programme.time_zone

    @property
    def left(self) -> list[Review]:
        return [review for review in self.reviews if review.state != ReviewState.SUBMITTED]

    @property
    def to_confirm(self) -> list[Review]:
        return [review for review in self.reviews if review.state == ReviewState.PROPOSED]

    @property
    def next(self) -> Review | None:
        """What is begun first, then what is ready to be read."""
        for state in (ReviewState.STARTED, ReviewState.ACCEPTED):
            for review in self.reviews:
                if review.state == state:
                    return review
        return None

    @property
    def minutes(self) -> int:
        return len(self.left) * self.round.minutes

    @property
    def hours(self) -> int:
        return seats.hours(len(self.left), self.round.minutes)


def queue(request: HttpRequest) -> HttpResponse:
    require(rules.can_open_queue(request.user))
    held = list(queries.seats_of(request.user).exclude(state=SeatState.ENDED).order_by("round__due_at", "pk"))
    mine: dict[int, list[Review]] = {}
    for review in queries.reviews_of(request.user).order_by(*ORDER):
        mine.setdefault(review.seat_id, []).append(review)
    piles = [Pile(seat, mine.get(seat.pk, [])) for seat in held if seat.state == SeatState.ACCEPTED]
    piles.sort(key=lambda pile: pile.round.state == RoundState.CLOSED)  # what is over comes last
    invitations = [
        seats.invitation_context(seat)
        for seat in held
        if seat.state == SeatState.INVITED and seat.round.state != RoundState.CLOSED
    ]
    context = {
        "invitations": invitations,
        "first": next((pile for pile in piles if pile.round.state == RoundState.OPEN and pile.left), None),
        # a round that ended without a file for this reader says nothing any more
        "piles": [pile for pile in piles if pile.reviews or pile.round.state != RoundState.CLOSED],
        "now": clock.now(),
    }
    return render(request, "selection/queue.html", context)


def _own_seat(request: HttpRequest, ref: str) -> Seat:
    """The person's own seat: for anybody the link was forwarded to, it does not exist."""
    return get_object_or_404(queries.seats_of(request.user), ref=must_be_ref(ref))


def seat(request: HttpRequest, ref: str) -> HttpResponse:
    """An invitation with all it asks, and the answer to it; what happens next, once it is answered."""
    found, person = _own_seat(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    may = rules.can_answer_seat(person, found)
    form = SeatForm(request.POST or None, seat=found)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(
                once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _answer(form, found, person))
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            found.refresh_from_db()
    asks = bool(may) and found.state in (SeatState.INVITED, SeatState.DECLINED)
    context = seats.invitation_context(found) | {"form": form, "may": may, "asks": asks}
    return render(request, "selection/seat.html", context)


def _answer(form: SeatForm, found: Seat, person: Person) -> str:
    words = form.cleaned_data["words"]
    if form.accepted:
        seats.accept(found, files=form.accepted, words=words, by=person, at=clock.now())
    else:
        seats.decline(found, words=words, by=person, at=clock.now())
    return reverse("selection:seat", args=[found.ref])


def links(request: HttpRequest, ref: str) -> HttpResponse:
    """Before any text: the initiatives by name, and the links the reader has with them. The others wait."""
    found, person = _own_seat(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if found.state != SeatState.ACCEPTED:
        return redirect("selection:seat", found.ref)
    waiting = list(queries.reviews_proposed(found))
    form = LinksForm(request.POST or None, reviews=waiting)
    if waiting and request.method == "POST" and form.is_valid():
        try:
            address = once(
                form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _declare(form, found, person)
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("Your answers are recorded."))
            return redirect(address)
    context = {
        "seat": found,
        "round": found.round,
        "zone": found.round.call.season.programme.time_zone,
        "form": form,
        "waiting": waiting,
    }
    return render(request, "selection/seat_links.html", context)


def _declare(form: LinksForm, found: Seat, person: Person) -> str:
    for review, source in form.answered:
        if source:
            reviews.recuse(review, source=source, by=person, at=clock.now())
        else:
            reviews.confirm_no_link(review, by=person, at=clock.now())
    if queries.reviews_proposed(found).exists():
        return reverse("selection:seat-links", args=[found.ref])
    return reverse("selection:queue")
