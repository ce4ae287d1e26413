"""Experts: added, changed, paid by the day, leaving in the middle of the year."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests import cast
from tests.directory.factories import TerritoryFactory
from tests.factories import MandateFactory
from tests.support.factories import (
    ActionFactory,
    AdvantageFactory,
    BookingFactory,
    ExpertiseFactory,
    OrderFactory,
    SessionRequestFactory,
    ShareFactory,
    SlotFactory,
)
from tests.support.story import supported
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Mandate
from tremplin.programme.states import Role
from tremplin.support.actions import advantages, departures, session_requests, sessions
from tremplin.support.actions import expertise as actions
from tremplin.support.models import Accompaniment, Action, Booking, Expertise, Order, SessionRequest, Slot
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.queries.experts import expert_lines, helping_in, order_standings
from tremplin.support.sentences import roadmaps as happened
from tremplin.support.states import Audience, ExpertKind, Owner, Subject

pytestmark = pytest.mark.django_db

LIST = "/en/gestion/expertises/"


def _coach(**order: Any) -> Order:
    expertise = ExpertiseFactory.create(programme=cast.programme(), person=cast.noe(), kind=ExpertKind.COACH)
    return OrderFactory.create(expertise=expertise, number="BC-7", **order)


def _slot(hours: float = 1, days: int = 3, **fields: Any) -> Slot:
    starts = clock.now() + timedelta(days=days)
    usual = {"programme": cast.programme(), "expert": cast.noe(), "starts_at": starts}
    return SlotFactory.create(**usual | {"ends_at": starts + timedelta(hours=hours)} | fields)


def _book(made: Accompaniment, slot: Slot) -> Booking:
    return sessions.book(slot, made, subject="Budget", by=cast.alice(), at=clock.now())


def _refusal(do: Any) -> str:
    with translation.override("en"), pytest.raises(MoveRefused) as refusal:
        do()
    return str(refusal.value)


def _new(**fields: str) -> dict[str, str]:
    usual = {"full_name": "Inès", "email": "ines@example.org", "kind": "partner", "words": "Les statuts"}
    day = clock.today().isoformat()
    return usual | {"programme": cast.programme().ref, "from_day": day, "once": "a" * 32} | fields


def test_programme_team_adds_an_expert_once_with_the_mandate(client: Any) -> None:
    TerritoryFactory.create(kind="department", code="81", name="Tarn")
    client.force_login(cast.ada())
    for _twice in range(2):
        client.post(LIST + "nouvelle/", _new(territories="Tarn", hours_a_month="6"))
    one = Expertise.objects.get()
    assert (one.person.full_name, one.hours_a_month, [str(it) for it in one.territories.all()]) == ("Inès", 6, ["Tarn"])
    assert Mandate.objects.filter(person=one.person, role=Role.EXPERT, programme=cast.programme()).count() == 1
    said = "Inès is already among the experts of this programme."
    page = client.post(LIST + "nouvelle/", _new(once="b" * 32))
    assert [str(it) for it in page.context["messages"]][-1] == said


def test_place_nobody_knows_is_said_and_nothing_typed_is_lost(client: Any) -> None:
    client.force_login(cast.ada())
    form = client.post(LIST + "nouvelle/", _new(territories="Nullepart")).context["form"]
    assert form.errors == {"territories": ["No place is called “Nullepart” here."]}
    assert (form["words"].value(), Expertise.objects.count()) == ("Les statuts", 0)


def test_list_is_narrowed_by_theme_place_kind_and_time_left(client: Any, made: Accompaniment) -> None:
    tarn = TerritoryFactory.create(kind="department", code="81", name="Tarn")
    finistere = TerritoryFactory.create(kind="department", code="29", name="Finistère")
    near = ExpertiseFactory.create(programme=cast.programme(), person=cast.noe(), hours_a_month=1)
    near.territories.add(tarn)
    far = ExpertiseFactory.create(programme=cast.programme(), kind=ExpertKind.MENTOR)
    far.territories.add(finistere)
    anywhere = ExpertiseFactory.create(programme=cast.programme(), until_day=clock.today() + timedelta(days=9))
    ExpertiseFactory.create(
        programme=cast.programme(),
        from_day=clock.today() - timedelta(days=9),
        until_day=clock.today() - timedelta(days=1),
    )
    ExpertiseFactory.create()  # of another programme
    with clock.at(datetime(2026, 7, 1, 8, tzinfo=UTC)):
        slot = _slot(days=1)
        Slot.objects.filter(pk=slot.pk).update(starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1))
        BookingFactory.create(slot=slot, accompaniment=made)
        assert expert_lines([near])[0].hours_left == 0
    client.force_login(cast.ada())

    def shown(query: str) -> set[int]:
        return {line.expertise.pk for line in client.get(f"{LIST}?{query}").context["lines"]}

    assert shown("") == {near.pk, far.pk, anywhere.pk}
    assert shown(f"territoire={tarn.key}") == {near.pk, anywhere.pk}
    assert shown("qui=mentor") == {far.pk}
    assert len(shown("partis=on")) == 4
    assert set(helping_in(Expertise.objects.all(), finistere)) >= {far, anywhere}


def test_hours_left_this_month_count_the_sessions_of_the_month(made: Accompaniment) -> None:
    with clock.at(datetime(2026, 7, 10, 8, tzinfo=UTC)):
        one = ExpertiseFactory.create(programme=cast.programme(), person=cast.noe(), hours_a_month=6)
        BookingFactory.create(slot=_slot(hours=1.5), accompaniment=made)
        BookingFactory.create(slot=_slot(days=4), accompaniment=made, held=True, hours=Decimal("2.25"))
        BookingFactory.create(slot=_slot(days=5), accompaniment=made, cancelled=True)
        BookingFactory.create(slot=_slot(days=30), accompaniment=made)
        assert expert_lines([one])[0].hours_left == Decimal("2.25")


def test_each_expert_changes_their_own_words_and_no_others(client: Any) -> None:
    own = ExpertiseFactory.create(programme=cast.programme(), person=cast.noe())
    other = ExpertiseFactory.create(programme=cast.programme(), person=cast.remi())
    client.force_login(cast.noe())
    client.post(f"/en/espace/mon-expertise/{own.ref}/", {"words": "La comptabilité", "kind": "coach"})
    own.refresh_from_db()
    assert (own.words, own.kind) == ("La comptabilité", "administration")
    assert client.get(f"/en/espace/mon-expertise/{other.ref}/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [(cast.ada, 200), (cast.sam, 404), (cast.noe, 404), (cast.charlie, 404)])
def test_page_of_an_expert_is_the_programme_teams(client: Any, who: Any, status: int) -> None:
    one = _coach(days=Decimal("2.5")).expertise
    client.force_login(who())
    pages = ["", "modifier/", "fin/", "commandes/nouvelle/"]
    assert {client.get(f"{LIST}{one.ref}/{page}").status_code for page in pages} == {status}


def test_order_counts_what_was_held_and_refuses_what_goes_beyond_it(made: Accompaniment) -> None:
    order = _coach(days=Decimal("0.5"), hours_a_day=Decimal(7))  # three hours and a half
    first = _book(made, _slot(hours=2))
    assert first.order == order
    sessions.hold_session(first, notes="Fait.", hours=Decimal("2.25"), by=cast.noe(), at=first.slot.ends_at)
    _book(made, _slot(hours=1, days=4))
    standing = order_standings([order])[0]
    assert (standing.used, standing.booked, standing.left) == (Decimal("2.25"), 1, Decimal("0.25"))
    said = _refusal(lambda: _book(made, _slot(hours=0.5, days=5)))
    assert said == "Order BC-7 has 15 minutes left, and this session takes 30 minutes."
    assert _book(made, _slot(hours=0.25, days=6)).order == order


def test_hours_given_never_go_beyond_the_order(made: Accompaniment) -> None:
    _coach(days=Decimal(1), hours_a_day=Decimal(2))
    one = _book(made, _slot(hours=1))
    at = one.slot.ends_at

    def hold(hours: str) -> None:
        sessions.hold_session(one, notes="Fait.", hours=Decimal(hours), by=cast.noe(), at=at)

    assert _refusal(lambda: hold("2.25")) == "Order BC-7 has 2 hours left, and this session takes 2 h 15."
    assert _refusal(lambda: hold("1.3")) == "Hours are counted by quarters: 0.25, 0.5, 0.75, 1… up to 24."
    hold("2")
    sessions.correct_hours(one, hours=Decimal("1.75"), by=cast.sam(), at=at)
    assert one.hours == Decimal("1.75")
    said = _refusal(lambda: sessions.correct_hours(one, hours=Decimal(1), by=cast.alice(), at=at))
    assert said == "Hours are put right by the expert, or by the officer of the initiative."


def test_hours_that_were_valued_no_longer_change(made: Accompaniment) -> None:
    _coach(days=Decimal(1), hours_a_day=Decimal(4))
    one = _book(made, _slot(hours=2))
    at = one.slot.ends_at
    sessions.hold_session(one, notes="Fait.", by=cast.noe(), at=at)
    valued = AdvantageFactory.create(booking=one, bearer__initiative=made.initiative, programme=cast.programme())
    said = _refusal(lambda: sessions.correct_hours(one, hours=Decimal(1), by=cast.sam(), at=at))
    assert said == "The value of this session counts among the advantages, by its hours: they stay."
    advantages.withdraw_advantage(valued, why="Erreur d’heures.", by=cast.ada(), at=at)
    sessions.correct_hours(one, hours=Decimal(1), by=cast.sam(), at=at)
    assert one.hours == 1


def test_order_out_of_its_dates_takes_no_session() -> None:
    with clock.at(datetime(2026, 7, 1, 8, tzinfo=UTC)):
        made = supported()
        order = _coach(until_day=datetime(2026, 7, 10).date())  # noqa: DTZ001
        said = _refusal(lambda: _book(made, _slot(days=30)))
        assert said == ("No order of Noé covers 31 July 2026: order BC-7 runs from 1 July 2026 to 10 July 2026.")
        actions.close_order(order, why="Erreur.", by=cast.ada(), at=clock.now())
        closed = _refusal(lambda: _book(made, _slot(days=2)))
        assert closed == "No order of Noé covers 3 July 2026: order BC-7 is closed."
        Order.objects.all().delete()
        none = _refusal(lambda: _book(made, _slot(days=4)))
        assert none == "Noé is paid by the day, and no order was placed: the programme team adds it first."


def test_moving_a_session_takes_the_order_of_its_new_day(made: Accompaniment) -> None:
    first = _coach(until_day=clock.today() + timedelta(days=5), days=Decimal(1), hours_a_day=Decimal(1))
    later = OrderFactory.create(
        expertise=first.expertise, number="BC-8", from_day=clock.today() + timedelta(days=6), hours_a_day=Decimal(1)
    )
    one = _book(made, _slot(hours=1))
    assert one.order == first
    sessions.move_session(one, _slot(hours=1, days=4), by=cast.alice(), at=clock.now())
    assert one.order == first  # its own hour does not count against it
    sessions.move_session(one, _slot(hours=1, days=8), by=cast.alice(), at=clock.now())
    assert one.order == later


def test_expert_who_leaves_gives_everything_back_and_those_concerned_are_told(client: Any, made: Accompaniment) -> None:
    noe = cast.noe()
    expertise = ExpertiseFactory.create(programme=cast.programme(), person=noe)
    asked = [
        session_requests.ask_session(made, words=words, by=cast.alice(), at=clock.now())
        for words in ("Licence", "Statuts", "Budget")
    ]
    for one in asked:
        session_requests.propose_to(one, expertise, by=cast.sam(), at=clock.now())
    for one in asked[1:]:
        session_requests.accept(one, by=noe, at=clock.now())
    kept = _book(made, _slot(days=2))
    gone = sessions.book(_slot(days=20), made, subject="Budget", asked=asked[2], by=cast.alice(), at=clock.now())
    alone = _book(made, _slot(days=21))
    free = _slot(days=25)
    Message.objects.all().delete()
    client.force_login(cast.ada())
    here = f"{LIST}{expertise.ref}/"
    page = client.get(here + "fin/")
    assert ({one.pk for one in page.context["asked"]}, expertise.until_day) == ({one.pk for one in asked[:2]}, None)
    last_day = clock.today() + timedelta(days=10)
    client.post(here + "fin/", {"last_day": last_day.isoformat(), "why": "Noé change de service."})
    states = [(one.state, one.expertise_id, one.given_back_by_id) for one in SessionRequest.objects.order_by("pk")[:3]]
    assert states == [("asked", None, expertise.pk)] * 3
    assert [Booking.objects.get(pk=one.pk).state for one in (kept, gone, alone)] == ["booked", "cancelled", "cancelled"]
    again = SessionRequest.objects.order_by("pk").last()
    assert again is not None
    assert (again.words, again.state, again.asked_by) == ("Budget", "asked", cast.alice())
    assert Slot.objects.get(pk=free.pk).withdrawn_at is not None
    told = Message.objects.filter(kind="support-expert-left")
    assert sorted(told.values_list("recipient", flat=True)) == ["alice@example.org"] * 4 + ["sam@example.org"] * 4
    assert all("Noé change de service." in mail.text for mail in told)
    assert (
        list(Message.objects.filter(kind="support-cancelled").values_list("recipient", flat=True))
        == ["noe@example.org"] * 2
    )
    assert {one.pk for one in client.get(here).context["to_reassign"]} == {one.pk for one in asked} | {again.pk}
    after = _slot(days=15)
    said = _refusal(lambda: _book(made, after))
    assert said.startswith("Noé has not helped here since ")


def test_what_bears_the_name_of_an_expert_who_leaves_is_for_the_officer(made: Accompaniment) -> None:
    today = clock.today()
    expertise = ExpertiseFactory.create(programme=cast.programme(), person=cast.noe())
    said = {"accompaniment": made, "owner": Owner.EXPERT, "person": cast.noe()}
    soon, late = (ActionFactory.create(**said, due_on=today + timedelta(days=days)) for days in (3, 30))
    departures.end_expertise(
        expertise, last_day=today + timedelta(days=10), why="Congé.", by=cast.ada(), at=clock.now()
    )
    late.refresh_from_db()
    assert (late.owner, late.person, Action.objects.get(pk=soon.pk).person) == (Owner.OFFICER, None, cast.noe())
    with translation.override("en"):
        told = [happened.told(entry) for entry in journal.of(late)]
    assert told == ["taken up by the programme: whoever was to do it left"]
    with clock.at(clock.now() + timedelta(days=11)):
        assert [departures.leave_with_mandates(clock.now()) for _twice in range(2)] == [1, 0]
    assert Action.objects.get(pk=soon.pk).owner == Owner.OFFICER


def test_mandate_that_ended_gives_back_what_was_asked(made: Accompaniment) -> None:
    noe = cast.noe()
    expertise = ExpertiseFactory.create(
        programme=cast.programme(), person=noe, from_day=clock.today() - timedelta(days=30)
    )
    request = SessionRequestFactory.create(accompaniment=made, proposed=True, expertise=expertise)
    one = _book(made, _slot(days=20))
    assert departures.leave_with_mandates(clock.now()) == 0
    Mandate.objects.filter(person=noe).update(
        from_day=clock.today() - timedelta(days=30), until_day=clock.today() - timedelta(days=1)
    )
    assert [departures.leave_with_mandates(clock.now()) for _twice in range(2)] == [1, 0]
    for row in (request, one, expertise):
        row.refresh_from_db()
    assert (request.state, one.state, expertise.until_day) == (
        "asked",
        "cancelled",
        clock.today() - timedelta(days=1),
    )


def test_slots_given_by_a_mandate_alone_end_with_it(made: Accompaniment) -> None:
    slot = _slot(days=20)
    one = _book(made, slot)
    Mandate.objects.filter(person=cast.noe()).delete()
    assert [departures.leave_with_mandates(clock.now()) for _twice in range(2)] == [1, 0]
    one.refresh_from_db()
    request = SessionRequest.objects.get()
    assert (one.state, request.words, request.given_back_by) == ("cancelled", "Budget", None)


def test_expert_who_comes_back_is_the_same_row(client: Any) -> None:
    past = clock.today() - timedelta(days=5)
    one = ExpertiseFactory.create(
        programme=cast.programme(), person=cast.noe(), from_day=past, until_day=past, left_why="Congé."
    )
    MandateFactory.create(person=cast.noe(), role=Role.EXPERT, programme=cast.programme(), from_day=past)
    client.force_login(cast.ada())
    client.post(LIST + "nouvelle/", _new(email="noe@example.org", full_name="Noé"))
    one.refresh_from_db()
    assert (Expertise.objects.count(), one.left_why, one.until_day, one.kind) == (1, "", None, "partner")


def test_expert_reads_what_was_opened_to_experts_no_longer_than_they_help(made: Accompaniment) -> None:
    expert = BookingFactory.create(accompaniment=made, slot__programme=made.season.programme).slot.expert
    ShareFactory.create(accompaniment=made, subject=Subject.ROADMAP, audience=Audience.EXPERTS)
    assert list(accompaniments_open_to(expert, Subject.ROADMAP)) == [made]
    today = clock.today()
    expert.mandates.update(from_day=today - timedelta(days=30), until_day=today - timedelta(days=1))
    assert list(accompaniments_open_to(expert, Subject.ROADMAP)) == []
