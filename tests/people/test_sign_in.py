"""Signing in with a code sent by mail, from the form to the session."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.strict import StrictClient
from tremplin.core import journal, mail
from tremplin.core.models import Message
from tremplin.people.models import Person

pytestmark = pytest.mark.django_db
REQUEST, CONFIRM, HOME = "/compte/connexion/", "/compte/connexion/code/", "/espace/"


def _ask(client: Client, email: str, **fields: str) -> Any:
    return client.post(REQUEST, {"email": email, **fields})


def _code(email: str) -> str:
    """The code of the last mail to that address, as its reader finds it."""
    text = Message.objects.filter(recipient=email).latest("pk").text
    [code] = set(re.findall(r"\b[0-9A-Z]{6}\b", text))
    return code


def _enter(client: Client, code: str, **fields: str) -> Any:
    return client.post(CONFIRM, {"code": code, "action": "verify", **fields})


def _is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def _errors(answer: Any) -> list[str]:
    return [
        item.get_text(" ", strip=True) for item in BeautifulSoup(answer.content, "html.parser").select("#errors li")
    ]


def test_person_signs_in_with_the_code_of_the_mail(client: Client) -> None:
    alice = cast.alice()
    assert _ask(client, alice.email or "")["Location"] == CONFIRM
    answer = _enter(client, _code("alice@example.org"))
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert client.session["_auth_user_id"] == str(alice.pk)
    assert _is_in(client)


def test_pages_of_sign_in_read_well(client: Client) -> None:
    assert client.get(REQUEST).status_code == 200
    _ask(client, "alice@example.org")
    assert client.get(CONFIRM).status_code == 200


def test_code_is_in_one_mail_and_easy_to_read_aloud(client: Client) -> None:
    _ask(client, "alice@example.org")
    message = Message.objects.get()
    assert (message.kind, message.recipient, message.subject.startswith(_code("alice@example.org"))) == (
        "people-code", "alice@example.org", True,
    )  # fmt: skip
    assert set(_code("alice@example.org")) & set("01ILOU") == set()


@pytest.mark.parametrize("typed", ["lower", "spaces", "dash"])
def test_code_is_taken_as_people_type_it(client: Client, typed: str) -> None:
    _ask(client, "alice@example.org")
    code = _code("alice@example.org")
    as_typed = {"lower": code.lower(), "spaces": f" {code[:3]} {code[3:]} ", "dash": f"{code[:3]}-{code[3:]}"}[typed]
    _enter(client, as_typed)
    assert _is_in(client)


def test_new_address_is_welcomed_and_confirmed_by_its_code(client: Client) -> None:
    _ask(client, "Nouvelle.Personne@Example.ORG")
    person = Person.objects.get()
    assert (person.email, person.full_name, person.confirmed_at, person.has_usable_password()) == (
        "nouvelle.personne@example.org", "", None, False,
    )  # fmt: skip
    _enter(client, _code(Message.objects.get().recipient))
    person.refresh_from_db()
    assert (_is_in(client), person.confirmed_at is not None) == (True, True)
    assert [entry.verb for entry in journal.of(person)] == ["welcome", "confirm"]


def test_known_and_unknown_addresses_get_the_same_answer(client: Client) -> None:
    cast.alice()
    answers = [_ask(StrictClient(), email) for email in ("alice@example.org", "nobody@example.org")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, CONFIRM)] * 2


def test_capitals_of_the_address_do_not_matter(client: Client) -> None:
    alice = cast.alice()
    _ask(client, " ALICE@Example.Org ")
    _enter(client, _code(Message.objects.get().recipient))
    assert (client.session["_auth_user_id"], Person.objects.count()) == (str(alice.pk), 1)


def test_person_who_comes_from_a_page_goes_back_there(client: Client) -> None:
    cast.alice()
    page = client.get(f"{REQUEST}?next=/compte/moi/")
    hidden = BeautifulSoup(page.content, "html.parser").select_one("main input[name=next]")
    assert hidden is not None
    confirm = _ask(client, "alice@example.org", next=str(hidden["value"]))["Location"]
    page = client.get(confirm)
    hidden = BeautifulSoup(page.content, "html.parser").select_one("main input[name=next]")
    assert hidden is not None
    assert _enter(client, _code("alice@example.org"), next=str(hidden["value"]))["Location"] == "/compte/moi/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, elsewhere: str) -> None:
    cast.alice()
    _ask(client, "alice@example.org", next=elsewhere)
    assert _enter(client, _code("alice@example.org"), next=elsewhere)["Location"] == HOME


def test_wrong_code_is_told_and_may_be_corrected(client: Client) -> None:
    _ask(client, "alice@example.org")
    answer = _enter(client, "222222")
    assert (answer.status_code, len(_errors(answer)), _is_in(client)) == (200, 1, False)
    _enter(client, _code("alice@example.org"))
    assert _is_in(client)


def test_fifth_wrong_code_ends_it_even_for_the_right_one(client: Client) -> None:
    _ask(client, "alice@example.org")
    answers = [_enter(client, "222222") for _attempt in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [302]
    _enter(client, _code("alice@example.org"))
    assert not _is_in(client)


def test_code_is_used_once(client: Client) -> None:
    _ask(client, "alice@example.org")
    code = _code("alice@example.org")
    _enter(client, code)
    client.post("/compte/deconnexion/")
    assert not _is_in(client)
    _enter(client, code)
    assert not _is_in(client)


def test_code_is_good_only_where_it_was_asked_for(client: Client) -> None:
    _ask(client, "alice@example.org")
    other = StrictClient()
    _ask(other, "eve@example.org")
    _enter(other, _code("alice@example.org"))
    assert not _is_in(other)


def test_code_asked_again_replaces_the_first(client: Client) -> None:
    _ask(client, "alice@example.org")
    first = _code("alice@example.org")
    client.post(CONFIRM, {"action": "resend"})
    second = _code("alice@example.org")
    assert (Message.objects.count(), first != second) == (2, True)
    _enter(client, first)
    assert not _is_in(client)
    _enter(client, second)
    assert _is_in(client)


def test_code_does_not_outlive_a_quarter_of_an_hour(client: Client, settings: Any) -> None:
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 0
    _ask(client, "alice@example.org")
    _enter(client, _code("alice@example.org"))
    assert not _is_in(client)


def test_fifth_request_for_one_address_is_refused_with_a_sentence_and_others_are_not(client: Client) -> None:
    answers = [_ask(StrictClient(), "Alice@example.org" if turn % 2 else "alice@example.org") for turn in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 302, 200]
    assert (len(_errors(answers[4])), Message.objects.count()) == (1, 4)
    assert _ask(StrictClient(), "bob@example.org").status_code == 302


def test_office_of_forty_signs_in_from_one_address() -> None:
    statuses = {_ask(StrictClient(), f"agent{number}@example.org").status_code for number in range(40)}
    assert statuses == {302}


@pytest.mark.parametrize(
    "email",
    ["", "nothing", "a@b", "two@example.org, three@example.org", "nul\x00@example.org", "a@example.org\nBcc: b@c.fr"],
)
def test_address_that_is_none_is_told(client: Client, email: str) -> None:
    answer = _ask(client, email)
    assert (answer.status_code, len(_errors(answer)), Person.objects.count(), Message.objects.count()) == (200, 1, 0, 0)


def test_address_that_only_looks_like_another_is_somebody_else(client: Client) -> None:
    """« ſ » becomes « S » in capitals: who compares capitals sends Sam's code to somebody else's mailbox."""
    sam = cast.sam()
    _ask(client, "\u017fam@example.org")
    _enter(client, _code(Message.objects.get().recipient))
    assert client.session["_auth_user_id"] != str(sam.pk)


def test_forgotten_person_cannot_come_back_as_themselves(client: Client) -> None:
    alice = cast.alice()
    Person.objects.filter(pk=alice.pk).update(is_active=False, email=None, full_name="", forgotten_at=alice.joined_at)
    _ask(client, "alice@example.org")
    _enter(client, _code("alice@example.org"))
    assert client.session["_auth_user_id"] != str(alice.pk)


def test_sign_out_ends_the_session(client: Client) -> None:
    client.force_login(cast.alice())
    assert client.post("/compte/deconnexion/")["Location"] == "/"
    assert not _is_in(client)


def test_sign_out_page_opened_as_an_address_signs_nobody_out(client: Client) -> None:
    """A link in a mail must not end a session."""
    client.force_login(cast.alice())
    assert client.get("/compte/deconnexion/").status_code == 200
    assert _is_in(client)


def test_person_signed_in_has_nothing_to_do_at_the_sign_in_page(client: Client) -> None:
    client.force_login(cast.alice())
    assert client.get(REQUEST)["Location"] == HOME


def test_code_page_without_a_request_leads_to_the_first(client: Client) -> None:
    assert client.get(CONFIRM)["Location"] in (REQUEST, "/compte/")


def test_other_doors_of_allauth_are_not_there(client: Client) -> None:
    for address in ("/compte/signup/", "/compte/password/reset/", "/accounts/login/", "/compte/inscription/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(("address", "language"), [(REQUEST, "fr"), ("/en/compte/connexion/", "en")])
def test_code_is_written_in_the_language_of_the_page(client: Client, address: str, language: str) -> None:
    client.post(address, {"email": "alice@example.org"})
    message = Message.objects.get()
    assert (message.language, Person.objects.get().language) == (language, language)
    assert message.subject == mail.render("people-code", {"code": _code("alice@example.org")}, language)[0]


def test_sign_in_page_is_where_settings_say() -> None:
    assert reverse("account_request_login_code") == REQUEST
