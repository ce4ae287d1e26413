"""The programme team's pages on what was received: the list, one file, its notes, corrections, conflicts, figures."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import copies, exports, queries, rules
from tremplin.calls.actions import instruction, submissions
from tremplin.calls.engine.differences import differences
from tremplin.calls.forms.received import CallChoiceForm, ConflictForm, NoteForm, ReceivedFilterForm, SendBackForm
from tremplin.calls.models import Application, Correction, Question
from tremplin.calls.queries import received
from tremplin.calls.queries import statistics as figures
from tremplin.calls.views.doorkeeper import me, must_be_ref
from tremplin.core import clock, files, mail
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.models import Person

PER_PAGE = 25


def _filters(request: HttpRequest) -> ReceivedFilterForm:
    person = request.user
    calls, intakes, tracks = (
        received.calls_read_by(person),
        received.intakes_read_by(person),
        received.tracks_read_by(person),
    )
    return ReceivedFilterForm(request.GET, calls=calls, intakes=intakes, tracks=tracks)


def application_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_applications(request.user))
    form = _filters(request)
    found = received.matching(queries.submitted_visible_to(request.user), form.filters)
    page = Paginator(received.with_bearers(found), PER_PAGE).get_page(request.GET.get("page"))
    by_call = received.counts_by_call(request.user)
    context = {
        "form": form,
        "page": page,
        "by_call": by_call,
        "total": sum(count for _call, count in by_call),
        "order": form.filters.get("order") or "-date",
        "columns": _columns(request, form.filters.get("order") or "-date"),
        "address": _without(request, "page"),
    }
    return render(request, "calls/received_list.html", context)


def _columns(request: HttpRequest, order: str) -> dict[str, dict[str, str]]:
    """What the header of a sorted column says and where it leads: the other way when it is already the order."""
    found = {}
    for name, usual in (("name", "name"), ("date", "-date")):
        other = f"-{usual}".removeprefix("--")
        now = {name: "ascending", f"-{name}": "descending"}.get(order, "none")
        found[name] = {"sort": now, "address": _without(request, "page", order=other if order == usual else usual)}
    return found


def _without(request: HttpRequest, *names: str, **values: str) -> str:
    """The filters of the address as they are, but for these."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    for name, value in values.items():
        query[name] = value
    return query.urlencode()


def export(request: HttpRequest) -> HttpResponseBase:
    require(rules.can_read_applications(request.user))
    form = _filters(request)
    found = received.matching(queries.submitted_visible_to(request.user), form.filters)
    lines = exports.applications(found, form.filters.get("call"))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="candidatures-{clock.today():%Y-%m-%d}.csv"'},
    )


def statistics(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_applications(request.user))
    by_call = received.counts_by_call(request.user)
    calls = received.calls_read_by(request.user)
    form = CallChoiceForm(request.GET or None, calls=calls)
    asked = form.cleaned_data.get("call") if form.is_valid() else None
    call = asked or (by_call[0][0] if by_call else calls.first())
    form = CallChoiceForm(initial={"call": call}, calls=calls)
    context: dict[str, Any] = {"form": form, "call": call, "several": calls.count() > 1, "now": clock.now()}
    if call is not None:
        found = figures.figures_of(call, me(request))
        context |= {"figures": found, "plot": _plot(found.days), "zone": call.season.programme.time_zone}
    return render(request, "calls/received_statistics.html", context)


def _plot(days: list[tuple[Any, int]]) -> dict[str, Any] | None:
    """Bars of ten units each in a drawing a hundred units high; days without applications keep their place."""
    if not days:
        return None
    highest_day, highest = max(days, key=lambda pair: pair[1])
    bars = [
        {"x": place * 10 + 1, "y": 100 - 96 * count / highest, "height": 96 * count / highest}
        for place, (_day, count) in enumerate(days)
    ]
    return {
        "bars": bars,
        "width": 10 * len(days),
        "first": days[0][0],
        "last": days[-1][0],
        "highest": highest,
        "highest_day": highest_day,
        "days": len(days),
    }


def _application(request: HttpRequest, ref: str) -> Application:
    """A file the person may read; anything else, a file in conflict too, does not exist."""
    return get_object_or_404(queries.submitted_visible_to(request.user), ref=must_be_ref(ref))


def application(request: HttpRequest, ref: str) -> HttpResponse:
    """One file. Its views share an address and a head: what was submitted, files, team, versions, history."""
    found = _application(request, ref)
    if wanted := request.GET.get("fichier"):
        return _download(request, found, wanted)
    view = request.GET.get("vue", "")
    views = {"": _copy, "fichiers": _files, "equipe": _team, "versions": _versions, "historique": _history}
    if view not in views:
        raise Http404
    template, context = views[view](request, found)
    return render(request, template, _head(request, found, view) | context)


def _head(request: HttpRequest, application: Application, view: str) -> dict[str, Any]:
    """What stands above every view of a file: its state, the date that matters, who has the ball."""
    correction = queries.correction_of(application)
    return {
        "application": application,
        "zone": application.call.season.programme.time_zone,
        "correction": correction,
        "late": correction is not None and correction.until <= clock.now(),
        "may_send_back": rules.can_send_back(request.user, application),
        "submissions": received.submissions_of(application),
        "note_count": application.notes.count(),
        "view": view,
    }


def _copy(request: HttpRequest, application: Application) -> tuple[str, dict[str, Any]]:
    last = received.submissions_of(application)[0]
    sections = copies.sections_of(last.frozen, received.submitted_attachments_of(application))
    return "calls/received_copy.html", {"submission": last, "parts": sections}


def _files(request: HttpRequest, application: Application) -> tuple[str, dict[str, Any]]:
    last = received.submissions_of(application)[0]
    sections = copies.sections_of(last.frozen, received.submitted_attachments_of(application))
    rows = []
    for line, file in copies.files_of(sections):
        stored = file.attachment.file if file.attachment else None
        rows.append({"line": line, "file": file, "may": files.may_download(request.user, stored) if stored else None})
    return "calls/received_files.html", {"submission": last, "rows": rows}


def _download(request: HttpRequest, application: Application, wanted: str) -> HttpResponse:
    """To the signed address of a file, if a version submitted names it."""
    attachments = list(received.submitted_attachments_of(application))
    for submission in received.submissions_of(application):
        for _line, file in copies.files_of(copies.sections_of(submission.frozen, attachments)):
            if file.attachment and file.attachment.ref == wanted:
                require(files.may_download(request.user, file.attachment.file))
                return redirect(files.download_address(file.attachment.file, request.user))
    raise Http404


def _team(request: HttpRequest, application: Application) -> tuple[str, dict[str, Any]]:
    context = {
        "bearers": application.initiative.bearers.all(),
        "members": received.team_of(application),
        "conflicts": received.conflicts_of(application),
        "today": clock.today(),
    }
    return "calls/received_team.html", context


def _versions(request: HttpRequest, application: Application) -> tuple[str, dict[str, Any]]:
    """Every version, and what changed between two: by default the last two."""
    versions = {str(one.version): one for one in received.submissions_of(application)}
    after = versions.get(request.GET.get("a", ""), next(iter(versions.values())))
    before = versions.get(request.GET.get("de", ""), versions.get(str(after.version - 1)))
    changes = differences(before.frozen, after.frozen) if before else []
    rows = [
        {"one": one, "before": copies.words_of(one_kind, one.before), "after": copies.words_of(one_kind, one.after)}
        for one in changes
        for one_kind in [_kind_in(after.frozen, before.frozen if before else {}, one.key)]
    ]
    return "calls/received_versions.html", {"before": before, "after": after, "rows": rows}


def _kind_in(after: dict[str, Any], before: dict[str, Any], key: str) -> str:
    parts = [*after.get("sections", ()), *before.get("sections", ())]
    return next((line["kind"] for part in parts for line in part["answers"] if line["key"] == key), "")


def _history(request: HttpRequest, application: Application) -> tuple[str, dict[str, Any]]:
    return "calls/received_history.html", {"history": received.history_of(application)}


def write_note(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = _application(request, ref), me(request)
    address = reverse("calls:received-note", args=[found.ref])
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            instruction.write_note(found, words=form.cleaned_data["words"], by=person, at=clock.now())
            return address

        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    context = _head(request, found, "notes") | {"form": form, "notes": received.notes_of(found)}
    return render(request, "calls/received_notes.html", context)


def send_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Two steps: which questions, why and until when; then the exact mails, to be sent or changed."""
    found, person = _application(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_send_back(person, found))
    questions = Question.objects.filter(section__form=found.form, parent=None).select_related("section")
    shown = _shown_in(received.submissions_of(found)[0].frozen)
    form = SendBackForm(
        request.POST or None, application=found, questions=[question for question in questions if question.key in shown]
    )
    context = _head(request, found, "renvoyer") | {"form": form}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "confirmed" not in request.POST:
            kept = [(name, value) for name, values in request.POST.lists() if name in form.fields for value in values]
            return render(
                request, "calls/received_send_back_preview.html", context | _announced(form, found) | {"kept": kept}
            )
        try:
            return redirect(
                once(
                    form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _send_back(form, found, person)
                )
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return render(request, "calls/received_send_back.html", context)


def _shown_in(frozen: dict[str, Any]) -> set[str]:
    """The questions that were asked, groups by their own key."""
    return {line["key"].partition(".")[0] for part in frozen["sections"] for line in part["answers"]}


def _announced(form: SendBackForm, application: Application) -> dict[str, Any]:
    """The very mails, one for each language, and whom they go to."""
    correction = Correction(application=application, words=form.cleaned_data["words"], until=form.until)
    readers: dict[str, list[Any]] = {}
    for member in received.writers_of(application):
        readers.setdefault(member.person.language, []).append(member.person)
    zone, letters = application.call.season.programme.time_zone, []
    for language, people in sorted(readers.items()):
        subject, text, _html = mail.render(
            "calls-correction", {"application": application, "zone": zone, "correction": correction}, language
        )
        letters.append({"people": people, "language": language, "subject": subject, "text": text})
    return {"letters": letters, "until": form.until, "questions": form.questions}


def _send_back(form: SendBackForm, application: Application, person: Person) -> str:
    submissions.send_back(
        application,
        questions=form.questions,
        words=form.cleaned_data["words"],
        until=form.until,
        by=person,
        at=clock.now(),
    )
    return reverse("calls:received", args=[application.ref])


def declare_conflict(request: HttpRequest, ref: str) -> HttpResponse:
    person = me(request)
    if already := replayed(
        request.POST.get("once", ""), by=person.ref
    ):  # asked first: for oneself, the file is gone by now
        return redirect(already)
    found = _application(request, ref)
    free = received.people_of(found.call.season.programme).exclude(pk__in=found.conflicts.values("person"))
    form = ConflictForm(request.POST or None, people=free, me=person)
    if request.method == "POST" and form.is_valid():
        concerned = form.cleaned_data["person"]

        def do() -> str:
            instruction.declare_conflict(
                found, concerned, source=form.cleaned_data["source"], by=person, at=clock.now()
            )
            if concerned.pk == person.pk:
                return reverse("calls:received-list")
            return f"{reverse('calls:received', args=[found.ref])}?vue=equipe"

        address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
        messages.success(request, _("The conflict is declared."))
        return redirect(address)
    return render(request, "calls/received_conflict.html", _head(request, found, "deport") | {"form": form})
