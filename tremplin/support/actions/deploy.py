"""Telling where an initiative is, who uses it, how its common lives, and what its check-list can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.directory.models import Body, Territory
from tremplin.people.models import Person
from tremplin.support.engine.checklists import LISTS
from tremplin.support.models import Accompaniment, Check, CommonsRecord, Place, Reuser
from tremplin.support.rules.deploy import can_tell_results
from tremplin.support.states import CheckState

MOST_PEOPLE = 10_000_000  # more contributors than that is a slip of the keyboard


def add_place(
    accompaniment: Accompaniment,
    *,
    territory: Territory,
    kind: str,
    name: str,
    from_day: date,
    by: Person,
    at: datetime,
) -> Place:
    """A site, or a territory where it is in use. The same place twice at a time is refused."""
    with transaction.atomic():
        hold(accompaniment.initiative)
        _may_tell(by, accompaniment)
        same = Place.objects.filter(
            initiative=accompaniment.initiative_id, territory=territory, kind=kind, name=name, until_day=None
        )
        if same.exists():
            raise MoveRefused(_("This place is already in the list."))
        place = Place.objects.create(
            initiative=accompaniment.initiative,
            territory=territory,
            kind=kind,
            name=name,
            from_day=from_day,
            written_by=by,
            written_at=at,
        )
        journal.record("open_place", accompaniment, by=by.ref, at=at, after=place.ref)
        return place


def add_reuser(
    accompaniment: Accompaniment,
    *,
    name: str,
    use: str,
    from_day: date,
    public: bool,
    body: Body | None = None,
    by: Person,
    at: datetime,
) -> Reuser:
    with transaction.atomic():
        _may_tell(by, accompaniment)
        made = Reuser.objects.create(
            initiative=accompaniment.initiative,
            body=body,
            name=name,
            use=use,
            from_day=from_day,
            public=public,
            written_by=by,
            written_at=at,
        )
        journal.record("add_user", accompaniment, by=by.ref, at=at, after=made.ref)
        return made


def end_place(
    row: Place | Reuser, accompaniment: Accompaniment, *, on: date, why: str = "", by: Person, at: datetime
) -> None:
    """It is no longer there, or no longer used: the row stays, with its last day."""
    with transaction.atomic():
        _may_tell(by, accompaniment)
        held = hold(row)
        if held.until_day is not None:
            raise MoveRefused(_("It has already ended, on another day."))
        if on < held.from_day:
            raise MoveRefused(_("It cannot end before it began."))
        if isinstance(held, Place) and not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        if isinstance(held, Place):
            Place.objects.filter(pk=held.pk).update(until_day=on, ended_why=why)
        else:
            Reuser.objects.filter(pk=held.pk).update(until_day=on)
        journal.record("end_place", accompaniment, by=by.ref, at=at, before=held.ref)
    row.refresh_from_db()


def agree_to_be_named(reuser: Reuser, accompaniment: Accompaniment, *, public: bool, by: Person, at: datetime) -> None:
    """Whether a user agrees to be named in public, as the initiative says it."""
    with transaction.atomic():
        _may_tell(by, accompaniment)
        Reuser.objects.filter(pk=hold(reuser).pk).update(public=public)
        journal.record("name_user" if public else "hide_user", accompaniment, by=by.ref, at=at, after=reuser.ref)
    reuser.refresh_from_db()


def write_record(
    accompaniment: Accompaniment,
    *,
    on: date,
    contributors: int | None,
    regulars: int | None,
    words: Mapping[str, str],
    by: Person,
    at: datetime,
) -> CommonsRecord:
    """How the common lives on a day; `words`: decides, maintains, pays, one_person, without_state. It stands beside
    the records before it, never over them.
    """
    with transaction.atomic():
        _may_tell(by, accompaniment)
        if contributors is not None and contributors > MOST_PEOPLE:
            raise MoveRefused(_("That many contributors: please check the number."))
        if contributors is not None and regulars is not None and regulars > contributors:
            raise MoveRefused(_("Those who contribute every month are among those who contributed in the year."))
        record = CommonsRecord.objects.create(
            initiative=accompaniment.initiative,
            on=on,
            contributors=contributors,
            regulars=regulars,
            **words,
            by=by,
            at=at,
        )
        journal.record("write_record", accompaniment, by=by.ref, at=at, after=record.ref)
        return record


@dataclass(frozen=True)
class Told:
    """What is said of one item; `read`: from a publiccode.yml, to be confirmed."""

    key: str
    state: str
    evidence: str = ""
    read: bool = False


def tell_checks(accompaniment: Accompaniment, kind: str, told: Sequence[Told], *, by: Person, at: datetime) -> int:
    """Keep what is said of items of one list; returns how many changed. What was confirmed by people is not replaced by
    what a file says.
    """
    known_keys = {item.key for item in LISTS[kind]}
    with transaction.atomic():
        hold(accompaniment.initiative)
        _may_tell(by, accompaniment)
        initiative = accompaniment.initiative
        standing = {one.key: one for one in Check.objects.filter(initiative=initiative, list=kind)}
        changed, gone = 0, list[str]()
        for one in told:
            if one.key not in known_keys:
                raise MoveRefused(_("This line does not belong to the check-list."))
            if one.state == CheckState.YES and not one.evidence.strip():
                raise MoveRefused(_("A line that is done says what shows it: an address, or a few words."))
            before = standing.get(one.key)
            if one.read and before is not None and not before.read:
                continue
            if before and (before.state, before.evidence, before.read) == (one.state, one.evidence, one.read):
                continue
            Check.objects.update_or_create(
                initiative=initiative,
                list=kind,
                key=one.key,
                defaults={"state": one.state, "evidence": one.evidence, "read": one.read, "by": by, "at": at},
            )
            changed += 1
            if before is not None:
                gone.append(f"{one.key} {before.state} {before.evidence}".strip())
        if changed:
            journal.record("check", accompaniment, by=by.ref, at=at, after=f"{kind} {changed}", detail="\n".join(gone))
        return changed


def _may_tell(person: Person, accompaniment: Accompaniment) -> None:
    if isinstance(answer := can_tell_results(person, accompaniment), No):
        raise MoveRefused(answer.reason)
