"""Who reads what: the round robin proposes, a person looks and applies, or makes and undoes pairs by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection import queries
from tremplin.selection.actions import assignments as actions
from tremplin.selection.forms.assignment import AddReaderForm, ApplyForm
from tremplin.selection.models import Review, Round
from tremplin.selection.queries.readers import Board, accepted_seats, board_of
from tremplin.selection.states import RoundState
from tremplin.selection.views.doors import file_run, round_run

PER_PAGE = 25


def assignment(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = round_run(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if request.method == "POST":
        try:
            return redirect(_do(request, found, person))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    board = board_of(found, person)
    context = {
        "round": found,
        "call": found.call,
        "view": "assignment",
        "board": board,
        "page": Paginator(board.readings, PER_PAGE).get_page(request.GET.get("page")),
        "form": ApplyForm(initial={"seen": board.digest}),
        "closed": found.state == RoundState.CLOSED,
    }
    return render(request, "selection/assignment.html", context)


def _do(request: HttpRequest, found: Round, person: Person) -> str:
    """Raises MoveRefused: the pair does not hold, or the proposal is no longer the one that was read."""
    verb, here = request.POST.get("do", ""), reverse("selection:assignment", args=[found.ref])
    if verb == "apply":
        form, board = ApplyForm(request.POST), board_of(found, person)
        if not form.is_valid() or form.cleaned_data["seen"] != board.digest:
            raise MoveRefused(_("The proposal has changed since you read it. Please look at it again."))
        return once(
            form.cleaned_data["once"],
            by=person.ref,
            at=clock.now(),
            do=lambda: _apply(request, board, person),
        )
    if verb == "add":
        add_reader(request, found, request.POST.get("file", ""), person)
    elif verb == "remove":
        remove_reader(request, found, request.POST.get("review", ""), person)
    page = request.POST.get("page", "")
    return f"{here}?page={page}" if page.isdecimal() else here


def _apply(request: HttpRequest, board: Board, person: Person) -> str:
    count = actions.assign_all(board.round, board.pairs, by=person, at=clock.now())
    words = ngettext("%(count)s pair is made.", "%(count)s pairs are made.", count)
    messages.success(request, words % {"count": count})
    return reverse("selection:assignment", args=[board.round.ref])


def add_reader(request: HttpRequest, found: Round, file_ref: str, person: Person) -> None:
    file, seats = file_run(request, found, file_ref), accepted_seats(found)
    form = AddReaderForm(request.POST, seats=seats)
    if not form.is_valid():
        raise MoveRefused(str(form.errors["seat"][0]))
    seat = next(seat for seat in seats if seat.ref == form.cleaned_data["seat"])
    actions.assign(file, seat, by=person, at=clock.now())
    messages.success(request, _("%(reader)s reads %(file)s.") % {"reader": seat.label, "file": file})


def remove_reader(request: HttpRequest, found: Round, review_ref: str, person: Person) -> None:
    visible = queries.files_visible_to(person).filter(round=found).order_by().values("pk")
    reviews = Review.objects.filter(file__in=visible).select_related("seat__person", "seat__round", "file__round")
    review = get_object_or_404(reviews, ref=must_be_ref(review_ref))
    words = _("%(reader)s no longer reads %(file)s.") % {"reader": review.seat.label, "file": review.file}
    actions.unassign(review, by=person, at=clock.now())
    messages.success(request, words)
