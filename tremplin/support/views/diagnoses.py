"""The shared diagnosis: opened, answered by each side, compared, written in one version, accepted by both."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import No, Yes, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import diagnoses as actions
from tremplin.support.engine.comparison import Line, compare
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.forms.diagnoses import OpenForm, RepliesForm, VersionForm, missing_in
from tremplin.support.models import Diagnosis, Version
from tremplin.support.queries.diagnoses import is_in
from tremplin.support.states import Level, Occasion, Side, Step
from tremplin.support.views.doorkeeper import accompaniment_seen


def _diagnosis_seen(request: HttpRequest, ref: str) -> Diagnosis:
    return get_object_or_404(queries.diagnoses_visible_to(request.user), ref=must_be_ref(ref))


def _head(request: HttpRequest, found: Diagnosis) -> dict[str, Any]:
    return {
        "accompaniment": found.accompaniment,
        "view": "diagnosis",
        "diagnosis": found,
        "side": queries.side_of(request.user, found.accompaniment),
        "zone": found.accompaniment.season.programme.time_zone,
        "compares": rules.can_compare(request.user, found),
    }


def diagnosis_list(request: HttpRequest, ref: str) -> HttpResponse:
    """One diagnosis an occasion; the programme opens it for both sides."""
    found, person = accompaniment_seen(request, ref), me(request)
    rows = list(found.diagnoses.prefetch_related("versions__acceptances"))
    leads = isinstance(rules.can_lead(person, found), Yes) and found.state in rules.OPEN_STATES
    known = {one.occasion for one in rows}
    form = OpenForm(request.POST or None, known=known)
    if request.method == "POST":
        require(rules.can_lead(person, found))
        require(rules.can_work_on(person, found))
        if form.is_valid():
            made = actions.open_diagnosis(found, occasion=form.cleaned_data["occasion"], by=person, at=clock.now())
            messages.success(request, _("The diagnosis is open. Each side answers separately."))
            return redirect("support:diagnosis", made.ref)
    context = {
        "accompaniment": found,
        "view": "diagnosis",
        "rows": rows,
        "form": form if leads and len(known) < len(Occasion) else None,
        "zone": found.season.programme.time_zone,
    }
    return render(request, "support/diagnosis_list.html", context)


def diagnosis(request: HttpRequest, ref: str) -> HttpResponse:
    """My side: saved as often as one likes, then handed in."""
    found, person = _diagnosis_seen(request, ref), me(request)
    side = queries.side_of(person, found.accompaniment)
    replies = queries.replies_of(found, side or "")
    answering = rules.can_answer_diagnosis(person, found)
    form, overtaken = RepliesForm(request.POST or None, replies=replies), list[str]()
    if request.method == "POST":
        handing = "hand-in" in request.POST
        try:
            if isinstance(answering, No):
                raise MoveRefused(answering.reason)
            if form.is_valid():
                overtaken = actions.save_replies(found, form.said(all_of_it=handing), by=person, at=clock.now())
                if not overtaken:
                    return _saved(request, found, handing)
                form = form.reads_again(overtaken, queries.replies_of(found, side or ""))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context = _head(request, found) | {
        "form": form,
        "steps": form.groups(overtaken=overtaken, missing="manque" in request.GET),
        "overtaken": len(overtaken),
        "answering": answering,
        "typed": request.method == "POST",
        "handed": side is not None and is_in(found, side),
        "left": len(missing_in(replies)),
        "count": len(QUESTIONS),
        "said": said_by(replies),
    }
    return render(request, "support/diagnosis.html", context)


def _saved(request: HttpRequest, diagnosis: Diagnosis, handing: bool) -> HttpResponse:
    address = reverse("support:diagnosis", args=[diagnosis.ref])
    if not handing:
        messages.success(request, _("Saved. You may stop here and resume when you like."))
        return redirect(address)
    try:
        actions.hand_in(diagnosis, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect(f"{address}?manque=1")
    messages.success(request, _("Your side’s answers are handed in."))
    return redirect(address)


def said_by(replies: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """What one side said, by step, to be read."""
    language = get_language() or "fr"
    found = []
    for step in Step:
        rows = [{"title": one.words(language), "reply": replies.get(one.key)} for one in QUESTIONS if one.step == step]
        found.append((str(step.label), rows))
    return found


def comparison(request: HttpRequest, ref: str) -> HttpResponse:
    """Both sides, question by question, once both have handed in."""
    found = _diagnosis_seen(request, ref)
    require(rules.can_compare(request.user, found))
    team, officer = queries.replies_of(found, Side.TEAM), queries.replies_of(found, Side.OFFICER)
    lines, language = _lines(found), get_language() or "fr"
    rows = [
        {
            "number": number,
            "step": Step(line.question.step).label,
            "title": line.question.words(language),
            "line": line,
            "team": team.get(line.question.key),
            "officer": officer.get(line.question.key),
        }
        for number, line in enumerate(lines, 1)
    ]
    words = [
        {"title": one.words(language), "team": team.get(one.key), "officer": officer.get(one.key)}
        for one in QUESTIONS
        if not one.levels
    ]
    context = _head(request, found) | {
        "rows": rows,
        "words": words,
        "wide": sum(line.wide for line in lines),
        "plot": _plot(lines),
        "levels": Level.choices,
        "writing": rules.can_write_version(request.user, found),
        "last": queries.last_version(found),
    }
    return render(request, "support/comparison.html", context)


def _lines(diagnosis: Diagnosis) -> list[Line]:
    sides = [
        {key: reply.level for key, reply in queries.replies_of(diagnosis, side).items()}
        for side in (Side.TEAM, Side.OFFICER)
    ]
    return compare(*sides)


def _plot(lines: list[Line]) -> dict[str, Any]:
    """A drawing 320 units wide: one line a question, five columns of descriptions, a mark for each side."""
    columns = {level: 48 + (level - 1) * 52 for level in Level.values}
    rows = []
    for number, line in enumerate(lines, 1):
        marks = {"team": columns.get(line.team or 0), "officer": columns.get(line.officer or 0)}
        square = marks["officer"] - 8 if marks["officer"] is not None else None
        rows.append({"number": number, "y": 8 + number * 24, "line": line, "square": square, **marks})
    height = 24 * len(lines) + 32
    return {"columns": list(columns.items()), "rows": rows, "height": height}


def write_version(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = _diagnosis_seen(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_write_version(person, found))
    team, officer = queries.replies_of(found, Side.TEAM), queries.replies_of(found, Side.OFFICER)
    last = queries.last_version(found)
    form = VersionForm(request.POST or None, lines=_lines(found), team=team, officer=officer, last=last)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            made = actions.write_version(found, words=form.frozen, by=person, at=clock.now())
            return reverse("support:version", args=[found.ref, made.number])

        try:
            return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    steps = form.by_step(team=team, officer=officer)
    return render(request, "support/version_write.html", _head(request, found) | {"form": form, "steps": steps})


def version(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """One version as it was written, who accepted it, and the button for one's side."""
    found, person = _diagnosis_seen(request, ref), me(request)
    require(rules.can_compare(person, found))
    known = number.isdecimal() and len(number) < 5
    read = get_object_or_404(found.versions.select_related("written_by"), number=int(number) if known else 0)
    if request.method == "POST":
        try:
            actions.accept_version(read, by=person, at=clock.now())
            messages.success(request, _("Your side has accepted this version."))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        return redirect("support:version", found.ref, number)
    versions = list(found.versions.prefetch_related("acceptances__by"))
    context = _head(request, found) | {
        "version": read,
        "versions": versions,
        "steps": _frozen(read),
        "accepting": rules.can_accept_version(person, read),
        "writing": rules.can_write_version(person, found),
        "works": isinstance(rules.can_work_on(person, found.accompaniment), Yes),
        "apart": _apart(versions) if found.state == "open" else None,
    }
    return render(request, "support/version.html", context)


def _frozen(version: Version) -> list[tuple[str, list[dict[str, Any]]]]:
    language, answers = get_language() or "fr", version.frozen["answers"]
    found = []
    for step in Step:
        rows = []
        for one in QUESTIONS:
            if one.step == step and one.key in answers:
                level = answers[one.key]["level"]
                rows.append(
                    {
                        "key": one.key,
                        "title": one.words(language),
                        "level": Level(level).label if level else "",
                        "words": answers[one.key]["words"],
                    }
                )
        found.append((str(step.label), rows))
    return [(step, rows) for step, rows in found if rows]


def _apart(versions: list[Version]) -> dict[str, int] | None:
    """The last version each side accepted, when they are not the same one."""
    last = {accepted.side: version.number for version in versions for accepted in version.acceptances.all()}
    if len(last) < 2 or len(set(last.values())) == 1:
        return None
    return {"team": last[Side.TEAM], "officer": last[Side.OFFICER]}
