"""A section of an application being written: shown, saved by its form, saved by its script; files, rival texts."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.calls import queries, rules
from tremplin.calls.actions import attachments, drafts
from tremplin.calls.engine import schema
from tremplin.calls.engine.schema import Kind
from tremplin.calls.forms.sections import SectionPage
from tremplin.calls.forms.typed import FILE, name_of, token_of, typed_in
from tremplin.calls.models import Application
from tremplin.calls.rules import ATTACHMENT
from tremplin.calls.sentences import warning
from tremplin.calls.views.doorkeeper import own_application
from tremplin.core import clock, files
from tremplin.core.answers import require
from tremplin.core.dates import time_of_day
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person

LARGEST_FILE = 20 * 1024 * 1024


def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Every answer is saved as it is, then the person goes where they asked; what is wrong is said and stops nobody."""
    application = own_application(request, ref)
    here = _section(application, key)
    if request.method != "POST":
        return _page(request, application, here)
    require(rules.can_write(request.user, application, clock.now()))
    person, at = me(request), clock.now()
    saved = drafts.save_answers(
        application, typed_in(queries.content_of(application).form, request.POST), by=person, at=at
    )
    refused = _take_files(request, application, here, by=person, at=at)
    _obey(request, application, by=person, at=at)
    if refused:
        return _page(request, application, here, refused=refused, status=422)
    return _next(request, application, here, saved)


def _section(application: Application, key: str) -> schema.Section:
    form = queries.content_of(application).form
    found = next((one for one in form.sections if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    application: Application,
    here: schema.Section,
    *,
    refused: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    application.refresh_from_db()
    content = queries.content_of(application)
    now = clock.now()
    writing = rules.can_write(request.user, application, now)
    open_keys = {question.key for question in queries.open_questions(application)} if writing else set()
    page = SectionPage(
        content, here, open_keys=open_keys, rivals=queries.rivals_of(application) if writing else (), refused=refused
    )
    places = [one.key for one in content.form.sections]
    at = places.index(here.key)
    context = {
        "application": application,
        "page": page,
        "writing": writing,
        "position": at + 1,
        "count": len(places),
        "next_section": content.form.sections[at + 1] if at + 1 < len(places) else None,
        "previous_section": content.form.sections[at - 1] if at else None,
        "rows": content.rows(),
        "now": now,
        "largest": LARGEST_FILE // (1024 * 1024),
        "kinds": ", ".join(sorted(files.KNOWN)),
    }
    return render(request, "calls/section.html", context, status=status)


def _take_files(
    request: HttpRequest, application: Application, here: schema.Section, *, by: Person, at: datetime
) -> dict[str, list[str]]:
    """Receive and attach the files that came; the sentences of those refused, by question."""
    refused: dict[str, list[str]] = {}
    rows = {row.key: row for row in queries.open_questions(application).filter(kind=Kind.FILES)}
    for question, item, name in _drops(here):
        for upload in request.FILES.getlist(name):
            try:
                if question.key not in rows:
                    raise files.FileRefused(_("This question cannot be changed now."))
                stored = files.receive(
                    upload, kind=ATTACHMENT.name, owner=application.ref, largest=LARGEST_FILE, by=by.ref, at=at
                )
                attachments.add_file(application, rows[question.key], item=item, file=stored, by=by, at=at)
            except files.FileRefused as refusal:
                refused.setdefault(question.key, []).append(str(refusal))
    return refused


def _drops(here: schema.Section) -> Iterator[tuple[schema.Question, str, str]]:
    """(question, item, field) for each place of a section where files are given."""
    for question in here.questions:
        if question.kind is Kind.FILES:
            yield question, "", f"{FILE}{question.key}"
            yield from ((question, item, f"{FILE}{question.key}.{at}") for at, item in enumerate(question.items))


def _obey(request: HttpRequest, application: Application, *, by: Person, at: datetime) -> None:
    """The button pressed may ask for more: a file taken away, an entry emptied, a rival text kept or let go."""
    verb, _colon, rest = request.POST.get("then", "").partition(":")
    ref, _colon, more = rest.partition(":")
    if verb == "remove":
        attachment = get_object_or_404(queries.attachments_of(application), ref=must_be_ref(ref))
        attachments.remove_file(attachment, by=by, at=at)
    elif verb == "empty":
        drafts.empty_entry(application, group=ref, entry=int(more) if more.isdecimal() else 0, by=by, at=at)
    elif verb in ("keep", "let-go"):
        rival = get_object_or_404(queries.rivals_of(application), ref=must_be_ref(ref))
        revision = int(more) if more.isdecimal() else -1
        drafts.settle_rival(rival, keep=verb == "keep", revision=revision, by=by, at=at)


def _next(request: HttpRequest, application: Application, here: schema.Section, saved: drafts.Saved) -> HttpResponse:
    """Where the button says; but back here when a text lost a race, or what was just typed is to be corrected."""
    then = request.POST.get("then", "stay")
    content = queries.content_of(application)
    page = SectionPage(content, here, open_keys=())
    fresh = {one.id for one in page.fields() if one.place in saved.changed}
    if (
        saved.rivals
        or then not in ("next", "back")
        or (then == "next" and any(place in fresh for place, *_rest in page.wrong))
    ):
        if not saved.rivals:
            messages.success(request, _("Saved."))
        return redirect("calls:section", application.ref, here.key)
    keys = [one.key for one in content.form.sections]
    following = keys[keys.index(here.key) + 1 :]
    if then == "back":
        messages.success(request, _("Saved. You can leave and come back."))
        return redirect("calls:application", application.ref)
    if not following:
        return redirect("calls:application-submit", application.ref)
    return redirect("calls:section", application.ref, following[0])


@require_POST
def autosave(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """What the script sends while somebody types: {saved: {field: revision}, tokens, rivals, warnings, said}."""
    application = own_application(request, ref)
    _section(application, key)
    require(rules.can_write(request.user, application, clock.now()))
    form, at = queries.content_of(application).form, clock.now()
    saved = drafts.save_answers(application, typed_in(form, request.POST), by=me(request), at=at)
    content = queries.content_of(application)
    return JsonResponse(
        {
            "saved": {name_of(place): revision for place, (_text, revision) in saved.answers.items()},
            "tokens": {
                name_of(place): token_of(place, text, revision) for place, (text, revision) in saved.answers.items()
            },
            "rivals": _rivals(application, content, saved),
            "warnings": {
                name_of(place): warning(form.by_key[place[0]], text) for place, (text, _now) in saved.answers.items()
            },
            "said": _("Saved at %(time)s") % {"time": time_of_day(at, application.call.season.programme.time_zone)},
        }
    )


def _rivals(application: Application, content: queries.Content, saved: drafts.Saved) -> list[dict[str, object]]:
    """Each text that lost a race, with the one that stands and who saved it."""
    standing = queries.answers_of(application)
    return [
        {
            "ref": rival.ref,
            "field": name_of(place := (rival.question.key, rival.entry)),
            "mine": rival.text,
            "theirs": content.answers.get(place, ""),
            "revision": content.revisions.get(place, 0),
            "by": str(standing[place].saved_by) if place in standing else "",
        }
        for rival in saved.rivals
    ]


@require_POST
def settle(request: HttpRequest, ref: str, rival_ref: str) -> HttpResponse:
    """One of two texts is chosen: `keep` (yes or no) and the revision of the answer that was read beside it."""
    application = own_application(request, ref)
    rival = get_object_or_404(queries.rivals_of(application), ref=must_be_ref(rival_ref))
    require(rules.can_write(request.user, application, clock.now()))
    revision = request.POST.get("revision", "")
    drafts.settle_rival(
        rival,
        keep=request.POST.get("keep") == "yes",
        revision=int(revision) if revision.isdecimal() else -1,
        by=me(request),
        at=clock.now(),
    )
    return redirect("calls:section", application.ref, rival.question.section.key)


def download(request: HttpRequest, ref: str, attachment_ref: str) -> HttpResponse:
    """To the file, by an address that holds five minutes: for whoever may open the application, when they click."""
    application = get_object_or_404(queries.visible_to(request.user), ref=must_be_ref(ref))
    attachment = get_object_or_404(queries.attachments_of(application), ref=must_be_ref(attachment_ref))
    require(files.may_download(request.user, attachment.file))
    return redirect(files.download_address(attachment.file, request.user))
