"""The pilot's pages, standing in for an officer, and what rests on one officer alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.calls.factories import ConflictFactory
from tests.factories import AbsenceFactory, MandateFactory, PersonFactory, SeasonFactory
from tests.support.factories import ActionFactory, ContactFactory, NeedFactory, RelationFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.states import Role
from tremplin.support import alone
from tremplin.support.actions import accompaniments
from tremplin.support.facts.team_calls import team_call
from tremplin.support.models import Accompaniment
from tremplin.support.queries import accompaniments_run_by, accompaniments_visible_to, side_of
from tremplin.support.queries.accompaniments import accompaniments_led_by, accompaniments_whole_to, keeps_private
from tremplin.support.queries.loads import loads_of, seasons_of
from tremplin.support.queries.overviews import accompaniments_beside
from tremplin.support.season_facts import OWN
from tremplin.support.states import Owner, PartKind, Side
from tremplin.support.tasks import OWN as TASKS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY, DAY = date(2026, 3, 2), timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(NOW):
        yield


def _paul() -> Person:
    paul: Person = PersonFactory.create(full_name="Paul", confirmed=True)
    MandateFactory.create(person=paul, role=Role.OFFICER, programme=cast.programme())
    return paul


def _seen(person: Person) -> list[list[Accompaniment]]:
    found = (
        accompaniments_visible_to,
        accompaniments_run_by,
        accompaniments_led_by,
        accompaniments_whole_to,
        accompaniments_beside,
    )
    return [list(query(person)) for query in found]


def test_stand_in_sees_and_acts_as_the_officer_while_the_absence_runs(client: Client) -> None:
    made, paul = supported(), _paul()
    assert _seen(paul) == [[]] * 5
    AbsenceFactory.create(person=cast.sam(), stand_in=paul, from_day=TODAY, until_day=TODAY + 4 * DAY)
    assert _seen(paul) == [[made]] * 5
    assert (side_of(paul, made), keeps_private(paul, made)) == (Side.OFFICER, True)
    ActionFactory.create(accompaniment=made, owner=Owner.OFFICER, due_on=TODAY)
    told = [{task.url for kind in TASKS for task in kind.find(who)} for who in (cast.sam(), paul)]
    assert told[0] == told[1] != set()
    accompaniments.write_point(made, on=TODAY, words="Appelé Alice.", private=True, by=paul, at=NOW)
    client.force_login(paul)
    address = f"/espace/accompagnements/{made.ref}/"
    assert client.get(f"{address}appel/").context["sheet"].said.words == "Appelé Alice."
    said = BeautifulSoup(client.get(address).content, "html.parser").select_one("main")
    assert said is not None
    assert ("Sam" in said.text, "Paul" in said.text, "6 mars 2026" in said.text) == (True, True, True)
    assert [row.person for row in client.get("/espace/accompagnements/?mine=on").context["lines"][0].people] == [
        cast.sam()
    ]
    with clock.at(NOW + 5 * DAY):
        assert _seen(paul) == [[]] * 5
        assert client.get(address).status_code == 404


def test_stand_in_in_conflict_sees_nothing_of_that_file() -> None:
    made, other, paul = supported(), supported(name="Autre"), _paul()
    conflict = ConflictFactory.create(person=paul)
    AbsenceFactory.create(person=cast.sam(), stand_in=paul)
    assert _seen(paul)[0] == [made, other]
    Accompaniment.objects.filter(pk=made.pk).update(decision=_decision_of(conflict.application))
    assert _seen(paul) == [[other]] * 5


def _decision_of(application: Any) -> Any:
    from tests.selection.factories import DecisionFactory

    return DecisionFactory.create(application=application)


def test_sheet_for_a_call_tells_each_side_and_only_to_whoever_leads(client: Client) -> None:
    made = supported()
    NeedFactory.create(accompaniment=made, title="Trouver un local")
    relation = RelationFactory.create(initiative=made.initiative)
    ContactFactory.create(relation=relation, name="Zoé", phone="01 23 45 67 89")
    ContactFactory.create(relation=relation, name="Parti", phone="01 23 45 67 80", left_on=TODAY)
    accompaniments.write_point(made, on=TODAY, words="On se rappelle.", private=False, by=cast.sam(), at=NOW)
    with clock.at(NOW + 34 * DAY):
        sheet = team_call(made, cast.sam())
        assert (sheet.silence, sheet.last.day if sheet.last else None) == (34, TODAY)
        assert [member.person for member in sheet.members] == [cast.alice(), cast.bob()]
        assert ([need.title for need in sheet.needs], [one.name for one in sheet.contacts]) == (
            ["Trouver un local"],
            ["Zoé"],
        )
        assert [item.side for item in sheet.ours] == [Side.OFFICER] * len(sheet.ours)
        address = f"/espace/accompagnements/{made.ref}/appel/"
        for who, status in ((cast.sam(), 200), (cast.ada(), 200), (cast.alice(), 403), (cast.charlie(), 404)):
            client.force_login(who)
            assert client.get(address).status_code == status


def test_head_reads_people_by_name_and_seasons_out_of_their_supports(client: Client) -> None:
    supported(), supported(name="Autre")
    _paul()
    found = [
        (str(load.capacity.person), load.capacity.supports, load.sessions)
        for load in loads_of(cast.programme(), cast.ada())
    ]
    assert found == [("Ada", 0, 0), ("Paul", 0, 0), ("Sam", 2, 0)]
    [line] = seasons_of(cast.ada())
    assert (line.supports, line.closed, line.agreed, line.met_with) == (2, 0, 0, 0)
    client.force_login(cast.ada())
    client.get("/gestion/accompagnements/charge/")
    with CaptureQueriesContext(connection) as few:
        client.get("/gestion/accompagnements/charge/")
    for name in ("C", "D", "E"):
        made = supported(name=name)
        accompaniments.name_part(made, _paul(), kind=PartKind.OFFICER, by=cast.ada(), at=NOW)
    with CaptureQueriesContext(connection) as more:
        client.get("/gestion/accompagnements/charge/")
    assert len(more) == len(few)
    client.force_login(cast.sam())
    assert client.get("/gestion/accompagnements/charge/").status_code == 403


def test_what_one_officer_alone_holds_is_told_until_there_are_two() -> None:
    made, programme = supported(), cast.programme()
    RelationFactory.create(initiative=made.initiative)
    found = [(len(kind.find(cast.ada(), programme))) for kind in alone.OWN]
    assert found == [1, 1]
    accompaniments.name_part(made, _paul(), kind=PartKind.OFFICER, by=cast.ada(), at=NOW)
    assert [len(kind.find(cast.ada(), programme)) for kind in alone.OWN] == [0, 0]


def test_steps_of_the_year_are_read_from_what_happened() -> None:
    made = supported()
    facts = {fact.name: fact for fact in OWN}
    other = SeasonFactory.create(programme=cast.programme())

    def days() -> dict[str, Any]:
        return {name: fact.read([made.season, other]).get(made.season_id) for name, fact in facts.items()}

    assert days() == {
        "support-opened": TODAY,
        "support-diagnosed": None,
        "support-acceleration": None,
        "support-engagement": None,
        "support-closed": None,
    }
    with clock.at(NOW + DAY):
        accompaniments.close(made, words="Fin.", by=cast.ada(), at=clock.now())
        assert days()["support-closed"] == TODAY + DAY
    assert [fact.read([other]) for fact in OWN] == [{}] * 5
