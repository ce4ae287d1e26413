"""An application being written: started, saved answer by answer, files added and removed.

A save states the revision it read. When somebody saved meanwhile, their text stays and this one is kept beside it as a
`Rival`, to be shown: no text is ever lost.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tremplin.calls import rules
from tremplin.calls.engine import answers as engine
from tremplin.calls.formversions import as_engine_question
from tremplin.calls.models import Answer, Application, Attachment, Bearer, Call, Initiative, Question, Rival, TeamMember
from tremplin.calls.queries import correction_of
from tremplin.calls.states import ApplicationState, MemberState, TeamRight
from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.core.models import StoredFile
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
    """What a save did: the revision of each place now, and the texts that lost a race."""

    revisions: dict[Place, int] = field(default_factory=dict)
    rivals: list[Rival] = field(default_factory=list)


def start(
    call: Call, *, name: str, bearers: Collection[tuple[str, str]], initiative: Initiative | None = None, by: Person, at: datetime
) -> Application:
    """Start an application: for a new initiative, carried by `bearers` (kind, name), or for one the person already submits for."""
    with transaction.atomic():
        require(rules.can_start(call, at))
        if initiative is None:
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
        else:
            require(rules.can_manage_team(by, initiative))
        application = Application.objects.create(
            call=call, form=call.form, initiative=initiative, started_by=by, started_at=at, saved_at=at
        )
        journal.record("start", application, by=by.ref, at=at)
        return application


def save_answers(application: Application, typed: Mapping[Place, Typed], *, by: Person, at: datetime) -> Saved:
    """Save what was typed, place by place. Only open questions are written; an unchanged text costs nothing."""
    saved = Saved()
    with transaction.atomic():
        application = hold(application)
        require(rules.can_write(by, application, at))
        questions = {question.key: question for question in open_questions(application)}
        known = {
            (answer.question.key, answer.entry): answer
            for answer in Answer.objects.filter(application=application).select_related("question")
        }
        for place, one in typed.items():
            question = questions.get(place[0])
            if question is None:
                continue
            text = engine.store(as_engine_question(question), [one.text])
            _save_one(saved, application, question, place, text, one.revision, known.get(place), by, at)
        if typed:
            Application.objects.filter(pk=application.pk).update(saved_at=at)
    return saved


def _save_one(
    saved: Saved,
    application: Application,
    question: Question,
    place: Place,
    text: str,
    revision: int,
    known: Answer | None,
    by: Person,
    at: datetime,
) -> None:
    if known is None:
        if text:
            number, day = columns(question, text)
            Answer.objects.create(
                application=application,
                question=question,
                entry=place[1],
                text=text,
                number=number,
                day=day,
                saved_by=by,
                saved_at=at,
            )
        saved.revisions[place] = 1 if text else 0
    elif known.text == text:
        saved.revisions[place] = known.revision
    elif known.revision == revision:
        known.text, known.revision, known.saved_by, known.saved_at = text, known.revision + 1, by, at
        known.number, known.day = columns(question, text)
        known.save()
        saved.revisions[place] = known.revision
    else:
        saved.revisions[place] = known.revision
        rival = Rival.objects.filter(
            application=application, question=question, entry=place[1], text=text, by=by, settled_at=None
        ).first()
        saved.rivals.append(
            rival
            or Rival.objects.create(
                application=application, question=question, entry=place[1], text=text, by=by, at=at
            )
        )


def columns(question: Question, text: str) -> tuple[Decimal | None, date | None]:
    """The number and the day a text means, for lists and statistics; None when it means none."""
    value = engine.clean(as_engine_question(question), [text]) if text else None
    if value is None or isinstance(value, engine.Fault):
        return None, None
    return value.number, value.day


def settle_rival(rival: Rival, *, keep: bool, by: Person, at: datetime) -> None:
    """Somebody read both texts: this one replaces the other (`keep`), or is let go."""
    with transaction.atomic():
        application = hold(rival.application)
        require(rules.can_write(by, application, at))
        if keep:
            current = Answer.objects.filter(application=application, question=rival.question, entry=rival.entry).first()
            place = (rival.question.key, rival.entry)
            save_answers(application, {place: Typed(rival.text, current.revision if current else 0)}, by=by, at=at)
        Rival.objects.filter(pk=rival.pk, settled_at=None).update(settled_at=at)


def open_questions(application: Application) -> list[Question]:
    """The questions that may be written now: all of a draft's, those a correction names of a returned application."""
    questions = Question.objects.filter(section__form=application.form).select_related("section", "parent")
    if application.state == ApplicationState.RETURNED:
        correction = correction_of(application)
        named = {question.pk for question in correction.questions.all()} if correction else set()
        return [question for question in questions if question.pk in named or question.parent_id in named]
    return list(questions)


def add_file(application: Application, question: Question, *, item: str, file: StoredFile, by: Person, at: datetime) -> Attachment:
    """Attach a file already received (`core.files.receive`, outside this transaction)."""
    with transaction.atomic():
        application = hold(application)
        require(rules.can_write(by, application, at))
        attachment = Attachment.objects.create(
            application=application, question=question, item=item, file=file, added_by=by, added_at=at
        )
        Application.objects.filter(pk=application.pk).update(saved_at=at)
        journal.record("attach", attachment, by=by.ref, at=at)
        return attachment


def remove_file(attachment: Attachment, *, by: Person, at: datetime) -> None:
    """Take a file away. What was submitted with it keeps its trace in the frozen copy."""
    with transaction.atomic():
        application = hold(attachment.application)
        require(rules.can_write(by, application, at))
        if Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=at):
            journal.record("remove", attachment, by=by.ref, at=at)
