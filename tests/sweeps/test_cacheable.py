"""A page the cache may keep belongs to nobody: no cookie, no nonce, no token, no form that sends."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from config.wsgi import PageCache
from tests import cast
from tests.factories import DatasetFactory, WaveFactory
from tests.support.story import supported
from tremplin.content.importer import import_tree
from tremplin.core import clock, freshness
from tremplin.selection.states import WaveKind
from tremplin.support.actions.accompaniments import show_proof

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> list[str]:
    import_tree(settings.BASE_DIR / "demo" / "content-site")
    return [page.url for page in Page.objects.live().specific() if page.url]


def test_every_published_page_may_be_kept_and_belongs_to_nobody(client: Client, published: list[str]) -> None:
    assert len(published) > 30
    faults = {address: list(_faults(client, address)) for address in published}
    assert {address: found for address, found in faults.items() if found} == {}


GRANTS = ["/chiffres/conventions/", "/chiffres/conventions/subventions.csv", "/chiffres/conventions/subventions.json"]


@pytest.mark.parametrize("address", ["/chiffres/", "/en/chiffres/", "/chiffres/schema.json", *GRANTS])
def test_figures_may_be_kept_and_belong_to_nobody(client: Client, address: str) -> None:
    assert list(_faults(client, address)) == []


def test_files_of_a_season_and_a_proof_may_be_kept_and_belong_to_nobody(client: Client) -> None:
    made = supported()
    show_proof(made, words="", by=cast.sam(), at=clock.now())
    WaveFactory.create(release__call__season=made.season, kind=WaveKind.PUBLIC, done=True)
    DatasetFactory.create(season=made.season)
    addresses = [f"/chiffres/{made.season.ref}/donnees.{kind}" for kind in ("csv", "json")]
    addresses += [f"/attestations/{made.ref}/{rest}" for rest in ("", "code.svg")]
    faults = {address: list(_faults(client, address)) for address in addresses}
    assert {address: found for address, found in faults.items() if found} == {}


def _faults(client: Client, address: str) -> Iterator[str]:
    answer = client.get(address)
    if freshness.HEADER not in answer.headers:
        yield "not kept"
    if answer.cookies:
        yield "cookie"
    page = BeautifulSoup(answer.content, "html.parser")
    if (
        page.find("form", attrs={"method": re.compile("post", re.IGNORECASE)})
        or "csrfmiddlewaretoken" in answer.content.decode()
    ):
        yield "form that sends"
    if page.find(attrs={"nonce": True}) or "nonce-" in answer.headers["Content-Security-Policy"]:
        yield "nonce"


def test_a_person_signed_in_gets_a_page_that_is_not_kept(client: Client, published: list[str]) -> None:
    client.force_login(cast.alice())
    answers = [client.get(address) for address in published[:5]]
    assert [freshness.HEADER in answer.headers for answer in answers] == [False] * 5
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}


def test_the_cache_stands_in_front_of_the_application() -> None:
    from config.wsgi import application

    assert isinstance(application.application, PageCache)
