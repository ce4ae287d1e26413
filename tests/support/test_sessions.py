"""Sessions with experts: slots offered, booked, told by a calendar file, held or cancelled."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from tests import cast
from tests.support.factories import BookingFactory, NeedFactory, SessionRequestFactory, SlotFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.support.actions import sessions
from tremplin.support.engine.calendars import Entry, calendar_file
from tremplin.support.models import Accompaniment, Booking, Slot

pytestmark = pytest.mark.django_db

SLOTS = "/en/espace/creneaux/"


def _slot(**fields: Any) -> Slot:
    return SlotFactory.create(**{"programme": cast.programme(), "expert": cast.noe(), "about": "licences"} | fields)


def _said(**fields: str) -> dict[str, str]:
    day = (clock.today() + timedelta(days=5)).isoformat()
    usual = {"day": day, "begins": "10:00", "minutes": "45", "count": "1", "place": "Visio", "once": "a" * 32}
    return usual | {"programme": cast.programme().ref} | fields


def _messages(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_expert_offers_several_slots_once(client: Any) -> None:
    client.force_login(cast.noe())
    for _twice in range(2):
        assert client.post(SLOTS, _said(count="3", about="licences"))["Location"] == SLOTS
    rows = [(slot.ends_at - slot.starts_at, slot.place) for slot in Slot.objects.all()]
    first, second, _third = Slot.objects.all()
    assert (rows, first.ends_at == second.starts_at) == ([(timedelta(minutes=45), "Visio")] * 3, True)


def test_offered_hour_is_the_programmes_own(client: Any) -> None:
    with clock.at(datetime(2026, 6, 1, 8, tzinfo=UTC)):
        client.force_login(cast.noe())
        client.post(SLOTS, _said(day="2026-07-01", begins="10:00"))
    assert Slot.objects.get().starts_at == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "2026-05-02", "This moment is past: choose one to come."),
        ("day", "0001-01-01", "This moment is past: choose one to come."),
        ("day", "2028-05-02", "This is more than a year away: choose a nearer day."),
        ("begins", "", "This field is required."),
        ("count", "9", "Ensure this value is less than or equal to 8."),
    ],
)
def test_bad_slot_is_refused_and_nothing_typed_is_lost(client: Any, field: str, value: str, sentence: str) -> None:
    with clock.at(datetime(2026, 6, 1, 8, tzinfo=UTC)):
        client.force_login(cast.noe())
        page = client.post(SLOTS, _said(**{"day": "2026-06-20", "about": "les licences", field: value}))
    form = page.context["form"]
    assert (form.errors, form["about"].value(), Slot.objects.count()) == ({field: [sentence]}, "les licences", 0)


def test_hour_the_clocks_skip_is_refused(client: Any) -> None:
    with clock.at(datetime(2027, 3, 1, 8, tzinfo=UTC)):
        client.force_login(cast.noe())
        page = client.post(SLOTS, _said(day="2027-03-28", begins="02:30"))
    assert page.context["form"].errors["begins"] == ["That night the clocks go forward: this hour does not exist."]


def test_overlapping_slots_are_refused_together(client: Any) -> None:
    client.force_login(cast.noe())
    client.post(SLOTS, _said(begins="10:30"))
    page = client.post(SLOTS, _said(begins="09:00", count="3", once="b" * 32))
    assert (_messages(page), Slot.objects.count()) == (["This slot overlaps another of yours."], 1)


def test_slot_is_withdrawn_unless_booked(client: Any, made: Accompaniment) -> None:
    free, taken = _slot(), _slot(starts_at=clock.now() + timedelta(days=4))
    BookingFactory.create(slot=taken, accompaniment=made)
    client.force_login(cast.noe())
    said = [_messages(client.post(SLOTS, {"withdraw": slot.ref}, follow=True)) for slot in (free, taken)]
    assert said == [["The slot is withdrawn."], ["This slot is booked: cancel the session first."]]
    assert [slot.withdrawn_at is None for slot in Slot.objects.order_by("starts_at")] == [False, True]


def test_another_persons_slot_is_not_there_to_withdraw(client: Any) -> None:
    slot = _slot()
    client.force_login(cast.remi())
    assert client.post(SLOTS, {"withdraw": slot.ref}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [(cast.noe, 200), (cast.sam, 200), (cast.alice, 403), (cast.charlie, 403)])
def test_slots_are_for_those_who_give_them(client: Any, who: Any, status: int) -> None:
    client.force_login(who())
    assert client.get(SLOTS).status_code == status


def _address(made: Accompaniment, slot: Slot | None = None) -> str:
    return f"/en/espace/accompagnements/{made.ref}/seances/" + (f"{slot.ref}/" if slot else "")


def test_team_books_a_slot_once_and_both_sides_are_told(client: Any, made: Accompaniment) -> None:
    slot, need = _slot(), NeedFactory.create(accompaniment=made)
    client.force_login(cast.alice())
    assert list(client.get(_address(made)).context["slots"]) == [slot]
    said = {"subject": "Quelle licence ?", "need": need.ref, "once": "a" * 32}
    places = {client.post(_address(made, slot), said)["Location"] for _twice in range(2)}
    booking = Booking.objects.get()
    assert (places, booking.need, booking.subject) == ({f"/en/espace/seances/{booking.ref}/"}, need, "Quelle licence ?")
    assert sorted(Message.objects.filter(kind="support-booked").values_list("recipient", flat=True)) == [
        "alice@example.org",
        "noe@example.org",
    ]
    assert list(client.get(_address(made)).context["slots"]) == []


def test_slot_taken_meanwhile_is_told_on_the_list(client: Any, made: Accompaniment) -> None:
    slot = _slot()
    BookingFactory.create(slot=slot, accompaniment=supported(name="Semences"))
    client.force_login(cast.alice())
    for method in (client.get, client.post):
        page = method(_address(made, slot), {"subject": "Quelle licence ?"}, follow=True)
        assert (page.redirect_chain[-1][0], _messages(page)) == (
            _address(made),
            ["Somebody has just taken this slot. Please choose another."],
        )
    assert Booking.objects.count() == 1


def test_who_may_book(client: Any, made: Accompaniment) -> None:
    slot = _slot()
    statuses = {}
    for who in (cast.alice, cast.sam, cast.ada, cast.bob, cast.charlie, cast.noe):
        client.force_login(who())
        statuses[who.__name__] = client.get(_address(made, slot)).status_code
    assert statuses == {"alice": 200, "sam": 200, "ada": 200, "bob": 403, "charlie": 404, "noe": 404}


def test_session_is_cancelled_after_a_confirmation(client: Any, made: Accompaniment) -> None:
    booking = BookingFactory.create(slot=_slot(), accompaniment=made)
    client.force_login(cast.alice())
    here = f"/en/espace/seances/{booking.ref}/"
    assert client.get(here + "annuler/").context["gesture"] == "cancel"
    booking.refresh_from_db()
    assert booking.state == "booked"
    assert client.post(here + "annuler/", {"once": "a" * 32})["Location"] == here
    booking.refresh_from_db()
    assert (booking.state, list(client.get(_address(made)).context["slots"])) == ("cancelled", [booking.slot])
    assert Message.objects.filter(kind="support-cancelled").count() == 2


def test_what_came_of_a_session_is_noted_once_it_has_begun(client: Any, made: Accompaniment) -> None:
    booking = BookingFactory.create(slot=_slot(), accompaniment=made)
    client.force_login(cast.noe())
    here = f"/en/espace/seances/{booking.ref}/"
    assert _messages(client.post(here + "tenue/", {"notes": "ODbL."}, follow=True)) == [
        "This session has not begun yet."
    ]
    with clock.at(booking.slot.ends_at):
        assert client.post(here + "tenue/", {"notes": "ODbL."})["Location"] == here
    booking.refresh_from_db()
    assert (booking.state, booking.notes, booking.hours) == ("held", "ODbL.", Decimal(1))
    client.force_login(cast.alice())
    assert f"{here}actions/" in client.get(here).content.decode()


def test_session_of_others_does_not_exist(client: Any, made: Accompaniment) -> None:
    booking = BookingFactory.create(slot=_slot(), accompaniment=made)
    client.force_login(cast.charlie())
    here = f"/en/espace/seances/{booking.ref}/"
    assert [client.get(here + end).status_code for end in ("", "calendrier.ics")] == [404, 404]


def _event(content: bytes) -> Event:
    return Calendar.from_ical(content).walk("VEVENT")[0]


def test_calendar_file_says_the_session_and_its_end(client: Any, made: Accompaniment) -> None:
    booking = BookingFactory.create(slot=_slot(), accompaniment=made, subject="Statuts, licence; et budget")
    client.force_login(cast.noe())
    address = f"/en/espace/seances/{booking.ref}/calendrier.ics"
    answer = client.get(address)
    event = _event(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.decoded("dtstart") == booking.slot.starts_at.replace(microsecond=0)
    assert event.decoded("dtend") == booking.slot.ends_at.replace(microsecond=0)
    assert (str(event["summary"]), str(event["status"]), event["sequence"]) == (
        "Atlas des haies and Noé: Statuts, licence; et budget",
        "CONFIRMED",
        0,
    )
    Booking.objects.update(state="cancelled")
    later = _event(client.get(address).content)
    assert (later["uid"], str(later["status"]), later["sequence"]) == (event["uid"], "CANCELLED", 1)


def test_calendar_file_escapes_what_people_type() -> None:
    at = datetime(2026, 7, 1, 8, tzinfo=UTC)
    place = "Salle 3; bâtiment B, fond\\cour\nEND:VEVENT"
    file = calendar_file(
        Entry("k7@example.org", "É" * 90, "a\nb", place, "https://example.org/", at, at + timedelta(hours=1), stamp=at)
    )
    event = _event(file)
    assert (str(event["location"]), str(event["summary"]), str(event["description"])) == (place, "É" * 90, "a\nb")
    assert (len(Calendar.from_ical(file).walk("VEVENT")), event.decoded("dtstamp")) == (1, at)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


def test_calendar_file_wants_a_time_zone() -> None:
    at = datetime(2026, 7, 1, 8)  # noqa: DTZ001  # what is refused
    with pytest.raises(ValueError, match="time zone"):
        calendar_file(Entry("k7", "a", "", "", "https://example.org/", at, at, stamp=at))


def test_lists_cost_the_same_for_three_rows_and_eight(client: Any, made: Accompaniment) -> None:
    counts: dict[str, list[int]] = {SLOTS: [], _address(made): []}
    day = 1
    for rows in (3, 5):
        for _row in range(rows):
            day += 1
            _slot(starts_at=clock.now() + timedelta(days=day))
            BookingFactory.create(accompaniment=made, slot=_slot(starts_at=clock.now() + timedelta(days=day, hours=3)))
        for address, person in ((SLOTS, cast.noe()), (_address(made), cast.alice())):
            client.force_login(person)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts[address].append(len(queries))
    assert {address: before - after for address, (before, after) in counts.items()} == dict.fromkeys(counts, 0)


def test_support_that_is_over_keeps_no_session_to_come() -> None:
    kept, past = BookingFactory.create(), BookingFactory.create(held=True)
    over = BookingFactory.create(accompaniment__running=False, accompaniment__closed=True)
    asked = SessionRequestFactory.create(accompaniment=over.accompaniment, booked=True, booking=over)
    assert [sessions.cancel_after_the_end(clock.now()) for _twice in range(2)] == [1, 0]
    for row in (kept, past, over, asked):
        row.refresh_from_db()
    assert (kept.state, past.state, over.state, over.notes) == (
        "booked",
        "held",
        "cancelled",
        "L’accompagnement de cette initiative est terminé.",
    )
    assert (asked.state, asked.booking) == ("accepted", None)
    told = Message.objects.filter(kind="support-cancelled", object=over.ref)
    assert set(told.values_list("recipient", flat=True)) >= {over.slot.expert.email}
