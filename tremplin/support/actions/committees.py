"""A committee, from its planning to its session. Whoever was convened is told of each change, with its reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import dates, journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Body
from tremplin.people.actions import welcome
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.emails import committees as mails
from tremplin.support.models import Accompaniment, Committee, CommitteeItem, CommitteeMember
from tremplin.support.queries.committees import items_visible_to
from tremplin.support.rules import committees as rules
from tremplin.support.states import AccompanimentState, CommitteeState, Presence


def plan_committee(
    season: Season,
    *,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    words: str,
    quorum: int,
    by: Person,
    at: datetime,
) -> Committee:
    """Every support of the season that is under way is on its agenda, until somebody chooses otherwise."""
    with transaction.atomic():
        held = hold(season)
        made = Committee(
            season=held,
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            words=words,
            quorum=quorum,
            written_by=by,
            written_at=at,
        )
        _pass(rules.runs(by, made))
        _check_hours(made)
        if starts_at <= at:
            raise MoveRefused(_("A committee is planned for an instant to come."))
        _check_day(made)
        made.save()
        running = Accompaniment.objects.filter(
            season=held, state__in=[AccompanimentState.RUNNING, AccompanimentState.PAUSED]
        )
        CommitteeItem.objects.bulk_create(
            CommitteeItem(committee=made, accompaniment=one, position=position)
            for position, one in enumerate(running.order_by("initiative__folded", "pk"), start=1)
        )
        journal.record("plan", made, by=by.ref, at=at)
        return made


def change_committee(
    committee: Committee,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    words: str,
    quorum: int,
    why: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Another day, another place: told to whoever was convened, with the reason."""
    with transaction.atomic():
        held = _changeable(committee, by)
        before, where = held.starts_at, held.place
        moved = (starts_at, ends_at, place) != (before, held.ends_at, where)
        held.starts_at, held.ends_at, held.place = starts_at, ends_at, place
        held.words, held.quorum = words, quorum
        _check_hours(held)
        told = list(held.members.filter(told_at__isnull=False).select_related("person"))
        if moved:
            if starts_at != before and starts_at <= at:
                raise MoveRefused(_("A committee is planned for an instant to come."))
            _check_day(held)
            if told and not why.strip():
                raise MoveRefused(_("Please say why: those who were convened are told."))
            held.sequence += 1
            held.changed_why = why
        held.save()
        journal.record("move" if moved else "change", held, by=by.ref, at=at, detail=why)
        if moved:
            mails.post_moved(held, told, before=before, why=why, at=at)
    committee.refresh_from_db()


def cancel_committee(committee: Committee, *, why: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _changeable(committee, by)
        if not why.strip():
            raise MoveRefused(_("Please say why: those who were convened are told."))
        move(held, "cancel", by=by.ref, at=at, detail=why, cancelled_why=why, sequence=held.sequence + 1)
        told = list(held.members.filter(told_at__isnull=False).select_related("person"))
        mails.post_cancelled(held, told, at=at)
    committee.refresh_from_db()


def _check_hours(committee: Committee) -> None:
    if committee.ends_at <= committee.starts_at:
        raise MoveRefused(_("A committee ends after it begins."))


def _check_day(committee: Committee) -> None:
    """One committee of a kind a day: two would decide of the same files."""
    zone = ZoneInfo(committee.season.programme.time_zone)
    others = Committee.objects.filter(season=committee.season, kind=committee.kind).exclude(pk=committee.pk)
    for other in others.exclude(state=CommitteeState.CANCELLED):
        if other.starts_at.astimezone(zone).date() == committee.starts_at.astimezone(zone).date():
            found = {"kind": other.get_kind_display(), "at": dates.instant(other.starts_at, str(zone))}
            raise MoveRefused(_("This season has one of this kind on that day already: %(kind)s, %(at)s.") % found)


def name_member(
    committee: Committee,
    *,
    email: str,
    full_name: str = "",
    quality: str,
    body: Body | None = None,
    by: Person,
    at: datetime,
) -> CommitteeMember:
    """Somebody sits: entered if we do not know them yet. They are convened with the others. Twice is once."""
    with transaction.atomic():
        held = _changeable(committee, by)
        person = welcome(email, by=by.ref, at=at, full_name=full_name)
        member, created = CommitteeMember.objects.get_or_create(
            committee=held, person=person, defaults={"quality": quality, "body": body}
        )
        if created:
            journal.record("name_member", held, by=by.ref, at=at, after=person.ref)
        return member


def remove_member(member: CommitteeMember, *, by: Person, at: datetime) -> None:
    """Before the session, somebody does not sit after all; told if they were convened."""
    with transaction.atomic():
        held = _changeable(member.committee, by)
        if member.told_at is not None:
            mails.post_removed(held, member, at=at)
        journal.record("remove_member", held, by=by.ref, at=at, before=member.person.ref)
        CommitteeMember.objects.filter(pk=member.pk).delete()


def convene(committee: Committee, *, by: Person, at: datetime) -> int:
    """Write to the members who were not written to yet; how many."""
    with transaction.atomic():
        held = _changeable(committee, by)
        waiting = list(held.members.filter(told_at=None).select_related("person"))
        if not waiting:
            raise MoveRefused(_("Every member was convened already."))
        mails.post_convened(held, waiting, at=at)
        CommitteeMember.objects.filter(pk__in=[one.pk for one in waiting]).update(told_at=at)
        journal.record("convene", held, by=by.ref, at=at, after=str(len(waiting)))
        return len(waiting)


def set_agenda(committee: Committee, rows: Sequence[Accompaniment], *, by: Person, at: datetime) -> None:
    """The files, whole and in order, as this person may see them; one they may not see stays where it is."""
    with transaction.atomic():
        held = _changeable(committee, by)
        if any(one.season_id != held.season_id for one in rows):
            raise MoveRefused(_("This support belongs to another season."))
        shown = set(items_visible_to(by).filter(committee=held).order_by().values_list("accompaniment", flat=True))
        wanted = [one.pk for one in rows]
        hidden = set(held.items.exclude(accompaniment__in=shown).order_by().values_list("accompaniment", flat=True))
        held.items.filter(accompaniment__in=shown).exclude(accompaniment__in=wanted).delete()
        for position, pk in enumerate((pk for pk in wanted if pk not in hidden), start=1):
            CommitteeItem.objects.update_or_create(committee=held, accompaniment_id=pk, defaults={"position": position})
        journal.record("set_agenda", held, by=by.ref, at=at, after=str(len(wanted)))


def write_proposal(item: CommitteeItem, *, words: str, by: Person, at: datetime) -> None:
    """What the officer proposes; a pack assembled before it must be assembled again to hold it."""
    with transaction.atomic():
        held = hold(item)
        _pass(rules.can_propose(by, held))
        CommitteeItem.objects.filter(pk=held.pk).update(officer_words=words)
        journal.record("propose", held, by=by.ref, at=at)
    item.refresh_from_db()


def open_session(committee: Committee, *, by: Person, at: datetime) -> None:
    """From here on the pack stays as it was read."""
    with transaction.atomic():
        held = hold(committee)
        _pass(rules.can_hold(by, held, at))
        move(held, "hold", by=by.ref, at=at, held_at=at)
    committee.refresh_from_db()


def mark_presence(committee: Committee, said: Mapping[str, str], *, by: Person, at: datetime) -> None:
    """Who is there and who is excused, by the reference of the member: the quorum of each file follows."""
    with transaction.atomic():
        held = hold(committee)
        _pass(rules.in_session(by, held))
        for member in held.members.all():
            presence = said.get(member.ref, member.presence)
            if presence not in Presence.values:
                raise MoveRefused(_("Please say who is there: present, excused or expected."))
            CommitteeMember.objects.filter(pk=member.pk).update(presence=presence)
        there = held.members.filter(presence=Presence.PRESENT).count()
        journal.record("mark_presence", held, by=by.ref, at=at, after=str(there))


def _changeable(committee: Committee, by: Person) -> Committee:
    held = hold(committee)
    _pass(rules.can_change(by, held))
    return held


def _pass(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
