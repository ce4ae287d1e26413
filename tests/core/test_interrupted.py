"""A post that is refused shows what was typed, ready to be sent again; never to somebody another site sent."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import cast
from tests.strict import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.doors")]
TYPED = {
    "words": "Un long texte\nsur deux lignes, « avec » <b>balises</b> & co.",
    "once": "0f" * 16,
    "csrfmiddlewaretoken": "old",
}


@pytest.fixture
def careful_client() -> Client:
    """A client that must show its token, as a browser must."""
    return StrictClient(enforce_csrf_checks=True)


def _form(answer: Any) -> dict[str, list[str]]:
    """What the page offers to send again: field → values."""
    form = BeautifulSoup(answer.content, "html.parser").select_one("main form")
    found: dict[str, list[str]] = {}
    if form is not None:
        for field in form.select("input, textarea"):
            value = str(field.get("value", "")) if field.name == "input" else field.get_text()
            found.setdefault(str(field["name"]), []).append(value.removeprefix("\n"))
    return found


def _offered(answer: Any) -> dict[str, list[str]]:
    return {name: values for name, values in _form(answer).items() if name != "csrfmiddlewaretoken"}


def test_post_without_a_session_keeps_the_text(client: Client) -> None:
    answer = client.post("/essai/take/?page=2", TYPED)
    assert (answer.status_code, answer.context["why"], answer.context["action"]) == (
        401,
        "session",
        "/essai/take/?page=2",
    )
    assert _offered(answer) == {"words": [TYPED["words"]], "once": [TYPED["once"]]}
    assert _form(answer)["csrfmiddlewaretoken"] != ["old"]


def test_text_sent_again_once_signed_in_is_taken(careful_client: Client) -> None:
    answer = careful_client.post("/essai/take/", TYPED)  # refused by the token first: it is shown all the same
    careful_client.force_login(cast.alice())
    again = {name: values[0] for name, values in _form(answer).items()}
    assert careful_client.post("/essai/take/", again).content.decode() == TYPED["words"]


def test_several_values_of_one_field_are_all_kept(client: Client) -> None:
    answer = client.post("/essai/take/", {"needs": ["money", "advice"], "empty": ""})
    assert _offered(answer) == {"needs": ["money", "advice"], "empty": [""]}


def test_text_that_begins_with_an_empty_line_keeps_it(client: Client) -> None:
    answer = client.post("/essai/take/", {"words": "\nfirst"})
    typed = BeautifulSoup(answer.content, "html.parser").select_one("main textarea")
    assert typed is not None
    assert typed.get_text() == "\n\nfirst"  # a browser drops the first one


def test_old_form_keeps_the_text(careful_client: Client) -> None:
    careful_client.force_login(cast.alice())
    answer = careful_client.post("/essai/take/", TYPED)
    assert (answer.status_code, answer.context["why"]) == (403, "form")
    assert _offered(answer) == {"words": [TYPED["words"]], "once": [TYPED["once"]]}


@pytest.mark.parametrize(
    ("headers", "offered"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://testserver/espace/"}, True),
        ({"Referer": "http://evil.example/testserver/"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({}, True),
    ],
)
def test_post_from_another_site_is_not_offered_again(client: Client, headers: dict[str, str], offered: bool) -> None:
    answer = client.post("/essai/take/", TYPED, headers=headers)
    assert (answer.status_code, _form(answer) != {}) == (401, offered)
    assert ("Un long texte" in answer.content.decode()) is offered


def test_files_cannot_be_kept_and_the_page_says_so(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post("/essai/take/", {"words": "with a file", "file": SimpleUploadedFile("a.txt", b"x")})
    assert (answer.context["had_files"], _offered(answer)) == (True, {"words": ["with a file"]})


@pytest.mark.parametrize("checks", [True, False])
@pytest.mark.parametrize("signed_in", [True, False])
def test_post_that_is_too_large_gets_a_sentence(settings: Any, checks: bool, signed_in: bool) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    client = StrictClient(enforce_csrf_checks=checks)
    if signed_in:
        client.force_login(cast.alice())
    answer = client.post("/essai/take/", "words=" + "x" * 1024 * 1024, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.context["why"], _form(answer)) == (413, "size", {})


@pytest.mark.parametrize("checks", [True, False])
def test_post_of_too_many_fields_gets_a_sentence(settings: Any, checks: bool) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    client = StrictClient(enforce_csrf_checks=checks)
    client.force_login(cast.alice())
    answer = client.post("/essai/take/", {f"field{number}": "x" for number in range(20)})
    assert (answer.status_code, answer.context["why"]) == (413, "size")


def test_post_in_english_is_answered_in_english(client: Client) -> None:
    answer = client.post("/en/espace/", TYPED)
    assert BeautifulSoup(answer.content, "html.parser").select_one("h1").get_text() == "Your text is safe"  # type: ignore[union-attr]


def test_a_request_too_large_is_refused_before_it_is_read(client: Client) -> None:
    """By its announced length: a body of that size would fill the memory before any form said a word."""
    answer = client.post("/nothing/", {"words": "Max"}, CONTENT_LENGTH="999999999")
    assert answer.status_code == 413
    assert "120" in answer.content.decode()
