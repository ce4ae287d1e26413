"""Reading one file and writing what one thinks of it: the text at one side, the grid at the other; for citizens, one
page and three questions. What the others wrote is shown once one's own review is in.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.calls import copies
from tremplin.calls.queries.received import submitted_attachments_of
from tremplin.core import clock, files
from tremplin.core.answers import require
from tremplin.core.dates import time_of_day
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.selection import queries, rules
from tremplin.selection.actions import reviews
from tremplin.selection.actions.reviews import Overtaken, save
from tremplin.selection.copies import sections_read
from tremplin.selection.forms.readers import RecuseForm
from tremplin.selection.forms.reviews import ReviewForm
from tremplin.selection.models import Criterion, Review
from tremplin.selection.states import ReviewState, RoundState
from tremplin.selection.views.reading import ORDER


def _own(request: HttpRequest, ref: str) -> Review:
    """A file of the reader's own; one they have a link with, or somebody else's, does not exist."""
    return get_object_or_404(queries.reviews_of(request.user), ref=must_be_ref(ref))


def _form(request: HttpRequest, found: Review) -> ReviewForm:
    criteria = list(found.file.round.criteria.prefetch_related("levels"))
    return ReviewForm(request.POST or None, review=found, criteria=criteria)


def review(request: HttpRequest, ref: str) -> HttpResponse:
    found = _own(request, ref)
    if found.state == ReviewState.PROPOSED:
        if found.file.round.state == RoundState.OPEN:
            return redirect("selection:seat-links", found.seat.ref)
        require(rules.can_write_review(request.user, found))
    form = _form(request, found)
    if request.method != "POST":
        return _page(request, found, form)
    if (trouble := _keep(request, found, form)) is not None:
        return trouble
    if "hand_in" not in request.POST:
        messages.success(request, _("Your draft is saved. You can leave and come back."))
        return redirect("selection:review", found.ref)
    form.rebase(found)
    if form.say_missing(reviews.missing(found)):
        return _page(request, found, form)
    try:
        reviews.hand_in(found, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return _page(request, _own(request, ref), form)
    messages.success(request, _("Your review is in. Thank you."))
    return redirect("selection:review", found.ref)


def _keep(request: HttpRequest, found: Review, form: ReviewForm) -> HttpResponse | None:
    """Save what is typed, or give back the page that says why not, with everything typed still in it."""
    if not form.is_valid():
        return _page(request, found, form)
    try:
        save(found, **form.values(), by=me(request), at=clock.now())
    except Overtaken as refusal:
        now_stored = _own(request, found.ref)
        form.rebase(now_stored)
        if form.says_what_is_stored:  # the same thing, sent twice
            found.refresh_from_db()
            return None
        return _page(request, now_stored, form, overtaken=str(refusal.reason))
    except MoveRefused as refusal:
        now_stored = _own(request, found.ref)
        if rules.can_write_review(request.user, now_stored):  # else the page itself says why, above the text sent
            messages.warning(request, str(refusal.reason))
        return _page(request, now_stored, form)
    return None


def _page(request: HttpRequest, found: Review, form: ReviewForm, *, overtaken: str = "") -> HttpResponse:
    may = rules.can_write_review(request.user, found)
    citizens = found.file.round.asks_opinion
    last = found.file.application.submissions.order_by("-version").first()
    context = {
        "review": found,
        "file": found.file,
        "round": found.file.round,
        "zone": found.file.round.call.season.programme.time_zone,
        "form": form,
        "may": may,
        "overtaken": overtaken,
        "unsaved": [] if may or not form.is_bound else form.typed,
        "parts": [] if citizens else _parts(found),
        "newer": last if may and not citizens and _is_newer(last, found) else None,
        "mine": _lines(found, form.criteria),
        "others": _others(found, form.criteria),
        "now": clock.now(),
    }
    return render(request, _template(citizens), context | _neighbours(request, found))


def _template(citizens: bool) -> str:
    return "selection/pack.html" if citizens else "selection/review.html"


def _is_newer(last: Any, found: Review) -> bool:
    return last is not None and last.pk != found.submission_id


def _parts(found: Review) -> list[copies.Section]:
    if found.submission is None:
        return []
    return sections_read(found.submission.frozen, submitted_attachments_of(found.file.application))


def _lines(one: Review, criteria: list[Criterion]) -> list[dict[str, str]]:
    """A review in words, criterion by criterion."""
    scores = {score.criterion_id: score for score in one.scores.all()}
    found = []
    for criterion in criteria:
        score = scores.get(criterion.pk)
        levels: dict[int | None, str] = {level.value: level.label for level in criterion.levels.all()}
        level = levels.get(score.value, "") if score else ""
        if score and score.abstains and not one.abstains:
            level = _("I cannot judge this criterion")
        found.append({"label": criterion.name, "level": level, "words": score.words if score else ""})
    return found


def _others(found: Review, criteria: list[Criterion]) -> list[dict[str, Any]]:
    """What the others handed in, once one's own is."""
    handed_in = queries.others_reviews(found).order_by("seat__number")
    return [{"label": one.seat.anonymous, "review": one, "lines": _lines(one, criteria)} for one in handed_in]


def _neighbours(request: HttpRequest, found: Review) -> dict[str, Any]:
    """Where the file stands among the reader's files of the round, the one before it and the one after."""
    mine = queries.reviews_of(request.user).filter(seat=found.seat_id).exclude(state=ReviewState.PROPOSED)
    row = list(mine.order_by(*ORDER))
    place = [one.pk for one in row].index(found.pk) if found.pk in {one.pk for one in row} else 0
    return {
        "place": place + 1,
        "count": len(row),
        "previous_review": row[place - 1] if place else None,
        "next_review": row[place + 1] if place + 1 < len(row) else None,
    }


@require_POST
def autosave(request: HttpRequest, ref: str) -> HttpResponse:
    """What the script sends while somebody types: {revision, saved_at, said}, or {error} with the sentence."""
    found = _own(request, ref)
    form = _form(request, found)
    if not form.is_valid():
        return JsonResponse({"error": " ".join(str(one) for own in form.errors.values() for one in own)}, status=422)
    at = clock.now()
    try:
        save(found, **form.values(), by=me(request), at=at)
    except MoveRefused as refusal:
        found = _own(request, ref)
        form.rebase(found)
        if not (isinstance(refusal, Overtaken) and form.says_what_is_stored):
            return JsonResponse({"error": str(refusal.reason)}, status=409)
    said = _("Saved at %(time)s") % {"time": time_of_day(at, found.file.round.call.season.programme.time_zone)}
    return JsonResponse({"revision": found.revision, "saved_at": at.isoformat(), "said": said})


def recuse(request: HttpRequest, ref: str) -> HttpResponse:
    """A page, not a button: it says what goes, and asks which link."""
    person = me(request)
    # asked first: once stepped back, the file is gone
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    found = _own(request, ref)
    require(rules.can_recuse(person, found))
    form = RecuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _step_back(form, found, person)
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("You have stepped back: this file is no longer among yours."))
            return redirect(address)
    return render(request, "selection/recuse.html", {"review": found, "round": found.file.round, "form": form})


def _step_back(form: RecuseForm, found: Review, person: Person) -> str:
    reviews.recuse(found, source=form.cleaned_data["source"], by=person, at=clock.now())
    return reverse("selection:queue")


@require_POST
def read_last_version(request: HttpRequest, ref: str) -> HttpResponse:
    """Take up the version submitted since; what is typed beside the button is saved first."""
    found = _own(request, ref)
    if "revision" in request.POST and (trouble := _keep(request, found, _form(request, found))) is not None:
        return trouble
    try:
        reviews.read_last_version(found, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("This is now the last version submitted."))
    return redirect("selection:review", found.ref)


def download(request: HttpRequest, ref: str, attachment_ref: str) -> HttpResponse:
    """To the signed address of a file the version read names. Citizens read a summary: for them there is none."""
    found = _own(request, ref)
    if found.file.round.asks_opinion or found.state == ReviewState.PROPOSED:
        raise Http404
    for _line, file in copies.files_of(_parts(found)):
        if file.attachment and file.attachment.ref == attachment_ref:
            require(files.may_download(request.user, file.attachment.file))
            return redirect(files.download_address(file.attachment.file, request.user))
    raise Http404
