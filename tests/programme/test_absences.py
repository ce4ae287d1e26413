"""Being away: somebody stands in, from day to day, and nothing is handed over that the law hands over otherwise."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.utils import translation

from tests import cast
from tests.factories import AbsenceFactory, MandateFactory, MilestoneFactory, PersonFactory, SeasonFactory
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.programme import alone
from tremplin.programme.actions import end_mandate
from tremplin.programme.actions.absences import change_absence, end_absence, forget_old, say_absence
from tremplin.programme.models import Absence
from tremplin.programme.queries.absences import stands_in_for
from tremplin.programme.states import Role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
PAGE = "/gestion/absences/"


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(NOW):
        yield


def _say(away: Person, stand_in: Person, first: int = 0, last: int = 4, by: Person | None = None) -> Absence:
    return say_absence(
        away,
        from_day=TODAY + first * DAY,
        until_day=TODAY + last * DAY,
        stand_in=stand_in,
        by=by or away,
        at=clock.now(),
    )


def _refusal(act: Callable[[], object]) -> str:
    with translation.override("en"):
        try:
            with transaction.atomic():
                act()
        except MoveRefused as refusal:
            return str(refusal.reason)
    return ""


def _officer(name: str) -> Person:
    person: Person = MandateFactory.create(
        person=PersonFactory.create(full_name=name, confirmed=True), role=Role.OFFICER, programme=cast.programme()
    ).person
    return person


@pytest.mark.django_db
def test_stand_in_acts_from_the_first_day_to_the_last_and_no_longer_without_a_mandate() -> None:
    paul = _officer("Paul")
    _say(cast.sam(), paul, first=1, last=3)
    found = []
    for day in range(6):
        with clock.at(NOW + day * DAY):
            found.append([person.full_name for person in stands_in_for(paul)])
    assert found == [[], ["Sam"], ["Sam"], ["Sam"], [], []]
    with clock.at(NOW + 2 * DAY):
        for mandate in paul.mandates.all():
            end_mandate(mandate, last_day=TODAY + DAY, by=cast.max_(), at=clock.now())
        assert list(stands_in_for(paul)) == []


@pytest.mark.django_db
def test_back_early_it_ends_that_day_and_one_to_come_is_given_up() -> None:
    absence, later = _say(cast.sam(), cast.ada()), _say(cast.sam(), cast.ada(), 10, 12)
    with clock.at(NOW + 2 * DAY):
        end_absence(absence, by=cast.sam(), at=clock.now())
        end_absence(later, by=cast.sam(), at=clock.now())
        assert list(stands_in_for(cast.ada())) == []
        assert _refusal(lambda: end_absence(absence, by=cast.sam(), at=clock.now())) == "This absence is over."
    with clock.at(NOW + 10 * DAY):
        assert list(stands_in_for(cast.ada())) == []
        _say(cast.sam(), cast.ada(), 10, 12)  # what was given up leaves its days free


@pytest.mark.django_db
def test_days_overlap_with_nothing_and_whoever_stands_in_is_there() -> None:
    paul = _officer("Paul")
    _say(cast.sam(), paul)
    assert _refusal(lambda: _say(cast.sam(), cast.ada(), 4, 6)).startswith("Sam is already said to be away")
    assert _refusal(lambda: _say(cast.ada(), cast.sam(), 4, 6)).startswith("Sam is away from")
    assert _refusal(lambda: _say(cast.ada(), cast.ada())) == "Somebody else has to stand in."
    assert _refusal(lambda: _say(cast.ada(), cast.charlie())) == "Charlie is not of the team of the same programme."
    assert _refusal(lambda: _say(cast.ada(), cast.sylvie())) == "Sylvie is not of the team of the same programme."
    assert _refusal(lambda: _say(cast.ada(), paul, by=cast.sam())) == (
        "The absence of a colleague is told by the programme team."
    )
    assert _refusal(lambda: _say(cast.charlie(), paul)).startswith("This page is for the people of a programme")
    _say(paul, cast.ada(), by=cast.ada())  # ill: a colleague of the team says so
    away = [str(task.title) for task in alone._stand_ins(cast.ada(), cast.programme())]
    assert len(away) == 1
    change_absence(Absence.objects.get(person=cast.sam()), until_day=TODAY, stand_in=cast.ada(), by=cast.ada(), at=NOW)
    assert alone._stand_ins(cast.ada(), cast.programme()) == []


@pytest.mark.concurrency
def test_two_who_name_each_other_at_once_are_not_both_away(race: Any) -> None:
    sam, ada = cast.sam(), cast.ada()

    def say(away: Person, stand_in: Person) -> Absence:
        with clock.at(NOW):
            return _say(away, stand_in)

    results = race(lambda: say(sam, ada), lambda: say(ada, sam))
    assert sorted(type(result).__name__ for result in results) == ["Absence", "MoveRefused"]


@pytest.mark.concurrency
def test_one_person_told_away_twice_at_once_is_away_once(race: Any) -> None:
    sam, ada, aldo = cast.sam(), cast.ada(), cast.aldo()

    def say(stand_in: Person) -> Absence:
        with clock.at(NOW):
            return _say(sam, stand_in, by=stand_in if stand_in == ada else sam)

    results = race(lambda: say(ada), lambda: say(aldo))
    assert sorted(type(result).__name__ for result in results) == ["Absence", "MoveRefused"]
    assert Absence.objects.count() == 1


@pytest.mark.django_db
def test_two_clicks_open_the_page_and_send_it_as_it_stands(client: Client) -> None:
    cast.ada(), cast.aldo()
    AbsenceFactory.create(
        person=cast.sam(), stand_in=cast.aldo(), from_day=TODAY - 60 * DAY, until_day=TODAY - 50 * DAY, said_at=NOW
    )
    client.force_login(cast.sam())
    page = client.get(PAGE)
    form = BeautifulSoup(page.content, "html.parser").select_one("main form[method=post]")
    assert form is not None
    typed = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    typed["stand_in"] = str(form.select("select option[selected]")[0]["value"])
    assert client.post(PAGE, typed)["Location"] == PAGE
    absence = Absence.objects.latest("pk")
    assert (absence.person, absence.from_day, absence.until_day, absence.stand_in) == (
        cast.sam(),
        TODAY + DAY,
        TODAY + 7 * DAY,
        cast.aldo(),
    )
    client.force_login(cast.aldo())
    with clock.at(NOW + DAY):
        assert [task.url for task in client.get("/espace/").context["tasks"]].count(PAGE) == 1
        client.force_login(cast.sam())
        client.get(f"{PAGE}{absence.ref}/")
        client.post(f"{PAGE}{absence.ref}/fin/")
        client.force_login(cast.aldo())
        assert [task.url for task in client.get("/espace/").context["tasks"]].count(PAGE) == 0


@pytest.mark.django_db
def test_absence_of_another_programme_does_not_exist(client: Client) -> None:
    absence = AbsenceFactory.create()
    client.force_login(cast.ada())
    assert client.get(f"{PAGE}{absence.ref}/").status_code == 404
    assert client.post(f"{PAGE}{absence.ref}/fin/").status_code == 404


@pytest.mark.django_db
def test_a_year_after_its_last_day_an_absence_is_erased() -> None:
    AbsenceFactory.create(from_day=TODAY - 400 * DAY, until_day=TODAY - 367 * DAY)
    kept = AbsenceFactory.create(from_day=TODAY - 400 * DAY, until_day=TODAY - 365 * DAY)
    assert (forget_old(NOW), list(Absence.objects.all())) == ("1", [kept])


@pytest.mark.django_db
def test_roles_held_once_and_steps_of_who_leaves_are_told(client: Client) -> None:
    cast.ada(), cast.max_(), cast.sylvie()
    assert len(alone._roles(cast.ada(), cast.programme())) == 3
    cast.aldo()
    assert len(alone._roles(cast.ada(), cast.programme())) == 2
    leaving = MandateFactory.create(programme=cast.programme(), role=Role.OFFICER, until_day=TODAY + 30 * DAY).person
    season = SeasonFactory.create(programme=cast.programme())
    step = MilestoneFactory.create(season=season, owner=leaving)
    MilestoneFactory.create(season=season, owner=cast.ada())
    MilestoneFactory.create(season=season, owner=leaving, done=True)
    assert [task.url for task in alone._steps(cast.ada(), cast.programme())] == [f"/gestion/fil/{step.ref}/"]
    MandateFactory.create(programme=cast.programme(), role=Role.AGENT, person=leaving)
    assert alone._steps(cast.ada(), cast.programme()) == []
    client.force_login(cast.ada())
    page = client.get("/gestion/une-seule-personne/")
    assert [len(row["kinds"]) for row in page.context["programmes"]] == [1]
