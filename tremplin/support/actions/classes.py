"""What people of a class tell each other: who they are, what they ask, what they share."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.states import MemberState
from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.emails.classes import question_context
from tremplin.support.models import Accompaniment, ClassAnswer, ClassCard, ClassDocument, ClassQuestion
from tremplin.support.queries.classes import hearers_of
from tremplin.support.rules.classes import can_close_question, can_join, can_remove_document


def show_card(
    season: Season,
    *,
    shown_name: str,
    words: str = "",
    helps_with: str = "",
    reach: str = "",
    hears: bool = False,
    by: Person,
    at: datetime,
) -> ClassCard:
    """Say who one is, as one chooses to; writing it again replaces it."""
    with transaction.atomic():
        _may_join(by, season)
        team = Accompaniment.objects.filter(
            season=season, initiative__members__person=by, initiative__members__state=MemberState.JOINED
        ).order_by("pk")
        card, _created = ClassCard.objects.update_or_create(
            season=season,
            person=by,
            defaults={
                "accompaniment": team.first(),
                "shown_name": shown_name,
                "words": words,
                "helps_with": helps_with,
                "reach": reach,
                "hears": hears,
                "shown_at": at,
            },
        )
        journal.record("show_card", card, by=by.ref, at=at)
        return card


def hide_card(card: ClassCard, *, by: Person, at: datetime) -> None:
    """Take back what one showed: nothing of it is kept."""
    with transaction.atomic():
        held = hold(card)
        if held.person_id != by.pk:
            raise MoveRefused(_("This card is somebody else’s."))
        ClassCard.objects.filter(pk=held.pk).update(
            shown_name="", words="", helps_with="", reach="", hears=False, shown_at=None
        )
        journal.record("hide_card", held, by=by.ref, at=at)
    card.refresh_from_db()


def ask_class(season: Season, *, title: str, words: str = "", by: Person, at: datetime) -> ClassQuestion:
    """Ask the class; those who chose to hear are written to, once."""
    with transaction.atomic():
        _may_join(by, season)
        question = ClassQuestion.objects.create(season=season, title=title, words=words, by=by, at=at)
        journal.record("ask_class", question, by=by.ref, at=at)
        for person in hearers_of(season, by):
            mail.post(
                "support-class-question",
                to=str(person.email),
                language=person.language,
                object=question.ref,
                occasion="asked",
                context=question_context(question),
                at=at,
            )
        return question


def answer_class(question: ClassQuestion, *, words: str, by: Person, at: datetime) -> ClassAnswer:
    with transaction.atomic():
        held = hold(question)
        _may_join(by, held.season)
        if held.closed_at is not None:
            raise MoveRefused(_("This question is closed: its answers stay, and another can be asked."))
        answer = ClassAnswer.objects.create(question=held, words=words, by=by, at=at)
        journal.record("answer_class", held, by=by.ref, at=at)
        return answer


def close_question(question: ClassQuestion, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(question)
        if isinstance(answer := can_close_question(by, held), No):
            raise MoveRefused(answer.reason)
        if ClassQuestion.objects.filter(pk=held.pk, closed_at=None).update(closed_at=at):
            journal.record("close_question", held, by=by.ref, at=at)
    question.refresh_from_db()


def share_document(
    season: Season,
    *,
    title: str,
    file: StoredFile | None = None,
    address: str = "",
    by: Person,
    at: datetime,
) -> ClassDocument:
    """Share a file already received, or an address."""
    with transaction.atomic():
        _may_join(by, season)
        if (file is None) == (not address):
            raise MoveRefused(_("Please give a file, or an address: one of the two."))
        document = ClassDocument.objects.create(season=season, title=title, file=file, address=address, by=by, at=at)
        journal.record("share_document", document, by=by.ref, at=at)
        return document


def remove_document(document: ClassDocument, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(document)
        if isinstance(answer := can_remove_document(by, held), No):
            raise MoveRefused(answer.reason)
        if ClassDocument.objects.filter(pk=held.pk, removed_at=None).update(removed_at=at):
            journal.record("remove_document", held, by=by.ref, at=at)
    document.refresh_from_db()


def _may_join(person: Person, season: Season) -> None:
    if isinstance(answer := can_join(person, season), No):
        raise MoveRefused(answer.reason)
