"""The looks of the roadmap, the order of its cards, who does an action and with what, its history and comments."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.directory.factories import DoorFactory, ResourceFactory
from tests.support.factories import ActionFactory, BookingFactory, CommitmentFactory, NeedFactory, PointFactory
from tests.support.story import supported
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import boards, roadmaps
from tremplin.support.actions.comments import write_comment
from tremplin.support.facts import news_of
from tremplin.support.facts.moved import moved_since
from tremplin.support.models import Accompaniment, Action, Comment
from tremplin.support.queries.boards import actions_of, in_order
from tremplin.support.rules import can_work_on
from tremplin.support.states import Owner, Step

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=UTC)


def _five(made: Accompaniment) -> list[Action]:
    """Three in the first step, two in the last, a day apart."""
    steps = [Step.CONSOLIDATE] * 3 + [Step.DEPLOY] * 2
    return [
        ActionFactory.create(
            accompaniment=made, step=step, title=title, due_on=clock.today() + timedelta(days=place + 1)
        )
        for place, (step, title) in enumerate(zip(steps, "abcde", strict=True))
    ]


def _titles(made: Accompaniment, step: str) -> str:
    return "".join(action.title for action in in_order(made) if action.step == step)


def test_cards_keep_the_order_they_are_put_in() -> None:
    made = supported()
    a, _b, c, d, _e = _five(made)
    alice, now = cast.alice(), clock.now()
    assert (_titles(made, "consolidate"), _titles(made, "deploy")) == ("abc", "de")
    boards.shift_action(c, down=False, by=alice, at=now)
    boards.shift_action(a, down=False, by=alice, at=now)  # first already: nothing happens
    assert _titles(made, "consolidate") == "acb"
    boards.place_action(d, step="consolidate", before=c.ref, by=alice, at=now)
    assert (_titles(made, "consolidate"), _titles(made, "deploy")) == ("adcb", "e")
    boards.shift_action(d, down=True, by=alice, at=now)
    assert _titles(made, "consolidate") == "acdb"
    planned = {"title": "f", "owner": "team", "due_on": clock.today(), "by": alice, "at": now}
    roadmaps.plan_action(made, step="consolidate", **planned)
    assert _titles(made, "consolidate") == "acdbf"


def test_card_is_not_put_before_one_that_is_gone() -> None:
    made = supported()
    a, b, *_rest = _five(made)
    roadmaps.close_action(b, "finish", result="", by=cast.alice(), at=clock.now())
    with pytest.raises(MoveRefused):
        boards.place_action(a, step="consolidate", before=b.ref, by=cast.alice(), at=clock.now())
    with pytest.raises(MoveRefused):
        boards.place_action(b, step="deploy", before=None, by=cast.alice(), at=clock.now())
    assert _titles(made, "consolidate") == "ac"


def test_menu_moves_a_card_and_a_script_is_told_in_words(client: Any) -> None:
    made = supported()
    a, b, *_rest = _five(made)
    client.force_login(cast.alice())
    address = reverse("support:action-place", args=[made.ref])
    board = BeautifulSoup(client.get(reverse("support:roadmap", args=[made.ref])).content, "html.parser")
    menu = [button["value"] for button in board.select(f"#a-{a.ref} button")]
    assert menu == [f"{a.ref}:{where}" for where in ("up", "down", "integrate", "deploy")]
    response = client.post(address, {"move": f"{a.ref}:down"})
    assert response.headers["Location"] == f"{reverse('support:roadmap', args=[made.ref])}#a-{a.ref}"
    assert _titles(made, "consolidate") == "bac"
    script = {"headers": {"accept": "application/json"}}
    told = client.post(english(address), {"move": f"{a.ref}:deploy", "before": ""}, **script)
    assert (told.status_code, told.json()) == (200, {"said": "“a” is in its new place."})
    assert (_titles(made, "consolidate"), _titles(made, "deploy")) == ("bc", "dea")
    roadmaps.close_action(b, "finish", result="", by=cast.sam(), at=clock.now())
    told = client.post(address, {"move": f"{a.ref}:consolidate", "before": b.ref}, **script)
    assert (told.status_code, list(told.json())) == (409, ["said"])
    assert _titles(made, "deploy") == "dea"
    client.force_login(cast.bob())
    assert client.post(address, {"move": f"{a.ref}:up"}).status_code == 403
    client.force_login(cast.charlie())
    assert client.post(address, {"move": f"{a.ref}:up"}).status_code == 404


def test_action_has_its_person_and_what_it_is_done_with(client: Any) -> None:
    made = supported()
    door = DoorFactory.create(name="Bureau des cartes libres", does="Cartes libres", published=True)
    resource = ResourceFactory.create(name="Fonds des cartes libres")
    client.force_login(cast.alice())
    address = english(reverse("support:action-plan", args=[made.ref]))
    typed = {
        "step": "integrate",
        "title": "Écrire une page",
        "owner": "team",
        "person": cast.bob().ref,
        "due_on": clock.today().isoformat(),
        "words": "cartes libres",
    }
    page = client.post(address, typed | {"search": "1"}).content.decode()
    assert ('value="Écrire une page"' in page, f'value="door-{door.ref}"' in page) == (True, True)
    assert not Action.objects.exists()
    attached = [f"door-{door.ref}", f"resource-{resource.ref}", "door-0000000000"]
    response = client.post(address, typed | {"owner": "expert", "attached": attached[:2]})
    assert "Bob is of another side: choose “the initiative” above, or somebody else." in words_of(response)
    client.post(address, typed | {"attached": attached[:2]})
    action = Action.objects.get()
    assert (action.person, action.door, action.resource, action.who) == (cast.bob(), door, resource, "Bob")
    page = client.get(english(reverse("support:action", args=[action.ref])))
    assert "The initiative (Bob), by" in words_of(page)
    changing = english(reverse("support:action-change", args=[action.ref]))
    assert client.get(changing).status_code == 200
    client.post(changing, typed | {"person": "", "owner": "officer", "owner_name": "La comptable"})
    action.refresh_from_db()
    assert (action.who, action.door, action.resource) == ("La comptable", None, None)


def test_history_says_who_put_it_off_and_when_it_was_taken_again(client: Any) -> None:
    with clock.at(SUNDAY):  # nobody is written to on a Sunday: no mail in the history
        made = supported()
        first = clock.today() + timedelta(days=3)
        action = roadmaps.plan_action(
            made, step="deploy", title="Ouvrir les données", owner="team", due_on=first, by=cast.sam(), at=clock.now()
        )
        roadmaps.move_action(action, due_on=first + timedelta(days=7), by=cast.alice(), at=clock.now())
        roadmaps.close_action(action, "finish", result="Fait.", by=cast.alice(), at=clock.now())
        roadmaps.close_action(action, "plan_again", result="", by=cast.sam(), at=clock.now())
    client.force_login(cast.alice())
    page = BeautifulSoup(client.get(english(reverse("support:action", args=[action.ref]))).content, "html.parser")
    lines = [" ".join(line.get_text(" ").split()) for line in page.select(".tremplin-time li")]
    assert [line.partition(" – ")[2].partition(" ")[0] for line in lines] == ["Sam:", "Alice:", "Alice:", "Sam:"]
    told = ("planned for", "put from", "done", "planned again")
    assert [word for word, line in zip(told, lines, strict=True) if word in line] == list(told)


def test_private_comment_is_read_by_the_programme_alone(client: Any) -> None:
    made = supported()
    need = NeedFactory.create(accompaniment=made)
    address = english(reverse("support:need", args=[need.ref]))
    client.force_login(cast.sam())
    for words, more in (("Entre nous seulement.", {"private": "on"}), ("Pour tout le monde.", {})):
        client.post(address, {"gesture": "comment", "words": words, "once": words[:5], **more})
    assert Comment.objects.count() == 2
    seen = {}
    for who in (cast.sam, cast.alice):
        client.force_login(who())
        page = words_of(client.get(address))
        seen[who.__name__] = ("Entre nous seulement." in page, "Pour tout le monde." in page)
    assert seen == {"sam": (True, True), "alice": (False, True)}
    news = {who: [item.words for item in news_of([made], person)[made.pk]] for who, person in _two().items()}
    assert (len(news["sam"]) - len(news["alice"])) == 1
    client.post(address, {"gesture": "comment", "words": "Une réponse.", "private": "on"})
    assert Comment.objects.get(words="Une réponse.").private is False
    with pytest.raises(MoveRefused):
        write_comment(need, words="Caché", private=True, by=cast.alice(), at=clock.now())
    response = client.post(address, {"gesture": "comment", "words": "  "})
    assert (response.status_code, Comment.objects.count()) == (200, 3)


def _two() -> dict[str, Any]:
    return {"sam": cast.sam(), "alice": cast.alice()}


def test_mine_is_what_bears_my_name_then_what_has_nobodys() -> None:
    made, other = supported(), supported(name="Registre des puits")
    alice, sam = cast.alice(), cast.sam()
    mine = ActionFactory.create(accompaniment=other, owner=Owner.TEAM, person=alice)
    nobody = ActionFactory.create(accompaniment=made, owner=Owner.TEAM)
    ActionFactory.create(accompaniment=made, owner=Owner.TEAM, person=cast.bob())
    ActionFactory.create(accompaniment=made, owner=Owner.TEAM, owner_name="La comptable")
    theirs = ActionFactory.create(accompaniment=made, owner=Owner.OFFICER)
    found = {who: (actions_of(who).named, actions_of(who).unnamed) for who in (alice, sam)}
    assert found == {alice: ([mine], [nobody]), sam: ([], [theirs])}
    assert (actions_of(cast.charlie()).nothing, actions_of(alice, [made]).named) == (True, [])


def test_looks_of_the_roadmap_cost_the_same_for_three_rows_and_for_thirty(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    here = reverse("support:roadmap", args=[made.ref])
    addresses = [here, *(f"{here}?vue={look}" for look in ("dates", "moi", "retard")), reverse("support:my-actions")]
    addresses.append(reverse("support:moved", args=[made.ref]))
    counts = []
    for rows in (3, 27):
        for place in range(rows):
            need = NeedFactory.create(accompaniment=made)
            ActionFactory.create(
                accompaniment=made,
                need=need,
                owner=Owner.OFFICER,
                person=cast.sam() if place % 2 else None,
                due_on=clock.today() + timedelta(days=place - 2),
            )
            CommitmentFactory.create(initiative=made.initiative, programme=made.season.programme)
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]


def test_by_time_tells_actions_sessions_and_promises_in_a_drawing_and_in_a_table(client: Any) -> None:
    made = supported()
    ActionFactory.create(accompaniment=made, title="En retard", due_on=clock.today() - timedelta(days=2))
    BookingFactory.create(accompaniment=made, subject="La licence")
    CommitmentFactory.create(initiative=made.initiative, programme=made.season.programme, what="Prêter une salle")
    client.force_login(cast.alice())
    page = BeautifulSoup(
        client.get(f"{english(reverse('support:roadmap', args=[made.ref]))}?vue=dates").content, "html.parser"
    )
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]
    assert {(row[1], row[2]) for row in rows} == {
        ("En retard", "Consolidate"),
        ("La licence", "Sessions"),
        ("Prêter une salle", "Promises of others"),
    }
    assert [row[4] for row in rows if row[1] == "En retard"] == ["overdue"]
    assert len(page.select("svg.support-time circle, svg.support-time path")) == 3
    assert page.select("svg title")[0].get_text() == "The support by time"


def test_what_moved_is_told_by_step_then_by_subject_and_keeps_private_notes(client: Any) -> None:
    made = supported()
    since = clock.today()
    PointFactory.create(accompaniment=made, words="Entre nous.", private=True)
    action = ActionFactory.create(accompaniment=made, step=Step.DEPLOY, title="Ouvrir les données")
    roadmaps.close_action(action, "finish", result="", by=cast.alice(), at=clock.now())
    groups = {group.title: [item.words for item in group.items] for group in moved_since(made, since, cast.alice())}
    assert len(groups) == 1
    ((_title, words),) = groups.items()
    assert sorted(word.partition(": ")[2] for word in words) == ["Ouvrir les données"] * 2
    assert moved_since(made, since, cast.charlie()) == []
    seen = {}
    for who in (cast.sam, cast.alice):
        client.force_login(who())
        page = words_of(client.get(f"{reverse('support:moved', args=[made.ref])}?depuis={since}"))
        seen[who.__name__] = ("Entre nous." in page, "Ouvrir les données" in page)
    assert seen == {"sam": (True, True), "alice": (False, True)}


def test_nothing_moves_in_a_paused_support() -> None:
    made = supported()
    a, *_rest = _five(made)
    Accompaniment.objects.filter(pk=made.pk).update(state="paused")
    a = Action.objects.get(pk=a.pk)
    assert isinstance(can_work_on(cast.alice(), a.accompaniment), No)
    with pytest.raises(MoveRefused):
        boards.shift_action(a, down=True, by=cast.alice(), at=clock.now())
