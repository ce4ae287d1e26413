"""Bodies, doors, what search learns: the acts and what they refuse; freshness; successions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import cast, factories
from tremplin.core import clock, freshness
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.directory import rules
from tremplin.directory.actions import bodies, doors, record_case, record_correction
from tremplin.directory.engine.index import Why
from tremplin.directory.models import Case, Generation
from tremplin.directory.queries import (
    Standing,
    bodies_above,
    doors_of_body,
    doors_visible_to,
    find_doors,
    freshness_of,
    published_doors,
    standing_body,
)
from tremplin.directory.states import CaseOutcome

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_published_open_doors_of_open_bodies_are_anybodys_the_others_the_teams() -> None:
    shown = factories.DoorFactory()
    hidden = [
        factories.DoorFactory(hidden=True),
        factories.DoorFactory(closed=True),
        factories.DoorFactory(body=factories.BodyFactory(closed=True)),
    ]
    assert list(published_doors()) == [shown]
    assert list(doors_visible_to(cast.charlie())) == [shown]
    assert set(doors_visible_to(cast.sam())) == {shown, *hidden}
    assert [hit.door for hit in find_doors("bureau")] == [shown]


@pytest.mark.parametrize("who", [cast.ada, cast.sam])
def test_agents_and_officers_keep_doors(who) -> None:
    assert rules.can_manage_doors(who())


@pytest.mark.parametrize("who", [cast.charlie, cast.rose, cast.eve, cast.max_, cast.remi])
def test_others_do_not(who) -> None:
    answer = rules.can_manage_doors(who())
    assert isinstance(answer, No)


def test_each_act_makes_the_index_again() -> None:
    ada = cast.ada()
    body = bodies.add_body(words={"name": "Fondation d’essai", "kind": "foundation"}, by=ada, at=AT)
    door = doors.add_door(body, words={"name": "Guichet des vergers", "published": True}, by=ada, at=AT)
    assert [hit.door for hit in find_doors("verger")] == [door]
    first = Generation.objects.get().token
    doors.change_door(door, words={"name": "Guichet des potagers"}, by=ada, at=AT)
    assert [hit.door for hit in find_doors("potager")] == [door]
    # what it was called still leads to it
    assert [(hit.door, hit.formerly) for hit in find_doors("verger")] == [(door, ("Guichet des vergers",))]
    door.refresh_from_db()
    doors.close_door(door, successor=None, by=ada, at=AT)
    assert find_doors("potager") == []
    assert Generation.objects.get().token != first


def test_an_act_makes_kept_pages_void(django_capture_on_commit_callbacks) -> None:
    before = freshness.generation_file().read_text() if freshness.generation_file().exists() else ""
    with django_capture_on_commit_callbacks(execute=True):
        doors.confirm_door(factories.DoorFactory(), by=cast.ada(), at=AT)
    assert freshness.generation_file().read_text() != before


def test_a_case_leads_to_its_door_and_is_told_once_by_a_source() -> None:
    door, other = factories.DoorFactory(name="Guichet unique"), factories.DoorFactory(name="Permanence")
    record_case(door, "planter un verger", CaseOutcome.NOT, "intro00001", AT)
    assert find_doors("verger") == []
    record_case(door, "planter un verger", CaseOutcome.HELPED, "intro00001", AT)
    [hit] = find_doors("vergers")
    assert (hit.door, [(reason.why, reason.count) for reason in hit.reasons]) == (door, [(Why.CASES, 1)])
    assert Case.objects.count() == 1
    record_correction(door, other, "réparer une mare", AT)
    assert [hit.door for hit in find_doors("mare")] == [other]
    with pytest.raises(MoveRefused, match="A door cannot send to itself"):
        record_correction(door, door, "réparer une mare", AT)


def test_former_names_and_bodies_above_lead_to_a_door() -> None:
    ministry = factories.BodyFactory(name="Ministère du bien commun")
    body = factories.BodyFactory(former_names="Direction des alpages")
    factories.BelongingFactory(parent=ministry, child=body)
    factories.BelongingFactory(parent=body, child=ministry)  # two bodies that hold each other turn in no circle
    door = factories.DoorFactory(body=body)
    assert [hit.door for hit in find_doors("alpages")] == [door]
    assert [hit.door for hit in find_doors("bien commun")] == [door]
    assert [above.body for above in bodies_above(body)] == [ministry]
    assert list(doors_of_body(body)) == [door]


def test_a_territory_and_a_theme_leave_out_the_others() -> None:
    region = factories.TerritoryFactory(region=True)
    inside, elsewhere = factories.TerritoryFactory(parent=region), factories.TerritoryFactory()
    topic = factories.TopicFactory()
    here = factories.DoorFactory(territory=inside)
    factories.DoorFactory(territory=elsewhere)
    everywhere = factories.DoorFactory()
    here.topics.add(topic)
    assert {hit.door for hit in find_doors("bureau", territory=region)} == {here, everywhere}
    assert {hit.door for hit in find_doors("bureau", topics=[topic])} == {here}
    regional = factories.DoorFactory(body=factories.BodyFactory(territory=region))
    assert regional in {hit.door for hit in find_doors("bureau", territory=inside)}


@pytest.mark.parametrize(
    ("days", "standing", "stale"),
    [(0, Standing.CONFIRMED, False), (364, Standing.CONFIRMED, False), (365, Standing.STALE, True)],
)
def test_a_door_is_stale_a_year_after_it_was_confirmed(days: int, standing: Standing, stale: bool) -> None:
    today = date(2026, 3, 2)
    door = factories.DoorFactory(confirmed_on=today - timedelta(days=days))
    fresh = freshness_of(door, today)
    assert (fresh.standing, fresh.stale, fresh.since) == (standing, stale, door.confirmed_on)
    assert fresh.until == (None if stale else door.confirmed_on + timedelta(days=365))


def test_an_imported_door_is_as_fresh_as_its_import_until_the_team_edits_it() -> None:
    door = factories.DoorFactory(imports=True)
    assert freshness_of(door).standing == Standing.OFFICIAL
    assert freshness_of(door, clock.today() + timedelta(days=366)).standing == Standing.OFFICIAL_STALE
    doors.change_door(door, words={"does": "Autre chose"}, by=cast.ada(), at=AT)
    door.refresh_from_db()
    assert freshness_of(door).standing == Standing.NEVER


def test_confirming_says_who_and_when_and_a_closed_door_is_not_confirmed() -> None:
    with clock.at(AT):
        door, ada = factories.DoorFactory(), cast.ada()
        doors.confirm_door(door, by=ada, at=AT)
    door.refresh_from_db()
    assert (door.vouched_by, door.confirmed_on) == (ada, date(2026, 3, 2))
    doors.close_door(door, successor=None, by=ada, at=AT)
    with pytest.raises(MoveRefused, match="This door is closed"):
        doors.confirm_door(door, by=ada, at=AT)


def test_successions_are_followed_to_the_end_and_never_turn() -> None:
    first, second, third = (factories.BodyFactory() for _body in range(3))
    bodies.close_body(first, successor=second, by=cast.ada(), at=AT)
    bodies.close_body(second, successor=third, by=cast.ada(), at=AT)
    first.refresh_from_db()
    assert standing_body(first) == third
    with pytest.raises(MoveRefused, match="came before this one"):
        bodies.close_body(third, successor=first, by=cast.ada(), at=AT)
    with pytest.raises(MoveRefused, match="in activity"):
        bodies.set_successor(third, first, by=cast.ada(), at=AT)


def test_a_body_of_the_official_directory_is_not_typed_over() -> None:
    body = factories.BodyFactory(official=True)
    with pytest.raises(MoveRefused, match="follows the official directory"):
        bodies.change_body(body, words={"name": "Autre"}, by=cast.ada(), at=AT)


def test_a_closed_body_opens_no_door() -> None:
    body = factories.BodyFactory(closed=True)
    door = factories.DoorFactory(body=body, closed=True)
    with pytest.raises(MoveRefused, match="This body is closed"):
        doors.add_door(body, words={"name": "Guichet"}, by=cast.ada(), at=AT)
    with pytest.raises(MoveRefused, match="This body is closed"):
        doors.open_door_again(door, by=cast.ada(), at=AT)


def test_a_body_is_not_attached_to_what_is_part_of_it() -> None:
    above, below = factories.BodyFactory(), factories.BodyFactory()
    bodies.add_parent(below, above, by=cast.ada(), at=AT)
    with pytest.raises(MoveRefused, match="is part of this one"):
        bodies.add_parent(above, below, by=cast.ada(), at=AT)
