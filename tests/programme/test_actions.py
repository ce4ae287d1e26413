from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from tests import cast
from tests.factories import MandateFactory, SeasonFactory
from tremplin.core import clock, journal
from tremplin.people.models import Person
from tremplin.programme.actions import change_season, end_mandate, give_mandate, open_season
from tremplin.programme.models import Mandate, Season
from tremplin.programme.queries import lasting_administrators, roles_of
from tremplin.programme.states import Role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
DAYS = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with clock.at(NOW):
        yield


def _give(email: str = "alice@example.org", **changes: Any) -> Mandate:
    given = {
        "full_name": "",
        "role": Role.AGENT,
        "season": None,
        "from_day": DAY,
        "until_day": None,
        "by": cast.max_(),
        "at": NOW,
    }
    return give_mandate(cast.programme(), email=email, **given | changes)


@pytest.mark.django_db
def test_season_opened_and_changed_is_journalled() -> None:
    max_ = cast.max_()
    season = open_season(cast.programme(), name_fr="Saison 3", name_en="", **DAYS, by=max_, at=NOW)
    change_season(
        season,
        name_fr="Saison trois",
        name_en="Season three",
        **DAYS | {"ends_on": date(2026, 11, 30)},
        by=max_,
        at=NOW,
    )
    kept = Season.objects.get()
    assert (kept.name_fr, kept.name_en, kept.ends_on) == ("Saison trois", "Season three", date(2026, 11, 30))
    assert [(entry.verb, entry.actor, entry.before, entry.after) for entry in journal.of(season)] == [
        ("open", max_.ref, "", ""),
        ("change", max_.ref, "2026-01-01/2026-12-31", "2026-01-01/2026-11-30"),
    ]


@pytest.mark.django_db
def test_season_that_cannot_be_leaves_no_trace() -> None:
    season = SeasonFactory.create(programme=cast.programme())
    with pytest.raises(IntegrityError):
        change_season(
            season, name_fr="x", name_en="", starts_on=DAY, ends_on=DAY - timedelta(days=1), by=cast.max_(), at=NOW
        )
    season.refresh_from_db()
    assert (season.name_fr == "x", list(journal.of(season))) == (False, [])


@pytest.mark.django_db
def test_mandate_given_to_an_unknown_address_enters_the_person() -> None:
    mandate = _give("New@Example.org", full_name="Nouvelle Personne", until_day=date(2026, 12, 31))
    assert (mandate.person.email, mandate.person.full_name, mandate.until_day) == (
        "new@example.org",
        "Nouvelle Personne",
        date(2026, 12, 31),
    )
    assert roles_of(mandate.person) == {Role.AGENT}
    assert [(entry.verb, entry.actor, entry.after) for entry in journal.of(mandate)] == [
        ("give", cast.max_().ref, Role.AGENT)
    ]


@pytest.mark.django_db
def test_mandate_given_to_somebody_known_keeps_their_name() -> None:
    alice = cast.alice()
    assert _give("ALICE@example.org", full_name="Somebody Else").person == alice
    assert Person.objects.get(pk=alice.pk).full_name == "Alice"


@pytest.mark.django_db
def test_same_mandate_given_twice_is_one() -> None:
    assert _give() == _give()
    assert (Mandate.objects.filter(person=cast.alice()).count(), [entry.verb for entry in journal.of(_give())]) == (
        1,
        ["give"],
    )


@pytest.mark.django_db
def test_mandate_given_again_the_day_it_was_ended_holds_again() -> None:
    mandate = _give()
    end_mandate(mandate, last_day=DAY, by=cast.max_(), at=NOW)
    assert _give().until_day is None
    assert [entry.verb for entry in journal.of(mandate)] == ["give", "end", "prolong"]


@pytest.mark.django_db
def test_mandate_given_again_never_ends_sooner() -> None:
    """Giving is no way to end the last administrator's mandate."""
    max_ = cast.max_()
    mandate = max_.mandates.get()
    again = _give("max@example.org", role=Role.ADMINISTRATOR, from_day=mandate.from_day, until_day=DAY)
    assert (again, again.until_day) == (mandate, None)


@pytest.mark.concurrency
@pytest.mark.parametrize("in_season", [True, False])
def test_two_givers_at_once_give_one_mandate(race: Any, in_season: bool) -> None:
    season = SeasonFactory.create(programme=cast.programme()) if in_season else None
    cast.max_()

    def give() -> Mandate:
        with clock.at(NOW):
            return _give(season=season)

    first, second = race(give, give)
    assert (first, Mandate.objects.filter(role=Role.AGENT).count()) == (second, 1)
    assert [entry.verb for entry in journal.of(first)] == ["give"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last_day", "until"),
    [
        (DAY, DAY),
        (DAY - timedelta(days=5), DAY - timedelta(days=5)),
        (date(2020, 1, 1), DAY - timedelta(days=30)),
        (date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_mandate_ends_after_its_last_day_and_never_before_its_first(last_day: date, until: date) -> None:
    mandate = MandateFactory.create(programme=cast.programme())
    end_mandate(mandate, last_day=last_day, by=cast.max_(), at=NOW)
    assert Mandate.objects.get(pk=mandate.pk).until_day == mandate.until_day == until
    assert [(entry.verb, entry.before) for entry in journal.of(mandate)] == [("end", Role.AGENT)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last_day", "until"),
    [(DAY + timedelta(days=5), DAY + timedelta(days=5)), (DAY + timedelta(days=50), DAY + timedelta(days=9))],
)
def test_end_of_a_mandate_is_brought_forward_and_never_put_back(last_day: date, until: date) -> None:
    mandate = MandateFactory.create(programme=cast.programme(), until_day=DAY + timedelta(days=9))
    end_mandate(mandate, last_day=last_day, by=cast.max_(), at=NOW)
    assert Mandate.objects.get(pk=mandate.pk).until_day == until


@pytest.mark.django_db
@pytest.mark.parametrize("who", [cast.ada, cast.charlie])
def test_end_by_somebody_without_the_right_is_refused(who: Any) -> None:
    mandate = MandateFactory.create(programme=cast.programme())
    cast.max_()
    with pytest.raises(PermissionDenied):
        end_mandate(mandate, last_day=DAY, by=who(), at=NOW)
    assert Mandate.objects.get(pk=mandate.pk).until_day is None


@pytest.mark.django_db
def test_end_of_the_last_administrator_is_refused() -> None:
    max_ = cast.max_()
    with pytest.raises(PermissionDenied):
        end_mandate(max_.mandates.get(), last_day=DAY, by=max_, at=NOW)
    assert roles_of(max_) == {Role.ADMINISTRATOR}


@pytest.mark.concurrency
def test_two_administrators_who_end_each_other_at_once_leave_one(race: Any) -> None:
    first = cast.max_()
    second = MandateFactory.create(programme=cast.programme(), role=Role.ADMINISTRATOR).person
    mandates = {person: person.mandates.get() for person in (first, second)}

    def end(whose: Person, by: Person) -> None:
        with clock.at(NOW):
            end_mandate(mandates[whose], last_day=DAY, by=by, at=NOW)

    results = race(lambda: end(second, first), lambda: end(first, second))
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "PermissionDenied"]
    assert lasting_administrators([cast.programme().pk]).count() == 1
