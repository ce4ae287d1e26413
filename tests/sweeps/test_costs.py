"""A list costs the same number of queries for three rows and for eight."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast, factories

pytestmark = pytest.mark.django_db

LISTS: dict[str, Callable[[], object]] = {
    "programme:season-list": lambda: factories.SeasonFactory(programme=cast.programme()),
    "programme:mandate-list": lambda: factories.MandateFactory(programme=cast.programme()),
    "desk:operations": lambda: factories.MessageFactory(failed=True),
    "people:my-data": lambda: factories.MandateFactory(
        programme=cast.programme(), person=cast.max_(), season=factories.SeasonFactory(programme=cast.programme())
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_three_rows_and_eight(client: Client, name: str) -> None:
    client.force_login(cast.max_())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            LISTS[name]()
        client.get(reverse(name))  # what is read once for all
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
