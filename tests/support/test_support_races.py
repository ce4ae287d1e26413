"""Two people at the same instant, on two connections: one is told, nothing is done twice."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.directory.factories import DoorFactory
from tests.support.factories import (
    ActionFactory,
    ExpertiseFactory,
    IncomingReplyFactory,
    NeedFactory,
    OfferFactory,
    OrderFactory,
    SessionRequestFactory,
    SlotFactory,
    WorkshopFactory,
)
from tests.support.story import compared, supported
from tests.support.test_support_acts import agreed, sent, written
from tremplin.core import clock
from tremplin.core.drafts import typed_over
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Programme
from tremplin.selection.engine.digests import digest
from tremplin.support.actions import (
    accompaniments,
    answering,
    boards,
    departures,
    diagnoses,
    introductions,
    reports,
    session_requests,
    sessions,
    supporters,
    workshops,
)
from tremplin.support.actions.addresses import check_address
from tremplin.support.models import Asking, Booking, Expertise, Offer, Relation, Slot, VersionAcceptance
from tremplin.support.queries.answers import mark_of
from tremplin.support.queries.boards import in_order
from tremplin.support.queries.reports import fields_of as report_fields_of
from tremplin.support.states import Occasion

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


def test_two_versions_written_at_once_are_two_and_neither_is_overwritten(race: Any) -> None:
    alice, sam = cast.alice(), cast.sam()
    diagnosis = compared(supported())
    for turn in range(3):
        outcomes = race(
            *(
                lambda person=person, turn=turn: diagnoses.write_version(
                    diagnosis, words={"answers": {}, "words": f"{turn} {person}"}, by=person, at=clock.now()
                )
                for person in (alice, sam)
            )
        )
        assert _kinds(outcomes) == ["Version", "Version"]
    assert list(diagnosis.versions.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_two_tabs_save_one_text_at_once_and_one_is_told(race: Any) -> None:
    alice = cast.alice()
    diagnosis = diagnoses.open_diagnosis(supported(), occasion=Occasion.START, by=cast.sam(), at=clock.now())
    outcomes = race(
        *(
            lambda words=words: diagnoses.save_replies(
                diagnosis, typed_over({"words_legal": words}, {}), by=alice, at=clock.now()
            )
            for words in ("Un.", "Deux.")
        )
    )
    lost = [saved.rivals["words_legal"] for saved in outcomes if saved.rivals]
    assert len(lost) == 1
    assert {lost[0].mine, lost[0].theirs} == {"Un.", "Deux."}
    assert diagnosis.replies.get().words == lost[0].theirs


def test_report_written_while_it_is_finished_is_finished_as_it_was_read(race: Any) -> None:
    alice, sam, made = cast.alice(), cast.sam(), supported()
    for _turn in range(3):
        report = reports.draft_report(made, audience="public", language="fr", by=sam, at=clock.now())
        read, standing = reports.words_digest(report), report_fields_of(report)
        race(
            lambda report=report, standing=standing: reports.save_report(
                report, typed_over({"part_next": f"v{report.number}"}, standing), by=alice, at=clock.now()
            ),
            lambda report=report, read=read: reports.finish_report(report, read=read, by=sam, at=clock.now()),
        )
        report.refresh_from_db()
        # either it was finished as read and the text refused, or the text is in it and it is not finished
        assert (report.finished_at is not None) == (reports.words_digest(report) == read)
        if report.finished_at is None:
            reports.finish_report(report, read=reports.words_digest(report), by=sam, at=clock.now())


def test_two_drafts_begun_at_once_are_one(race: Any) -> None:
    made, sam, ada = supported(), cast.sam(), cast.ada()
    outcomes = race(
        *(
            lambda person=person: reports.draft_report(
                made, audience="internal", language="fr", by=person, at=clock.now()
            )
            for person in (sam, ada)
        )
    )
    assert outcomes[0] == outcomes[1]


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


def test_one_initiative_in_two_sessions_at_once_keeps_one(race: Any) -> None:
    made, alice = supported(), cast.alice()
    for turn in range(3):
        at = clock.now() + timedelta(days=turn + 1)
        slots = [
            SlotFactory.create(programme=cast.programme(), expert=who(), starts_at=at) for who in (cast.noe, cast.remi)
        ]
        outcomes = race(
            *(
                lambda slot=slot: sessions.book(slot, made, subject="Licence", by=alice, at=clock.now())
                for slot in slots
            )
        )
        assert (_kinds(outcomes), Booking.objects.count()) == (["Booking", "MoveRefused"], turn + 1)


def test_last_hour_of_an_order_taken_twice_at_once_goes_to_one(race: Any) -> None:
    both, alice = [supported(), supported(name="Semences")], cast.alice()
    for turn in range(3):
        coach = ExpertiseFactory.create(programme=cast.programme(), coach=True)
        OrderFactory.create(expertise=coach, days=1, hours_a_day=1)
        slots = [
            SlotFactory.create(
                programme=cast.programme(), expert=coach.person, starts_at=clock.now() + timedelta(days=2 * turn + day)
            )
            for day in (1, 2)
        ]
        outcomes = race(
            *(
                lambda one=one, slot=slot: sessions.book(slot, one, subject="Budget", by=alice, at=clock.now())
                for one, slot in zip(both, slots, strict=True)
            )
        )
        assert (_kinds(outcomes), Booking.objects.count()) == (["Booking", "MoveRefused"], turn + 1)


def test_expert_who_leaves_while_they_are_booked_keeps_no_session(race: Any) -> None:
    made, alice, ada = supported(), cast.alice(), cast.ada()
    for turn in range(3):
        one = ExpertiseFactory.create(programme=cast.programme())
        slot = SlotFactory.create(
            programme=cast.programme(), expert=one.person, starts_at=clock.now() + timedelta(days=turn + 2)
        )
        race(
            lambda slot=slot: sessions.book(slot, made, subject="Licence", by=alice, at=clock.now()),
            lambda one=one: departures.end_expertise(
                one, last_day=clock.today(), why="Départ.", by=ada, at=clock.now()
            ),
        )
        slot.refresh_from_db()
        assert (slot.bookings.filter(state="booked").count(), slot.withdrawn_at is None) == (0, False)


def test_expert_answers_twice_at_once_and_one_answer_stands(race: Any) -> None:
    made, noe = supported(), cast.noe()
    for _turn in range(3):
        one = SessionRequestFactory.create(accompaniment=made, proposed=True, expertise__person=noe)
        outcomes = race(
            lambda one=one: session_requests.accept(one, by=noe, at=clock.now()),
            lambda one=one: session_requests.not_me(one, by=noe, at=clock.now()),
        )
        one.refresh_from_db()
        assert (_kinds(outcomes), one.state in ("accepted", "asked")) == (["MoveRefused", "NoneType"], True)
        one.delete()
        Expertise.objects.all().delete()


def test_last_seat_of_a_workshop_taken_twice_at_once_goes_to_one(race: Any) -> None:
    both, alice = [supported(), supported(name="Semences")], cast.alice()
    for _turn in range(3):
        one = WorkshopFactory.create(season=both[0].season, seats=1)
        outcomes = race(*(lambda it=it, one=one: workshops.take_seat(one, it, by=alice, at=clock.now()) for it in both))
        assert (_kinds(outcomes), one.taken.count()) == (["MoveRefused", "WorkshopSeat"], 1)


def test_session_moved_and_its_new_slot_booked_at_once(race: Any) -> None:
    made, other, alice = supported(), supported(name="Semences"), cast.alice()
    for turn in range(3):
        first, second = (
            SlotFactory.create(
                programme=cast.programme(), expert=cast.noe(), starts_at=clock.now() + timedelta(days=3 * turn + day)
            )
            for day in (1, 2)
        )
        one = sessions.book(first, made, subject="Licence", by=alice, at=clock.now())
        outcomes = race(
            lambda one=one, second=second: sessions.move_session(one, second, by=alice, at=clock.now()),
            lambda second=second: sessions.book(second, other, subject="Statuts", by=alice, at=clock.now()),
        )
        assert "MoveRefused" in _kinds(outcomes)
        assert second.bookings.exclude(state="cancelled").count() == 1


def test_two_people_order_the_board_at_once_and_every_card_keeps_one_place(race: Any) -> None:
    made, alice, sam = supported(), cast.alice(), cast.sam()
    cards = [ActionFactory.create(accompaniment=made, step="deploy", title=title) for title in "abcd"]
    for _turn in range(3):
        outcomes = race(
            lambda: boards.place_action(cards[2], step="deploy", before=cards[0].ref, by=alice, at=clock.now()),
            lambda: boards.place_action(cards[3], step="deploy", before=cards[0].ref, by=sam, at=clock.now()),
        )
        assert _kinds(outcomes) == ["NoneType", "NoneType"]
        rows = list(in_order(made))
        assert [one.position for one in rows] == [1, 2, 3, 4]
        assert {one.title for one in rows[:2]} == {"c", "d"}
