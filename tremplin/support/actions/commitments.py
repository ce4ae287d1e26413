"""What bodies and sponsors promise, followed like an action of ours: promised, kept or given up, promised again."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.relations import relation_with
from tremplin.support.actions.roadmaps import must_be_near
from tremplin.support.models import Accompaniment, Commitment


def write_commitment(
    accompaniment: Accompaniment,
    *,
    body: Body | None = None,
    sponsor: Person | None = None,
    what: str,
    who: str,
    due_on: date,
    made_on: date,
    to_programme: bool = False,
    by: Person,
    at: datetime,
) -> Commitment:
    """Something was promised, by a body or by a sponsor; to the initiative, or to its programme. What a body promises
    to an initiative begins a relation, or goes on with it.
    """
    programme = accompaniment.season.programme
    with transaction.atomic():
        answer = rules.can_keep_relation(by, accompaniment)
        if to_programme or sponsor is not None:
            answer = answer and rules.can_promise_to_programme(by, programme)
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        if (body is None) == (sponsor is None):
            raise MoveRefused(_("A promise is made by a body, or by a sponsor."))
        if due_on < made_on:
            raise MoveRefused(_("A promise is kept after it is made: check both days."))
        must_be_near(due_on, at)
        made = Commitment.objects.create(
            programme=programme,
            initiative=None if to_programme else accompaniment.initiative,
            body=body,
            sponsor=sponsor,
            what=what,
            who=who,
            due_on=due_on,
            made_on=made_on,
            written_by=by,
            written_at=at,
        )
        journal.record("promise", made, by=by.ref, at=at)
        if body is not None and not to_programme:
            relation_with(accompaniment, body, by=by, at=at)
        return made


def move_commitment(commitment: Commitment, *, due_on: date, by: Person, at: datetime) -> None:
    """Another day; the one before stays in the history."""
    with transaction.atomic():
        held = _held(commitment, by)
        if held.closed_on is not None:
            raise MoveRefused(_("This promise is no longer followed: it is promised again first."))
        must_be_near(due_on, at)
        Commitment.objects.filter(pk=held.pk).update(due_on=due_on)
        journal.record("move", held, by=by.ref, at=at, before=held.due_on.isoformat(), after=due_on.isoformat())
    commitment.refresh_from_db()


def close_commitment(commitment: Commitment, verb: str, *, result: str, on: date, by: Person, at: datetime) -> None:
    """`verb` is keep or drop; giving up says why."""
    with transaction.atomic():
        held = _held(commitment, by)
        if verb == "drop" and not result.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        if on < held.made_on:
            raise MoveRefused(_("It was promised after that day: check the day."))
        if on > clock.today(held.programme.time_zone):
            raise MoveRefused(_("This day is to come: note what has happened."))
        detail = held.result if result else ""
        move(held, verb, by=by.ref, at=at, detail=detail, result=result or held.result, closed_on=on)
    commitment.refresh_from_db()


def promise_again(commitment: Commitment, *, due_on: date, by: Person, at: datetime) -> None:
    """It is promised once more, for another day; what came of it the first time stays written."""
    with transaction.atomic():
        held = _held(commitment, by)
        must_be_near(due_on, at)
        move(held, "promise_again", by=by.ref, at=at, due_on=due_on, closed_on=None)
    commitment.refresh_from_db()


def _held(commitment: Commitment, by: Person) -> Commitment:
    held = hold(commitment)
    if isinstance(answer := rules.can_follow_commitment(by, held), No):
        raise MoveRefused(answer.reason)
    return held
