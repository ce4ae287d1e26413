"""Applications as a file of lines that a spreadsheet opens without running anything."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from tremplin.calls.copies import words_of
from tremplin.calls.engine.schema import Kind
from tremplin.calls.models import Application, Call, Question, Submission
from tremplin.calls.queries.received import with_bearers
from tremplin.core.cells import lines

# what says how to reach somebody is no figure, and stays in the application; files and groups do not fit a cell
_LEFT_OUT = (Kind.EMAIL.value, Kind.PHONE.value, Kind.FILES.value, Kind.REPEATABLE.value)


def applications(found: QuerySet[Application], call: Call | None) -> Iterator[str]:
    """The list as filtered. For one call, a column more for each question, as it was last submitted."""
    questions = _columns(call) if call else []
    return lines(_rows(found, questions))


def _columns(call: Call) -> list[Question]:
    questions = Question.objects.filter(section__form=call.form, parent=None).exclude(kind__in=_LEFT_OUT)
    return list(questions.order_by("section__position", "position"))


def _rows(found: QuerySet[Application], questions: Sequence[Question]) -> Iterator[Sequence[Any]]:
    head = [
        _("Application number"),
        _("Initiative"),
        _("Call"),
        _("Track"),
        _("Closing"),
        _("Received on"),
        _("State"),
        _("Kinds of bearers"),
        _("Bearers"),
        _("Version"),
    ]
    yield [*head, *(question.label for question in questions)]
    versions_of = Submission.objects.order_by("-version")
    submissions = Prefetch("submissions", queryset=versions_of if questions else versions_of.defer("frozen"))
    for application in with_bearers(found).prefetch_related(submissions).iterator(chunk_size=100):
        versions = list(application.submissions.all())
        bearers = application.initiative.carriers  # type: ignore[attr-defined]
        yield [
            application.number,
            application.initiative.name,
            application.call.title,
            application.track.name if application.track else "",
            _instant(application.intake.closes_at, application) if application.intake else "",
            _instant(application.submitted_at, application),
            application.get_state_display(),
            ", ".join(sorted({bearer.get_kind_display() for bearer in bearers})),
            ", ".join(bearer.name for bearer in bearers if bearer.name),
            versions[0].version if versions else "",
            *_answers(versions[0] if versions else None, questions),
        ]


def _instant(value: datetime | None, application: Application) -> str:
    """A form that spreadsheets read as a date, on the programme's clock."""
    zone = ZoneInfo(application.call.season.programme.time_zone)
    return f"{value.astimezone(zone):%Y-%m-%d %H:%M}" if value else ""


def _answers(submission: Submission | None, questions: Sequence[Question]) -> list[str]:
    if not questions or submission is None:
        return ["" for _question in questions]
    answers = {answer["key"]: answer for section in submission.frozen["sections"] for answer in section["answers"]}
    found = (answers.get(question.key) for question in questions)
    return [
        "" if answer is None else ", ".join(answer["choices"]) or words_of(answer["kind"], answer["text"])
        for answer in found
    ]
