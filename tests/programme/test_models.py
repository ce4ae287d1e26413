from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory, SeasonFactory
from tremplin.core import clock
from tremplin.programme.models import Mandate, Season
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_database_refuses_a_season_that_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError, match="season_ends_after_it_starts"), transaction.atomic():
        SeasonFactory.create(starts_on=DAY, ends_on=DAY - timedelta(days=1))


def test_season_of_one_day_may_be() -> None:
    assert SeasonFactory.create(starts_on=DAY, ends_on=DAY).pk


def test_database_refuses_two_seasons_of_one_name_in_a_programme() -> None:
    season = SeasonFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeasonFactory.create(programme=season.programme, name_fr=season.name_fr)
    SeasonFactory.create(name_fr=season.name_fr)
    assert Season.objects.count() == 2


@pytest.mark.parametrize("in_season", [True, False])
def test_database_refuses_the_same_mandate_twice(in_season: bool) -> None:
    season = SeasonFactory.create()
    same = {
        "person": PersonFactory.create(),
        "programme": season.programme,
        "season": season if in_season else None,
        "from_day": DAY,
    }
    MandateFactory.create(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        MandateFactory.create(**same)
    assert Mandate.objects.count() == 1


def test_database_refuses_a_mandate_that_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError, match="mandate_ends_after_it_starts"), transaction.atomic():
        MandateFactory.create(from_day=DAY, until_day=DAY - timedelta(days=1))


def test_database_refuses_an_unknown_role() -> None:
    with pytest.raises(IntegrityError, match="mandate_role_known"), transaction.atomic():
        MandateFactory.create(role="king")


def test_person_with_a_mandate_cannot_be_deleted() -> None:
    with pytest.raises(ProtectedError):
        MandateFactory.create().person.delete()


@pytest.mark.parametrize(
    ("from_day", "until_day", "holds"),
    [(0, None, True), (-1, None, True), (1, None, False), (-5, 0, True), (-5, -1, False), (0, 0, True), (-5, 5, True)],
)
def test_mandate_holds_from_its_first_day_to_its_last_included(
    from_day: int, until_day: int | None, holds: bool
) -> None:
    last = None if until_day is None else DAY + timedelta(days=until_day)
    assert MandateFactory.build(from_day=DAY + timedelta(days=from_day), until_day=last).is_in_force(DAY) is holds


@pytest.mark.parametrize(
    ("zone", "hour", "running"),
    [("Europe/Paris", 22, True), ("Europe/Paris", 23, False), ("America/Martinique", 23, True)],
)
def test_season_runs_until_midnight_of_its_own_time_zone(zone: str, hour: int, running: bool) -> None:
    season = SeasonFactory.create(programme__time_zone=zone, starts_on=DAY, ends_on=DAY)
    with clock.at(datetime(2026, 3, 2, hour, 30, tzinfo=UTC)):
        assert season.is_running is running


def test_programme_and_season_are_called_by_their_name_and_mandate_by_its_holder() -> None:
    programme = ProgrammeFactory.create(name_fr="Accélérateur")
    mandate = MandateFactory.create(programme=programme, person__full_name="Ada", role=Role.AGENT)
    assert (str(programme), str(SeasonFactory.build(name_fr="Saison 3"))) == ("Accélérateur", "Saison 3")
    assert str(mandate) == f"{mandate.get_role_display()} – Ada"
