"""Who writes in what an initiative consolidates: its legal questions, its money, its agreements, its indicators."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import roles_of
from tremplin.support.models import Accompaniment, LegalQuestion
from tremplin.support.queries.accompaniments import accompaniments_open_to, accompaniments_visible_to
from tremplin.support.queries.agreements import agreements_visible_to
from tremplin.support.queries.legal import ANSWERING, WRITING_NOTES
from tremplin.support.rules.accompaniments import can_lead, can_work_on, is_open
from tremplin.support.states import LegalState, Subject

AGREEMENT_KIND = "support.agreement"


def can_write_of(person: Any, accompaniment: Accompaniment, subject: Subject) -> Answer:
    """Both sides, while the support is open, each in what it may see."""
    if not accompaniments_open_to(person, subject).filter(pk=accompaniment.pk).exists():
        return No(_("The initiative has not opened this to you."))
    return can_work_on(person, accompaniment)


def can_hand_question(person: Any, question: LegalQuestion) -> Answer:
    """The officer finds who answers."""
    if isinstance(answer := can_write_of(person, question.accompaniment, Subject.LEGAL), No):
        return answer
    if isinstance(answer := can_lead(person, question.accompaniment), No):
        return answer
    if question.state not in (LegalState.ASKED, LegalState.WITH_EXPERT):
        return No(_("This question waits for nobody."))
    return Yes()


def can_answer_question(person: Any, question: LegalQuestion) -> Answer:
    """The expert it was handed to, or whoever leads the support; what was answered may be completed."""
    if question.state == LegalState.DROPPED:
        return No(_("This question is no longer asked."))
    if isinstance(answer := is_open(question.accompaniment), No):
        return answer
    mine = isinstance(person, Person) and question.expert_id == person.pk
    if mine and roles_of(person, question.accompaniment.season.programme) & frozenset(ANSWERING):
        return Yes()
    if can_lead(person, question.accompaniment) and can_write_of(person, question.accompaniment, Subject.LEGAL):
        return Yes()
    return No(_("The expert it was handed to answers this question."))


def can_answer_questions(person: Any) -> Answer:
    """For the list of what was handed to one."""
    if roles_of(person) & frozenset(ANSWERING):
        return Yes()
    return No(_("Legal questions are handed to experts."))


def can_give_back(person: Any, question: LegalQuestion) -> Answer:
    mine = isinstance(person, Person) and question.expert_id == person.pk
    if not mine or question.state != LegalState.WITH_EXPERT:
        return No(_("Only the expert a question was handed to gives it back."))
    return Yes()


def can_read_notes(person: Any) -> Answer:
    """Everybody supported, and whoever helps them."""
    if can_answer_questions(person) or accompaniments_visible_to(person).exists():
        return Yes()
    return No(_("These answers are for the initiatives the programme supports."))


def can_write_notes(person: Any, programme: Programme | None = None) -> Answer:
    if roles_of(person, programme) & frozenset(WRITING_NOTES):
        return Yes()
    return No(_("Reusable answers are written by experts and by the programme team."))


def _may_download(person: Any, stored: StoredFile) -> Answer:
    if agreements_visible_to(person).filter(file=stored).exists():
        return Yes()
    return No(_("This file belongs to an agreement you cannot open."))


AGREEMENT = FileKind(AGREEMENT_KIND, _may_download)
