"""Two people at the same instant, on two connections: one is told, nothing is done twice."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.directory.factories import DoorFactory
from tests.support.factories import IncomingReplyFactory, NeedFactory, OfferFactory, SlotFactory
from tests.support.story import compared, supported
from tests.support.test_support_acts import agreed, sent, written
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Programme
from tremplin.selection.engine.digests import digest
from tremplin.support.actions import accompaniments, answering, diagnoses, introductions, sessions, supporters
from tremplin.support.actions.addresses import check_address
from tremplin.support.models import Asking, Booking, Offer, Relation, Slot, VersionAcceptance
from tremplin.support.queries.answers import mark_of

pytestmark = pytest.mark.concurrency


def _kinds(outcomes: list[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_two_initiatives_book_one_slot_at_once_and_one_is_told(race: Any) -> None:
    both = [supported(), supported(name="Semences")]
    alice = cast.alice()
    for turn in range(3):
        slot = SlotFactory.create(
            programme=cast.programme(), expert=cast.noe(), starts_at=clock.now() + timedelta(days=turn + 1)
        )
        outcomes = race(
            *(
                lambda one=one, slot=slot: sessions.book(slot, one, subject="Licence", by=alice, at=clock.now())
                for one in both
            )
        )
        assert _kinds(outcomes) == ["Booking", "MoveRefused"]
        assert (slot.bookings.count(), Message.objects.filter(kind="support-booked").count()) == (1, 2 * (turn + 1))


def test_overlapping_slots_of_one_expert_at_once_leave_one(race: Any) -> None:
    programme, noe, now = cast.programme(), cast.noe(), clock.now()
    for turn in range(3):
        first = now + timedelta(days=turn + 1)

        def offer(begins: Any) -> Slot:
            return sessions.offer_slot(
                programme, starts_at=begins, ends_at=begins + timedelta(hours=1), place="Visio", by=noe, at=now
            )

        outcomes = race(lambda first=first: offer(first), lambda first=first: offer(first + timedelta(minutes=30)))
        assert (_kinds(outcomes), Slot.objects.count()) == (["MoveRefused", "Slot"], turn + 1)


def test_slot_withdrawn_while_it_is_booked(race: Any) -> None:
    made, alice, noe = supported(), cast.alice(), cast.noe()
    for turn in range(3):
        slot = SlotFactory.create(
            programme=cast.programme(), expert=noe, starts_at=clock.now() + timedelta(days=turn + 1)
        )
        outcomes = race(
            lambda slot=slot: sessions.book(slot, made, subject="Licence", by=alice, at=clock.now()),
            lambda slot=slot: sessions.withdraw_slot(slot, by=noe, at=clock.now()),
        )
        slot.refresh_from_db()
        assert "MoveRefused" in _kinds(outcomes)
        assert (slot.withdrawn_at is None) == (slot.bookings.count() == 1)


def test_both_sides_accept_at_once_and_the_diagnosis_is_agreed_once(race: Any) -> None:
    alice, sam = cast.alice(), cast.sam()
    diagnosis = compared(supported())
    version = diagnoses.write_version(diagnosis, words={"answers": {}, "words": "Ensemble."}, by=sam, at=clock.now())
    outcomes = race(
        *(lambda person=person: diagnoses.accept_version(version, by=person, at=clock.now()) for person in (alice, sam))
    )
    diagnosis.refresh_from_db()
    assert (_kinds(outcomes), diagnosis.state) == (["VersionAcceptance"] * 2, "agreed")
    assert VersionAcceptance.objects.count() == 2


def test_one_side_accepts_twice_at_once(race: Any) -> None:
    alice = cast.alice()
    diagnosis = compared(supported())
    version = diagnoses.write_version(
        diagnosis, words={"answers": {}, "words": "Ensemble."}, by=cast.sam(), at=clock.now()
    )
    outcomes = race(*(lambda: diagnoses.accept_version(version, by=alice, at=clock.now()) for _twice in range(2)))
    assert (_kinds(outcomes), VersionAcceptance.objects.count()) == (["MoveRefused", "VersionAcceptance"], 1)


def test_agreement_and_a_change_of_text_at_once(race: Any) -> None:
    made, alice, sam = supported(), cast.alice(), cast.sam()
    for _turn in range(3):
        one = written(made)
        read = digest(introductions.text_of(one))
        race(
            lambda one=one, read=read: introductions.agree(one, read=read, by=alice, at=clock.now()),
            lambda one=one: introductions.change_text(one, text="Autre.", shared="", by=sam, at=clock.now()),
        )
        one.refresh_from_db()
        # whichever came first, no agreement stands for words that were not read
        assert (one.state, one.text, one.agreed_sha256) == ("asked", "Autre.", "")


def test_sent_twice_at_once_is_one_mail_and_one_relation(race: Any) -> None:
    made, sam = supported(), cast.sam()
    one = agreed(made)
    outcomes = race(*(lambda: introductions.send(one, by=sam, at=clock.now()) for _twice in range(2)))
    assert _kinds(outcomes) == ["MoveRefused", "NoneType"]
    assert (Message.objects.filter(kind="support-introduction").count(), Relation.objects.count()) == (1, 1)


def test_two_messages_to_one_body_at_once_begin_one_relation(race: Any) -> None:
    made, sam = supported(), cast.sam()
    first = agreed(made)
    second = agreed(made, door=first.door, contact_email="autre@example.org")
    outcomes = race(*(lambda one=one: introductions.send(one, by=sam, at=clock.now()) for one in (first, second)))
    assert (_kinds(outcomes), Relation.objects.count()) == (["NoneType", "NoneType"], 1)


def test_two_messages_to_one_address_at_once_and_one_is_told(race: Any) -> None:
    sam, both = cast.sam(), [agreed(supported(name=name)) for name in ("Haies", "Semences")]
    outcomes = race(*(lambda one=one: introductions.send(one, by=sam, at=clock.now()) for one in both))
    assert _kinds(outcomes) == ["MoveRefused", "NoneType"]
    assert Message.objects.filter(kind="support-introduction").count() == 1


def test_last_turn_of_a_body_taken_twice_at_once_goes_to_one(race: Any) -> None:
    programme, sam, made = cast.programme(), cast.sam(), supported()
    Programme.objects.filter(pk=programme.pk).update(asks_a_week=1)
    first = agreed(made)
    second = agreed(made, door=first.door, contact_email="autre@example.org")
    outcomes = race(*(lambda one=one: introductions.send(one, by=sam, at=clock.now()) for one in (first, second)))
    assert (_kinds(outcomes), Message.objects.filter(kind="support-introduction").count()) == (
        ["MoveRefused", "NoneType"],
        1,
    )


def test_booking_and_closing_at_once_leave_no_session_booked_after_the_end(race: Any) -> None:
    alice, ada = cast.alice(), cast.ada()
    made = supported()
    slot = SlotFactory.create(programme=cast.programme(), expert=cast.noe())
    outcomes = race(
        lambda: sessions.book(slot, made, subject="Licence", by=alice, at=clock.now()),
        lambda: accompaniments.close(made, words="L’année est faite.", by=ada, at=clock.now()),
    )
    booked = not isinstance(outcomes[0], MoveRefused)
    assert (outcomes[1], Booking.objects.count()) == (None, int(booked))


def test_two_officers_ask_one_supporter_at_once_for_the_last_time_they_said(race: Any) -> None:
    ada, sam, sonia = cast.ada(), cast.sam(), cast.sonia()
    for turn in range(3):
        offer = OfferFactory.create(programme=cast.programme(), supporter=sonia, times=1)

        def ask(by: Any, offer: Offer = offer) -> Asking:
            day = clock.today() + timedelta(days=9)
            return supporters.ask(offer, words="Une demi-heure ?", answer_by=day, by=by, at=clock.now())

        outcomes = race(lambda ask=ask: ask(ada), lambda ask=ask: ask(sam))
        assert (_kinds(outcomes), Message.objects.filter(kind="support-asking").count()) == (
            ["Asking", "MoveRefused"],
            turn + 1,
        )


def test_contact_and_officer_answer_at_once_and_neither_is_lost_unread(race: Any) -> None:
    made, sam = supported(), cast.sam()
    need = NeedFactory.create(accompaniment=made)
    door = DoorFactory.create()
    for turn in range(3):
        one = sent(made, need=need, contact_email=f"bureau{turn}@example.org")
        seen = mark_of(one)

        def file(one: Any = one, seen: str = seen) -> None:
            answering.answer(
                one, "redirect", redirected_to="Le voisin", redirected_door=door, seen=seen, by=sam, at=clock.now()
            )

        outcomes = race(lambda one=one: answering.answer(one, "decline", by=None, at=clock.now()), file)
        one.refresh_from_db()
        # the contact has the last word, or the officer reads it before filing another
        assert _kinds(outcomes) in (["MoveRefused", "NoneType"], ["NoneType", "NoneType"])
        assert (one.state, one.redirected_door) == ("declined", None)


def test_one_reply_filed_twice_at_once_is_filed_once(race: Any) -> None:
    one, sam = sent(supported()), cast.sam()
    reply = IncomingReplyFactory.create(introduction=one)
    outcomes = race(
        *(
            lambda verb=verb: answering.answer(one, verb, reply=reply, by=sam, at=clock.now())
            for verb in ("take_up", "decline")
        )
    )
    assert _kinds(outcomes) == ["MoveRefused", "NoneType"]


def test_wrong_addresses_at_once_are_all_counted(race: Any) -> None:
    one = sent(supported())
    at = clock.now()
    outcomes = race(
        *(lambda n=n: check_address(one, one.contact_email, f"n{n}@example.org", at=at).value for n in range(4))
    )
    one.refresh_from_db()
    assert (outcomes, one.wrong_tries) == (["wrong"] * 4, 4)
    assert check_address(one, one.contact_email, "n@example.org", at=at).value == "locked"
    assert check_address(one, one.contact_email, one.contact_email, at=at).value == "locked"
