"""The pages across rooms: the week in fifteen lines, my files, and one file as each role sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.factories import PersonFactory
from tests.selection import story as choosing
from tests.support import story as supporting
from tremplin.calls.models import Conflict
from tremplin.core import clock
from tremplin.desk import files
from tremplin.desk.week import MOST, week_of
from tremplin.selection.models import Decision
from tremplin.support.actions import accompaniments, roadmaps
from tremplin.support.models import Accompaniment

pytestmark = pytest.mark.django_db


def _said(person: object, told: choosing.Story) -> list[str]:
    return [fact.words for fact in files.facts_of(told.applications[0].initiative, person)]


def test_file_is_told_to_each_role_as_far_as_it_may_know(client: Client) -> None:
    told = choosing.ready(1, selected=1)  # of three files, Rose reads two, drawn
    initiative = told.applications[0].initiative
    team, agent, reader = (_said(person, told) for person in (cast.alice(), cast.ada(), cast.rose()))
    number = told.applications[0].number
    assert len(team) == 2  # begun, submitted: nothing of what is signed
    assert len(agent) > len(team)
    assert all(number not in words for words in reader)
    assert reader != []
    assert _said(cast.charlie(), told) == []
    for person, status in ((cast.alice(), 200), (cast.ada(), 200), (cast.rose(), 200), (cast.charlie(), 404)):
        client.force_login(person)
        assert client.get(reverse("desk:file", args=[initiative.ref])).status_code == status


def test_file_in_conflict_is_absent_for_that_person(client: Client) -> None:
    told = choosing.ready(3, selected=1)
    assert _said(cast.ada(), told) != []
    Conflict.objects.create(person=cast.ada(), application=told.applications[0], source="…", since=clock.now())
    client.force_login(cast.ada())
    assert client.get(reverse("desk:file", args=[told.applications[0].initiative.ref])).status_code == 404


def test_support_of_a_file_in_conflict_is_absent_for_that_person(client: Client) -> None:
    told = choosing.ready(3, selected=1)
    made = supporting.supported(officer=False)
    Accompaniment.objects.filter(pk=made.pk).update(decision=Decision.objects.get(outcome="selected"))
    client.force_login(cast.ada())
    addresses = [reverse("support:accompaniment", args=[made.ref]), reverse("desk:file", args=[made.initiative.ref])]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    Conflict.objects.create(person=cast.ada(), application=told.applications[0], source="…", since=clock.now())
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert week_of(cast.ada()) == [line for line in week_of(cast.ada()) if str(made) not in line.words]


def test_my_files_are_those_in_which_i_have_a_part(client: Client) -> None:
    told = choosing.ready(3, selected=1)
    made = supporting.supported(name="Carnet des sources")
    mine = {
        person: list(files.my_initiatives(person).order_by("pk")) for person in (cast.alice(), cast.sam(), cast.ada())
    }
    assert mine == {
        cast.alice(): [told.applications[0].initiative, made.initiative],
        cast.sam(): [made.initiative],
        cast.ada(): [],  # the programme team has its own lists
    }
    client.force_login(cast.sam())
    assert client.get(reverse("desk:file-list")).context["initiatives"].count() == 1


def test_week_says_what_is_late_first(client: Client) -> None:
    made = supporting.supported()
    now = clock.now()
    roadmaps.plan_action(
        made, step="consolidate", title="Relire les statuts", owner="team", due_on=clock.today(), by=cast.sam(), at=now
    )
    assert week_of(cast.ada()) == []
    with clock.at(now + timedelta(days=40)):
        lines = week_of(cast.ada())
        assert [line.weight for line in lines] == [0, 0]  # silent for forty days, and one action late
        accompaniments.write_point(made, on=clock.today(), words="Appel.", private=False, by=cast.sam(), at=clock.now())
        assert len(week_of(cast.ada())) == 1
    client.force_login(cast.ada())
    assert client.get(reverse("desk:week")).status_code == 200
    client.force_login(cast.alice())
    assert client.get(reverse("desk:week")).status_code == 403


def test_week_is_fifteen_lines_at_most() -> None:
    made = supporting.supported()
    now = clock.now()
    for place in range(5):
        roadmaps.plan_action(
            made, step="deploy", title=f"Action {place}", owner="team", due_on=clock.today(), by=cast.sam(), at=now
        )
    for place in range(14):
        other = supporting.supported(name=f"Initiative {place}", officer=False)
        assert other.state == "running"
    with clock.at(now + timedelta(days=40)):
        assert len(week_of(cast.ada())) == MOST
    assert week_of(PersonFactory.create(confirmed=True)) == []
