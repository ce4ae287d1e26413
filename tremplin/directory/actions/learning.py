"""What search learns from: needs taken to a door, and doors that sent them on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.moves import MoveRefused
from tremplin.core.text import clean
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Case, Correction, Door
from tremplin.directory.states import CaseOutcome


def record_case(door: Door, words: str, outcome: str, source: str, at: datetime) -> Case:
    """A need, in words without a name, taken to a door, and what came of it. `source` is the reference of what tells
    it: told again by the same source, the outcome is the last one.
    """
    with transaction.atomic():
        words, case = clean(words).strip(), None
        if source:
            case = Case.objects.select_for_update().filter(door=door, source=source).first()
        if case is None:
            case = Case(door=door, source=source)
        case.words, case.outcome, case.at = words, CaseOutcome(outcome), at
        case.save()
        journal.record("tell", case, by="", at=at, after=case.outcome)
        doors_changed()
        return case


def record_correction(from_door: Door, to_door: Door, words: str, at: datetime) -> Correction:
    """« Not me, but that door »: the need is one the other door answers."""
    if from_door.pk == to_door.pk:
        raise MoveRefused(_("A door cannot send to itself."))
    with transaction.atomic():
        correction = Correction.objects.create(from_door=from_door, to_door=to_door, words=clean(words).strip(), at=at)
        journal.record("correct", correction, by="", at=at)
        doors_changed()
        return correction
