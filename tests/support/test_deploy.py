"""Places, users, the life of a common and check-lists: told by both sides, seen by those they are opened to."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.directory.factories import TerritoryFactory
from tests.support.factories import CheckFactory, PartFactory, PlaceFactory, ReuserFactory
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Territory
from tremplin.directory.states import TerritoryKind
from tremplin.support.actions import deploy as actions
from tremplin.support.actions.deploy import Told
from tremplin.support.facts import news_of
from tremplin.support.models import Accompaniment, Check, CommonsRecord, Place, Reuser, Share
from tremplin.support.queries.deploy import departments_of
from tremplin.support.states import Audience, CheckState, CommonsKind, PartKind, PlaceKind, Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ONCE = {"once": "b" * 32}
GOOD = "name: Atlas\nurl: https://exemple.fr/atlas\nlegal:\n  license: MIT\n"


@pytest.fixture
def cantal() -> Territory:
    region = TerritoryFactory.create(kind=TerritoryKind.REGION, code="84", name="Auvergne-Rhône-Alpes")
    found = TerritoryFactory.create(kind=TerritoryKind.DEPARTMENT, code="15", name="Cantal", parent=region)
    doors_changed()
    return found


def _page(made: Accompaniment, rest: str) -> str:
    return f"/en/espace/accompagnements/{made.ref}/{rest}"


def test_place_is_found_by_its_commune_and_drawn_in_its_department(
    client: Any, made: Accompaniment, cantal: Territory
) -> None:
    client.force_login(cast.alice())
    today = clock.today()
    typed = {"where": "Cantal", "kind": "territory", "from_day": today.isoformat()} | ONCE
    page = client.post(_page(made, "deploiement/lieux/nouveau/"), typed, follow=True)
    place = Place.objects.get()
    assert (place.territory, place.initiative, place.name) == (cantal, made.initiative, "")
    assert [(tile.code, tile.count) for tile in page.context["held"]] == [("15", 1)]
    assert [item.words for item in news_of([made], cast.alice())[made.pk]] == ["in use: Cantal"]


def test_commune_that_is_not_loaded_keeps_its_name_and_stands_in_its_department(
    client: Any, made: Accompaniment, cantal: Territory
) -> None:
    client.force_login(cast.alice())
    typed = {"where": "Aurillac", "kind": "site", "from_day": clock.today().isoformat()} | ONCE
    client.post(_page(made, "deploiement/lieux/nouveau/"), typed)
    place = Place.objects.get()
    assert (place.territory, str(place)) == (cantal, "Aurillac (Cantal)")


def test_place_nobody_knows_is_told_and_nothing_typed_is_lost(
    client: Any, made: Accompaniment, cantal: Territory
) -> None:
    client.force_login(cast.alice())
    typed = {"where": "Zzyzx", "kind": "site", "name": "Le verger", "from_day": clock.today().isoformat()} | ONCE
    page = client.post(_page(made, "deploiement/lieux/nouveau/"), typed)
    assert page.context["form"].errors == {"where": ["No place of this name or number is known: please check it."]}
    assert page.context["form"]["name"].value() == "Le verger"


def test_two_places_of_one_name_are_to_be_chosen_between(client: Any, made: Accompaniment, cantal: Territory) -> None:
    lozere = TerritoryFactory.create(kind=TerritoryKind.DEPARTMENT, code="48", name="Lozère")
    for parent in (cantal, lozere):
        TerritoryFactory.create(kind=TerritoryKind.COMMUNE, code=f"{parent.code}900", name="Deux-Noms", parent=parent)
    doors_changed()
    client.force_login(cast.alice())
    typed = {"where": "Deux-Noms", "kind": "site", "from_day": clock.today().isoformat()} | ONCE
    form = client.post(_page(made, "deploiement/lieux/nouveau/"), typed).context["form"]
    assert form.errors == {"chosen": ["Several places have this name: please choose one."]}
    chosen = next(value for value, label in form.fields["chosen"].choices if "Lozère" in label)
    client.post(_page(made, "deploiement/lieux/nouveau/"), typed | {"chosen": chosen})
    assert Place.objects.get().territory.parent == lozere


def test_same_place_twice_is_refused_until_it_has_ended(made: Accompaniment, cantal: Territory) -> None:
    def add() -> Place:
        return actions.add_place(
            made,
            territory=cantal,
            kind=PlaceKind.TERRITORY,
            name="",
            from_day=clock.today(),
            by=cast.alice(),
            at=clock.now(),
        )

    first = add()
    with pytest.raises(MoveRefused, match=r"already in the list"):
        add()
    with pytest.raises(MoveRefused, match=r"before it began"):
        actions.end_place(first, made, on=clock.today() - timedelta(days=1), by=cast.sam(), at=clock.now())
    with pytest.raises(MoveRefused, match=r"say why"):
        actions.end_place(first, made, on=clock.today(), by=cast.sam(), at=clock.now())
    actions.end_place(first, made, on=clock.today(), why="Le bail a pris fin.", by=cast.sam(), at=clock.now())
    add()
    assert Place.objects.filter(until_day=None).count() == 1


def test_map_of_a_day_shows_what_stood_then(client: Any, made: Accompaniment, cantal: Territory) -> None:
    today = clock.today()
    old = PlaceFactory.create(
        initiative=made.initiative,
        territory=cantal,
        from_day=today - timedelta(days=90),
        until_day=today - timedelta(days=30),
    )
    client.force_login(cast.sam())
    now = client.get(_page(made, "deploiement/"))
    assert (now.context["here"], now.context["gone"]) == ([], [old])
    before = client.get(_page(made, f"deploiement/?au={(today - timedelta(days=60)).isoformat()}"))
    assert before.context["here"] == [old]
    assert client.get(_page(made, "deploiement/?au=hier")).context["day"] == today


def test_region_counts_in_each_of_its_departments_in_one_query(made: Accompaniment, cantal: Territory) -> None:
    TerritoryFactory.create(kind=TerritoryKind.DEPARTMENT, code="63", name="Puy-de-Dôme", parent=cantal.parent)
    places = [PlaceFactory.create(territory=cantal.parent), PlaceFactory.create(territory=cantal)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert dict(departments_of(places)) == {"15": 2, "63": 1}
    assert len(queries) == 1


def test_user_is_named_in_public_only_when_it_agrees(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    typed = {"name": "Ville de Lyon", "use": "Recenser", "from_day": clock.today().isoformat()} | ONCE
    client.post(_page(made, "deploiement/usagers/nouveau/"), typed)
    user = Reuser.objects.get()
    assert user.public is False
    client.post(_page(made, f"deploiement/{user.ref}/"), {"public": "yes", "once": "c" * 32})
    user.refresh_from_db()
    assert user.public is True


def test_record_stands_beside_the_one_before(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    address = _page(made, "vie-du-commun/nouveau/")
    first = {"on": "2026-01-05", "contributors": "12", "regulars": "3", "pays": "Une fondation."}
    client.post(address, first | ONCE)
    again = client.get(address)
    assert again.context["form"]["pays"].value() == "Une fondation."
    client.post(address, first | {"on": "2026-06-05", "contributors": "15", "once": "d" * 32})
    page = client.get(_page(made, "vie-du-commun/"))
    assert (page.context["last"].contributors, page.context["before"].contributors) == (15, 12)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"contributors": "3", "regulars": "12"}, "regulars", "Those who contribute every month are among"),
        ({"contributors": "99999999999"}, "contributors", "Ensure this value is less than or equal to 10000000."),
        ({}, "__all__", "Please say at least one thing"),
    ],
)
def test_record_that_cannot_be_is_told(
    client: Any, made: Accompaniment, typed: dict[str, str], field: str, words: str
) -> None:
    client.force_login(cast.alice())
    page = client.post(_page(made, "vie-du-commun/nouveau/"), {"on": "2026-01-05"} | typed | ONCE)
    assert page.context["form"].errors[field][0].startswith(words)
    assert not CommonsRecord.objects.exists()


def test_line_done_says_what_shows_it(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    address = _page(made, "listes/digital/")
    page = client.post(address, {"state-licence": "yes"} | ONCE)
    assert list(page.context["form"].errors) == ["evidence-licence"]
    client.post(address, {"state-licence": "yes", "evidence-licence": "MIT", "state-tests": "not_yet"} | ONCE)
    assert dict(Check.objects.values_list("key", "state")) == {"licence": "yes", "tests": "not_yet"}
    lists = client.get(_page(made, "listes/")).context["lists"]
    assert [(one["shown"], one["of"]) for one in lists if one["kind"] == CommonsKind.DIGITAL] == [(1, 18)]


def test_publiccode_is_shown_then_kept_to_be_confirmed(client: Any, made: Accompaniment) -> None:
    CheckFactory.create(initiative=made.initiative, key="licence", evidence="AGPL-3.0")
    client.force_login(cast.alice())
    address = _page(made, "listes/publiccode/")
    page = client.post(address, {"text": GOOD} | ONCE)
    assert len(page.context["answers"]) == 3
    assert page.context["faults"][0] == "“publiccodeYmlVersion” is missing, or empty."
    assert Check.objects.filter(read=True).count() == 0
    client.post(address, {"text": GOOD, "keep": "1"} | ONCE)
    assert set(Check.objects.filter(read=True).values_list("key", flat=True)) == {"publiccode", "public_code"}
    assert Check.objects.get(key="licence").evidence == "AGPL-3.0"


def test_unreadable_publiccode_is_told_and_kept_on_the_page(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    page = client.post(_page(made, "listes/publiccode/"), {"text": "a: &x 1\nb: *x\n"} | ONCE)
    assert page.context["form"].errors["text"] == [
        "Line 2 uses an alias (a word that begins with *): please write the value itself."
    ]


def test_key_of_another_list_is_refused(made: Accompaniment) -> None:
    with pytest.raises(MoveRefused, match=r"does not belong"):
        actions.tell_checks(
            made, CommonsKind.NATURAL, [Told("licence", CheckState.YES, "MIT")], by=cast.alice(), at=clock.now()
        )


@pytest.mark.parametrize("rest", ["deploiement/", "vie-du-commun/", "listes/", "listes/science/"])
def test_referent_sees_results_once_they_are_opened(client: Any, made: Accompaniment, rest: str) -> None:
    PartFactory.create(accompaniment=made, person=cast.remi(), kind=PartKind.REFERENT, from_day=clock.today())
    ReuserFactory.create(initiative=made.initiative)
    client.force_login(cast.remi())
    assert client.get(_page(made, rest)).status_code == 404
    Share.objects.create(
        accompaniment=made,
        subject=Subject.RESULTS,
        audience=Audience.REFERENTS,
        opened_by=cast.alice(),
        opened_at=clock.now(),
    )
    assert client.get(_page(made, rest)).status_code == 200
    client.force_login(cast.charlie())
    assert client.get(_page(made, rest)).status_code == 404


def test_reader_of_the_team_reads_without_writing(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.bob())
    assert client.get(_page(made, "listes/digital/")).context["writes"] is False
    assert (
        client.post(_page(made, "vie-du-commun/nouveau/"), {"on": "2026-01-05", "pays": "x"} | ONCE).status_code == 403
    )


def test_day_of_a_place_is_a_day(client: Any, made: Accompaniment, cantal: Territory) -> None:
    client.force_login(cast.alice())
    for day in ((clock.today() + timedelta(days=2)).isoformat(), date(1700, 1, 1).isoformat()):
        typed = {"where": "Cantal", "kind": "territory", "from_day": day} | ONCE
        page = client.post(_page(made, "deploiement/lieux/nouveau/"), typed)
        assert list(page.context["form"].errors) == ["from_day"]
