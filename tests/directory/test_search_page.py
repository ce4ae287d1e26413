"""The search as the site gives it: what came before leads to what came after, places are typed in words, resources come
with doors, and an index that is slow to make never makes anybody wait.
"""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast, factories
from tremplin.core import clock, freshness
from tremplin.directory.actions.bodies import load_territories
from tremplin.directory.engine.index import Why
from tremplin.directory.queries import find_doors
from tremplin.directory.queries.held import HeldIndex
from tremplin.directory.queries.places import places_like
from tremplin.directory.states import CaseOutcome
from tremplin.directory.territories import COMMUNES, read_rows

pytestmark = pytest.mark.django_db


def _text(answer) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(page.find("main").get_text(" ").split())


def _page(client: Client, **asked: str) -> str:
    return _text(client.get(reverse("directory:door-list"), asked))


# what came before


def test_the_former_name_of_a_merged_body_finds_the_doors_of_the_one_that_came_after(client: Client) -> None:
    now = factories.BodyFactory(name="Agence des communs")
    between = factories.BodyFactory(name="Mission passerelle", closed=True, successor=now)
    factories.BodyFactory(name="Direction des vergers", acronym="DVG", closed=True, successor=between)
    door = factories.DoorFactory(body=now, name="Guichet")
    for words in ("vergers", "DVG", "passerelle"):
        assert [hit.door for hit in find_doors(words)] == [door]
    assert "its former name: “Direction des vergers DVG”" in _page(client, q="vergers")


def test_cases_of_a_door_that_closed_teach_about_the_one_that_came_after() -> None:
    door, only = factories.DoorFactory(name="Guichet"), factories.DoorFactory(name="Accueil")
    gone = factories.DoorFactory(name="Permanence", closed=True, successor=door)
    ended = factories.BodyFactory(closed=True, successor=only.body)
    factories.CaseFactory(door=gone, words="planter un verger")
    factories.CaseFactory(door=factories.DoorFactory(name="Bureau", body=ended), words="réparer une mare")
    [verger], [mare] = find_doors("verger"), find_doors("mare")
    assert (verger.door, [reason.count for reason in verger.reasons if reason.why is Why.CASES]) == (door, [1])
    assert mare.door == only
    assert find_doors("permanence")[0].door == door


def test_a_correction_between_doors_that_became_one_speaks_for_it() -> None:
    door = factories.DoorFactory(name="Guichet")
    gone = factories.DoorFactory(name="Permanence", closed=True, successor=door)
    factories.DoorCorrectionFactory(from_door=door, to_door=gone, words="curer une mare")
    assert [hit.door for hit in find_doors("mare")] == [door]


def test_successions_that_turn_in_a_circle_end() -> None:
    one = factories.DoorFactory(name="Accueil un", closed=True)
    two = factories.DoorFactory(name="Accueil deux", closed=True, successor=one)
    one.successor = two
    one.save()
    factories.CaseFactory(door=one, words="une mare")
    assert find_doors("mare") == []


def test_a_door_of_the_body_above_helps_those_below_it() -> None:
    ministry = factories.BodyFactory(name="Ministère des mares", acronym="MDM", official=True)
    below = factories.BodyFactory(name="Direction des berges")
    factories.BelongingFactory(parent=ministry, child=below)
    main = factories.DoorFactory(body=ministry, name="Ministère des mares", imported=True)
    door = factories.DoorFactory(body=below, name="Bureau des berges")
    assert [hit.door for hit in find_doors("MDM berges")] == [door, main]


# places


@pytest.fixture
def places() -> None:
    load_territories(
        [
            {"kind": "region", "code": "76", "name": "Occitanie", "above": ""},
            {"kind": "department", "code": "81", "name": "Tarn", "above": "76"},
            {"kind": "department", "code": "31", "name": "Haute-Garonne", "above": "76"},
            {"kind": "department", "code": "82", "name": "Tarn-et-Garonne", "above": "76"},
            {"kind": "department", "code": "93", "name": "Seine-Saint-Denis", "above": ""},
            {"kind": "department", "code": "974", "name": "La Réunion", "above": ""},
        ]
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tarn", "Tarn (81)"),
        ("81", "Tarn (81)"),
        ("Tarn (81)", "Tarn (81)"),
        ("81000", "Tarn (81)"),
        ("81004", "Albi (Tarn)"),
        ("97411", "Saint-Denis (La Réunion)"),
        ("97490", "La Réunion (974)"),
        ("OCCITANIE", "Occitanie"),
        ("albi", "Albi (Tarn)"),
        ("haute gar", "Haute-Garonne (31)"),
    ],
)
def test_a_place_is_found_by_its_name_its_number_or_its_beginning(places: None, typed: str, first: str) -> None:
    assert places_like(typed)[0].label == first


@pytest.mark.parametrize("typed", ["", " ", "zz", "99999", "Atlantide", "(", "123456789", "\x00"])
def test_what_names_no_place_finds_none(places: None, typed: str) -> None:
    assert places_like(typed) == []


def test_a_commune_inherits_what_serves_its_department_and_its_region(client: Client, places: None) -> None:
    tarn, garonne = (factories.directory.Territory.objects.get(code=code) for code in ("81", "31"))
    inside = factories.DoorFactory(territory=tarn)
    regional = factories.DoorFactory(territory=tarn.parent)
    elsewhere, everywhere = factories.DoorFactory(territory=garonne), factories.DoorFactory()
    said = _page(client, q="bureau", lieu="Albi")
    assert [door.name in said for door in (inside, regional, everywhere, elsewhere)] == [True, True, True, False]
    assert "doors that serve Tarn" in said
    load_territories([row for row in read_rows(COMMUNES) if row["code"] in ("81004", "81065")])
    albi = factories.directory.Territory.objects.get(code="81004")
    of_albi = factories.DoorFactory(territory=albi)
    assert of_albi in {hit.door for hit in find_doors("bureau", territory=albi)}
    assert inside in {hit.door for hit in find_doors("bureau", territory=albi)}


def test_a_name_that_several_places_bear_offers_the_others_and_one_that_none_bears_says_so(
    client: Client, places: None
) -> None:
    factories.DoorFactory()
    answer = client.get(reverse("directory:door-list"), {"q": "bureau", "lieu": "Saint-Denis"})
    links = [
        link["href"] for link in BeautifulSoup(answer.content, "html.parser").find("main").find_all("a", href=True)
    ]
    assert [href for href in links if "lieu=" in href] == ["?q=bureau&lieu=Saint-Denis%20%28Seine-Saint-Denis%29"]
    assert "No place called “Atlantide” is known: the search was made anywhere." in _page(
        client, q="bureau", lieu="Atlantide"
    )


# the page


def test_a_silent_door_says_since_when(client: Client) -> None:
    day = clock.today() - timedelta(days=20)
    factories.DoorFactory(name="Guichet", silent_since=day)
    assert "have had no answer: try another way, or another door." in _page(client, q="guichet")


def test_resources_found_by_the_same_words_stand_below_with_conditions_and_last_day(client: Client) -> None:
    factories.DoorFactory(name="Guichet des vergers")
    factories.ResourceFactory(name="Aide aux vergers", conditions="Être une association.", closing=True)
    factories.ResourceFactory(name="Prêt pour vergers", expired=True)
    said = _page(client, q="verger")
    assert "1 public resource below" in said
    assert "Aide aux vergers" in said
    assert "Conditions: Être une association." in said
    assert "Last day to ask" in said
    assert "Prêt pour vergers" not in said


def test_resources_alone_are_shown_when_no_door_is_found(client: Client) -> None:
    factories.ResourceFactory(name="Prêt de salles")
    said = _page(client, q="salles")
    assert "No door was found" in said
    assert "Prêt de salles" in said


def test_the_page_of_a_search_is_kept_until_a_resource_of_it_ends(client: Client) -> None:
    resource = factories.ResourceFactory(closes_on=clock.today() + timedelta(days=3))
    until = client.get(reverse("directory:door-list"), {"q": resource.name}).headers[freshness.HEADER].split()[0]
    assert 3 * 86_400 < int(until) - clock.now().timestamp() < 4 * 86_400 + 1


def test_the_page_costs_the_same_for_three_hits_and_eight(client: Client) -> None:
    topic = factories.TopicFactory()
    counts = []
    for rows in (3, 5):
        for row in range(rows):
            factories.DoorFactory(name=f"Guichet des mares {row}").topics.add(topic)
            factories.ResourceFactory(name=f"Aide aux mares {row}").topics.add(topic)
        client.get(reverse("directory:door-list"), {"q": "mares"})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("directory:door-list"), {"q": "mares"}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_case_is_counted_and_its_words_never_shown(client: Client) -> None:
    door = factories.DoorFactory(name="Guichet")
    factories.CaseFactory(door=door, words="Mon voisin Gaston veut planter un verger", outcome=CaseOutcome.HELPED)
    said = _page(client, q="verger")
    assert "1 need like yours found help there" in said
    assert "Gaston" not in said


# the index a process holds


def test_a_quick_index_is_made_again_on_the_spot_and_a_held_one_is_not() -> None:
    words, made = ["one"], []
    held = HeldIndex(lambda: words[-1], lambda: made.append(words[-1]) or words[-1])
    assert (held.get(), held.get(), made) == ("one", "one", ["one"])
    words.append("two")
    assert held.settled()
    assert (held.get(), made) == ("two", ["one", "two"])


def test_a_slow_index_answers_as_it_was_while_the_next_one_is_made() -> None:
    words, made, may_go = ["one"], [], threading.Event()

    def make() -> str:
        if made:
            may_go.wait(10)
        made.append(words[-1])
        return words[-1]

    held = HeldIndex(lambda: words[-1], make, quick=-1.0, rest=3600.0)
    assert held.get() == "one"
    words.append("two")
    assert (held.settled(), held.get(), held.get()) == (False, "one", "one")
    may_go.set()
    held.wait()
    assert (held.settled(), held.get()) == (True, "two")
    words.extend(["three", "four"])  # a burst: the next one is made after a rest, once
    assert (held.get(), held.settled()) == ("two", False)
    held.wait()
    assert made == ["one", "two"]


def test_an_index_that_cannot_be_made_again_goes_on_answering(caplog) -> None:
    words = ["one"]

    def make() -> str:
        if words[-1] == "two":
            raise ValueError("no")
        return words[-1]

    held = HeldIndex(lambda: words[-1], make, quick=-1.0, rest=0.0)
    assert held.get() == "one"
    words.append("two")
    assert held.get() == "one"
    held.wait()
    assert held.get() == "one"
    held.wait()
    assert "could not be made again" in caplog.text
    words.append("three")
    assert held.get() == "one"
    held.wait()
    assert held.get() == "three"


def test_without_a_word_nothing_is_held() -> None:
    made: list[int] = []
    held = HeldIndex(lambda: None, lambda: made.append(1) or len(made))
    assert (held.get(), held.get(), held.settled()) == (1, 2, True)


def test_the_search_of_the_team_is_open_to_visitors_alone_by_what_is_published(client: Client) -> None:
    factories.DoorFactory(name="Guichet secret", hidden=True)
    client.force_login(cast.sam())
    assert "No door was found" in _page(client, q="secret")
