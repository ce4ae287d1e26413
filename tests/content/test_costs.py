"""What each page type asks of the database, as a number: more, or fewer, is said here."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tremplin.content.importer import import_tree
from tremplin.content.pages import BasePage, HomePage

pytestmark = pytest.mark.django_db

QUERIES = {
    "CandidatesPage": 36,
    "ContactPage": 25,
    "ContributePage": 26,
    "FaqPage": 25,
    "HomePage": 43,
    "LaureateIndexPage": 40,
    "LaureatePage": 31,
    "NewsIndexPage": 32,
    "NewsPage": 32,
    "ParticipatePage": 30,
    "PeoplePage": 27,
    "PlainPage": 27,
    "PortraitPage": 26,
    "ProgramPage": 31,
    "ProjectPage": 26,
}


@pytest.fixture
def demonstration() -> None:
    import_tree(settings.BASE_DIR / "demo" / "content-site")


def page_of(model: type[BasePage]) -> BasePage:
    """The first French page of the type in the demonstration; a bare one when it has none."""
    found = model.objects.live().filter(locale__language_code="fr").order_by("path").first()
    if found is None:
        home = HomePage.objects.get(locale__language_code="fr")
        found = home.add_child(instance=model(title="Bare", slug="bare", locale=home.locale))
    return found


def test_every_page_type_has_its_number() -> None:
    types = {model.__name__ for model in apps.get_models() if issubclass(model, Page) and issubclass(model, BasePage)}
    assert types == set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_page_costs_its_number_of_queries(client: Client, demonstration: None, name: str) -> None:
    address = page_of(apps.get_model("content", name)).url
    client.get(address)  # sizes of pictures, content types and the site are read once for all
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == QUERIES[name], "\n".join(query["sql"][:200] for query in queries)
