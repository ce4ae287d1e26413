"""After a call: lines typed once become a note and what follows, seen before it is written, all or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from tests import cast
from tests.directory.factories import DoorFactory
from tests.support.factories import BookingFactory, NeedFactory, PointFactory, SlotFactory
from tests.support.story import supported
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.support.actions.after_calls import ToAsk, ToDo, keep_call, take_back
from tremplin.support.facts import owed_in
from tremplin.support.models import Accompaniment, Action, Introduction, Point, SessionRequest

pytestmark = pytest.mark.django_db

SAID = """Alice relit le bail demain
voir Noé sur la licence
écrire à la mairie de Lyon pour les haies
Le budget est voté."""


def _shown(client: Any, made: Accompaniment, words: str, **more: str) -> dict[str, Any]:
    """Type the lines, and give back what the preview would send if it were confirmed as it stands."""
    typed = {"on": clock.today().isoformat(), "words": words, "read": "1", "once": "c" * 32, **more}
    response = client.post(english(reverse("support:after-call", args=[made.ref])), typed)
    page = BeautifulSoup(response.content, "html.parser")
    sent: dict[str, Any] = {"confirm": "1"}
    for field in page.select("main form input[name], main form select[name], main form textarea[name]"):
        kind = field.get("type")
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            sent[field["name"]] = chosen["value"] if chosen else ""
        elif kind not in ("checkbox", "radio") or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "on" if kind == "checkbox" else "") or field.get_text()
    return sent


def test_lines_become_what_is_shown_and_nothing_before_it_is_confirmed(client: Any) -> None:
    made, noe = supported(), cast.noe()
    _expert(made, noe)
    door = DoorFactory.create(name="Mairie de Lyon, pôle haies", does="Haies et arbres de la commune")
    need = NeedFactory.create(accompaniment=made, title="Planter des haies le long des routes", step="deploy")
    client.force_login(cast.sam())
    call = clock.today() + timedelta(days=30)
    sent = _shown(client, made, f"{SAID}\nOn rappelle le {call:%d/%m/%Y} pour le budget")
    assert (Point.objects.count(), Action.objects.count()) == (0, 0)
    kinds = [sent[f"l{place}-kind"] for place in range(5)]
    assert kinds == ["action", "session", "introduction", "note", "call"]
    assert ("l3-take" in sent, sent["l2-door"], sent["l2-need"]) == (False, door.ref, need.ref)
    address = reverse("support:after-call", args=[made.ref])
    kept = [client.post(address, sent).headers["Location"] for _time in range(2)]
    point = Point.objects.get()
    assert kept == [reverse("support:point-kept", args=[point.ref])] * 2
    assert (point.next_on, point.next_words) == (call, "Le budget")
    born = {action.title: (action.person, action.owner, action.door, action.need) for action in point.actions.all()}
    assert born == {
        "Relit le bail": (cast.alice(), "team", None, None),
        "Écrire à la mairie de Lyon pour les haies": (None, "officer", door, need),
    }
    assert SessionRequest.objects.get().words == "La licence (Noé)"
    assert not Introduction.objects.exists()  # a letter is written on its own page
    page = client.get(kept[0]).content.decode()
    assert f"{reverse('support:introduction-write', args=[made.ref])}?porte={door.ref}&amp;besoin={need.ref}" in page
    assert [item.due for item in owed_in([made], cast.sam())[made.pk] if item.url.endswith("#note")] == [call]


def _expert(made: Accompaniment, person: Any) -> None:
    BookingFactory.create(accompaniment=made, slot=SlotFactory.create(expert=person, programme=cast.programme()))


def test_line_left_out_or_changed_is_kept_as_it_was_changed(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    sent = _shown(client, made, "Alice relit le bail demain\nBob trouve une salle demain")
    del sent["l0-take"]
    sent |= {"l1-title": "Réserver la salle", "l1-who": f"person-{cast.alice().ref}", "l1-due_on": ""}
    address = english(reverse("support:after-call", args=[made.ref]))
    response = client.post(address, sent)
    assert "Please give a day: every promise has one." in words_of(response)
    assert ('value="Réserver la salle"' in response.content.decode(), Point.objects.count()) == (True, 0)
    sent["l1-due_on"] = (clock.today() - timedelta(days=1)).isoformat()
    assert "This day is over: choose a day to come." in words_of(client.post(address, sent))
    sent["l1-due_on"] = clock.today().isoformat()
    client.post(address, sent)
    action = Action.objects.get()
    assert (action.title, action.person, action.due_on) == ("Réserver la salle", cast.alice(), clock.today())
    assert Point.objects.get().words.splitlines() == ["Alice relit le bail demain", "Bob trouve une salle demain"]


def test_two_next_calls_are_told_apart_before_anything_is_kept(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    sent = _shown(client, made, "On rappelle demain\nOn rappelle dans dix jours")
    response = client.post(english(reverse("support:after-call", args=[made.ref])), sent)
    assert "There is one next call: make this one an action, or leave it out." in words_of(response)
    assert Point.objects.count() == 0


def test_one_refusal_writes_nothing_at_all() -> None:
    made, today = supported(), clock.today()
    other = NeedFactory.create(accompaniment=supported(name="Registre des puits"))
    said = {"on": today, "words": "Deux choses.", "private": False, "by": cast.sam(), "at": clock.now()}
    good = ToDo("Relire", today, "deploy")
    with pytest.raises(MoveRefused):
        keep_call(made, to_do=[good, ToDo("Autre", today, "deploy", need=other)], **said)
    with pytest.raises(MoveRefused):
        keep_call(made, to_do=[good], to_ask=[ToAsk(" ")], **said)
    assert (Point.objects.count(), Action.objects.count(), SessionRequest.objects.count()) == (0, 0, 0)


def test_what_was_typed_is_taken_back_within_the_hour_by_whoever_typed_it(client: Any) -> None:
    made, today, now = supported(), clock.today(), clock.now()
    point = keep_call(
        made,
        on=today,
        words="Deux choses.",
        private=False,
        to_do=[ToDo("Relire", today, "deploy"), ToDo("Écrire", today, "deploy")],
        to_ask=[ToAsk("La licence")],
        by=cast.sam(),
        at=now,
    )
    first, second = point.actions.order_by("pk")
    address = reverse("support:point-kept", args=[point.ref])
    client.force_login(cast.sam())
    assert client.get(address).content.decode().count('name="back"') == 3
    client.post(address, {"back": first.ref})
    client.post(address, {"back": SessionRequest.objects.get().ref})
    first.refresh_from_db()
    assert (first.state, SessionRequest.objects.get().state) == ("dropped", "dropped")
    client.force_login(cast.alice())
    assert 'name="back"' not in client.get(address).content.decode()
    late = now + timedelta(minutes=61)
    for who, at in ((cast.alice(), now), (cast.sam(), late)):
        with translation.override("en"), pytest.raises(MoveRefused) as refusal:
            take_back(second, point, by=who, at=at)
        assert str(refusal.value) == "It is too late to take this back here: close it from its own page, saying why."


def test_private_note_is_not_read_by_the_team_and_the_page_is_the_programmes(client: Any) -> None:
    made = supported()
    private, shared = (PointFactory.create(accompaniment=made, private=kept) for kept in (True, False))
    statuses = {}
    for who in (cast.alice, cast.sam, cast.charlie):
        client.force_login(who())
        addresses = [reverse("support:point-kept", args=[point.ref]) for point in (private, shared)]
        addresses.append(reverse("support:after-call", args=[made.ref]))
        statuses[who.__name__] = [client.get(address).status_code for address in addresses]
    assert statuses == {"alice": [404, 200, 403], "sam": [200, 200, 200], "charlie": [404, 404, 404]}
