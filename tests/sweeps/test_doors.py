"""No door is open by accident: without a session only the written list answers; a stranger sees only what is
anyone's.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from wagtail.admin import urls as wagtailadmin_urls

from config.urls import PUBLIC
from tests import cast
from tests.sweeps.doors import every_door

pytestmark = pytest.mark.django_db

# What any person signed in may open: their own pages.
ANYONES = {
    "desk:home",
    "desk:file-list",
    "people:who-am-i",
    "people:mail-choices",
    "people:my-data",
    "calls:application-list",
}


# Written a second time: a door is not made public by a slip of the pen.
OPEN = {
    "wagtail_serve",
    "wagtaildocs_serve",
    "media",
    "favicon",
    "robots",
    "sitemap",
    "sitemap-part",
    "site-map",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_login",
    "account_logout",
    "content:accessibility",
    "content:search",
    "content:news-feed",
    "content:page-file",
    "calls:call-list",
    "calls:call",
    "directory:door-list",
    "directory:door",
    "directory:door-answer",
    "directory:holder-data",
    "directory:resource",
    "api:api-root",
    "api:openapi-json",
    "api:doors",
    "api:door",
    "api:resources",
    "api:resource",
    "support:answer",
    "support:ask-answer",
    "support:letter-check",
    "support:report-document",
    "support:report-public",
    "support:published-conventions",
    "support:published-conventions-csv",
    "support:published-conventions-json",
    "support:body-page",
    "support:outcome-answer",
    "support:session-answer",
    "support:session-feedback",
    "support:agenda-feed",
    "support:measures-answer",
    "community:event-list",
    "community:event",
    "community:event-calendar",
    "community:register",
    "community:registered",
    "community:registration-cancel",
    "community:news-give",
    "community:enquiry-write",
    "community:enquiry-thanks",
    "insights:figures",
    "insights:schema",
    "insights:data-csv",
    "insights:data-json",
    "insights:proof",
    "insights:proof-code",
}


def test_the_public_list_is_the_one_we_mean() -> None:
    assert PUBLIC == OPEN


def test_every_name_on_the_public_list_exists() -> None:
    assert sorted(PUBLIC - {door.name for door in every_door()}) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_doors_without_a_session_lead_to_sign_in(client: Client, prefix: str) -> None:
    opened = {}
    for door in every_door():
        if door.name in PUBLIC:
            continue
        address = prefix + door.address if prefix and not door.address.startswith("/fichiers") else door.address
        answer = client.get(address)
        if answer.status_code != 302 or "/compte/connexion/" not in answer["Location"]:
            opened[door.name] = answer.status_code
    assert opened == {}


def test_posts_without_a_session_are_kept_and_refused(client: Client) -> None:
    taken = {}
    for door in every_door():
        if door.name not in PUBLIC:
            answer = client.post(door.address, {"words": "what I typed"})
            if answer.status_code != 401 or "what I typed" not in answer.content.decode():
                taken[door.name] = answer.status_code
    assert taken == {}


def test_scripts_without_a_session_are_told_where_to_sign_in(client: Client) -> None:
    answers = {
        client.get(door.address, headers={"HX-Request": "true"}).status_code
        for door in every_door()
        if door.name not in PUBLIC
    }
    assert answers == {401}


def test_a_stranger_finds_nothing_but_their_own_pages(client: Client) -> None:
    client.force_login(cast.charlie())
    answers = {door.name: client.get(door.address).status_code for door in every_door() if door.name not in PUBLIC}
    assert {name for name, status in answers.items() if status == 200} == ANYONES
    assert {status for name, status in answers.items() if name not in ANYONES} <= {403, 404, 405}


def test_the_editor_is_closed_to_a_stranger_without_a_loop(client: Client) -> None:
    client.force_login(cast.charlie())
    assert client.get("/cms/").status_code == 403
    assert client.get("/cms/pages/").status_code == 403


@pytest.mark.parametrize("address", ["/cms/", "/cms/login/", "/cms/pages/1/", "/cms/nothing/"])
def test_the_editor_without_a_session_leads_to_our_own_sign_in(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == f"/compte/connexion/?next={address}"


def test_development_pages_are_not_routed_elsewhere() -> None:
    assert settings.MODE == "test"
    assert [door.name for door in every_door() if door.name.startswith("dev:")] == []


def test_every_door_of_the_editor_asks_for_its_right(client: Client) -> None:
    """Wagtail's own doors, found in its own list: nobody is led to sign in, a stranger is refused."""
    doors = {address for address in _of_the_editor() if "logout" not in address}
    assert len(doors) > 40
    led = {address: client.get(address) for address in doors}
    assert {
        address: answer.status_code
        for address, answer in led.items()
        if answer.status_code != 302 or "/compte/connexion/" not in answer["Location"]
    } == {}
    client.force_login(cast.charlie())
    answers = {address: client.get(address).status_code for address in doors}
    assert {address: status for address, status in answers.items() if status != 403} == {}


def _of_the_editor() -> set[str]:
    found = set()

    def walk(patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
            elif pattern.name and not pattern.pattern.converters and not pattern.pattern.regex.groups:
                found.add(reverse(":".join([*namespaces, pattern.name])))

    walk(wagtailadmin_urls.urlpatterns, ())
    return found
