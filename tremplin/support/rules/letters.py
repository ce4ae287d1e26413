"""Who issues and withdraws a letter about an initiative, and who downloads it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.support.models import Accompaniment, Letter
from tremplin.support.queries.letters import letters_visible_to
from tremplin.support.rules.accompaniments import can_lead
from tremplin.support.states import AccompanimentState, LetterKind


def can_issue_letter(person: Any, accompaniment: Accompaniment, kind: str) -> Answer:
    """A letter of support while it is supported; an attestation afterwards too."""
    if isinstance(answer := can_lead(person, accompaniment), No):
        return answer
    if accompaniment.state == AccompanimentState.PLANNED:
        return No(_("The support has not begun."))
    if kind == LetterKind.SUPPORT and accompaniment.state == AccompanimentState.CLOSED:
        return No(_("This support is closed: an attestation says that it took place."))
    return Yes()


def can_withdraw_letter(person: Any, letter: Letter) -> Answer:
    if isinstance(answer := can_lead(person, letter.accompaniment), No):
        return answer
    if letter.withdrawn_at is not None:
        return No(_("This letter is already withdrawn."))
    return Yes()


def _may_download(person: Any, stored: StoredFile) -> Answer:
    if letters_visible_to(person).filter(file=stored).exists():
        return Yes()
    return No(_("This letter is about an initiative you do not follow."))


LETTER = FileKind("support.letter", _may_download)
