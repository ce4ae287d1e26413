"""The directory of the demonstration: built through the same acts, and once however often it is told."""

from datetime import timedelta

import pytest

from tests import cast, factories
from tremplin.core import clock
from tremplin.desk.demo import doors
from tremplin.directory.models import Body, Case, Door, Holder, Import, Territory
from tremplin.directory.queries import find_doors

pytestmark = pytest.mark.django_db


def test_it_is_built_once_and_its_doors_are_found() -> None:
    with clock.at(clock.now() - timedelta(days=400)):  # the team is there before its doors
        season = factories.SeasonFactory(programme=cast.programme())
        people = {"Ada": cast.ada(), "Sam": cast.sam()}
    counts = []
    for _turn in range(2):
        doors.build(season, people.__getitem__)
        counts.append([model.objects.count() for model in (Territory, Body, Door, Case, Import, Holder)])
    assert counts[0] == counts[1] == [119, 40, 43, 5, 1, 4]
    assert Import.objects.get().dangling == 2
    found = [hit.door.name for hit in find_doors("notre carte libre des fontaines")]
    assert found[0] == "Guichet des communs numériques"
    assert all(door.confirmed_on <= clock.today() for door in Door.objects.exclude(confirmed_on=None))
