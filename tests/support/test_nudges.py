"""Reminders: what is proposed, who sends it, to whom, and what keeps it from leaving."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import cast
from tests.directory.factories import BodyFactory, DoorFactory, HolderFactory
from tests.support.story import supported
from tests.support.test_support_acts import sent
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Belonging, Door
from tremplin.programme.actions import open_quiet_period
from tremplin.support import sentences
from tremplin.support.actions import answering, nudges
from tremplin.support.models import Introduction, Nudge
from tremplin.support.queries import introductions_visible_to
from tremplin.support.queries.proposals import proposal_of, proposals_of, recipients_of
from tremplin.support.states import Side

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"), clock.at(DAY):
        yield


@pytest.fixture
def one() -> Introduction:
    body = BodyFactory.create(name="Direction des paysages")
    above = BodyFactory.create(name="Ministère des paysages")
    Belonging.objects.create(parent=above, child=body)
    DoorFactory.create(body=above, name="Cabinet", email="cabinet@example.org")
    return sent(supported(), door=DoorFactory.create(body=body, name="Bureau des haies", email="haies@example.org"))


def _said(**fields: str) -> dict[str, str]:
    words = "Bonjour, je reviens vers vous au sujet de mon message."
    return {
        "kind": "again",
        "to_name": "la cheffe du bureau",
        "to_email": "bureau@example.org",
        "text": words,
    } | fields


def remind(one: Introduction, days: int, **fields: str) -> Nudge:
    at = DAY + timedelta(days=days)
    with clock.at(at):
        return nudges.send_nudge(one, **_said(**fields), by=cast.sam(), at=at)


def refusal(one: Introduction, days: int, **fields: str) -> str:
    with pytest.raises(MoveRefused) as refused:
        remind(one, days, **fields)
    return str(refused.value.reason)


def _above(**fields: str) -> dict[str, str]:
    return {"kind": "superior", "to_name": "Cabinet", "to_email": "cabinet@example.org"} | fields


def _deputy(**fields: str) -> dict[str, str]:
    return {"kind": "deputy", "to_name": "l’adjoint", "to_email": "adjoint@example.org"} | fields


def test_reminder_leaves_on_its_day_in_the_officer_s_name_with_the_same_link(one: Introduction) -> None:
    assert refusal(one, 8) == "It is too early for this reminder: it may leave from 11 March 2026."
    nudge = remind(one, 9)
    first, second = (Message.objects.get(kind=kind) for kind in ("support-introduction", "support-nudge"))
    link = first.text.partition("/reponses/")[2].partition("/")[0]
    assert (second.recipient, second.sender, second.reply_to, second.object, link in second.text) == (
        "bureau@example.org",
        "Sam",
        str(cast.sam().email),
        nudge.ref,
        True,
    )
    assert len(second.text.split()) < len(first.text.split())
    assert [(entry.verb, entry.after) for entry in journal.of(one)][-1] == ("remind", "again")


def test_reminder_above_has_a_reason_and_comes_after_two(one: Introduction) -> None:
    why = "Le marché se signe en mai."
    remind(one, 9)
    assert refusal(one, 30, **_above(reason=why)) == "Nobody above them is written to before the second reminder."
    remind(one, 21, **_deputy())
    assert refusal(one, 40, **_above(reason=" ")) == "Nobody above them is written to without a written reason."
    nudge = remind(one, 36, **_above(reason=why))
    mail = Message.objects.get(object=nudge.ref)
    # the reason stays here, and the contact's own link with the contact
    assert (nudge.reason, why in mail.text, "/reponses/" in mail.text) == (why, False, False)


def test_reminder_to_somebody_above_is_one_above_whatever_it_is_called(one: Introduction) -> None:
    cabinet = Door.objects.get(email="cabinet@example.org")
    HolderFactory.create(door=cabinet, email="directeur@example.org", told_at=DAY)
    for address in ("Cabinet@example.org", "directeur@example.org"):
        assert refusal(one, 10, **_deputy(to_email=address)) == (
            "Nobody above them is written to without a written reason."
        )
    assert Nudge.objects.count() == 0


def test_nothing_leaves_once_answered_nor_from_another_team(one: Introduction) -> None:
    answering.answer(one, "postpone", by=None, at=clock.now())
    assert refusal(one, 9) == "This message waits for no reminder."
    assert proposal_of(one) is None
    with pytest.raises(MoveRefused) as refused:
        nudges.send_nudge(one, **_said(), by=cast.alice(), at=DAY)
    assert str(refused.value.reason) == "This is done by the acceleration officer or the programme team."


def test_one_mail_a_person_a_week_whatever_the_initiative(one: Introduction) -> None:
    other = supported(name="Semences")
    with clock.at(DAY + timedelta(days=7)):
        sent(other, contact_email="Bureau@Example.org")
    said = refusal(one, 9)
    assert said == (
        "This person was written to on 9 March 2026, and receives one mail a week at most: "
        "it may leave from 16 March 2026 at 10:00."
    )
    assert remind(one, 14).sent_at == DAY + timedelta(days=14)


def test_quiet_period_holds_reminders_and_says_until_when(one: Introduction) -> None:
    open_quiet_period(
        cast.programme(), reason="election", ends_at=DAY + timedelta(days=11, hours=3), by=cast.ada(), at=DAY
    )
    assert refusal(one, 9) == "A quiet period runs: no message leaves before 16 March 2026."
    with clock.at(DAY + timedelta(days=9)):
        found = proposal_of(one)
        assert found is not None
        assert (
            sentences.gesture(one, Side.OFFICER, clock.today()),
            sentences.gesture(one, Side.TEAM, clock.today()),
        ) == (
            "Wait for the answer. Proposed on 16 March 2026: a word to the same person.",
            "Wait for the answer.",
        )


def test_absences_told_to_us_or_to_the_directory_are_waited_for(one: Introduction) -> None:
    Introduction.objects.filter(pk=one.pk).update(away_until=DAY.date() + timedelta(days=10))
    one.refresh_from_db()
    assert refusal(one, 9) == "Not yet. From 13 March 2026: they are away before."
    HolderFactory.create(door=one.door, email="BUREAU@example.org", absent_until=DAY.date() + timedelta(days=15))
    assert refusal(one, 11) == "Not yet. From 18 March 2026: they are away before."


def test_recipients_are_the_contact_the_deputy_colleagues_then_above(one: Introduction) -> None:
    HolderFactory.create(door=one.door, part="deputy", name="Adjointe", email="adjointe@example.org", told_at=DAY)
    HolderFactory.create(door=one.door, part="deputy", name="Pas prévenu", email="pas-prevenu@example.org", untold=True)
    DoorFactory.create(body=one.door.body, name="Bureau des talus", email="talus@example.org")
    DoorFactory.create(body=one.door.body, name="Le même", email="Bureau@example.org")
    assert [(who.kind, who.name, who.email) for who in recipients_of(one)] == [
        ("again", "la cheffe du bureau", "bureau@example.org"),
        ("deputy", "Adjointe", "adjointe@example.org"),
        ("deputy", "Bureau des talus", "talus@example.org"),
        ("superior", "Cabinet", "cabinet@example.org"),
    ]


def test_reminder_that_came_back_does_not_count(one: Introduction) -> None:
    nudge = remind(one, 9)
    Nudge.objects.filter(pk=nudge.pk).update(bounced_at=DAY + timedelta(days=9))
    with clock.at(DAY + timedelta(days=10)):
        found = proposal_of(one)
    assert found is not None
    assert (found.kind, found.due) == ("again", DAY.date() + timedelta(days=9))


def test_giving_up_is_proposed_and_the_door_is_silent_since_the_message(one: Introduction) -> None:
    at = DAY + timedelta(days=45)
    with clock.at(at):
        assert sentences.gesture(one, Side.OFFICER, clock.today()) == (
            "No answer for 45 days. Proposed now: give it up, and say so to both sides."
        )
        answering.give_up(one, by=cast.sam(), at=at)
    one.door.refresh_from_db()
    assert (one.state, one.door.silent_since) == ("unanswered", DAY.date())


def test_proposals_of_many_cost_the_same(one: Introduction) -> None:
    counts = []
    for turn in range(2):
        for place in range(3):
            name = f"n{turn}{place}"
            sent(supported(name=name), contact_email=f"{name}@example.org")
        rows = list(introductions_visible_to(cast.ada()))
        with CaptureQueriesContext(connection) as queries:
            assert len(proposals_of(rows)) == len(rows)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# pages


def _page(one: Introduction) -> str:
    return f"/en/espace/mises-en-relation/{one.ref}/relance/"


def test_page_shows_the_exact_mail_then_sends_it_once(client: Any, one: Introduction) -> None:
    at = DAY + timedelta(days=9)
    with clock.at(at):
        client.force_login(cast.sam())
        form = client.get(_page(one)).context["form"]
        assert (form["to_email"].value(), "02/03/2026" not in form["text"].value()) == ("bureau@example.org", True)
        said = {"text": form["text"].value(), "once": "a" * 32}
        preview = client.post(_page(one), said)
        assert Nudge.objects.count() == 0
        places = {client.post(_page(one), said | {"confirmed": "1"})["Location"] for _twice in range(2)}
    assert places == {f"/en/espace/mises-en-relation/{one.ref}/"}
    mail = Message.objects.get(kind="support-nudge")
    token = mail.text.partition("/reponses/")[2].partition("/")[0]
    assert mail.text.replace(token, "lien-personnel") == preview.context["text"]
    assert client.get(places.pop()).status_code == 200


def test_page_says_from_when_and_nothing_leaves(client: Any, one: Introduction) -> None:
    client.force_login(cast.sam())
    page = client.get(_page(one))
    assert page.context["refusal"] == "It is too early for this reminder: it may leave from 11 March 2026."
    said = {"text": "Bonjour.", "once": "a" * 32, "confirmed": "1"}
    again = client.post(_page(one), said)
    assert (again.context["form"]["text"].value(), Nudge.objects.count()) == ("Bonjour.", 0)


def test_page_asks_why_above_them(client: Any, one: Introduction) -> None:
    remind(one, 9)
    remind(one, 21, **_deputy())
    with clock.at(DAY + timedelta(days=36)):
        client.force_login(cast.sam())
        page = client.get(_page(one))
        assert (page.context["chosen"].kind, page.context["form"]["to_email"].value()) == (
            "superior",
            "cabinet@example.org",
        )
        said = {"to_name": "Cabinet", "to_email": "cabinet@example.org", "text": "Bonjour.", "once": "a" * 32}
        assert list(client.post(_page(one), said | {"confirmed": "1"}).context["form"].errors) == ["reason"]
        client.post(_page(one), said | {"reason": "Le marché se signe en mai.", "confirmed": "1"})
    assert Nudge.objects.get(kind="superior").to_email == "cabinet@example.org"
    client.force_login(cast.alice())
    assert "Le marché se signe en mai." in client.get(f"/en/espace/mises-en-relation/{one.ref}/").content.decode()


def test_address_with_what_no_address_holds_is_a_wrong_address(client: Any, one: Introduction) -> None:
    client.force_login(cast.sam())
    with clock.at(DAY + timedelta(days=10)):
        said = {"to_name": "x", "to_email": "a\x00b@example.org", "text": "Bonjour", "once": "a" * 32}
        assert client.post(f"{_page(one)}?a=deputy", said).status_code == 200
    assert Nudge.objects.count() == 0


def test_page_is_for_whoever_leads(client: Any, one: Introduction) -> None:
    statuses = {}
    for who in (cast.sam, cast.ada, cast.alice, cast.charlie):
        client.force_login(who())
        statuses[who.__name__] = client.get(_page(one)).status_code
    assert statuses == {"sam": 200, "ada": 200, "alice": 403, "charlie": 404}


@pytest.mark.concurrency
def test_two_officers_write_to_one_address_at_once_and_one_is_told(race: Any) -> None:
    both = [sent(supported(name=name), contact_email=f"{name}@example.org") for name in ("haies", "semences")]
    at = DAY + timedelta(days=9)
    sam = cast.sam()
    outcomes = race(*(lambda one=one: nudges.send_nudge(one, **_said(**_deputy()), by=sam, at=at) for one in both))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "Nudge"]
    assert Message.objects.filter(kind="support-nudge").count() == 1
