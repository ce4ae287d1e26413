"""Both sides of a diagnosis side by side, then one version written for both and accepted by both."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me
from tremplin.support import queries, rules
from tremplin.support.actions import diagnoses as actions
from tremplin.support.baselines import both_sides
from tremplin.support.engine.comparison import Line, compare
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.forms.diagnoses import VersionForm
from tremplin.support.models import Diagnosis, Version
from tremplin.support.states import Level, Side, Step, Subject
from tremplin.support.views.diagnoses import diagnosis_seen, head_of


def comparison(request: HttpRequest, ref: str) -> HttpResponse:
    """Both sides, question by question, once both have handed in."""
    found = diagnosis_seen(request, ref)
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
    context = head_of(request, found) | {
        "rows": rows,
        "words": words,
        "wide": sum(line.wide for line in lines),
        "plot": both_sides(lines, language),
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


def write_version(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = diagnosis_seen(request, ref), me(request)
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
    return render(request, "support/version_write.html", head_of(request, found) | {"form": form, "steps": steps})


def version(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """One version as it was written, who accepted it, and the button for one's side."""
    found, person = diagnosis_seen(request, ref), me(request)
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
    context = head_of(request, found) | {
        "version": read,
        "versions": versions,
        "steps": _frozen(read),
        "accepting": rules.can_accept_version(person, read),
        "writing": rules.can_write_version(person, found),
        "works": isinstance(rules.can_work_on(person, found.accompaniment, Subject.DIAGNOSIS), Yes),
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
