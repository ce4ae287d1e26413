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
from tests.support import factories as support
from tremplin.content.importer import import_tree
from tremplin.people.models import Person
from tremplin.support.models import DatedText
from tremplin.support.urls import urlpatterns

pytestmark = pytest.mark.django_db

LISTS: dict[str, Callable[[], object]] = {
    "programme:season-list": lambda: factories.SeasonFactory(programme=cast.programme()),
    "programme:alone": lambda: factories.MilestoneFactory(
        season=factories.SeasonFactory(programme=cast.programme()),
        owner=factories.MandateFactory(programme=cast.programme(), ends_today=True).person,
    ),
    "programme:absence": lambda: factories.AbsenceFactory(
        person=factories.MandateFactory(programme=cast.programme()).person
    ),
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


def _support() -> None:
    """One more running support of the season, with Sam beside it and something of each list."""
    season = cast.programme().seasons.first() or factories.SeasonFactory(programme=cast.programme())
    made = support.AccompanimentFactory(season=season, running=True)
    support.PartFactory(accompaniment=made, person=cast.sam())
    need = support.NeedFactory(accompaniment=made)
    action = support.ActionFactory(accompaniment=made, need=need)
    support.CommentFactory(accompaniment=made, action=action)
    support.PointFactory(accompaniment=made, by=cast.sam())
    support.BookingFactory(accompaniment=made)
    support.IntroductionFactory(accompaniment=made, sent=True, asked_by=cast.sam())
    support.CommitmentFactory(programme=season.programme, initiative=made.initiative)
    support.MeasureFactory(indicator__accompaniment=made)
    support.LegalQuestionFactory(accompaniment=made)
    text = DatedText.objects.filter(kind="convention").first()
    support.ConventionFactory(accompaniment=made, **({"text": text} if text else {}))
    support.AskingFactory(accompaniment=made, offer__programme=season.programme)
    support.CommitteeItemFactory(accompaniment=made, committee__season=season)


@pytest.mark.parametrize("person", [cast.sam, cast.ada])
def test_lists_of_support_cost_the_same_for_three_supports_and_eight(person: Callable[[], Person]) -> None:
    names = [f"support:{one.name}" for one in urlpatterns if "<" not in str(one.pattern)]
    addresses = {name: reverse(name) for name in (*names, "desk:home", "desk:week", "desk:file-list")}
    client = Client()
    client.force_login(person())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            _support()
        found = {}
        for name, address in addresses.items():
            client.get(address)  # what is read once for all
            with CaptureQueriesContext(connection) as queries:
                if client.get(address).status_code == 200:
                    found[name] = len(queries)
        counts.append(found)
    assert "support:list" in counts[0]
    grown = {name: (few, counts[1].get(name)) for name, few in counts[0].items() if counts[1].get(name) != few}
    assert grown == {}
