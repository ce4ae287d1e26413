"""The page a contact answers on: without an account, without doing anything by being opened."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests import cast
from tests.support.story import supported
from tests.support.test_support_acts import agreed, sent
from tremplin.core import clock, freshness
from tremplin.core.models import Message
from tremplin.support.actions import introductions
from tremplin.support.models import Introduction
from tremplin.support.tasks import _of_officers
from tremplin.support.tokens import VALID, answer_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Introduction:
    return sent(supported(), text="Bonjour, une demi-heure pour l’équipe ?")


def _address(one: Introduction) -> str:
    return f"/en/reponses/{answer_token(one)}/"


def test_link_of_the_mail_opens_the_page(client: Any, one: Introduction) -> None:
    text = Message.objects.get(kind="support-introduction").text
    address = next(line for line in text.splitlines() if "/reponses/" in line)
    page = client.get(address.partition("//")[2].partition("/")[2].join(["/", ""]))
    content = page.content.decode()
    assert (page.status_code, one.text in content, "bureau@example.org" in content) == (200, True, False)
    assert [line for line in ("Alice", "alice@", "checked") if line in content] == []


def test_opening_it_does_nothing_and_no_cache_keeps_it(client: Any, one: Introduction) -> None:
    for method in (client.get, client.head, client.get):
        page = method(_address(one))
    one.refresh_from_db()
    assert (one.state, one.answered_at) == ("sent", None)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    assert freshness.HEADER not in page.headers


@pytest.mark.parametrize(
    ("verb", "state", "sentence"),
    [
        ("take_up", "taken_up", "You take it up"),
        ("redirect", "redirected", "You know somebody better placed"),
        ("postpone", "later", "Not now"),
        ("decline", "declined", "It is not for you"),
    ],
)
def test_answer_is_kept_and_says_what_happens_next(
    client: Any, one: Introduction, verb: str, state: str, sentence: str
) -> None:
    page = client.post(_address(one), {"verb": verb, "redirected_to": "Le voisin", "words": "Bien à vous"}, follow=True)
    one.refresh_from_db()
    assert (one.state, one.answer, sentence in page.content.decode()) == (state, "Bien à vous", True)
    assert page.redirect_chain == [(_address(one), 302)]


def test_answer_without_a_choice_or_without_whom_is_asked_again(client: Any, one: Introduction) -> None:
    page = client.post(_address(one), {"words": "Bonjour"})
    assert page.context["form"].errors == {"verb": ["Please choose one of the four answers."]}
    assert page.context["form"]["words"].value() == "Bonjour"
    page = client.post(_address(one), {"verb": "redirect"})
    assert page.context["form"].errors == {"redirected_to": ["Please say to whom: a name, a service, an address."]}
    one.refresh_from_db()
    assert one.state == "sent"


def test_answer_changes_until_they_meet(client: Any, one: Introduction) -> None:
    client.post(_address(one), {"verb": "decline"})
    assert client.get(_address(one) + "?changer=1").context["form"]["verb"].value() is None
    client.post(_address(one), {"verb": "take_up"})
    one.refresh_from_db()
    assert one.state == "taken_up"
    introductions.meet(
        one, met_on=clock.today(), next_step="Signer", next_who="", next_on=None, by=cast.sam(), at=clock.now()
    )
    for page in (client.get(_address(one)), client.post(_address(one), {"verb": "decline"})):
        assert (page.status_code, "This introduction has moved on" in page.content.decode()) == (410, True)
    one.refresh_from_db()
    assert one.state == "met"


def test_link_that_was_replayed_after_the_end_says_so(client: Any, one: Introduction) -> None:
    introductions.give_up(one, by=cast.sam(), at=clock.now())
    introductions.end(one, words="Sans suite.", by=cast.sam(), at=clock.now())
    page = client.post(_address(one), {"verb": "take_up"})
    one.refresh_from_db()
    assert (page.status_code, one.state) == (410, "ended")


def test_link_expires_and_gives_the_address_of_the_programme(client: Any, one: Introduction) -> None:
    programme = one.accompaniment.season.programme
    type(programme).objects.filter(pk=programme.pk).update(contact_email="contact@example.org")
    assert one.sent_at is not None
    with clock.at(one.sent_at + VALID - timedelta(seconds=1)):
        assert client.get(_address(one)).status_code == 200
    with clock.at(one.sent_at + VALID):
        for page in (client.get(_address(one)), client.post(_address(one), {"verb": "take_up"})):
            content = page.content.decode()
            assert (page.status_code, "This link has expired" in content, "contact@example.org" in content) == (
                410,
                True,
                True,
            )
    one.refresh_from_db()
    assert one.state == "sent"


def _forged(one: Introduction) -> list[str]:
    token = answer_token(one)
    ref, _, mark = token.partition(".")
    return [
        "nothing",
        "0000000000.abc",
        ref,
        f"{ref}.",
        f"{ref}.{mark[:-1]}",
        f"{ref}.{mark[::-1]}",
        f"zzzzzzzzzz.{mark}",
        f"{ref}.{mark}:x",
        "é" * 40,
        "%00",
        "a" * 3000,
        "lien-personnel",
    ]


def test_forged_and_unknown_links_get_the_same_answer(client: Any, one: Introduction) -> None:
    assert client.get(_address(one)).status_code == 200
    plain = Client()
    pages = [plain.get(f"/en/reponses/{token}/") for token in _forged(one)]
    assert {page.status_code for page in pages} == {404}
    bodies = {page.content.decode().replace(token, "") for page, token in zip(pages[:8], _forged(one)[:8], strict=True)}
    assert (len(bodies), "This link leads nowhere" in bodies.pop()) == (1, True)
    assert {plain.post(f"/en/reponses/{token}/", {"verb": "take_up"}).status_code for token in _forged(one)} == {404}


def test_link_to_an_address_that_is_no_longer_the_contacts_is_refused(client: Any, one: Introduction) -> None:
    address = _address(one)
    Introduction.objects.update(contact_email="autre@example.org")
    assert client.post(address, {"verb": "take_up"}).status_code == 404
    one.refresh_from_db()
    assert one.state == "sent"


def test_link_of_a_message_that_has_not_left_leads_nowhere(client: Any) -> None:
    assert client.get(_address(agreed(supported()))).status_code == 404


def test_link_holds_no_address() -> None:
    one = sent(supported())
    assert answer_token(one).startswith(f"{one.ref}.")
    assert len(answer_token(one)) < 70


def test_answer_is_told_to_the_officer_at_home(one: Introduction) -> None:
    with translation.override("en"):
        before = [task.title for task in _of_officers(cast.sam())]
        introductions.answer(one, "take_up", by=None, at=clock.now())
        told = [task.title for task in _of_officers(cast.sam())]
    assert (before, told) == (
        [],
        [f"{one.door} answered about Atlas des haies: the next gesture is yours"],
    )
