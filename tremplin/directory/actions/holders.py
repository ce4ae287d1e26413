"""Who holds a door: entered, told, corrected, gone, forgotten. No mail leaves to somebody but by a person's gesture."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal, mail
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused, hold
from tremplin.core.states import MessageState
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.emails import LANGUAGE, NOTICE, notice_letter, programme_of
from tremplin.directory.models import Door, Holder
from tremplin.directory.queries.holders import KEPT_AFTER_LEAVING
from tremplin.people.models import Person

FIELDS = ("part", "name", "email", "phone", "since", "absent_until")
# what makes it somebody else, or somewhere else they read: they are told anew
_TOLD_OF = ("name", "email")
_OWN = ("name", "email", "phone")


def add_holder(door: Door, *, words: Mapping[str, Any], by: Person, at: datetime) -> Holder:
    """Write down who holds a door. Until they are told, nobody but the one who wrote it reads their name."""
    with transaction.atomic():
        door = hold(door)
        must(rules.can_change_door(by, door))
        holder = Holder.objects.create(
            door=door, entered_by=by, entered_at=at, **{name: words[name] for name in FIELDS if name in words}
        )
        journal.record("add", holder, by=by.ref, at=at)
        return holder


def correct_holder(holder: Holder, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    """A name or an address changed by the team must be told again: until then whoever changed it reads it alone."""
    with transaction.atomic():
        holder = _held(holder)
        must(rules.can_correct_holder(by, holder))
        if any(name in words and words[name] != getattr(holder, name) for name in _TOLD_OF):
            holder.told_at, holder.entered_by, holder.entered_at = None, by, at
        for name in FIELDS:
            if name in words:
                setattr(holder, name, words[name])
        holder.save()
        journal.record("correct", holder, by=by.ref, at=at)


def tell_holder(holder: Holder, *, by: Person, at: datetime) -> None:
    """Write to them, in the name of whoever tells them, that we keep their name, why, and how to object."""
    with transaction.atomic():
        holder = _held(holder)
        must(rules.can_tell_holder(by, holder))
        holder.told_at = at
        holder.save(update_fields=["told_at"])
        mail.post(
            NOTICE,
            to=holder.email,
            language=LANGUAGE,
            context=notice_letter(holder, by, programme_of(by)),
            at=at,
            object=holder.ref,
            occasion=at.astimezone(UTC).isoformat(),
            sender=str(by),
            reply_to=by.email or "",
        )
        journal.record("tell", holder, by=by.ref, at=at)


def mark_left(holder: Holder, *, on: date, by: Person, at: datetime) -> None:
    """The door stays, and asks for who comes after. The name of one who was never told has no reason to stay."""
    with transaction.atomic():
        holder = _held(holder)
        must(rules.can_mark_left(by, holder))
        if on > clock.today():
            raise MoveRefused(_("This day has not come yet."))
        leave(holder, on=on, by=by.ref, at=at)


def leave(holder: Holder, *, on: date, by: str, at: datetime) -> None:
    """In the caller's transaction, the row held."""
    holder.left_on = max(on, holder.since) if holder.since else on
    holder.save(update_fields=["left_on"])
    journal.record("leave", holder, by=by, at=at)
    if holder.told_at is None:
        _forget(holder, by=by, at=at)


def forget_holder(holder: Holder, *, by: Person, at: datetime) -> None:
    """They objected by another way than the link, or are not to be kept: their name goes at once."""
    with transaction.atomic():
        holder = _held(holder)
        must(rules.can_forget_holder(by, holder))
        _forget(holder, by=by.ref, at=at)


def object_to_keeping(holder: Holder, *, at: datetime) -> None:
    """They said no, from their own link: what is kept of them goes at once. Said twice, it changes nothing more."""
    with transaction.atomic():
        holder = _held(holder)
        if holder.objected_at is None:
            _forget(holder, by="", at=at)


def correct_own(holder: Holder, *, words: Mapping[str, str], at: datetime) -> None:
    """They correct what is kept of them, from their own link: they know of it, nobody is told anew."""
    with transaction.atomic():
        holder = _held(holder)
        if holder.objected_at is not None:
            raise MoveRefused(_("Nothing is kept of this person any more."))
        for name in _OWN:
            setattr(holder, name, words[name])
        holder.save(update_fields=_OWN)
        journal.record("correct", holder, by="", at=at)


def forget_long_gone(at: datetime) -> int:
    """Three years after somebody left a door, nothing is kept of them."""
    gone = Holder.objects.filter(objected_at=None, left_on__lt=clock.today() - KEPT_AFTER_LEAVING)
    refs = list(gone.values_list("ref", flat=True))
    for ref in refs:
        with transaction.atomic():
            _forget(hold(Holder.objects.get(ref=ref)), by="", at=at)
    return len(refs)


def _held(holder: Holder) -> Holder:
    hold(holder.door)
    return hold(holder)


def _forget(holder: Holder, *, by: str, at: datetime) -> None:
    holder.name = holder.email = holder.phone = ""
    holder.objected_at = at
    holder.save(update_fields=[*_OWN, "objected_at"])
    # those that left, and those that never will; one on its way is erased with the old ones
    written = Message.objects.filter(
        object=holder.ref, state__in=[MessageState.SENT, MessageState.FAILED], erased_at=None
    )
    written.update(recipient="", sender="", reply_to="", subject="", text="", html="", erased_at=at)
    journal.record("forget", holder, by=by, at=at)
