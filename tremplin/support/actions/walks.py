"""Paths an initiative follows: begun, their stages reached, ended with what came of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support.engine.paths import PATHS
from tremplin.support.models import Accompaniment, Stage, Walk
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.states import Subject, WalkState


def begin_walk(
    accompaniment: Accompaniment, path: str, *, aim_on: date | None = None, by: Person, at: datetime
) -> Walk:
    """Several paths at once are welcome; the same one twice is the first."""
    with transaction.atomic():
        supported = hold(accompaniment)
        if isinstance(refusal := can_write_of(by, supported, Subject.LEGAL), No):
            raise MoveRefused(refusal.reason)
        if path not in PATHS:
            raise MoveRefused(_("This path is not known."))
        walk, begun = Walk.objects.get_or_create(
            accompaniment=supported, path=path, defaults={"aim_on": aim_on, "begun_by": by, "begun_at": at}
        )
        if begun:
            journal.record("begin", walk, by=by.ref, at=at, after=path)
        return walk


def reach_stage(walk: Walk, key: str, *, on: date, words: str = "", by: Person, at: datetime) -> Stage:
    """A stage was reached on a day. Said again, the last day and words stand."""
    with transaction.atomic():
        held = _held(walk, by)
        if held.state != WalkState.BEGUN:
            raise MoveRefused(_("This path is closed: take it up again first."))
        path = PATHS.get(held.path)
        if path is None or key not in {stage.key for stage in path.stages}:
            raise MoveRefused(_("This stage is not on this path."))
        if on > at.astimezone(ZoneInfo(held.accompaniment.season.programme.time_zone)).date():
            raise MoveRefused(_("This day is to come: note what has happened."))
        known = Stage.objects.filter(walk=held, key=key).first()
        stage, _created = Stage.objects.update_or_create(
            walk=held, key=key, defaults={"on": on, "words": words, "by": by, "at": at}
        )
        before = f"{known.on} {known.words}".strip() if known else ""
        journal.record("reach", held, by=by.ref, at=at, after=key, detail=before)
        return stage


def unreach_stage(walk: Walk, key: str, *, by: Person, at: datetime) -> None:
    """It was a mistake: the stage is still to be reached."""
    with transaction.atomic():
        held = _held(walk, by)
        known = Stage.objects.filter(walk=held, key=key).first()
        if known is not None:
            journal.record("unreach", held, by=by.ref, at=at, before=key, detail=f"{known.on} {known.words}".strip())
            known.delete()


def close_walk(walk: Walk, verb: str, *, result: str, by: Person, at: datetime) -> None:
    """`finish`, `drop` with the reason, or `take_again`."""
    with transaction.atomic():
        held = _held(walk, by)
        if verb == "drop" and not result.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        closed_at = None if verb == "take_again" else at
        move(held, verb, by=by.ref, at=at, detail=held.result, result=result, closed_at=closed_at)
    walk.refresh_from_db()


def _held(walk: Walk, person: Person) -> Walk:
    held = hold(walk)
    if isinstance(refusal := can_write_of(person, held.accompaniment, Subject.LEGAL), No):
        raise MoveRefused(refusal.reason)
    return held
