"""What is written of a session and who reads it, actions born of it, moving it, feedback, agendas, workshops."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from icalendar import Calendar

from tests import cast
from tests.support.factories import (
    BookingFactory,
    FeedbackFactory,
    PartFactory,
    SessionNoteFactory,
    SlotFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from tests.support.story import supported
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import feedback, sessions, workshops
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import (
    Accompaniment,
    Action,
    Booking,
    CalendarFeed,
    Feedback,
    Hours,
    Share,
    Workshop,
    WorkshopSeat,
)
from tremplin.support.states import Audience, PartKind, Side, Subject

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 7, 1, 10, tzinfo=UTC)  # a Wednesday


def _session(made: Accompaniment, **fields: Any) -> Booking:
    slot = SlotFactory.create(programme=cast.programme(), expert=cast.noe(), **fields)
    return sessions.book(slot, made, subject="Budget", by=cast.alice(), at=clock.now())


def _held(made: Accompaniment) -> Booking:
    slot = SlotFactory.create(
        programme=cast.programme(), expert=cast.noe(), starts_at=clock.now() - timedelta(days=1, hours=2)
    )
    return BookingFactory.create(slot=slot, accompaniment=made, held=True, booked_by=cast.alice())


def _page(one: Booking, end: str = "") -> str:
    return f"/en/espace/seances/{one.ref}/{end}"


def _words(page: Any) -> str:
    return str(page.content.decode())


def test_each_note_is_read_by_those_it_is_for_and_nobody_else(client: Any, made: Accompaniment) -> None:
    one = _held(made)
    PartFactory.create(accompaniment=made, person=cast.remi(), kind=PartKind.REFERENT)
    for audience in (Audience.REFERENTS, Audience.EXPERTS):
        Share.objects.create(
            accompaniment=made, subject=Subject.SESSIONS, audience=audience, opened_by=cast.alice(), opened_at=NOON
        )
    other = SlotFactory.create(programme=cast.programme(), expert=cast.sonia())
    BookingFactory.create(slot=other, accompaniment=made)
    for who, audience in (
        (cast.noe, "shared"),
        (cast.noe, "mine"),
        (cast.noe, "programme"),
        (cast.sam, "programme"),
        (cast.sam, "mine"),
        (cast.alice, "team"),
        (cast.alice, "mine"),
    ):
        SessionNoteFactory.create(
            booking=one, audience=audience, by=who(), words=f"{who.__name__} writes {audience} words"
        )
    written = {f"{note.by.full_name} {note.audience}": note.words for note in one.session_notes.select_related("by")}
    read = {}
    for who in (cast.alice, cast.bob, cast.sam, cast.ada, cast.noe, cast.remi, cast.sonia):
        client.force_login(who())
        words = _words(client.get(_page(one)))
        read[who.__name__] = {name for name, note in written.items() if note in words}
    both = {"Noé shared"}
    programme = {"Noé programme", "Sam programme"}
    assert read == {
        "alice": both | {"Alice team", "Alice mine"},
        "bob": both | {"Alice team"},
        "sam": both | programme | {"Sam mine"},
        "ada": both | programme,
        "noe": both | {"Noé mine", "Noé programme"},
        "remi": both,
        "sonia": both,
    }


@pytest.mark.parametrize(
    ("who", "audience", "kept"),
    [(cast.alice, "team", 1), (cast.alice, "programme", 0), (cast.noe, "programme", 1), (cast.noe, "team", 0)],
)
def test_nobody_writes_for_the_other_side_alone(
    client: Any, made: Accompaniment, who: Any, audience: str, kept: int
) -> None:
    one = _held(made)
    client.force_login(who())
    client.post(_page(one, "note/"), {"words": "À revoir.", "audience": audience})
    assert one.session_notes.count() == kept


def test_typed_lines_become_actions_with_who_and_by_when(client: Any, made: Accompaniment) -> None:
    one, day = _held(made), (clock.today() + timedelta(days=7)).isoformat()
    client.force_login(cast.alice())
    lines = {"title1": "Relire les statuts", "owner1": "team", "due1": day, "title2": "Trouver un modèle"}
    page = client.post(_page(one, "actions/"), lines)
    assert page.context["form"].errors == {"due2": ["Please say by when: every promise has its day."]}
    assert Action.objects.filter(booking=one).count() == 0
    client.post(_page(one, "actions/"), lines | {"owner2": "officer", "due2": day})
    born = Action.objects.filter(booking=one).order_by("pk").values_list("title", "owner", "accompaniment")
    assert list(born) == [("Relire les statuts", "team", made.pk), ("Trouver un modèle", "officer", made.pk)]
    client.force_login(cast.noe())
    assert "Relire les statuts" not in _words(client.get(_page(one)))
    assert client.post(_page(one, "actions/"), lines, follow=True).redirect_chain[-1][0] == _page(one)


def test_session_moves_to_another_slot_and_calendars_follow(client: Any, made: Accompaniment) -> None:
    one = _session(made)
    before = one.slot
    after = SlotFactory.create(programme=cast.programme(), expert=cast.noe(), starts_at=clock.now() + timedelta(days=6))
    client.force_login(cast.alice())
    first = Calendar.from_ical(client.get(_page(one, "calendrier.ics")).content).walk("VEVENT")[0]
    client.post(_page(one, "deplacer/"), {"slot": after.ref})
    one.refresh_from_db()
    event = Calendar.from_ical(client.get(_page(one, "calendrier.ics")).content).walk("VEVENT")[0]
    assert (event["uid"], event["sequence"], event.decoded("dtstart")) == (
        first["uid"],
        first["sequence"] + 1,
        after.starts_at.replace(microsecond=0),
    )
    assert sorted(Message.objects.filter(kind="support-moved").values_list("recipient", flat=True)) == [
        "alice@example.org",
        "noe@example.org",
    ]
    address = f"/en/espace/accompagnements/{made.ref}/seances/"
    assert list(client.get(address).context["slots"]) == [before]
    sessions.cancel(one, by=cast.noe(), at=clock.now())
    last = Calendar.from_ical(client.get(_page(one, "calendrier.ics")).content).walk("VEVENT")[0]
    assert (last["uid"], last["sequence"], str(last["status"])) == (first["uid"], 2, "CANCELLED")


def test_session_moves_to_no_slot_of_somebody_else_nor_over_another(made: Accompaniment) -> None:
    one = _session(made)
    other = SlotFactory.create(programme=cast.programme(), expert=cast.remi())
    with translation.override("en"):
        with pytest.raises(MoveRefused) as refusal:
            sessions.move_session(one, other, by=cast.alice(), at=clock.now())
        assert str(refusal.value) == (
            "A session moves to another slot of the same expert: for another one, cancel and book."
        )
        with pytest.raises(MoveRefused) as refusal:
            sessions.book(other, made, subject="Statuts", by=cast.alice(), at=clock.now())
        assert str(refusal.value) == ("This initiative already has a session at that time. Please choose another slot.")


def _asked() -> list[tuple[str, str]]:
    return sorted(Message.objects.filter(kind="support-feedback").values_list("occasion", "recipient"))


def test_two_questions_are_asked_once_the_day_after_within_the_hours(made: Accompaniment) -> None:
    with clock.at(NOON):
        slot = SlotFactory.create(programme=cast.programme(), expert=cast.noe(), starts_at=NOON)
        BookingFactory.create(slot=slot, accompaniment=made, held=True, booked_by=cast.alice())
    Hours.objects.create(
        accompaniment=made,
        days="67",
        from_time=time(9),
        until_time=time(12),
        ceiling=3,
        said_by=cast.alice(),
        said_at=NOON,
    )
    counts = [
        feedback.ask_feedback(NOON + timedelta(hours=hours))
        # that evening; the night after; the day after, twice; Saturday afternoon; Sunday morning, twice
        for hours in (8, 16, 24, 25, 78, 94, 95)
    ]
    assert counts == [0, 0, 1, 0, 0, 1, 0]
    assert _asked() == [("officer", "noe@example.org"), ("team", "alice@example.org")]


def test_feedback_is_given_from_the_mail_and_read_by_one_side_and_the_programme(client: Any) -> None:
    with clock.at(NOON):
        one = _held(supported())
    with clock.at(NOON + timedelta(days=1)):
        feedback.ask_feedback(clock.now())
        addresses = {
            mail.occasion: "/en/reponses/" + mail.text.split("/reponses/")[1].split()[0]
            for mail in Message.objects.filter(kind="support-feedback")
        }
        assert client.get(addresses["team"]).context["team"] is True
        assert Feedback.objects.count() == 0
        said = {"useful": "À choisir la licence.", "otherwise": "Venir avec les chiffres."}
        done = client.post(addresses["team"], said, follow=True)
        client.post(addresses["officer"], {"useful": "À comprendre le projet."})
        # asked once: the same link again is thanked, nothing is written over
        client.post(addresses["team"], {"useful": "Autre chose."})
        forged = client.get(addresses["team"][:-3] + "xx/").status_code
        assert (done.status_code, forged) == (200, 404)
        assert list(Feedback.objects.values_list("side", "useful", "by")) == [
            ("officer", "À comprendre le projet.", cast.noe().pk),
            ("team", "À choisir la licence.", cast.alice().pk),
        ]
        read = {}
        for who in (cast.alice, cast.noe, cast.sam):
            client.force_login(who())
            words = _words(client.get(_page(one)))
            read[who.__name__] = [part in words for part in ("À choisir la licence.", "À comprendre le projet.")]
        assert read == {"alice": [True, False], "noe": [False, True], "sam": [True, True]}


def test_cancelled_session_is_asked_nothing(client: Any, made: Accompaniment) -> None:
    one = _held(made)
    Booking.objects.update(state="cancelled")
    assert feedback.ask_feedback(one.slot.ends_at + timedelta(days=2)) == 0
    assert FeedbackFactory.create(booking=one).side == Side.TEAM


def test_calendar_address_shows_sessions_and_workshops_until_it_is_taken_back(client: Any, made: Accompaniment) -> None:
    mine, noe = _session(made), cast.noe()
    _session(supported(name="Semences"), starts_at=clock.now() + timedelta(days=9))
    seat = WorkshopSeatFactory.create(accompaniment=made, workshop__season=made.season)
    WorkshopFactory.create(season=made.season)  # without a seat
    client.force_login(cast.alice())
    client.post("/en/espace/agenda/", {"open": "1"})
    page = client.get("/en/espace/agenda/")
    assert next(iter(page.context["rows"])).of == mine
    address = page.context["feed"].split("//", 1)[1].split("/", 1)[1]
    client.logout()
    file = client.get(f"/{address}")
    refs = {str(event["uid"]).split("@")[0] for event in Calendar.from_ical(file.content).walk("VEVENT")}
    own = {booking.ref for booking in Booking.objects.filter(accompaniment__initiative__members__person=cast.alice())}
    assert refs == own | {seat.workshop.ref}
    assert (file["Content-Type"], mine.ref in own) == ("text/calendar; charset=utf-8", True)
    client.force_login(cast.alice())
    client.post("/en/espace/agenda/", {"close": "1"})
    client.logout()
    assert (client.get(f"/{address}").status_code, CalendarFeed.objects.get().closed_at is None) == (404, False)
    assert client.get(f"/{address[:-12]}xx/agenda.ics").status_code == 404
    assert noe.calendar_feeds.count() == 0


def test_another_address_takes_the_place_of_the_first(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    feeds = []
    for once in ("a", "b"):
        client.post("/en/espace/agenda/", {"open": "1", "once": once * 32})
        feeds.append(client.get("/en/espace/agenda/").context["feed"].split("//", 1)[1].split("/", 1)[1])
    assert [client.get(f"/{feed}").status_code for feed in feeds] == [404, 200]


def _workshop_said(**fields: str) -> dict[str, str]:
    day = (clock.today() + timedelta(days=8)).isoformat()
    usual = {"title": "Écrire ses statuts", "leader": cast.noe().ref, "day": day, "begins": "10:00", "ends": "12:00"}
    return usual | {"place": "Salle 3", "seats": "1", "once": "a" * 32} | fields


def test_workshop_is_planned_once_and_its_seats_are_never_more_than_there_are(client: Any, made: Accompaniment) -> None:
    other = supported(name="Semences")
    client.force_login(cast.ada())
    for _twice in range(2):
        client.post(f"/en/gestion/ateliers/nouveau/{made.season.ref}/", _workshop_said())
    one = Workshop.objects.get()
    here = f"/en/espace/ateliers/{one.ref}/"
    client.force_login(cast.alice())
    says = [
        [str(it) for it in client.post(here, {"take": it.ref}, follow=True).context["messages"]] for it in (made, other)
    ]
    assert says == [
        ["Atlas des haies has its seat: a mail says so."],
        ["All seats are taken. A seat given back is free again for the first who asks."],
    ]
    client.post(here, {"give_back": made.ref})
    client.post(here, {"take": other.ref})
    assert list(WorkshopSeat.objects.filter(given_back_at=None).values_list("accompaniment", flat=True)) == [other.pk]
    assert (one.leader, one.seats) == (cast.noe(), 1)


def test_workshop_moved_or_cancelled_is_told_to_those_who_have_a_seat(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.ada())
    client.post(f"/en/gestion/ateliers/nouveau/{made.season.ref}/", _workshop_said())
    one = Workshop.objects.get()
    workshops.take_seat(one, made, by=cast.alice(), at=clock.now())
    here = f"/en/gestion/ateliers/{one.ref}/"
    client.post(here + "modifier/", _workshop_said(words="Avec un modèle.", once="b" * 32))
    assert Message.objects.filter(kind="support-workshop-changed").count() == 0
    client.post(here + "modifier/", _workshop_said(begins="09:00", once="c" * 32))
    client.post(here + "annuler/", {"why": "La salle est prise.", "once": "d" * 32})
    for kind in ("support-workshop-changed", "support-workshop-cancelled"):
        told = sorted(Message.objects.filter(kind=kind).values_list("recipient", flat=True))
        assert told == ["alice@example.org", "noe@example.org"]
    file = client.get(f"/en/espace/ateliers/{one.ref}/calendrier.ics")
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert (event["sequence"], str(event["status"])) == (2, "CANCELLED")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends", "09:00", "It ends after it begins, on the same day."),
        ("day", "2020-01-01", "This moment is past: choose one to come."),
        ("seats", "0", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_workshop_that_cannot_stand_is_refused(
    client: Any, made: Accompaniment, field: str, value: str, sentence: str
) -> None:
    client.force_login(cast.ada())
    page = client.post(f"/en/gestion/ateliers/nouveau/{made.season.ref}/", _workshop_said(**{field: value}))
    assert (page.context["form"].errors, Workshop.objects.count()) == ({field: [sentence]}, 0)


def test_leader_is_not_in_two_places(made: Accompaniment) -> None:
    one, now = _session(made), clock.now()
    with translation.override("en"), pytest.raises(MoveRefused) as refusal:
        workshops.plan_workshop(
            made.season,
            title="Statuts",
            leader=cast.noe(),
            starts_at=one.slot.starts_at,
            ends_at=one.slot.ends_at,
            by=cast.ada(),
            at=now,
        )
    assert str(refusal.value) == "Noé is already taken at that time."


def test_who_came_is_said_once_it_was_held(client: Any, made: Accompaniment) -> None:
    other = supported(name="Semences")
    one = WorkshopFactory.create(season=made.season, leader=cast.noe())
    for it in (made, other):
        WorkshopSeatFactory.create(workshop=one, accompaniment=it)
    client.force_login(cast.noe())
    here = f"/en/gestion/ateliers/{one.ref}/tenu/"
    said = {"came": [made.ref], "result": "Deux modèles choisis."}
    assert [str(it) for it in client.post(here, said).context["messages"]] == ["This workshop has not begun yet."]
    with clock.at(one.ends_at):
        client.post(here, said)
    one.refresh_from_db()
    came = dict(one.taken.values_list("accompaniment", "came"))
    assert (one.state, one.result, came) == ("held", "Deux modèles choisis.", {made.pk: True, other.pk: False})


@pytest.mark.parametrize(("who", "status"), [(cast.alice, 200), (cast.noe, 200), (cast.ada, 200), (cast.charlie, 404)])
def test_workshop_is_for_the_season(client: Any, made: Accompaniment, who: Any, status: int) -> None:
    one = WorkshopFactory.create(season=made.season, leader=cast.noe())
    client.force_login(who())
    pages = [f"/en/espace/ateliers/{one.ref}/", f"/en/espace/ateliers/{one.ref}/calendrier.ics"]
    assert {client.get(page).status_code for page in pages} == {status}


def test_facts_tell_what_happened_and_who_is_waited_for_at_a_constant_cost(made: Accompaniment) -> None:
    counts = []
    for rows in (1, 3):
        for _row in range(rows):
            one = _held(made)
            Booking.objects.filter(pk=one.pk).update(state="booked")
            WorkshopSeatFactory.create(accompaniment=made, came=True, workshop__season=made.season, workshop__held=True)
        with CaptureQueriesContext(connection) as queries, translation.override("en"):
            news, owed = news_of([made], cast.alice()), owed_in([made], cast.alice())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    told = {item.words for item in news[made.pk]}
    assert {"session booked: Choisir une licence", "workshop: Écrire ses statuts"} <= told
    waits = {(item.side, item.words) for item in owed[made.pk]}
    assert (None, "What came of the session “Choisir une licence” (Noé)") in waits
    assert (Side.TEAM, "Say in two questions what the session “Choisir une licence” was useful for") in waits
