"""What stands around every view: sign-in by default, pages read without writing, headers."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.core.doors import CHANGES_AT
from tests.factories import ChoreRunFactory
from tremplin.core import freshness
from tremplin.core.middleware import WriteOnRead
from tremplin.core.models import ChoreRun, Replay

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.doors")]
SIGN_IN = "/compte/connexion/"
ENGLISH_SIGN_IN = "/en/compte/connexion/"


@pytest.fixture
def alice(client: Client) -> Client:
    client.force_login(cast.alice())
    return client


# sign-in by default


def test_visitor_is_led_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/essai/take/?page=2&words=a b")
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{SIGN_IN}?next=/essai/take/%3Fpage%3D2%26words%3Da%2520b",
    )


def test_visitor_of_an_english_page_signs_in_in_english(client: Client) -> None:
    assert client.get("/en/espace/")["Location"] == f"{ENGLISH_SIGN_IN}?next=/en/espace/"


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_htmx_without_a_session_is_told_where_to_sign_in(client: Client, method: str) -> None:
    answer = getattr(client, method)("/essai/take/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (401, SIGN_IN, b"")


def test_script_without_a_session_is_told_so(client: Client) -> None:
    answer = client.get("/essai/take/", headers={"Sec-Fetch-Mode": "cors"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (401, SIGN_IN, b"")


def test_page_opened_by_a_browser_is_redirected(client: Client) -> None:
    assert client.get("/essai/take/", headers={"Sec-Fetch-Mode": "navigate"}).status_code == 302


def test_public_door_opens_to_all(client: Client) -> None:
    assert client.get("/essai/public/").status_code == 200


def test_address_that_does_not_exist_is_absent_rather_than_closed(client: Client) -> None:
    assert client.get("/rien/du/tout/").status_code == 404


def test_person_signed_in_passes(alice: Client) -> None:
    assert alice.get("/essai/take/").status_code == 200


def test_forgotten_person_is_signed_out(client: Client) -> None:
    person = cast.alice()
    client.force_login(person)
    type(person).objects.update(is_active=False, email=None, full_name="", forgotten_at=person.joined_at)
    assert client.get("/essai/take/").status_code == 302


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/cms/images/", "/cms/account/"])
def test_editor_of_pages_is_refused_with_a_sentence_and_no_loop(alice: Client, address: str) -> None:
    answer = alice.get(address)
    assert (answer.status_code, answer.templates[0].name) == (403, "core/error.html")


def test_editor_of_pages_asks_a_visitor_to_sign_in(client: Client) -> None:
    assert client.get("/cms/pages/")["Location"] == f"{SIGN_IN}?next=/cms/pages/"


# reading does not write


@pytest.mark.parametrize(
    ("door", "told"), [("write", "core_replay"), ("change", "core_chorerun"), ("delete", "core_chorerun")]
)
def test_page_that_writes_when_read_is_refused(alice: Client, door: str, told: str) -> None:
    ChoreRunFactory.create()
    with pytest.raises(WriteOnRead, match=f"{told}$"), transaction.atomic():
        alice.get(f"/essai/{door}/")
    assert (Replay.objects.count(), ChoreRun.objects.get().failed) == (0, False)


def test_head_does_not_write_either(alice: Client) -> None:
    with pytest.raises(WriteOnRead), transaction.atomic():
        alice.head("/essai/write/")


def test_post_writes(alice: Client) -> None:
    assert alice.post("/essai/write/").content == b"written"
    assert Replay.objects.count() == 1


def test_page_read_may_keep_the_session(alice: Client) -> None:
    before = Session.objects.get().session_data
    assert alice.get("/essai/visit/").content == b"visited"
    assert Session.objects.get().session_data != before


def test_page_read_may_say_a_message(alice: Client) -> None:
    assert alice.get("/essai/say/").content == b"said"


def test_write_after_a_read_page_is_ours_again(alice: Client) -> None:
    """The wrapper is taken off the connection with the request."""
    alice.get("/essai/take/")
    assert ChoreRunFactory.create().pk


# headers

PUBLIC_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "frame-ancestors": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "object-src": "'none'",
    "frame-src": "'self' https://geo.dailymotion.com https://tube.numerique.gouv.fr",
}
EDITORS_POLICY = PUBLIC_POLICY | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
}


def _policy(answer: Any) -> dict[str, str]:
    directives = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, _space, sources in directives}


def test_page_has_the_headers_of_the_house(client: Client) -> None:
    answer = client.get("/essai/public/")
    names = ("Permissions-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Cache-Control")
    assert {name: answer[name] for name in names} == {
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
        "Cache-Control": "private, no-store",
    }
    assert _policy(answer) == PUBLIC_POLICY


@pytest.mark.parametrize("address", ["/rien/", "/essai/forbid/", "/essai/suspect/", "/essai/take/"])
def test_refusals_have_the_same_policy(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (_policy(answer), answer["X-Content-Type-Options"]) == (PUBLIC_POLICY, "nosniff")


def test_editor_of_pages_has_its_own_policy(alice: Client) -> None:
    assert _policy(alice.get("/cms/")) == EDITORS_POLICY


def test_page_for_all_says_it_may_be_kept_and_until_when(client: Client) -> None:
    answer = client.get("/essai/kept/")
    assert (answer["Cache-Control"], answer[freshness.HEADER]) == ("no-cache", str(int(CHANGES_AT.timestamp())))
    assert dict(answer.cookies) == {}


@pytest.mark.parametrize("door", ["kept_with_a_cookie", "kept_but_broken"])
def test_page_that_sets_a_cookie_or_is_not_sound_is_not_kept(client: Client, door: str) -> None:
    answer = client.get(f"/essai/{door}/")
    assert (freshness.HEADER in answer, answer["Cache-Control"]) == (False, "private, no-store")


def test_page_read_by_somebody_signed_in_is_not_kept(alice: Client) -> None:
    answer = alice.get("/essai/kept/")
    assert (freshness.HEADER in answer, answer["Cache-Control"]) == (False, "private, no-store")


def test_page_marked_in_answer_to_a_post_is_not_kept(client: Client) -> None:
    answer = client.post("/essai/kept/")
    assert (freshness.HEADER in answer, answer["Cache-Control"]) == (False, "private, no-store")


# errors in style


@pytest.mark.parametrize(("address", "status"), [("/rien/", 404), ("/essai/forbid/", 403), ("/essai/suspect/", 400)])
def test_error_is_a_page_of_the_house(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.templates[0].name) == (status, "core/error.html")


def test_refusal_says_the_rules_sentence(client: Client) -> None:
    assert client.get("/essai/forbid/").context["text"] == "Only on Sundays."


def test_failure_is_a_page_that_needs_nothing_and_tells_nothing(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/essai/fail/")
    assert (answer.status_code, answer.templates[0].name, "secret" in answer.content.decode()) == (
        500,
        "core/error_500.html",
        False,
    )


def test_absent_address_is_the_same_page_in_english(client: Client) -> None:
    answer = client.get("/en/rien/")
    assert (answer.status_code, answer.context["title"]) == (404, "This page does not exist")


def test_reverse_of_the_sign_in_page_is_declared_once() -> None:
    assert reverse("account_request_login_code") == SIGN_IN
