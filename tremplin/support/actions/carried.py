"""What the application said, confirmed as first needs: only then does it stand in the roadmap."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.roadmaps import write_need
from tremplin.support.models import Carried, Need


def confirm(carried: Carried, *, step: str, title: str, words: str, by: Person, at: datetime) -> Need:
    """A passage becomes a need, in the words given: as it was, or corrected."""
    with transaction.atomic():
        held = _held(carried, by)
        same = f"{title}\n{words}".strip() in (held.words, f"{title}\n{held.words}".strip())
        need = write_need(held.accompaniment, step=step, title=title, words=words, by=by, at=at)
        move(held, "confirm" if same else "correct", by=by.ref, at=at, need=need)
        Carried.objects.filter(pk=held.pk).update(by=by)
    carried.refresh_from_db()
    return need


def set_aside(carried: Carried, *, why: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(carried, by)
        if not why.strip():
            raise MoveRefused(_("Please say in a word why it is set aside."))
        move(held, "set_aside", by=by.ref, at=at, why=why.strip())
        Carried.objects.filter(pk=held.pk).update(by=by)
    carried.refresh_from_db()


def take_again(carried: Carried, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(carried, by)
        move(held, "take_again", by=by.ref, at=at, detail=held.why, why="")
    carried.refresh_from_db()


def _held(carried: Carried, person: Person) -> Carried:
    held = hold(carried)
    if isinstance(answer := rules.can_confirm_carried(person, held), No):
        raise MoveRefused(answer.reason)
    return held
