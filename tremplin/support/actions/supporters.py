"""What supporters accept to do, what is asked of them within it, and thanks: never more than they said."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.content.models import Topic
from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support import rules
from tremplin.support.emails.supporters import SHOWN_REF, answered_context, asking_context, thanks_context
from tremplin.support.models import Accompaniment, Asking, Need, Offer
from tremplin.support.states import AskingState


def make_offer(
    programme: Programme,
    *,
    kind: str,
    times: int,
    pace: str,
    from_day: date,
    until_day: date,
    words: str = "",
    topics: Iterable[Topic] = (),
    bodies: Iterable[Body] = (),
    by: Person,
    at: datetime,
) -> Offer:
    """Say what one accepts to do for a programme."""
    with transaction.atomic():
        if Role.SUPPORTER not in roles_of(by, programme):
            raise MoveRefused(_("You are not a supporter of this programme."))
        offer = Offer.objects.create(
            supporter=by,
            programme=programme,
            kind=kind,
            words=words,
            times=times,
            pace=pace,
            from_day=from_day,
            until_day=until_day,
        )
        offer.topics.set(topics)
        offer.bodies.set(bodies)
        journal.record("offer", offer, by=by.ref, at=at, after=kind)
        return offer


def change_offer(
    offer: Offer, *, topics: Iterable[Topic], bodies: Iterable[Body], by: Person, at: datetime, **said: Any
) -> None:
    """Say it again: other words, other themes, another pace, another end. What was asked before stays."""
    with transaction.atomic():
        held = _own(offer, by)
        Offer.objects.filter(pk=held.pk).update(**said)
        held.topics.set(topics)
        held.bodies.set(bodies)
        journal.record("change", held, by=by.ref, at=at)
    offer.refresh_from_db()


def renew_offer(offer: Offer, *, until_day: date, by: Person, at: datetime) -> None:
    """The same, for longer."""
    with transaction.atomic():
        held = _own(offer, by)
        if until_day <= held.until_day:
            raise MoveRefused(_("Choose a day after the one you gave."))
        Offer.objects.filter(pk=held.pk).update(until_day=until_day)
        journal.record("renew", held, by=by.ref, at=at, before=held.until_day.isoformat(), after=until_day.isoformat())
    offer.refresh_from_db()


def withdraw_offer(offer: Offer, *, by: Person, at: datetime) -> None:
    """Nothing is asked within it any more; what was asked before may still be answered. Said twice, once is enough."""
    with transaction.atomic():
        held = _own(offer, by)
        if held.withdrawn_at is None:
            Offer.objects.filter(pk=held.pk).update(withdrawn_at=at)
            journal.record("withdraw", held, by=by.ref, at=at)
    offer.refresh_from_db()


def take_offer_up_again(offer: Offer, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _own(offer, by)
        if held.withdrawn_at is not None:
            Offer.objects.filter(pk=held.pk).update(withdrawn_at=None)
            journal.record("take_up_again", held, by=by.ref, at=at)
    offer.refresh_from_db()


def _own(offer: Offer, person: Person) -> Offer:
    if offer.supporter_id != person.pk:
        raise MoveRefused(_("This offer is somebody else’s."))
    return hold(offer)


def ask(
    offer: Offer,
    *,
    words: str,
    answer_by: date,
    accompaniment: Accompaniment | None = None,
    need: Need | None = None,
    by: Person,
    at: datetime,
) -> Asking:
    """Ask a supporter, by a mail in the name of whoever asks. The offer is held: two people who ask at the same
    instant do not go beyond what was said.
    """
    with transaction.atomic():
        held = hold(offer)
        if isinstance(answer := rules.can_ask_supporter(by, held, accompaniment, at), No):
            raise MoveRefused(answer.reason)
        if need is not None and (accompaniment is None or need.accompaniment_id != accompaniment.pk):
            raise MoveRefused(_("This need is another initiative’s."))
        asking = Asking.objects.create(
            offer=held,
            accompaniment=accompaniment,
            need=need,
            words=words,
            answer_by=answer_by,
            asked_by=by,
            asked_at=at,
        )
        journal.record("ask", asking, by=by.ref, at=at)
        _write_to_supporter("support-asking", asking, asking_context(asking, by), by, at)
        return asking


def shown_asking(asking: Asking, officer: Person) -> tuple[str, str]:
    """Subject and text of the mail as it will leave, but for the reference in its address, not drawn yet."""
    supporter = asking.offer.supporter
    subject, text, _html = mail.render(
        "support-asking", asking_context(asking, officer, ref=SHOWN_REF), supporter.language
    )
    return subject, text


def accept(asking: Asking, *, words: str = "", by: Person, at: datetime) -> None:
    _answer(asking, "accept", words, by, at)


def decline(asking: Asking, *, words: str = "", by: Person, at: datetime) -> None:
    """Not this time: the place is given back, and no reason is asked for."""
    _answer(asking, "decline", words, by, at)


def _answer(asking: Asking, verb: str, words: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(asking)
        if isinstance(refusal := rules.can_answer_asking(by, held), No):
            raise MoveRefused(refusal.reason)
        move(held, verb, by=by.ref, at=at, answer=words, answered_at=at)
        asker = held.asked_by
        if asker.email and asker.pk != by.pk:
            mail.post(
                "support-asking-answered",
                to=str(asker.email),
                language=asker.language,
                object=held.ref,
                occasion=at.isoformat(),
                context=answered_context(held),
                reply_to=str(held.offer.supporter.email or ""),
                at=at,
            )
    asking.refresh_from_db()


def finish(asking: Asking, *, done_on: date, by: Person, at: datetime) -> None:
    """It was done, on a day; told by whoever did it, or by whoever asked."""
    with transaction.atomic():
        held = hold(asking)
        if isinstance(refusal := rules.can_answer_asking(by, held), No):
            raise MoveRefused(refusal.reason)
        if done_on > at.astimezone(ZoneInfo(held.offer.programme.time_zone)).date():
            raise MoveRefused(_("This day is to come: note what was done."))
        move(held, "do", by=by.ref, at=at, done_on=done_on)
    asking.refresh_from_db()


def cancel(asking: Asking, *, by: Person, at: datetime) -> None:
    """No longer asked: the place is given back, and the supporter is told unless they had declined."""
    with transaction.atomic():
        held = hold(asking)
        if isinstance(refusal := rules.can_run_asking(by, held), No):
            raise MoveRefused(refusal.reason)
        waited_for = held.state != AskingState.DECLINED
        move(held, "cancel", by=by.ref, at=at)
        if waited_for:
            _write_to_supporter("support-asking-over", held, asking_context(held, by), by, at)
    asking.refresh_from_db()


def shown_thanks(asking: Asking, words: str, officer: Person) -> tuple[str, str]:
    subject, text, _html = mail.render(
        "support-thanks", thanks_context(asking, words, officer), asking.offer.supporter.language
    )
    return subject, text


def thank(asking: Asking, *, words: str, by: Person, at: datetime) -> None:
    """Thanks leave once, in the name of whoever writes them; their words stay in the mail alone."""
    with transaction.atomic():
        held = hold(asking)
        if isinstance(refusal := rules.can_thank(by, held), No):
            raise MoveRefused(refusal.reason)
        Asking.objects.filter(pk=held.pk).update(thanked_at=at)
        journal.record("thank", held, by=by.ref, at=at)
        _write_to_supporter("support-thanks", held, thanks_context(held, words, by), by, at)
    asking.refresh_from_db()


def _write_to_supporter(kind: str, asking: Asking, context: dict[str, Any], officer: Person, at: datetime) -> None:
    supporter = asking.offer.supporter
    if not supporter.email:
        return
    mail.post(
        kind,
        to=str(supporter.email),
        language=supporter.language,
        object=asking.ref,
        occasion="once",
        context=context,
        sender=officer.full_name,
        reply_to=str(officer.email or ""),
        at=at,
    )
