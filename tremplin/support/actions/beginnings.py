"""The first day of a support: who is beside it, what its roadmap begins with, and its public page."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tremplin.core import freshness, journal
from tremplin.core.answers import require
from tremplin.core.moves import hold
from tremplin.people.models import Person
from tremplin.support.actions.accompaniments import name_part
from tremplin.support.actions.templates import plan_lines
from tremplin.support.models import Accompaniment
from tremplin.support.queries.templates import PlannedLine
from tremplin.support.rules.accompaniments import can_hide_proof, can_lead
from tremplin.support.states import PartKind


def begin(
    accompaniment: Accompaniment,
    *,
    officer: Person | None,
    referents: Collection[Person],
    lines: Collection[PlannedLine],
    shown: bool,
    by: Person,
    at: datetime,
) -> None:
    """Nothing of it, or all of it. `shown`: anybody may read its public page from its first day, once announced."""
    with transaction.atomic():
        if officer is not None:
            name_part(accompaniment, officer, kind=PartKind.OFFICER, by=by, at=at)
        for person in referents:
            name_part(accompaniment, person, kind=PartKind.REFERENT, by=by, at=at)
        plan_lines(accompaniment, lines, by=by, at=at)
        if shown:
            _show_from_first_day(accompaniment, by, at)
    accompaniment.refresh_from_db()


def _show_from_first_day(accompaniment: Accompaniment, by: Person, at: datetime) -> None:
    """The page says nothing before the laureates are announced: see `queries.proof_of`."""
    held = hold(accompaniment)
    require(can_lead(by, held))
    if Accompaniment.objects.filter(pk=held.pk, shown_since=None).update(shown_since=held.starts_on):
        journal.record("show", held, by=by.ref, at=at, after=held.starts_on.isoformat())
        freshness.bump()


def hide_proof(accompaniment: Accompaniment, *, by: Person, at: datetime) -> None:
    """Nobody reads the public page any more; its words stay, to be shown again."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_hide_proof(by, held))
        Accompaniment.objects.filter(pk=held.pk).update(shown_since=None)
        journal.record("hide", held, by=by.ref, at=at)
        freshness.bump()
    accompaniment.refresh_from_db()
