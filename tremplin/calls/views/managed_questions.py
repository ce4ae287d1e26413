"""The form of a call as the programme team reads it: every kind, condition and limit in words."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremplin.calls.engine import schema
from tremplin.calls.engine.answers import limit_of
from tremplin.calls.formversions import as_engine_form, said
from tremplin.calls.views.managed import call_managed


@dataclass(frozen=True)
class Asked:
    """A question as the read-only screen of a form tells it."""

    question: schema.Question
    label: str
    help: str
    hints: tuple[str, ...]
    purpose: str
    kind: str
    options: list[tuple[str, str]]
    items: tuple[str, ...]
    condition: tuple[str, str] | None
    limit: int | None
    below: "list[Asked]"


def form(request: HttpRequest, ref: str) -> HttpResponse:
    """The form of a call as it is asked, every kind, condition and limit said in words."""
    found = call_managed(request, ref)
    read = as_engine_form(found.form)
    tracks = {track.key: track.name for track in found.tracks.all()}
    parts = [
        {
            "key": section.key,
            "title": said(section, "title"),
            "questions": [_asked(question, read, tracks) for question in section.questions],
        }
        for section in read.sections
    ]
    context = {
        "call": found,
        "zone": found.season.programme.time_zone,
        "version": found.form,
        "parts": parts,
        "count": len(read.by_key),
    }
    return render(request, "calls/managed_questions.html", context)


def _asked(question: schema.Question, read: schema.Form, tracks: dict[str, str]) -> Asked:
    routes = [tracks.get(route, route) for route in question.routes] or [""] * len(question.options)
    return Asked(
        question=question,
        label=said(question, "label"),
        help=said(question, "help"),
        hints=said(question, "hints"),
        purpose=said(question, "purpose"),
        kind=KINDS[question.kind](),
        options=[(said(option, "label"), route) for option, route in zip(question.options, routes, strict=True)],
        items=said(question, "items"),
        condition=_condition(question, read),
        limit=limit_of(question) if question.kind in (schema.Kind.TEXT, schema.Kind.TEXTAREA) else None,
        below=[_asked(field, read, tracks) for field in question.fields],
    )


def _condition(question: schema.Question, read: schema.Form) -> tuple[str, str] | None:
    """The question it depends on and the answer that shows it, both in words."""
    if question.condition is None:
        return None
    source = read.by_key[question.condition.question]
    values = {schema.YES: _("Yes"), schema.NO: _("No")} | {
        option.value: said(option, "label") for option in source.options
    }
    return said(source, "label"), values.get(question.condition.value, question.condition.value)


KINDS = {
    schema.Kind.EMAIL: lambda: _("e-mail address"),
    schema.Kind.TEXT: lambda: _("one line of text"),
    schema.Kind.TEXTAREA: lambda: _("long text"),
    schema.Kind.URL: lambda: _("web address"),
    schema.Kind.PHONE: lambda: _("phone number"),
    schema.Kind.AMOUNT: lambda: _("amount in euros"),
    schema.Kind.INTEGER: lambda: _("whole number"),
    schema.Kind.DATE: lambda: _("date"),
    schema.Kind.BOOL: lambda: _("yes or no"),
    schema.Kind.SINGLE: lambda: _("one choice"),
    schema.Kind.MULTI: lambda: _("several choices"),
    schema.Kind.FILES: lambda: _("files"),
    schema.Kind.REPEATABLE: lambda: _("group of questions, repeated"),
}
