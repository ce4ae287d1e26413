"""The pages of introductions: from the search of a door to the next step, seen by both sides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from tests import cast
from tests.directory.factories import DoorFactory, HolderFactory, KeyCardFactory
from tests.journeys.test_apply import sign_in
from tests.support.factories import (
    BookingFactory,
    IntroductionFactory,
    NeedFactory,
    OfferFactory,
    SlotFactory,
    TraceFactory,
)
from tests.support.story import supported
from tests.support.test_support_acts import agreed, sent, written
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Door
from tremplin.selection.engine.digests import digest
from tremplin.support import sentences
from tremplin.support.actions import answering
from tremplin.support.actions.introductions import shown_mail, text_of
from tremplin.support.models import Accompaniment, Introduction, Relation
from tremplin.support.states import Side
from tremplin.support.tokens import answer_token

pytestmark = pytest.mark.django_db


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
    HolderFactory.create(door=door, untold=True)  # neither their name nor their address shows to another
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


def test_closed_door_says_which_to_knock_on_instead(client: Any, made: Accompaniment, door: Door) -> None:
    after = DoorFactory.create(name="Bureau du bocage")
    Door.objects.filter(pk=door.pk).update(state="closed", closed_at=clock.now(), successor=after)
    client.force_login(cast.sam())
    page = client.get(f"{_list(made)}nouvelle/?porte={door.ref}")
    assert (page.context["closed"], page.context["instead"]) == ("This door is closed: choose another.", [after])


def _parts(**fields: str) -> dict[str, str]:
    said = _said() | {
        "who": "Je suis Sam, de l’accélérateur. J’écris pour l’Atlas des haies.",
        "request": "Pourriez-vous nous dire qui tient le cadastre vert ?",
        "time": "call",
        "other": "",
        "why": "Votre bureau l’a publié en mai.",
    }
    del said["text"]
    return said | fields


def test_message_is_made_of_short_answers_filled_in_with_what_is_known(
    client: Any, made: Accompaniment, door: Door
) -> None:
    need = NeedFactory.create(accompaniment=made, title="Cartographier les haies")
    Accompaniment.objects.filter(pk=made.pk).update(public_words="Une carte des haies. Tenue par des habitants.")
    HolderFactory.create(door=door, name="Élise", email="elise@example.org", told_at=clock.now())
    client.force_login(cast.sam())
    form = client.get(f"{_list(made)}nouvelle/?porte={door.ref}&besoin={need.ref}").context["form"]
    assert [form[name].value() for name in ("contact_name", "contact_email", "request", "time")] == [
        "Élise",
        "elise@example.org",
        "Cartographier les haies",
        "call",
    ]
    assert (form["who"].value().endswith("Une carte des haies."), door.name in form["why"].value()) == (True, True)
    assert form["request"].help_text == "A whole sentence, as you would say it. 3 words; about 30 at most."


def test_parts_make_the_exact_mail_which_may_then_be_written_freely(
    client: Any, made: Accompaniment, door: Door
) -> None:
    client.force_login(cast.sam())
    address = f"{_list(made)}nouvelle/?porte={door.ref}"
    preview = client.post(address, _parts(language="en"))
    expected = (
        "Hello,\n\nJe suis Sam, de l’accélérateur. J’écris pour l’Atlas des haies.\n\n"
        "Pourriez-vous nous dire qui tient le cadastre vert ? A call of fifteen minutes is enough.\n\n"
        "Votre bureau l’a publié en mai."
    )
    assert (preview.context["introduction"].text, preview.context["text"].startswith(expected)) == (expected, True)
    assert client.post(address, _parts(change="1")).context["form"]["why"].value() == "Votre bureau l’a publié en mai."
    free = client.post(address, _parts(language="en", free="1")).context["form"]
    assert (free["text"].value(), Introduction.objects.count()) == (expected, 0)
    client.post(address, _parts(language="en", confirmed="1"))
    assert Introduction.objects.get().text == expected


def test_parts_say_what_is_missing(client: Any, made: Accompaniment, door: Door) -> None:
    client.force_login(cast.sam())
    address = f"{_list(made)}nouvelle/?porte={door.ref}"
    errors = client.post(address, _parts(time="other", why="")).context["form"].errors
    assert errors == {
        "other": ["Please say in a sentence what it takes."],
        "why": ["This field is required."],
    }
    assert client.post(address, _parts(request="mot " * 120)).context["count"] > 150


def test_keys_of_the_body_and_offers_to_introduce_stand_beside_the_form(
    client: Any, made: Accompaniment, door: Door
) -> None:
    KeyCardFactory.create(body=door.body, who_decides="La cheffe.")
    offer = OfferFactory.create(programme=cast.programme(), kind="introduce")
    client.force_login(cast.sam())
    page = client.get(f"{_list(made)}nouvelle/?porte={door.ref}")
    assert (page.context["card"].body, [row.offer for row in page.context["offers"]]) == (door.body, [offer])
    assert "La cheffe." in page.content.decode()


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
    for name, one in {
        "asked": written(made),
        "agreed": agreed(made, contact_email="autre@example.org"),
        "sent": sent(made),
    }.items():
        found[name] = {}
        for who in (cast.alice, cast.bob, cast.sam):
            client.force_login(who())
            offered = [gesture for gesture, _what in client.get(_one(one)).context["gestures"]]
            assert {client.get(f"{_one(one)}?geste={gesture}").status_code for gesture in offered} <= {200}
            found[name][who.__name__] = offered
    assert found == {
        "asked": {"alice": ["refuse"], "bob": [], "sam": ["text"]},
        "agreed": {"alice": ["refuse"], "bob": [], "sam": ["text", "send"]},
        "sent": {"alice": [], "bob": [], "sam": ["give-up"]},
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


def test_officer_notes_a_meeting_its_next_step_and_an_end(client: Any, made: Accompaniment) -> None:
    one, today = sent(made), clock.today().isoformat()
    answering.answer(one, "take_up", by=cast.sam(), at=clock.now())
    client.force_login(cast.sam())
    empty = client.post(_one(one) + "?geste=meet", {"met_on": today, "once": "a" * 32})
    assert empty.context["form"].errors == {
        "next_step": ["A meeting ends with a next step, or with a stated end: please write one."]
    }
    step = {"next_step": "Signer", "next_who": "la cheffe", "next_on": "2037-05-04"}
    client.post(_one(one) + "?geste=meet", step | {"met_on": today, "once": "b" * 32})
    page = client.get(_one(one))
    assert page.context["gesture"] == "Next step: Signer (la cheffe), by 4 May 2037."
    assert [name for name, _gesture in page.context["gestures"]] == ["go-on", "end"]
    again = step | {"next_step": "Déployer", "once": "c" * 32}
    client.post(_one(one) + "?geste=go-on", again)
    client.post(_one(one) + "?geste=go-on", {"ending": "Signé.", "once": "d" * 32})
    one.refresh_from_db()
    assert (one.state, one.next_step, one.ending) == ("ended", "Déployer", "Signé.")


def test_meeting_may_end_it_at_once(client: Any, made: Accompaniment) -> None:
    one = sent(made)
    answering.answer(one, "take_up", by=cast.sam(), at=clock.now())
    client.force_login(cast.sam())
    said = {"met_on": clock.today().isoformat(), "ending": "Rien ne suit.", "once": "a" * 32}
    client.post(_one(one) + "?geste=meet", said)
    one.refresh_from_db()
    assert (one.state, one.met_on, one.next_step, one.ending) == ("ended", clock.today(), "", "Rien ne suit.")


def test_list_says_where_each_stands_next_gesture_first(client: Any, made: Accompaniment) -> None:
    over, left, asked = IntroductionFactory.create(accompaniment=made, ended=True), sent(made), written(made)
    client.force_login(cast.sam())
    rows = client.get(_list(made)).context["rows"]
    assert [(row["one"], row["gesture"]) for row in rows] == [
        (asked, "The initiative reads it."),
        (left, sentences.gesture(left, Side.OFFICER, clock.today())),
        (over, ""),
    ]


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
    TraceFactory.create(relation=relation, words="Relire " + "x" * 90)
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
        "file": _one(left) + "reponse/",
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
