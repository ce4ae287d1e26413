"""Legal questions: asked, handed to an expert, answered in writing; and the answers that are made reusable.

An expert who leaves gives back what was handed to them: a question never waits for somebody who is gone.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.content.models import Topic
from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.emails.consolidate import answer_letters, handed_context
from tremplin.support.models import Accompaniment, LegalNote, LegalQuestion
from tremplin.support.queries.legal import experts_for_questions, questions_left_behind
from tremplin.support.queries.working import may_be_told_from
from tremplin.support.rules.consolidate import (
    can_answer_question,
    can_give_back,
    can_hand_question,
    can_write_notes,
    can_write_of,
)
from tremplin.support.states import LegalState, Subject


def ask_question(
    accompaniment: Accompaniment, *, title: str, words: str, hoped_by: date, by: Person, at: datetime
) -> LegalQuestion:
    with transaction.atomic():
        supported = hold(accompaniment)
        if isinstance(refusal := can_write_of(by, supported, Subject.LEGAL), No):
            raise MoveRefused(refusal.reason)
        made = LegalQuestion.objects.create(
            accompaniment=supported, title=title, words=words, hoped_by=hoped_by, asked_by=by, asked_at=at
        )
        journal.record("ask", made, by=by.ref, at=at)
        return made


def hand_question(question: LegalQuestion, expert: Person, *, by: Person, at: datetime) -> None:
    """To somebody who may answer it; they are told by mail. Handed again to another, the first is free of it."""
    with transaction.atomic():
        held = hold(question)
        if isinstance(refusal := can_hand_question(by, held), No):
            raise MoveRefused(refusal.reason)
        programme = held.accompaniment.season.programme
        if not experts_for_questions(programme).filter(pk=expert.pk).exists():
            raise MoveRefused(_("%(name)s is no longer an expert of the programme.") % {"name": expert.full_name})
        if held.state == LegalState.WITH_EXPERT and held.expert_id == expert.pk:
            return
        move(held, "hand", by=by.ref, at=at, detail=expert.ref, expert=expert)
        if expert.email:
            mail.post(
                "support-legal-asked",
                to=str(expert.email),
                language=expert.language,
                object=held.ref,
                occasion=at.isoformat(),
                context=handed_context(held, expert),
                at=at,
            )
    question.refresh_from_db()


def give_back(question: LegalQuestion, *, by: Person, at: datetime) -> None:
    """The expert cannot answer it: it waits for another."""
    with transaction.atomic():
        held = hold(question)
        if isinstance(refusal := can_give_back(by, held), No):
            raise MoveRefused(refusal.reason)
        move(held, "give_back", by=by.ref, at=at, expert=None)
    question.refresh_from_db()


def give_back_left_behind(at: datetime) -> int:
    """What waits for somebody whose mandate is over."""
    count = 0
    for question in questions_left_behind():
        try:
            move(question, "give_back", by="", at=at, detail="left", expert=None)
        except MoveRefused:
            continue  # answered, or handed to another, meanwhile
        count += 1
    return count


def answer_question(question: LegalQuestion, *, answer: str, by: Person, at: datetime) -> None:
    """In writing; the initiative is told, within its hours. Answered again, the last words stand."""
    with transaction.atomic():
        held = hold(question)
        if isinstance(refusal := can_answer_question(by, held), No):
            raise MoveRefused(refusal.reason)
        if not answer.strip():
            raise MoveRefused(_("An answer says something."))
        if held.state == LegalState.ANSWERED and held.answer == answer:
            return
        move(held, "answer", by=by.ref, at=at, detail=held.answer, answer=answer, answered_by=by, answered_at=at)
        leaves = may_be_told_from(held.accompaniment, at)
        for person, context in answer_letters(held):
            mail.post(
                "support-legal-answered",
                to=str(person.email),
                language=person.language,
                object=held.ref,
                occasion=at.isoformat(),
                context=context,
                at=leaves,
            )
    question.refresh_from_db()


def drop_question(question: LegalQuestion, *, why: str, by: Person, at: datetime) -> None:
    """No longer asked, with the reason: a reusable answer was enough, or the matter is over."""
    with transaction.atomic():
        held = _written(question, by)
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        move(held, "drop", by=by.ref, at=at, why=why)
    question.refresh_from_db()


def ask_again(question: LegalQuestion, *, by: Person, at: datetime) -> None:
    """After all; what was answered stays readable until somebody answers again."""
    with transaction.atomic():
        held = _written(question, by)
        move(held, "ask_again", by=by.ref, at=at, detail=held.why, why="", expert=None)
    question.refresh_from_db()


def write_note(
    programme: Programme,
    *,
    title: str,
    words: str,
    topic: Topic | None = None,
    check_on: date | None = None,
    question: LegalQuestion | None = None,
    by: Person,
    at: datetime,
) -> LegalNote:
    """An answer anybody supported may read; `question`: the one it was written from, which points to it."""
    with transaction.atomic():
        if isinstance(refusal := can_write_notes(by, programme), No):
            raise MoveRefused(refusal.reason)
        if question is not None and question.accompaniment.season.programme_id != programme.pk:
            raise MoveRefused(_("This question was asked in another programme."))
        made = LegalNote.objects.create(
            programme=programme, title=title, words=words, topic=topic, check_on=check_on, written_by=by, written_at=at
        )
        journal.record("write", made, by=by.ref, at=at)
        if question is not None:
            LegalQuestion.objects.filter(pk=question.pk).update(note=made)
            question.note = made
        return made


def change_note(
    note: LegalNote, *, title: str, words: str, topic: Topic | None, check_on: date | None, by: Person, at: datetime
) -> None:
    """Read again: its words, and when they are to be read again."""
    with transaction.atomic():
        held = _note(note, by)
        LegalNote.objects.filter(pk=held.pk).update(
            title=title, words=words, topic=topic, check_on=check_on, written_by=by, written_at=at
        )
        journal.record("change", held, by=by.ref, at=at)
    note.refresh_from_db()


def withdraw_note(note: LegalNote, *, by: Person, at: datetime) -> None:
    """It no longer holds: nobody is proposed it, those who write notes still read it."""
    _mark(note, "withdraw", at, by, at)


def give_note_again(note: LegalNote, *, by: Person, at: datetime) -> None:
    _mark(note, "give_again", None, by, at)


def _mark(note: LegalNote, verb: str, withdrawn_at: datetime | None, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _note(note, by)
        if (held.withdrawn_at is None) != (withdrawn_at is None):
            LegalNote.objects.filter(pk=held.pk).update(withdrawn_at=withdrawn_at)
            journal.record(verb, held, by=by.ref, at=at)
    note.refresh_from_db()


def _note(note: LegalNote, person: Person) -> LegalNote:
    held = hold(note)
    if isinstance(refusal := can_write_notes(person, held.programme), No):
        raise MoveRefused(refusal.reason)
    return held


def _written(question: LegalQuestion, person: Person) -> LegalQuestion:
    held = hold(question)
    if isinstance(refusal := can_write_of(person, held.accompaniment, Subject.LEGAL), No):
        raise MoveRefused(refusal.reason)
    return held
