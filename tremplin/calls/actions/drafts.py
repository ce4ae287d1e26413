"""An application being written: started, saved answer by answer.

A save states the revision it read. When somebody saved meanwhile, their text stays and this one is kept beside it as a
`Rival`, to be shown: no text is ever lost.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from tremplin.calls import rules
from tremplin.calls.engine import answers as engine
from tremplin.calls.engine.reading import ENTRIES_AT_MOST
from tremplin.calls.engine.schema import Question as EngineQuestion
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import Answer, Application, Bearer, Call, Initiative, Question, Rival, TeamMember
from tremplin.calls.queries import open_questions, standing_application
from tremplin.calls.states import MemberState, TeamRight
from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.core.moves import hold
from tremplin.people.models import Person

Place = tuple[str, int]


@dataclass(frozen=True)
class Typed:
    """What a page sends for one place: the text, and the revision it had read (0: there was nothing yet)."""

    text: str
    revision: int


@dataclass
class Saved:
    """What a save did: the text and revision of each place now, those it changed, and the texts that lost a race."""

    answers: dict[Place, tuple[str, int]] = field(default_factory=dict)
    changed: set[Place] = field(default_factory=set)
    rivals: list[Rival] = field(default_factory=list)


def start(
    call: Call,
    *,
    name: str,
    bearers: Collection[tuple[str, str]],
    initiative: Initiative | None = None,
    by: Person,
    at: datetime,
) -> Application:
    """Start an application: for a new initiative, carried by `bearers` (kind, name), or for one the person submits for.

    The initiative that already applies to this call gets the application it has.
    """
    with transaction.atomic():
        require(rules.can_start(call, at))
        if initiative is None:
            initiative = _begin(name, bearers, by, at)
        else:
            hold(initiative)
            require(rules.can_manage_team(by, initiative))
            if known := standing_application(call, initiative):
                return known
        application = Application.objects.create(
            call=call, form=call.form, initiative=initiative, started_by=by, started_at=at, saved_at=at
        )
        journal.record("start", application, by=by.ref, at=at)
        return application


def _begin(name: str, bearers: Collection[tuple[str, str]], by: Person, at: datetime) -> Initiative:
    initiative = Initiative.objects.create(name=name, created_at=at)
    journal.record("create", initiative, by=by.ref, at=at)
    for kind, bearer_name in bearers:
        Bearer.objects.create(initiative=initiative, kind=kind, name=bearer_name, from_day=at.date())
    TeamMember.objects.create(
        initiative=initiative,
        person=by,
        right=TeamRight.SUBMIT,
        state=MemberState.JOINED,
        invited_by=by,
        invited_at=at,
        answered_at=at,
    )
    return initiative


def save_answers(application: Application, typed: Mapping[Place, Typed], *, by: Person, at: datetime) -> Saved:
    """Save what was typed, place by place, whatever its validity. Only open questions are written."""
    asked = as_engine_form(application.form).by_key
    # outside the transaction: a text may be very long
    texts = {place: engine.store(asked[place[0]], one.text) for place, one in typed.items() if _exists(asked, place)}
    saved = Saved()
    with transaction.atomic():
        application = hold(application)
        require(rules.can_write(by, application, at))
        questions = {question.key: question for question in open_questions(application)}
        rows = Answer.objects.filter(
            application=application, question__in=[questions[key] for key, _entry in texts if key in questions]
        )
        known = {(answer.question_id, answer.entry): answer for answer in rows}
        for place, text in texts.items():
            if question := questions.get(place[0]):
                here = _Here(application, question, place, by, at)
                _save_one(saved, here, text, typed[place].revision, known.get((question.pk, place[1])))
        if saved.changed or saved.rivals:
            Application.objects.filter(pk=application.pk).update(saved_at=at)
    return saved


def _exists(asked: Mapping[str, EngineQuestion], place: Place) -> bool:
    """Entry 0 for a plain question, 1, 2… under a group, never beyond what any group takes."""
    key, entry = place
    return key in asked and (1 <= entry <= ENTRIES_AT_MOST if "." in key else entry == 0)


@dataclass(frozen=True)
class _Here:
    application: Application
    question: Question
    place: Place
    by: Person
    at: datetime

    def where(self) -> dict[str, Any]:
        return {"application": self.application, "question": self.question, "entry": self.place[1]}

    def meaning(self, text: str) -> dict[str, Any]:
        return meaning(as_engine_form(self.application.form).by_key[self.place[0]], text)


def meaning(asked: EngineQuestion, text: str) -> dict[str, Any]:
    """The number and the day a text means, for lists and statistics; None when it means none."""
    value = engine.clean(asked, text)
    if isinstance(value, engine.Fault):
        return {"number": None, "day": None}
    return {"number": value.number, "day": value.day}


def _save_one(saved: Saved, here: _Here, text: str, revision: int, known: Answer | None) -> None:
    place = here.place
    if known is None:
        if text:
            Answer.objects.create(text=text, saved_by=here.by, saved_at=here.at, **here.where(), **here.meaning(text))
            saved.changed.add(place)
        saved.answers[place] = (text, 1 if text else 0)
    elif known.text == text:
        saved.answers[place] = (text, known.revision)
    elif known.revision == revision:
        changes = {
            "text": text,
            "revision": revision + 1,
            "saved_by": here.by,
            "saved_at": here.at,
            **here.meaning(text),
        }
        Answer.objects.filter(pk=known.pk).update(**changes)
        saved.answers[place] = (text, revision + 1)
        saved.changed.add(place)
    else:
        saved.answers[place] = (known.text, known.revision)
        waiting = {"text": text, "by": here.by, "settled_at": None}
        rival = Rival.objects.filter(**here.where(), **waiting).first()
        saved.rivals.append(rival or Rival.objects.create(**here.where(), **waiting, at=here.at))


def settle_rival(rival: Rival, *, keep: bool, revision: int, by: Person, at: datetime) -> Saved:
    """Somebody read both texts, the answer at this revision and its rival: the rival replaces it, or is let go.

    Should the answer have changed since, nothing is replaced and the rival goes on waiting. What is replaced is kept.
    """
    with transaction.atomic():
        application = hold(rival.application)
        require(rules.can_write(by, application, at))
        saved = Saved()
        rival.refresh_from_db()
        if rival.settled_at is not None:
            return saved
        if keep:
            place = (rival.question.key, rival.entry)
            replaced = Answer.objects.filter(
                application=application, question=rival.question, entry=rival.entry
            ).first()
            if (replaced.revision if replaced else 0) != revision:
                return saved
            saved = save_answers(application, {place: Typed(rival.text, revision)}, by=by, at=at)
            if replaced is not None and replaced.text != rival.text:
                Rival.objects.create(
                    application=application, question=rival.question, entry=rival.entry,
                    text=replaced.text, by=replaced.saved_by, at=replaced.saved_at, settled_at=at,
                )  # fmt: skip
        Rival.objects.filter(pk=rival.pk, settled_at=None).update(settled_at=at)
        return saved


def empty_entry(application: Application, *, group: str, entry: int, by: Person, at: datetime) -> Saved:
    """Take an entry of a group away: each of its answers becomes empty, at the revision it has."""
    rows = Answer.objects.filter(application=application, question__parent__key=group, entry=entry).select_related(
        "question"
    )
    return save_answers(application, {(row.question.key, entry): Typed("", row.revision) for row in rows}, by=by, at=at)
