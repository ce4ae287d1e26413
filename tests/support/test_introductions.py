"""The pages of introductions: from the search of a door to the next step, seen by both sides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from playwright.sync_api import Page

from tests import cast
from tests.directory.factories import DoorFactory
from tests.journeys.test_apply import sign_in
from tests.support.factories import BookingFactory, IntroductionFactory, NeedFactory, SlotFactory, TraceFactory
from tests.support.story import supported
from tests.support.test_support_acts import agreed, sent, written
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Door
from tremplin.selection.engine.digests import digest
from tremplin.support import sentences
from tremplin.support.actions.introductions import shown_mail, text_of
from tremplin.support.models import Accompaniment, Introduction, Relation
from tremplin.support.states import Side
from tremplin.support.tokens import answer_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Accompaniment:
    return supported()


@pytest.fixture
def door() -> Door:
    door = DoorFactory.create(name="Bureau des haies", does="Conseille sur les haies et les paysages", confirmed=True)
    DoorFactory.create(name="Bureau du numérique", does="Logiciels libres")
    doors_changed()
    return door


def _list(made: Accompaniment) -> str:
    return f"/en/espace/accompagnements/{made.ref}/mises-en-relation/"


def _one(introduction: Introduction) -> str:
    return f"/en/espace/mises-en-relation/{introduction.ref}/"


def _messages(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def _said(**fields: str) -> dict[str, str]:
    return {
        "contact_name": "la cheffe du bureau",
        "contact_email": "bureau@example.org",
        "language": "fr",
        "text": "Bonjour, pourriez-vous recevoir l’équipe ?",
        "shared": "",
        "answer_by": (clock.today() + timedelta(days=14)).isoformat(),
        "once": "a" * 32,
    } | fields


def test_search_begins_with_the_words_of_the_need(client: Any, made: Accompaniment, door: Door) -> None:
    need = NeedFactory.create(accompaniment=made, title="Cartographier les haies", words="")
    client.force_login(cast.sam())
    page = client.get(_list(made) + "nouvelle/", {"besoin": need.ref})
    assert (page.context["words"], [hit.door for hit, _why in page.context["rows"]]) == (
        "Cartographier les haies",
        [door],
    )
    assert [why for _hit, why in page.context["rows"]] == [["its name: “haies”", "what it does: “haies”"]]
    assert f"?porte={door.ref}&amp;besoin={need.ref}" in page.content.decode()
    assert client.get(_list(made) + "nouvelle/", {"q": "zzz"}).context["rows"] == []


def test_message_is_written_shown_then_asked_once(client: Any, made: Accompaniment, door: Door) -> None:
    need = NeedFactory.create(accompaniment=made)
    client.force_login(cast.sam())
    address = f"{_list(made)}nouvelle/?porte={door.ref}&besoin={need.ref}"
    form = client.get(address).context["form"]
    assert (form["contact_name"].value(), form["contact_email"].value(), form["answer_by"].value()) == (
        door.name,
        door.email,
        clock.today() + timedelta(days=14),
    )
    preview = client.post(address, _said())
    assert (Introduction.objects.count(), _said()["text"] in preview.context["text"]) == (0, True)
    assert dict(preview.context["kept"])["text"] == _said()["text"]
    changed = client.post(address, _said() | {"change": "1"})
    assert (changed.context["form"]["text"].value(), Introduction.objects.count()) == (_said()["text"], 0)
    places = {client.post(address, _said() | {"confirmed": "1"})["Location"] for _twice in range(2)}
    made_one = Introduction.objects.get()
    assert (places, made_one.need, made_one.door) == ({_one(made_one)}, need, door)
    assert Message.objects.get(kind="support-agreement").recipient == "alice@example.org"


def test_message_too_long_says_how_long_and_keeps_it(client: Any, made: Accompaniment, door: Door) -> None:
    client.force_login(cast.sam())
    long = "mot " * 160
    page = client.post(f"{_list(made)}nouvelle/?porte={door.ref}", _said(text=long, confirmed="1"))
    assert page.context["count"] > 160
    assert (page.context["form"]["text"].value(), Introduction.objects.count()) == (long, 0)
    assert _messages(page) == [
        f"The whole mail has {page.context['count']} words; under 150 is read, more is put aside."
    ]


@pytest.mark.parametrize(("days", "sentence"), [(0, "Choose a day to come."), (81, "Choose a day within eighty days")])
def test_day_of_the_answer_is_before_the_link_ends(
    client: Any, made: Accompaniment, door: Door, days: int, sentence: str
) -> None:
    client.force_login(cast.sam())
    day = (clock.today() + timedelta(days=days)).isoformat()
    page = client.post(f"{_list(made)}nouvelle/?porte={door.ref}", _said(answer_by=day))
    assert page.context["form"].errors["answer_by"][0].startswith(sentence)


def test_who_writes_introductions(client: Any, made: Accompaniment, door: Door) -> None:
    statuses = {}
    for who in (cast.sam, cast.ada, cast.alice, cast.bob, cast.charlie):
        client.force_login(who())
        statuses[who.__name__] = client.get(f"{_list(made)}nouvelle/?porte={door.ref}").status_code
    assert statuses == {"sam": 200, "ada": 200, "alice": 403, "bob": 403, "charlie": 404}


def test_closed_door_is_not_there_to_write_to(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.sam())
    assert client.get(f"{_list(made)}nouvelle/?porte={DoorFactory.create(closed=True).ref}").status_code == 404


def test_team_agrees_to_the_exact_text_it_read(client: Any, made: Accompaniment) -> None:
    one = written(made)
    client.force_login(cast.alice())
    read = client.get(_one(one)).context["read"]
    Introduction.objects.update(text="Autre chose.")
    page = client.post(_one(one), {"read": read, "once": "a" * 32})
    assert _messages(page) == ["This message changed while you were reading it. Please read it again."]
    one.refresh_from_db()
    assert page.context["read"] == digest(text_of(one))
    assert client.post(_one(one), {"read": page.context["read"], "once": "b" * 32})["Location"] == _one(one)
    one.refresh_from_db()
    assert (one.state, one.agreed_by) == ("agreed", cast.alice())


def test_gestures_offered_are_those_that_open(client: Any, made: Accompaniment) -> None:
    found: dict[str, dict[str, list[str]]] = {}
    for name, one in {"asked": written(made), "agreed": agreed(made), "sent": sent(made)}.items():
        found[name] = {}
        for who in (cast.alice, cast.bob, cast.sam):
            client.force_login(who())
            offered = [gesture for gesture, _what in client.get(_one(one)).context["gestures"]]
            assert {client.get(f"{_one(one)}?geste={gesture}").status_code for gesture in offered} <= {200}
            found[name][who.__name__] = offered
    assert found == {
        "asked": {"alice": ["refuse"], "bob": [], "sam": ["text"]},
        "agreed": {"alice": ["refuse"], "bob": [], "sam": ["text", "send"]},
        "sent": {"alice": [], "bob": [], "sam": ["answer", "give-up"]},
    }


def test_gesture_of_another_side_is_refused_with_its_sentence(client: Any, made: Accompaniment) -> None:
    one = agreed(made)
    client.force_login(cast.alice())
    page = client.get(_one(one) + "?geste=send")
    assert (page.status_code, "This is done by the acceleration officer" in page.content.decode()) == (403, True)
    page = client.post(_one(one) + "?geste=send", {"once": "a" * 32})
    one.refresh_from_db()
    assert (_messages(page), one.state) == (
        ["This is done by the acceleration officer or the programme team."],
        "agreed",
    )


def test_officer_sends_after_reading_the_exact_mail_and_it_leaves_once(client: Any, made: Accompaniment) -> None:
    one = agreed(made)
    client.force_login(cast.sam())
    shown = client.get(_one(one) + "?geste=send").context["text"]
    for token in ("a", "a", "b"):
        client.post(_one(one) + "?geste=send", {"once": token * 32})
    message = Message.objects.get(kind="support-introduction")
    token = message.text.partition("/reponses/")[2].partition("/")[0]
    assert message.text.replace(token, "lien-personnel") == shown


def test_door_closed_meanwhile_is_told_and_another_is_chosen(client: Any, made: Accompaniment, door: Door) -> None:
    one = agreed(made)
    Door.objects.filter(pk=one.door.pk).update(state="closed", closed_at=clock.now())
    client.force_login(cast.sam())
    sentence = "This door has closed since the message was agreed to: choose another, and ask again."
    assert _messages(client.post(_one(one) + "?geste=send", {"once": "a" * 32})) == [sentence]
    address = _one(one) + "?geste=text&q=haies"
    assert [ref for ref, _name in client.get(address).context["doors"]] == [door.ref]
    client.post(address, _said(door=door.ref))
    one.refresh_from_db()
    assert (one.door, one.state, one.text) == (door, "asked", _said()["text"])


def test_officer_files_an_answer_a_meeting_and_an_end(client: Any, made: Accompaniment, door: Door) -> None:
    one, today = sent(made, need=NeedFactory.create(accompaniment=made)), clock.today().isoformat()
    client.force_login(cast.sam())
    said = {"verb": "redirect", "redirected_to": "Le bureau des haies", "redirected_door": door.ref}
    client.post(_one(one) + "?geste=answer&q=haies", said | {"once": "a" * 32})
    one.refresh_from_db()
    assert (one.state, one.redirected_door) == ("redirected", door)
    client.post(_one(one) + "?geste=answer", {"verb": "take_up", "once": "b" * 32})
    meeting = {"met_on": today, "next_step": "Signer", "next_who": "la cheffe", "next_on": today, "once": "c" * 32}
    client.post(_one(one) + "?geste=meet", meeting)
    page = client.get(_one(one))
    assert page.context["gesture"] == "Next step: Signer (la cheffe)."
    client.post(_one(one) + "?geste=end", {"words": "Signé.", "saved": "year", "once": "d" * 32})
    one.refresh_from_db()
    assert (one.state, one.ending, one.saved) == ("ended", "Signé.", "year")


def test_list_says_where_each_stands_next_gesture_first(client: Any, made: Accompaniment) -> None:
    over, left, asked = IntroductionFactory.create(accompaniment=made, ended=True), sent(made), written(made)
    client.force_login(cast.sam())
    rows = client.get(_list(made)).context["rows"]
    assert [(row["one"], row["gesture"]) for row in rows] == [
        (asked, "The initiative reads it."),
        (left, "Wait for the answer."),
        (over, ""),
    ]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (8, "Wait for the answer."),
        (9, "9 days without an answer: write again, or call."),
        (21, "21 days without an answer: call, or write a second time."),
        (45, "45 days without an answer: give it up, and say so."),
    ],
)
def test_silence_proposes_a_gesture_to_the_officer_alone(made: Accompaniment, days: int, sentence: str) -> None:
    one, today = sent(made), clock.today() + timedelta(days=days)
    with translation.override("en"):
        assert sentences.gesture(one, Side.OFFICER, today) == sentence
        assert sentences.gesture(one, Side.TEAM, today) == "Wait for the answer."


def test_every_state_has_its_sentence() -> None:
    for state in Introduction.MOVES.states:
        one = IntroductionFactory.create(**({} if state == "asked" else {state.value: True}))
        assert sentences.standing(one).endswith(".")


def test_introduction_of_others_does_not_exist(client: Any, made: Accompaniment) -> None:
    one = written(made)
    client.force_login(cast.charlie())
    assert [client.get(address).status_code for address in (_one(one), _list(made))] == [404, 404]


def test_list_costs_the_same_for_three_rows_and_eight(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.sam())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            written(made)
        client.get(_list(made))
        with CaptureQueriesContext(connection) as queries:
            client.get(_list(made))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_fit_a_narrow_phone(phone: Page, site: str) -> None:
    """Every page of this story, with long words in it, at 320 pixels."""
    made = supported()
    door = DoorFactory.create(name="Bureau des haies", does="Conseille sur les haies", confirmed=True)
    doors_changed()
    need = NeedFactory.create(accompaniment=made, title="Cartographier les haies")
    waiting, left = written(made, door=door, need=need), sent(made, door=door)
    relation = Relation.objects.get()
    TraceFactory.create(relation=relation, kind="promise", due_on=clock.today(), words="Relire " + "x" * 90)
    later = clock.now() + timedelta(days=2)
    slot = SlotFactory.create(programme=cast.programme(), expert=cast.sam(), place="https://example.org/" + "y" * 90)
    free = SlotFactory.create(programme=cast.programme(), expert=cast.sam(), starts_at=later)
    booking = BookingFactory.create(accompaniment=made, slot=slot)
    sign_in(phone, cast.sam(), site)
    pages = {
        "slots": "/en/espace/creneaux/",
        "sessions": f"/en/espace/accompagnements/{made.ref}/seances/",
        "book": f"/en/espace/accompagnements/{made.ref}/seances/{free.ref}/",
        "booking": f"/en/espace/seances/{booking.ref}/",
        "list": _list(made),
        "search": f"{_list(made)}nouvelle/?besoin={need.ref}",
        "write": f"{_list(made)}nouvelle/?porte={door.ref}",
        "introduction": _one(waiting),
        "file": _one(left) + "?geste=answer",
        "relations": f"/en/espace/accompagnements/{made.ref}/relations/",
        "relation": f"/en/espace/relations/{relation.ref}/",
        "answer": f"/en/reponses/{answer_token(left)}/",
    }
    widths = {}
    for name, address in pages.items():
        answer = phone.goto(site + address)
        assert answer is not None
        widths[name] = (answer.status, phone.evaluate("document.documentElement.scrollWidth"))
    assert widths == dict.fromkeys(pages, (200, 320))


@pytest.mark.parametrize(("language", "day"), [("fr", "7 décembre 2026"), ("en", "7 December 2026")])
def test_the_day_hoped_for_is_written_out_in_the_mail(made: Accompaniment, language: str, day: str) -> None:
    one = IntroductionFactory.create(accompaniment=made, language=language, answer_by=date(2026, 12, 7))
    assert day in shown_mail(one, cast.sam())[1]
