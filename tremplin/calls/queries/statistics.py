"""Figures on the applications received for a call: SQL aggregates that start from what the person may see.

Every share comes with its denominator. Applications withdrawn are told apart and counted in nothing else.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, StrIndex, TruncDate
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tremplin.calls.engine import schema
from tremplin.calls.engine.answers import choices_in
from tremplin.calls.engine.schema import Kind
from tremplin.calls.formversions import as_engine_question, said
from tremplin.calls.models import Answer, Application, Bearer, Call, Question, Submission
from tremplin.calls.queries.applications import submitted_visible_to, without_conflicts
from tremplin.calls.queries.received import carrying
from tremplin.calls.states import ApplicationState, BearerKind
from tremplin.core import dates
from tremplin.people.models import Person

CHOSEN = (Kind.SINGLE.value, Kind.MULTI.value, Kind.BOOL.value)


@dataclass(frozen=True)
class Line:
    """One row of a breakdown: how many, of how many."""

    label: str
    count: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.of if self.of else 0.0


@dataclass(frozen=True)
class Asked:
    """A question with choices: how many answered it among those that could, and what they chose.

    `several`: more than one choice can be made, so that the lines add up to more than the answers.
    """

    question: Question
    answered: int
    of: int
    lines: list[Line]
    several: bool


@dataclass(frozen=True)
class Figures:
    """What is known of a call at an instant, for one person."""

    started: int
    received: int
    withdrawn: int
    returned: int
    kinds: list[Line]
    tracks: list[Line]
    intakes: list[Line]
    days: list[tuple[date, int]]
    questions: list[Asked]

    @property
    def standing(self) -> int:
        """The denominator of every breakdown: received and not withdrawn."""
        return self.received - self.withdrawn


def figures_of(call: Call, person: Person) -> Figures:
    received = submitted_visible_to(person).filter(call=call).order_by()
    states = {row["state"]: row["count"] for row in received.values("state").annotate(count=Count("pk"))}
    standing = received.exclude(state=ApplicationState.WITHDRAWN)
    total = sum(states.values()) - states.get(ApplicationState.WITHDRAWN, 0)
    return Figures(
        # the only thing the programme team may know of drafts: how many were ever begun
        started=without_conflicts(Application.objects.filter(call=call), person).count(),
        received=sum(states.values()),
        withdrawn=states.get(ApplicationState.WITHDRAWN, 0),
        returned=states.get(ApplicationState.RETURNED, 0),
        kinds=_kinds(standing, total),
        tracks=_tracks(call, standing, total),
        intakes=_intakes(call, standing, total),
        days=_days(call, standing),
        questions=_questions(call, standing),
    )


def _kinds(standing: QuerySet[Application], total: int) -> list[Line]:
    """By kind of bearer. An initiative carried by several kinds counts once in each."""
    bearers = carrying(Bearer.objects.filter(initiative__applications__in=standing.values("pk")))
    rows = bearers.order_by().values("kind").annotate(count=Count("initiative", distinct=True))
    counts = {row["kind"]: row["count"] for row in rows}
    return [Line(capfirst(str(kind.label)), counts[kind], total) for kind in BearerKind if kind in counts]


def _tracks(call: Call, standing: QuerySet[Application], total: int) -> list[Line]:
    counts = {row["track"]: row["count"] for row in standing.values("track").annotate(count=Count("pk"))}
    return [Line(track.name, counts.get(track.pk, 0), total) for track in call.tracks.all()]


def _intakes(call: Call, standing: QuerySet[Application], total: int) -> list[Line]:
    counts = {row["intake"]: row["count"] for row in standing.values("intake").annotate(count=Count("pk"))}
    zone = call.season.programme.time_zone
    closings = call.intakes.order_by("closes_at")
    return [Line(dates.instant(intake.closes_at, zone), counts.get(intake.pk, 0), total) for intake in closings]


def _days(call: Call, standing: QuerySet[Application]) -> list[tuple[date, int]]:
    """Applications a day, from the first that received one to the last, days without any included."""
    zone = ZoneInfo(call.season.programme.time_zone)
    rows = standing.annotate(day=TruncDate("submitted_at", tzinfo=zone)).values("day").annotate(count=Count("pk"))
    counts = {row["day"]: row["count"] for row in rows}
    if not counts:
        return []
    first, last = min(counts), max(counts)
    every = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [(day, counts.get(day, 0)) for day in every]


def _questions(call: Call, standing: QuerySet[Application]) -> list[Asked]:
    """Each question with choices, counted on what was submitted: what a team is correcting is not counted yet."""
    asked = Question.objects.filter(section__form=call.form, kind__in=CHOSEN, parent=None)
    questions = list(asked.select_related("section", "shown_if").order_by("section__position", "position"))
    frozen = Submission.objects.filter(application=OuterRef("application")).order_by("-version").values("received_at")
    answers = Answer.objects.filter(application__in=standing.values("pk"), entry=0).exclude(text="")
    answers = answers.annotate(frozen_at=Subquery(frozen[:1])).filter(saved_at__lte=F("frozen_at")).order_by()
    always = answers.filter(question__in=[question for question in questions if question.shown_if_id is None])
    texts: dict[int, dict[str, int]] = {}
    for row in always.values("question", "text").annotate(count=Count("pk")):
        texts.setdefault(row["question"], {})[row["text"]] = row["count"]
    for question in questions:
        if question.shown_if_id is not None:
            rows = answers.filter(_is_shown(question), question=question).values("text").annotate(count=Count("pk"))
            texts[question.pk] = {row["text"]: row["count"] for row in rows}
    total = standing.count()
    return [_asked(question, texts.get(question.pk, {}), total) for question in questions]


def _is_shown(question: Question) -> Q:
    """An answer typed before its question was hidden stays in its row: it was not submitted, it is not counted."""
    if question.shown_if is None:
        return Q()
    holding = Answer.objects.filter(application=OuterRef("application"), question=question.shown_if, entry=0)
    lines = Concat(Value("\n"), F("text"), Value("\n"), output_field=TextField())
    place = StrIndex(lines, Value(f"\n{question.shown_if_value}\n"))
    holding = holding.annotate(place=place).filter(_is_shown(question.shown_if), place__gt=0)
    return Q(Exists(holding))


def _asked(question: Question, texts: dict[str, int], total: int) -> Asked:
    read = as_engine_question(question)
    answered, counts = 0, dict.fromkeys(read.choices, 0)
    for text, count in texts.items():
        chosen = choices_in(read, text)
        answered += count if chosen else 0
        for value in chosen:
            counts[value] += count
    lines = [Line(label, counts[value], answered) for value, label in _labels(question, read)]
    return Asked(question, answered, total, lines, several=question.kind == Kind.MULTI)


def _labels(question: Question, read: schema.Question) -> list[tuple[str, str]]:
    """The choices of a question, each with its words in the language of the page."""
    if question.kind == Kind.BOOL:
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(option.value, said(option, "label")) for option in read.options]
