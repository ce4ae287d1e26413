"""Administration of seasons and mandates, as people use it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory, SeasonFactory
from tremplin.core import clock
from tremplin.core.models import Entry
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Season
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
SEASONS, OPEN = "/gestion/saisons/", "/gestion/saisons/ouvrir/"
MANDATES, GIVE = "/gestion/mandats/", "/gestion/mandats/donner/"


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(cast.ada())
    return client


@pytest.fixture
def max_(client: Client) -> Client:
    client.force_login(cast.max_())
    return client


def _fields(answer: Any) -> dict[str, str]:
    """What a browser would send if nothing were typed."""
    form = BeautifulSoup(answer.content, "html.parser").select_one("main form[method=post]")
    assert form is not None
    found = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
    for choice in form.select("select"):
        options = choice.select("option[selected]") or choice.select("option")[:1]
        found[str(choice["name"])] = str(options[0]["value"])
    return found


def _errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    found: dict[str, list[str]] = answer.context["form"].errors
    return {name: list(errors) for name, errors in found.items()}


def _rows(answer: Any) -> list[str]:
    """The first cell of each row of the list."""
    page = BeautifulSoup(answer.content, "html.parser")
    return [row.select("td")[0].get_text("|", strip=True).split("|")[0] for row in page.select("main tbody tr")]


def _without(answer: Any, ref: str) -> str:
    """The page without the reference asked for, nor the token that is drawn for each page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(ref, "")


# seasons

SEASON = {"name_fr": "Saison 3", "name_en": "Season 3", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}


def test_season_is_opened_from_its_form(ada: Client) -> None:
    answer = ada.post(OPEN, _fields(ada.get(OPEN)) | SEASON)
    season = Season.objects.get()
    assert answer["Location"] == SEASONS
    assert (season.programme, season.name_fr, season.name_en, season.starts_on, season.ends_on) == (
        cast.programme(), "Saison 3", "Season 3", date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert _rows(ada.get(SEASONS)) == ["Saison 3"]


def test_season_form_sent_twice_opens_one_and_says_the_same(ada: Client) -> None:
    fields = _fields(ada.get(OPEN)) | SEASON
    answers = [ada.post(OPEN, fields) for _turn in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, SEASONS)] * 2
    assert (Season.objects.count(), Entry.objects.filter(verb="open").count()) == (1, 1)


def test_season_form_of_somebody_else_is_not_replayed(client: Client) -> None:
    client.force_login(cast.ada())
    fields = _fields(client.get(OPEN)) | SEASON
    client.post(OPEN, fields)
    client.force_login(cast.aldo())
    client.post(OPEN, fields | {"name_fr": "Saison 4"})
    assert sorted(season.name_fr for season in Season.objects.all()) == ["Saison 3", "Saison 4"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"ends_on": "2025-12-31"}, ["ends_on"]),
        ({"starts_on": "31/31/2026"}, ["starts_on"]),
        ({"name_fr": ""}, ["name_fr"]),
        ({"name_fr": "x" * 121}, ["name_fr"]),
        ({"name_fr": "Saison 2"}, ["name_fr"]),
        ({"name_fr": "\x01"}, ["name_fr"]),
        ({"programme": "0000000000"}, ["programme"]),
        ({"once": "x" * 33}, ["once"]),
    ],
)
def test_season_form_tells_what_is_wrong_and_keeps_the_rest(
    ada: Client, changes: dict[str, str], wrong: list[str]
) -> None:
    SeasonFactory.create(programme=cast.programme(), name_fr="Saison 2")
    answer = ada.post(OPEN, _fields(ada.get(OPEN)) | SEASON | changes)
    assert (list(_errors(answer)), answer.context["form"]["name_en"].value(), Season.objects.count()) == (
        wrong,
        "Season 3",
        1,
    )


def test_season_cannot_be_opened_in_a_programme_one_does_not_work_for(ada: Client) -> None:
    elsewhere = ProgrammeFactory.create()
    answer = ada.post(OPEN, _fields(ada.get(OPEN)) | SEASON | {"programme": elsewhere.ref})
    assert (list(_errors(answer)), Season.objects.count()) == (["programme"], 0)


def test_season_of_another_programme_may_have_the_same_name(ada: Client) -> None:
    SeasonFactory.create(name_fr="Saison 3")
    assert ada.post(OPEN, _fields(ada.get(OPEN)) | SEASON).status_code == 302


def test_season_is_changed_and_may_keep_its_name(ada: Client) -> None:
    season = SeasonFactory.create(programme=cast.programme(), name_fr="Saison 3")
    address = reverse("programme:season-change", args=[season.ref])
    fields = _fields(ada.get(address))
    assert (fields["name_fr"], fields["starts_on"]) == ("Saison 3", season.starts_on.isoformat())
    assert ada.post(address, fields | {"ends_on": "2026-12-31"})["Location"] == SEASONS
    season.refresh_from_db()
    assert (season.name_fr, season.ends_on, season.programme) == ("Saison 3", date(2026, 12, 31), cast.programme())


def test_season_cannot_take_the_name_of_another(ada: Client) -> None:
    season, other = SeasonFactory.create_batch(2, programme=cast.programme())
    address = reverse("programme:season-change", args=[season.ref])
    assert list(_errors(ada.post(address, _fields(ada.get(address)) | {"name_fr": other.name_fr}))) == ["name_fr"]


@pytest.mark.parametrize(("address", "status"), [(SEASONS, 403), (OPEN, 403), (MANDATES, 403), (GIVE, 403)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_is_refused_with_a_sentence(client: Client, address: str, status: int, method: str) -> None:
    client.force_login(cast.charlie())
    answer = getattr(client, method)(address, SEASON)
    assert (answer.status_code, answer.templates[0].name, len(answer.context["text"]) > 10) == (
        status,
        "core/error.html",
        True,
    )


@pytest.mark.parametrize(
    ("name", "make"),
    [("programme:season-change", SeasonFactory.create), ("programme:mandate-end", MandateFactory.create)],
)
def test_object_out_of_sight_is_as_absent_as_none(client: Client, name: str, make: Any) -> None:
    mine, elsewhere = make(programme=cast.programme()), make()
    for who, there in ((cast.charlie, mine), (cast.eve, mine), (cast.max_, elsewhere)):
        client.force_login(who())
        hidden, absent = (client.get(reverse(name, args=[ref])) for ref in (there.ref, "0000000000"))
        assert hidden.status_code == absent.status_code == 404
        assert _without(hidden, there.ref) == _without(absent, "0000000000")


def test_list_of_seasons_says_which_is_under_way(ada: Client) -> None:
    for trait in ({}, {"past": True}, {"to_come": True}):
        SeasonFactory.create(programme=cast.programme(), **trait)
    page = BeautifulSoup(ada.get(SEASONS).content, "html.parser")
    assert [len(row.select(".fr-badge")) for row in page.select("main tbody tr")] == [0, 1, 0]


def test_programme_without_a_season_says_what_to_do(ada: Client) -> None:
    page = BeautifulSoup(ada.get(SEASONS).content, "html.parser")
    assert [link["href"] for link in page.select("main .fr-callout a")] == [OPEN]


# mandates

MANDATE = {
    "email": "alice@example.org",
    "full_name": "Alice",
    "role": Role.JUROR,
    "season": "",
    "from_day": "2026-03-02",
    "until_day": "",
}


def test_mandate_is_given_from_its_form(max_: Client) -> None:
    season = SeasonFactory.create(programme=cast.programme())
    answer = max_.post(GIVE, _fields(max_.get(GIVE)) | MANDATE | {"season": season.ref, "until_day": "2026-06-30"})
    mandate = Mandate.objects.get(role=Role.JUROR)
    assert answer["Location"] == MANDATES
    assert (str(mandate.person), mandate.season, mandate.from_day, mandate.until_day) == (
        "Alice",
        season,
        DAY,
        date(2026, 6, 30),
    )


def test_mandate_form_sent_twice_gives_one(max_: Client) -> None:
    fields = _fields(max_.get(GIVE)) | MANDATE
    assert [max_.post(GIVE, fields)["Location"], max_.post(GIVE, fields)["Location"]] == [MANDATES] * 2
    assert (Mandate.objects.filter(role=Role.JUROR).count(), Entry.objects.filter(verb="give").count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"until_day": "2026-03-01"}, ["until_day"]),
        ({"email": "nothing"}, ["email"]),
        ({"email": ""}, ["email"]),
        ({"role": "king"}, ["role"]),
        ({"from_day": ""}, ["from_day"]),
        ({"season": "0000000000"}, ["season"]),
        ({"programme": "0000000000"}, ["programme"]),
    ],
)
def test_mandate_form_tells_what_is_wrong(max_: Client, changes: dict[str, str], wrong: list[str]) -> None:
    answer = max_.post(GIVE, _fields(max_.get(GIVE)) | MANDATE | changes)
    assert (list(_errors(answer)), Mandate.objects.filter(role=Role.JUROR).count()) == (wrong, 0)


def test_season_of_another_programme_cannot_be_chosen(max_: Client) -> None:
    """Max administers both programmes: the season is among the choices, not with this programme."""
    other = MandateFactory.create(person=cast.max_(), role=Role.ADMINISTRATOR).programme
    season = SeasonFactory.create(programme=other)
    typed = MANDATE | {"programme": cast.programme().ref, "season": season.ref}
    assert list(_errors(max_.post(GIVE, _fields(max_.get(GIVE)) | typed))) == ["season"]


def test_agent_cannot_give_a_mandate(ada: Client) -> None:
    assert ada.post(GIVE, MANDATE).status_code == 403
    assert Person.objects.filter(email="alice@example.org").count() == 0


def test_mandate_is_ended_on_the_day_chosen(max_: Client) -> None:
    mandate = MandateFactory.create(programme=cast.programme())
    address = reverse("programme:mandate-end", args=[mandate.ref])
    fields = _fields(max_.get(address))
    assert fields["last_day"] == "2026-03-02"
    assert max_.post(address, fields | {"last_day": "2026-03-31"})["Location"] == MANDATES
    mandate.refresh_from_db()
    assert mandate.until_day == date(2026, 3, 31)


def test_end_cannot_be_put_back(max_: Client) -> None:
    mandate = MandateFactory.create(programme=cast.programme(), until_day=date(2026, 3, 31))
    answer = max_.post(reverse("programme:mandate-end", args=[mandate.ref]), {"last_day": "2026-04-01"})
    assert list(_errors(answer)) == ["last_day"]


def test_last_administrator_is_told_why_not(max_: Client) -> None:
    mandate = cast.max_().mandates.get()
    address = reverse("programme:mandate-end", args=[mandate.ref])
    page = BeautifulSoup(max_.get(address).content, "html.parser")
    assert (page.select("main form"), len(page.select("main .fr-alert"))) == ([], 1)
    assert max_.post(address, {"last_day": "2026-03-02"}).status_code == 403
    mandate.refresh_from_db()
    assert mandate.until_day is None


def _some_mandates() -> None:
    programme = cast.programme()
    MandateFactory.create(programme=programme, person__full_name="Élise Noël", role=Role.JUROR)
    MandateFactory.create(programme=programme, person__full_name="Bob", role=Role.EXPERT, ended=True)
    MandateFactory.create(programme=programme, person__full_name="Zoé", role=Role.EXPERT, to_come=True)
    MandateFactory.create(person__full_name="Elsewhere")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Élise Noël", "Max", "Zoé"]),
        ("ended=on", ["Bob", "Élise Noël", "Max", "Zoé"]),
        ("words=NOEL elise", ["Élise Noël"]),
        ("words=elise zoe", []),
        ("words=max@example.org", ["Max"]),
        ("role=expert", ["Zoé"]),
        ("role=expert&ended=on", ["Bob", "Zoé"]),
        ("role=king", ["Élise Noël", "Max", "Zoé"]),
        ("words=%00", ["Élise Noël", "Max", "Zoé"]),
        ("page=99", ["Élise Noël", "Max", "Zoé"]),
        ("page=nothing", ["Élise Noël", "Max", "Zoé"]),
    ],
)
def test_mandates_are_filtered_and_what_does_not_hold_is_ignored(max_: Client, query: str, found: list[str]) -> None:
    _some_mandates()
    assert _rows(max_.get(f"{MANDATES}?{query}")) == found


def test_list_of_mandates_says_how_many_are_in_force(max_: Client) -> None:
    _some_mandates()
    answer = max_.get(f"{MANDATES}?ended=on")
    assert (answer.context["total"], answer.context["page"].paginator.count) == (2, 4)


def test_button_of_each_mandate_says_what_its_page_says(max_: Client) -> None:
    _some_mandates()
    for mandate, answer in max_.get(f"{MANDATES}?ended=on").context["rows"]:
        reason = max_.get(reverse("programme:mandate-end", args=[mandate.ref])).context["reason"]
        assert reason == ("" if answer else answer.reason)


def test_long_list_is_cut_in_pages_that_keep_the_filters(max_: Client) -> None:
    MandateFactory.create_batch(60, programme=cast.programme(), role=Role.JUROR)
    pages = [max_.get(f"{MANDATES}?role=juror&page={number}") for number in (1, 2)]
    assert [len(_rows(page)) for page in pages] == [50, 10]
    links = BeautifulSoup(pages[0].content, "html.parser").select(".fr-pagination a[href]")
    assert [link["href"] for link in links] == ["?role=juror&page=2"]


def test_list_costs_the_same_for_three_mandates_and_for_forty(max_: Client) -> None:
    costs = []
    for count in (3, 37):
        MandateFactory.create_batch(count, programme=cast.programme(), role=Role.ADMINISTRATOR)
        max_.get(MANDATES)
        with CaptureQueriesContext(connection) as queries:
            max_.get(MANDATES)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_mandate_that_starts_tomorrow_opens_nothing_today(client: Client) -> None:
    person = PersonFactory.create()
    MandateFactory.create(person=person, role=Role.ADMINISTRATOR, from_day=DAY + timedelta(days=1))
    client.force_login(person)
    assert client.get(MANDATES).status_code == 403
    with clock.at(NOW + timedelta(days=1)):
        assert client.get(MANDATES).status_code == 200


def test_mandate_that_ended_yesterday_opens_nothing_more(client: Client) -> None:
    person = PersonFactory.create()
    MandateFactory.create(person=person, role=Role.ADMINISTRATOR, until_day=DAY)
    client.force_login(person)
    assert client.get(MANDATES).status_code == 200
    with clock.at(NOW + timedelta(days=1)):
        assert client.get(MANDATES).status_code == 403
