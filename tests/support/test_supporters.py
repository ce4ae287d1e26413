"""Supporters: what they accept to do, what is asked of them and never more, their answers, thanks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.directory.factories import BodyFactory
from tests.factories import MandateFactory, PersonFactory, TopicFactory
from tests.support.factories import AskingFactory, NeedFactory, OfferFactory
from tremplin.core import clock, offers
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Belonging
from tremplin.programme.models import Mandate
from tremplin.programme.states import Role
from tremplin.support import rules
from tremplin.support.actions import supporters as actions
from tremplin.support.engine.paces import period
from tremplin.support.models import Accompaniment, Asking, Offer
from tremplin.support.queries import supporters as queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

MINE = "/en/espace/mes-offres/"
NEW = f"{MINE}nouvelle/"
THEIRS = "/en/gestion/soutiens/"
ONCE = {"once": "a" * 32}


def _offer(**fields: Any) -> Offer:
    return OfferFactory.create(**{"programme": cast.programme(), "supporter": cast.sonia()} | fields)


def _ask(offer: Offer, made: Accompaniment | None = None, **fields: Any) -> Asking:
    said = {"words": "Pourriez-vous les présenter ?", "answer_by": clock.today() + timedelta(days=10)}
    return actions.ask(offer, **(said | fields), accompaniment=made, by=cast.sam(), at=clock.now())


def _mine(one: Asking) -> str:
    return f"{MINE}demandes/{one.ref}/"


def _theirs(one: Asking) -> str:
    return f"{THEIRS}demandes/{one.ref}/"


def _tasks(person: Any, name: str) -> list[tuple[str, str]]:
    found = next(one for one in offers.home_tasks if one.name == name)
    return [(str(task.title), str(task.why)) for task in found.find(person)]


@pytest.mark.parametrize(
    ("pace", "day", "first", "last"),
    [
        ("month", date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        ("quarter", date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2028, 2, 29), date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_periods_are_those_of_the_calendar(pace: str, day: date, first: date, last: date) -> None:
    assert period(pace, day) == (first, last)


def test_supporter_says_what_they_accept_then_changes_and_withdraws_it(client: Any) -> None:
    body, topic = BodyFactory.create(name="Agence de la transition", acronym="ADT"), TopicFactory.create()
    client.force_login(cast.sonia())
    said = {
        "programme": cast.programme().ref,
        "kind": "host",
        "times": "3",
        "pace": "year",
        "from_day": clock.today().isoformat(),
        "until_day": (clock.today() + timedelta(days=200)).isoformat(),
        "topics": [topic.slug],
        "bodies": "adt",
    }
    assert client.post(NEW, said | ONCE)["Location"] == MINE
    offer = Offer.objects.get()
    assert (offer.supporter, offer.kind, offer.times, list(offer.bodies.all()), list(offer.topics.all())) == (
        cast.sonia(),
        "host",
        3,
        [body],
        [topic],
    )
    change = f"{MINE}{offer.ref}/"
    assert client.get(change).context["form"]["bodies"].value() == "Agence de la transition"
    assert client.post(change, said | {"times": "1", "once": "b" * 32})["Location"] == MINE
    assert client.post(change, {"gesture": "withdraw"})["Location"] == MINE
    offer.refresh_from_db()
    assert (offer.times, offer.withdrawn_at is None) == (1, False)
    assert client.post(change, {"gesture": "again"})["Location"] == MINE
    assert client.get(MINE).context["runs"][0][0].offer == offer


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("bodies", "Nulle part", "No body is called “Nulle part” in the directory."),
        (
            "bodies",
            "bureau",
            "“bureau” may be 2 bodies: please write the full name. For example: Bureau A; Bureau B.",
        ),
        ("until_day", "2026-01-02", "This day is over: choose a day to come."),
        ("until_day", "2036-01-02", "Choose a day within three years: you may say it again later."),
        ("times", "0", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_bad_offer_is_refused_and_nothing_typed_is_lost(client: Any, field: str, value: str, sentence: str) -> None:
    for name in ("Bureau A", "Bureau B"):
        BodyFactory.create(name=name)
    with clock.at(datetime(2026, 6, 1, 20, 40, tzinfo=UTC)):
        client.force_login(cast.sonia())
        said = {"programme": cast.programme().ref, "kind": "host", "times": "3", "pace": "year", "words": "Le soir."}
        days = {"from_day": "2026-06-01", "until_day": "2027-01-01"}
        page = client.post(NEW, said | days | {field: value} | ONCE)
    form = page.context["form"]
    assert (form.errors, form["words"].value(), Offer.objects.count()) == ({field: [sentence]}, "Le soir.", 0)


@pytest.mark.parametrize(
    ("pace", "asked", "now", "again"),
    [
        # the last minute of September in Paris, then the first of October
        ("quarter", "2026-07-01T08:00", "2026-09-30T21:59", "1 October 2026"),
        ("quarter", "2026-07-01T08:00", "2026-09-30T22:00", ""),
        # asked a minute before midnight in Paris: it counts in June
        ("quarter", "2026-06-30T21:59", "2026-07-01T08:00", ""),
        ("month", "2026-06-30T22:00", "2026-07-31T21:59", "1 August 2026"),
        ("year", "2025-12-31T23:00", "2026-12-31T22:59", "1 January 2027"),
        ("year", "2025-12-31T22:59", "2026-01-01T08:00", ""),
    ],
)
def test_no_more_is_asked_than_was_said_on_the_clock_of_the_programme(
    pace: str, asked: str, now: str, again: str
) -> None:
    offer = _offer(times=1, pace=pace, from_day=date(2025, 1, 1), until_day=date(2028, 1, 1))
    AskingFactory.create(offer=offer, asked_at=datetime.fromisoformat(f"{asked}:00+00:00"))
    sam = cast.sam()
    Mandate.objects.update(from_day=date(2024, 1, 1))
    at = datetime.fromisoformat(f"{now}:00+00:00")
    with clock.at(at):
        answer = rules.can_ask_supporter(sam, offer, None, at)
    said = f"Sonia was asked as often as they said: ask again from {again}."
    assert str(getattr(answer, "reason", "")) == (said if again else "")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"withdrawn": True}, "Sonia has withdrawn this offer."),
        ({"until_day": date(2026, 5, 31)}, "This offer ended on 31 May 2026."),
        ({"from_day": date(2026, 6, 2)}, "Sonia may be asked from 2 June 2026."),
        (
            {"times": 1, "until_day": date(2026, 6, 20)},
            "Sonia was asked as often as they said, and their offer ends on 20 June 2026.",
        ),
    ],
)
def test_offer_that_does_not_hold_says_why(fields: dict[str, Any], sentence: str) -> None:
    usual = {"from_day": date(2026, 1, 1), "until_day": date(2026, 12, 31)}
    with clock.at(datetime(2026, 6, 1, 8, tzinfo=UTC)):
        offer = _offer(**usual | fields)
        AskingFactory.create(offer=offer)
        with pytest.raises(MoveRefused) as refusal:
            _ask(offer)
    assert (str(refusal.value), Asking.objects.count()) == (sentence, 1)


def test_supporter_whose_mandate_ended_is_asked_no_more_and_may_still_answer(client: Any) -> None:
    one = _ask(_offer())
    Mandate.objects.filter(person=cast.sonia()).update(until_day=clock.today() - timedelta(days=1))
    with pytest.raises(MoveRefused, match="no longer a supporter"):
        _ask(one.offer)
    assert queries.offers_fitting(programme=cast.programme(), today=clock.today()) == []
    client.force_login(cast.sonia())
    assert client.get(MINE).context["open_ones"].get() == one
    assert client.post(_mine(one), {"gesture": "answer", "verb": "accept"} | ONCE).status_code == 302


@pytest.mark.parametrize("end", [actions.decline, actions.cancel], ids=["declined", "cancelled"])
def test_what_is_declined_or_taken_back_gives_its_place_back(end: Callable[..., None]) -> None:
    offer = _offer(times=1)
    one = _ask(offer)
    with pytest.raises(MoveRefused):
        _ask(offer)
    end(one, by=cast.sonia() if end is actions.decline else cast.sam(), at=clock.now())
    _ask(offer)
    assert [asking.state for asking in offer.askings.all()] == ["asked", one.state]


def test_supporter_sees_what_is_theirs_and_nobody_elses(client: Any, made: Accompaniment) -> None:
    one = _ask(_offer(), made)
    other = MandateFactory.create(
        person=PersonFactory.create(confirmed=True), role=Role.SUPPORTER, programme=cast.programme()
    ).person
    offer, hers, ours = f"{MINE}{one.offer.ref}/", _mine(one), _theirs(one)
    support = f"/en/espace/accompagnements/{made.ref}/"
    seen = {
        cast.sonia(): [200, 200, 200, 404, 403, 404, 404],
        other: [200, 404, 404, 404, 403, 404, 404],
        cast.sam(): [403, 404, 404, 200, 200, 200, 200],
        cast.charlie(): [403, 404, 404, 404, 403, 404, 404],
        # a member of the team: what is asked of supporters is the officer's
        cast.alice(): [403, 404, 404, 404, 403, 404, 200],
    }
    addresses = [MINE, offer, hers, ours, THEIRS, f"{THEIRS}offres/{one.offer.ref}/", support]
    got = {}
    for person in seen:
        client.force_login(person)
        got[person] = [client.get(address).status_code for address in addresses]
    assert got == seen


def test_asking_goes_from_the_words_to_thanks(client: Any, made: Accompaniment) -> None:
    need, offer = NeedFactory.create(accompaniment=made, title="Rencontrer la direction"), _offer()
    client.force_login(cast.sam())
    chosen = client.get(f"{THEIRS}?besoin={need.ref}")
    assert [(row.offer, row.left, bool(may)) for row, may in chosen.context["rows"]] == [(offer, 2, True)]
    write = f"{THEIRS}offres/{offer.ref}/?besoin={need.ref}"
    said = {"words": "Connaissez-vous la cheffe ?", "answer_by": (clock.today() + timedelta(days=9)).isoformat()} | ONCE
    preview = client.post(write, said)
    assert Asking.objects.count() == 0
    for _twice in range(2):
        address = client.post(write, said | {"confirmed": "1"})["Location"]
    one = Asking.objects.get()
    assert (address, one.need, one.accompaniment, one.asked_by) == (_theirs(one), need, made, cast.sam())
    mail = Message.objects.get(kind="support-asking")
    assert (mail.recipient, mail.sender, mail.reply_to) == ("sonia@example.org", "Sam", "sam@example.org")
    assert (mail.subject, mail.text) == (
        preview.context["subject"],
        preview.context["text"].replace("xxxxxxxxxx", one.ref),
    )

    client.force_login(cast.sonia())
    assert client.post(_mine(one), {"gesture": "answer", "verb": "accept", "words": "Avec plaisir."} | ONCE)[
        "Location"
    ] == _mine(one)
    assert Message.objects.get(kind="support-asking-answered").recipient == "sam@example.org"
    client.post(_mine(one), {"gesture": "done", "done_on": clock.today().isoformat(), "once": "b" * 32})
    assert [title for title, _why in _tasks(cast.sam(), "support-askers")] == [
        "Sonia did what you asked (introduce somebody): thank them"
    ]

    client.force_login(cast.sam())
    thank, words = f"{_theirs(one)}?geste=thank", {"words": "Ils se sont vus : merci."}
    shown = client.post(thank, words | {"once": "c" * 32}).context["text"]
    assert client.post(thank, words | {"once": "c" * 32, "confirmed": "1"})["Location"] == _theirs(one)
    assert [row.text for row in Message.objects.filter(kind="support-thanks")] == [shown]
    one.refresh_from_db()
    assert (one.state, one.thanked_at is None, _tasks(cast.sam(), "support-askers")) == ("done", False, [])
    with pytest.raises(MoveRefused, match="already sent"):
        actions.thank(one, words="Encore merci.", by=cast.sam(), at=clock.now())


def test_supporter_reads_the_words_and_nothing_else_of_the_initiative(client: Any, made: Accompaniment) -> None:
    need = NeedFactory.create(accompaniment=made, title="Un besoin confidentiel")
    one = _ask(_offer(), made, need=need)
    client.force_login(cast.sam())
    told = [made.initiative.name, need.title]
    assert [words in client.get(_theirs(one)).content.decode() for words in told] == [True, True]
    client.force_login(cast.sonia())
    mail = Message.objects.get(kind="support-asking")
    for text in (client.get(_mine(one)).content.decode(), client.get(MINE).content.decode(), mail.text, mail.subject):
        assert [words in text for words in told] == [False, False]


def test_officer_files_a_plain_reply_without_a_mail_to_oneself(client: Any, made: Accompaniment) -> None:
    one = _ask(_offer(), made)
    client.force_login(cast.sam())
    client.post(_theirs(one), {"gesture": "answer", "verb": "decline", "words": "En congé."} | ONCE)
    one.refresh_from_db()
    assert (one.state, one.answer, Message.objects.filter(kind="support-asking-answered").count()) == (
        "declined",
        "En congé.",
        0,
    )


@pytest.mark.parametrize(("days", "asked"), [(30, 1), (31, 0), (0, 1), (-1, 0)])
def test_offer_that_ends_within_thirty_days_asks_to_be_renewed(client: Any, days: int, asked: int) -> None:
    today = clock.today()
    offer = _offer(from_day=today - timedelta(days=100), until_day=today + timedelta(days=days))
    assert len(_tasks(cast.sonia(), "support-supporters")) == asked
    client.force_login(cast.sonia())
    client.post(f"{MINE}{offer.ref}/", {"gesture": "renew"})
    offer.refresh_from_db()
    until = max(today, today + timedelta(days=days)) + timedelta(days=365)
    assert (offer.until_day, _tasks(cast.sonia(), "support-supporters")) == (until, [])


def test_offers_that_fit_a_theme_a_body_and_a_kind() -> None:
    water, forests = TopicFactory.create(), TopicFactory.create()
    above, below, elsewhere = BodyFactory.create(), BodyFactory.create(), BodyFactory.create()
    Belonging.objects.create(parent=above, child=below)
    every, wet, woody = _offer(), _offer(), _offer()
    wet.topics.add(water)
    wet.bodies.add(above)
    woody.topics.add(forests)
    woody.bodies.add(elsewhere)

    def fit(**wanted: Any) -> list[Offer]:
        found = queries.offers_fitting(**wanted, programme=cast.programme(), today=clock.today())
        return [one.offer for one in found]

    assert fit() == [every, wet, woody]
    assert fit(topics=[water]) == [every, wet]
    assert fit(topics=[water, forests]) == [every, wet, woody]
    assert fit(body=below) == [every, wet]
    assert fit(body=elsewhere, topics=[forests]) == [every, woody]
    assert fit(kind="speak") == []


def test_supporters_are_shown_by_name_with_what_is_left(client: Any) -> None:
    zoe = PersonFactory.create(full_name="Zoé", email="zoe@example.org", confirmed=True)
    MandateFactory.create(person=zoe, role=Role.SUPPORTER, programme=cast.programme())
    busy = _offer(supporter=zoe, times=1)
    AskingFactory.create(offer=busy)
    _offer()
    client.force_login(cast.sam())
    rows = client.get(THEIRS).context["rows"]
    assert [(str(row.offer.supporter), row.left, bool(may)) for row, may in rows] == [
        ("Sonia", 2, True),
        ("Zoé", 0, False),
    ]
    assert client.get(f"{THEIRS}?que=host").context["rows"] == []


def test_supporter_is_given_what_is_held_about_them() -> None:
    offer = _offer(words="Le soir.")
    one = AskingFactory.create(offer=offer, answer="Oui.", accepted=True)
    held = next(one for one in offers.personal_data if one.name == "35-offers").export(cast.sonia())
    assert [(row["what"], row["words"], row["from"]) for row in held] == [
        ("introduce somebody", "Le soir.", offer.from_day),
        ("introduce somebody", f"{one.words}\nOui.", one.asked_at),
    ]


@pytest.mark.parametrize(("who", "address"), [(cast.sonia, MINE), (cast.sam, THEIRS)])
def test_lists_cost_the_same_for_three_rows_and_eight(
    client: Any, made: Accompaniment, who: Callable[[], Any], address: str
) -> None:
    client.force_login(who())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            offer = _offer(until_day=clock.today() + timedelta(days=20))
            offer.topics.add(TopicFactory.create())
            offer.bodies.add(BodyFactory.create())
            _ask(offer, made)
            AskingFactory.create(offer=_offer(withdrawn=True), done=True, accompaniment=made)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
