"""One file of a round: its summary for citizens, its readers, what they wrote side by side, how it leaves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import reviews, rounds
from tremplin.selection.forms.assignment import AddReaderForm
from tremplin.selection.forms.round_files import SettleForm, SummaryForm
from tremplin.selection.models import Review, Round, RoundFile
from tremplin.selection.queries.overview import standing_reviews
from tremplin.selection.queries.readers import free_for
from tremplin.selection.states import FILE_MOVES, FileState, ReviewState
from tremplin.selection.views.assignment import add_reader, remove_reader
from tremplin.selection.views.doors import file_run, round_run


def file(request: HttpRequest, ref: str, file_ref: str) -> HttpResponse:
    found, person = round_run(request, ref), me(request)
    held = file_run(request, found, file_ref)
    forms = _forms(request, found, held)
    if request.method == "POST":
        try:
            if _do(request, found, held, forms, person):
                return redirect("selection:round-file", found.ref, held.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return render(request, "selection/file.html", _context(found, held, person) | forms)


def _forms(request: HttpRequest, found: Round, held: RoundFile) -> dict[str, Any]:
    """What is typed in one form is kept when it is refused; the others are as new."""
    verb = request.POST.get("do", "")
    return {
        "summary": SummaryForm(request.POST if verb == "summary" else None, initial={"words": held.summary}),
        "settling": SettleForm(request.POST if verb == "settle" else None),
    }


def _context(found: Round, held: RoundFile, person: Person) -> dict[str, Any]:
    readers = list(
        standing_reviews(RoundFile.objects.filter(pk=held.pk))
        .select_related("seat__person", "seat__round")
        .order_by("seat__number")
    )
    free = free_for(held)
    mine = any(one.seat.person_id == person.pk and one.state != ReviewState.SUBMITTED for one in readers)
    submitted = [] if mine else list(queries.submitted_reviews(held).order_by("seat__number"))
    return {
        "round": found,
        "call": found.call,
        "view": "file",
        "file": held,
        "zone": found.call.season.programme.time_zone,
        "readers": [{"review": one, "may_go": one.state in ("proposed", "accepted")} for one in readers],
        "adding": AddReaderForm(seats=free),
        "free": free,
        "veiled": mine,
        "reviews": submitted,
        "rows": _side_by_side(found, submitted),
        "may_reopen": bool(submitted) and bool(rules.can_reopen(person, submitted[0])),
        "writing": rules.can_write_summary(person, held),
        "settles": rules.can_settle(person, held),
        "leaves": bool(FILE_MOVES.allows("let_pass", held.state)),
        "waits": held.state == FileState.WAITING,
    }


def _do(request: HttpRequest, found: Round, held: RoundFile, forms: dict[str, Any], person: Person) -> bool:
    """Was it done? False: something is missing in a form, which says it. Raises MoveRefused."""
    verb, now = request.POST.get("do", ""), clock.now()
    if verb == "summary":
        form = forms["summary"]
        if not form.is_valid():
            return False
        rounds.write_summary(held, words=form.cleaned_data["words"], by=person, at=now)
        messages.success(request, _("The summary is written."))
    elif verb == "settle":
        form = forms["settling"]
        if not form.is_valid():
            return False
        settle(held, form.cleaned_data["verb"], form.cleaned_data["reason"], person)
        messages.success(request, _("The file is settled."))
    elif verb == "reconsider":
        rounds.reconsider(held, by=person, at=now)
        messages.success(request, _("%(name)s waits again.") % {"name": held})
    elif verb == "add":
        add_reader(request, found, held.ref, person)
    elif verb == "remove":
        remove_reader(request, found, request.POST.get("review", ""), person)
    elif verb == "reopen":
        review = get_object_or_404(queries.submitted_reviews(held), ref=must_be_ref(request.POST.get("review", "")))
        reviews.reopen(review, by=person, at=now)
        messages.success(request, _("%(reader)s may correct the review.") % {"reader": review.seat.label})
    return True


def settle(file: RoundFile, verb: str, reason: str, person: Person) -> None:
    """`verb`: let_pass, keep or stop. Raises MoveRefused."""
    now = clock.now()
    if verb == "let_pass":
        rounds.let_pass(file, reason=reason, by=person, at=now)
    elif verb == "keep":
        rounds.keep(file, reason=reason, by=person, at=now)
    else:
        rounds.stop(file, reason=reason, by=person, at=now)


def _side_by_side(found: Round, submitted: list[Review]) -> list[dict[str, Any]]:
    """A row for each criterion, a cell for each review, with the words of its level."""
    rows = []
    for criterion in found.criteria.prefetch_related("levels"):
        labels = {level.value: level for level in criterion.levels.all()}
        cells = []
        for review in submitted:
            score = next((one for one in review.scores.all() if one.criterion_id == criterion.pk), None)
            cells.append({"review": review, "score": score, "level": labels.get(score.value or 0) if score else None})
        rows.append({"criterion": criterion, "cells": cells})
    return rows
