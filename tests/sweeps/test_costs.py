"""A list costs the same number of queries for three rows and for eight."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast, factories
from tests.content.trees import page, png, tree
from tremplin.content.importer import import_tree

pytestmark = pytest.mark.django_db

LISTS: dict[str, Callable[[], object]] = {
    "programme:season-list": lambda: factories.SeasonFactory(programme=cast.programme()),
    "programme:mandate-list": lambda: factories.MandateFactory(programme=cast.programme()),
    "programme:quiet-list": lambda: factories.QuietPeriodFactory(programme=cast.programme(), over=True),
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


def _public(rows: int) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {
        "content/_index.md": page(title="Home"),
        "content/laureats/_index.md": page(title="Laureates"),
        "content/actualites/_index.md": page(title="News"),
    }
    for row in range(rows):
        says = {"title": f"Row {row}", "image": f"img/{row}.png", "date": f"2022-01-{row + 1:02}"}
        files[f"content/laureats/{row}.md"] = page("Words", themes=f"[T{row}]", domains=f"[D{row}]", **says)
        files[f"content/actualites/{row}.md"] = page("Words", categories=f"[C{row}]", **says)
        files[f"static/img/{row}.png"] = png(size=(40 + row, 30))
    return files


@pytest.mark.parametrize("address", ["/laureats/", "/actualites/"])
def test_public_list_costs_the_same_for_three_rows_and_eight(client: Client, tmp_path: Path, address: str) -> None:
    counts = []
    for rows in (3, 8):
        import_tree(tree(tmp_path, _public(rows)))
        client.get(address)  # sizes of pictures are made when first shown
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
