"""What happens in a relation: it begins, people come and go, agreements and news are noted."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.core.text import fold
from tremplin.directory.models import Body, Door, Holder, Network
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.models import Accompaniment, Contact, Introduction, Relation, Trace
from tremplin.support.queries.relations import accompaniment_followed_by


def begin_relation(accompaniment: Accompaniment, partner: Body | Network, *, by: Person, at: datetime) -> Relation:
    """The initiative knows somebody there, whether or not a message of ours was sent. Begun twice, it is the same."""
    with transaction.atomic():
        if isinstance(refusal := rules.can_begin_relation(by, accompaniment), No):
            raise MoveRefused(refusal.reason)
        return relation_with(accompaniment, partner, by=by, at=at)


def relation_with(accompaniment: Accompaniment, partner: Body | Network, *, by: Person, at: datetime) -> Relation:
    """The relation of the initiative with this partner, begun now if there was none; the caller asked the rule."""
    which = {"network": partner} if isinstance(partner, Network) else {"body": partner}
    relation, begun = Relation.objects.get_or_create(
        initiative=accompaniment.initiative, **which, defaults={"since": at}
    )
    if begun:
        journal.record("begin", relation, by=by.ref, at=at)
    return relation


def write_trace(
    relation: Relation, *, kind: str, on: date, words: str, who: str = "", by: Person, at: datetime
) -> Trace:
    """Something happened between them."""
    with transaction.atomic():
        _may_keep(by, relation)
        trace = Trace.objects.create(relation=relation, kind=kind, on=on, words=words, who=who, by=by, at=at)
        journal.record("trace", relation, by=by.ref, at=at, after=kind)
        return trace


def add_contact(
    relation: Relation,
    *,
    name: str,
    function: str = "",
    email: str = "",
    phone: str = "",
    since: date,
    door: Door | None = None,
    by: Person,
    at: datetime,
) -> Contact:
    """Somebody they know there; whom the directory knows behind the same door is recognised."""
    with transaction.atomic():
        _may_keep(by, relation)
        return _add(
            relation, name=name, function=function, email=email, phone=phone, since=since, door=door, by=by, at=at
        )


def add_contact_written_to(relation: Relation, introduction: Introduction, *, by: Person, at: datetime) -> Contact:
    """Whoever a message was sent to becomes a contact, known since that day."""
    with transaction.atomic():
        _may_keep(by, relation)
        if introduction.sent_at is None:
            raise MoveRefused(_("This message has not left."))
        zone = ZoneInfo(introduction.accompaniment.season.programme.time_zone)
        return _add(
            relation,
            name=introduction.contact_name,
            function="",
            email=introduction.contact_email,
            phone="",
            since=introduction.sent_at.astimezone(zone).date(),
            door=introduction.door,
            holder=introduction.holder,
            by=by,
            at=at,
        )


def change_contact(
    contact: Contact,
    *,
    name: str,
    function: str,
    email: str,
    phone: str,
    since: date,
    door: Door | None = None,
    by: Person,
    at: datetime,
) -> None:
    with transaction.atomic():
        _may_keep(by, contact.relation)
        held = hold(contact)
        if held.left_on and since > held.left_on:
            raise MoveRefused(_("They left before this day: please look at both days."))
        holder = held.holder if door and held.door_id == door.pk and held.holder else _holder_at(door, name, email)
        Contact.objects.filter(pk=held.pk).update(
            name=name, function=function, email=email, phone=phone, since=since, door=door, holder=holder
        )
        journal.record("change", held, by=by.ref, at=at)
    contact.refresh_from_db()


def note_departure(
    contact: Contact, *, left_on: date, after: Contact | None = None, nobody: bool = False, by: Person, at: datetime
) -> None:
    """They left; then who came after, or that nobody did. Neither is known yet: it is asked again."""
    with transaction.atomic():
        _may_keep(by, contact.relation)
        held = hold(contact)
        if left_on < held.since:
            raise MoveRefused(_("They came after this day: please look at both days."))
        if after is not None and after.pk == held.pk:
            raise MoveRefused(_("Nobody comes after themselves."))
        if after is not None and after.relation.initiative_id != held.relation.initiative_id:
            raise MoveRefused(_("This contact belongs to another initiative."))
        Contact.objects.filter(pk=held.pk).update(left_on=left_on, after=after, nobody_after=nobody and after is None)
        journal.record("leave", held, by=by.ref, at=at)
    contact.refresh_from_db()


def come_back(contact: Contact, *, by: Person, at: datetime) -> None:
    """It was a mistake: they are still there."""
    with transaction.atomic():
        _may_keep(by, contact.relation)
        if Contact.objects.filter(pk=contact.pk, left_on__isnull=False).update(
            left_on=None, after=None, nobody_after=False
        ):
            journal.record("come_back", contact, by=by.ref, at=at)
    contact.refresh_from_db()


def _add(
    relation: Relation,
    *,
    name: str,
    function: str,
    email: str,
    phone: str,
    since: date,
    door: Door | None,
    holder: Holder | None = None,
    by: Person,
    at: datetime,
) -> Contact:
    held = hold(relation)
    known = Contact.objects.filter(relation=held, left_on=None)
    same = known.filter(email__iexact=email) if email else known.filter(name__iexact=name, email="")
    if same.exists():
        raise MoveRefused(_("This person is already among the contacts."))
    contact = Contact.objects.create(
        relation=held,
        name=name,
        function=function,
        email=email,
        phone=phone,
        since=since,
        door=door,
        holder=holder or _holder_at(door, name, email),
    )
    journal.record("add_contact", held, by=by.ref, at=at)
    return contact


def _holder_at(door: Door | None, name: str, email: str) -> Holder | None:
    """Whom the directory knows behind this door by the same address, or the same name."""
    if door is None:
        return None
    for holder in door.holders.filter(objected_at=None, left_on=None):
        if (email and holder.email.casefold() == email.casefold()) or fold(holder.name) == fold(name):
            return holder
    return None


def _may_keep(person: Person, relation: Relation) -> None:
    accompaniment = accompaniment_followed_by(person, relation.initiative_id)
    if accompaniment is None:
        raise MoveRefused(_("This relation belongs to an initiative that is not followed."))
    if isinstance(refusal := rules.can_keep_relation(person, accompaniment), No):
        raise MoveRefused(refusal.reason)
