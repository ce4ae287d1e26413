"""The page a contact answers on: without an account, without doing anything by being opened, useless when forwarded."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests import cast
from tests.support.story import supported
from tests.support.test_support_acts import agreed, refusal, sent
from tremplin.core import clock, freshness, journal
from tremplin.core.models import Message
from tremplin.directory.models import Door, Holder
from tremplin.support import rules
from tremplin.support.actions import answering, introductions
from tremplin.support.models import Introduction
from tremplin.support.tasks import _of_officers
from tremplin.support.tokens import LOCKED_FOR, VALID, answer_token

pytestmark = pytest.mark.django_db

HERS = "bureau@example.org"


@pytest.fixture
def one() -> Introduction:
    return sent(supported(), text="Bonjour, une demi-heure pour l’équipe ?")


def _address(one: Introduction) -> str:
    return f"/en/reponses/{answer_token(one)}/"


def _said(verb: str, **more: str) -> dict[str, str]:
    return {"verb": verb, "email": HERS} | more


def test_link_of_the_mail_opens_the_page(client: Any, one: Introduction) -> None:
    text = Message.objects.get(kind="support-introduction").text
    address = next(line for line in text.splitlines() if "/reponses/" in line)
    page = client.get(address.partition("//")[2].partition("/")[2].join(["/", ""]))
    content = page.content.decode()
    assert (page.status_code, one.text in content, HERS in content) == (200, True, False)
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
        ("postpone", "later", "may write to you again in some months"),
        ("decline", "declined", "It is not for you"),
    ],
)
def test_answer_is_kept_and_says_what_happens_next(
    client: Any, one: Introduction, verb: str, state: str, sentence: str
) -> None:
    said = _said(verb, redirected_to="Le voisin", redirected_email="voisin@example.org", words="Bien à vous")
    page = client.post(_address(one), said, follow=True)
    one.refresh_from_db()
    named = ("Le voisin", "voisin@example.org") if verb == "redirect" else ("", "")
    assert (one.state, one.answer, sentence in page.content.decode()) == (state, "Bien à vous", True)
    assert (one.redirected_to, one.redirected_email) == named
    assert page.redirect_chain[0][0].startswith(_address(one) + "?recu=")
    # opened again, by her or by anybody it was forwarded to, the page tells nothing of that answer
    again = client.get(_address(one)).content.decode()
    assert ("An answer was given on" in again, "Bien à vous" in again, sentence in again) == (True, False, False)
    assert "checked" not in again


def test_not_before_a_day_holds_proposals_until_then(client: Any, one: Introduction) -> None:
    day = clock.today() + timedelta(days=60)
    page = client.post(_address(one), _said("postpone", until=day.isoformat()), follow=True)
    one.refresh_from_db()
    assert (one.state, one.away_until) == ("later", day)
    assert "not before" in page.content.decode()
    for wrong, sentence in {-1: "Choose a day to come.", 400: "Choose a day within a year."}.items():
        until = (clock.today() + timedelta(days=wrong)).isoformat()
        form = client.post(_address(one), _said("postpone", until=until)).context["form"]
        assert form.errors == {"until": [sentence]}


def test_answer_without_a_choice_or_without_whom_is_asked_again(client: Any, one: Introduction) -> None:
    page = client.post(_address(one), {"words": "Bonjour", "email": HERS})
    assert page.context["form"].errors == {"verb": ["Please choose one of the four answers."]}
    assert page.context["form"]["words"].value() == "Bonjour"
    page = client.post(_address(one), _said("redirect"))
    assert page.context["form"].errors == {"redirected_to": ["Please say to whom: a name, a service, an address."]}
    one.refresh_from_db()
    assert one.state == "sent"


def test_forwarded_link_answers_nothing_and_closes_for_an_hour(client: Any, one: Introduction) -> None:
    wrong = "This message was written to another address: please type that one."
    locked = "Too many addresses that are not the right one: this link is closed for an hour."
    answers = [client.post(_address(one), _said("decline", email=f"n{n}@example.org", words="Non")) for n in range(5)]
    assert [page.context["form"].errors["email"] for page in answers] == [[wrong]] * 4 + [[locked]]
    assert [page.status_code for page in answers] == [403] * 4 + [429]
    assert answers[-1].context["form"]["words"].value() == "Non"
    right = client.post(_address(one), _said("take_up"))
    one.refresh_from_db()
    assert (right.status_code, one.state, HERS in right.content.decode().replace(f'value="{HERS}"', "")) == (
        429,
        "sent",
        False,
    )
    with clock.at(clock.now() + LOCKED_FOR):
        assert client.post(_address(one), _said("take_up", email=" Bureau@EXAMPLE.org ")).status_code == 302
    one.refresh_from_db()
    assert one.state == "taken_up"


def test_wrong_addresses_of_another_day_do_not_add_up(client: Any, one: Introduction) -> None:
    for day in range(6):
        with clock.at(clock.now() + timedelta(days=day)):
            assert client.post(_address(one), _said("decline", email="x@example.org")).status_code == 403


def test_same_answer_sent_twice_is_one(client: Any, one: Introduction) -> None:
    for _twice in range(2):
        client.post(_address(one), _said("take_up", words="Oui"))
    assert [entry.verb for entry in journal.of(one)] == ["ask", "agree", "send", "take_up"]


def test_answer_changes_until_they_meet(client: Any, one: Introduction) -> None:
    client.post(_address(one), _said("decline"))
    client.post(_address(one), _said("take_up"))
    one.refresh_from_db()
    assert one.state == "taken_up"
    answering.meet(one, met_on=clock.today(), next_step="Signer", by=cast.sam(), at=clock.now())
    for page in (client.get(_address(one)), client.post(_address(one), _said("decline"))):
        assert (page.status_code, "This introduction has moved on" in page.content.decode()) == (410, True)
    one.refresh_from_db()
    assert one.state == "met"


def test_whoever_asks_to_be_left_alone_is(client: Any, one: Introduction) -> None:
    Door.objects.filter(pk=one.door.pk).update(email=HERS)
    holder = Holder.objects.create(door=one.door, name="Mme Lune", email=HERS.upper(), entered_at=clock.now())
    page = client.post(_address(one), _said("decline", stop="on"), follow=True)
    one.refresh_from_db()
    holder.refresh_from_db()
    today = clock.today()
    assert (one.stopped_at is not None, holder.no_mail_since, one.door.no_mail_since) == (True, today, today)
    assert "Nobody from here writes to this address any more" in page.content.decode()
    with translation.override("en"):
        assert str(rules.may_be_written_to("bureau@Example.org").reason) == (  # type: ignore[union-attr]
            "Whoever reads this address asked us not to write to them any more."
        )
        assert refusal(lambda at: agreed(one.accompaniment, contact_email=HERS)) == (
            "Whoever reads this address asked us not to write to them any more."
        )
    client.post(_address(one), _said("take_up"))
    one.refresh_from_db()
    holder.refresh_from_db()
    assert (one.stopped_at, holder.no_mail_since, bool(rules.may_be_written_to(HERS))) == (None, None, True)


def test_wish_to_be_left_alone_holds_what_was_agreed_meanwhile(one: Introduction) -> None:
    ready = agreed(one.accompaniment, contact_email=HERS)
    answering.answer(one, "decline", stop=True, by=cast.sam(), at=clock.now())
    with clock.at(clock.now() + timedelta(days=8)), translation.override("en"):
        assert refusal(introductions.send, ready, by=cast.sam()) == (
            "Whoever reads this address asked us not to write to them any more."
        )


def test_taking_it_up_and_asking_for_silence_do_not_go_together(client: Any, one: Introduction) -> None:
    form = client.post(_address(one), _said("take_up", stop="on")).context["form"]
    assert form.errors == {"stop": ["To take it up, the programme has to write at least once more."]}


def test_silent_door_that_answers_is_silent_no_more(client: Any, one: Introduction) -> None:
    Door.objects.filter(pk=one.door.pk).update(silent_since=clock.today())
    client.post(_address(one), _said("decline"))
    assert Door.objects.get(pk=one.door.pk).silent_since is None


def test_link_that_was_replayed_after_the_end_says_so(client: Any, one: Introduction) -> None:
    answering.give_up(one, by=cast.sam(), at=clock.now())
    answering.end(one, words="Sans suite.", by=cast.sam(), at=clock.now())
    page = client.post(_address(one), _said("take_up"))
    one.refresh_from_db()
    assert (page.status_code, one.state) == (410, "ended")


def test_link_expires_and_gives_the_address_of_the_programme(client: Any, one: Introduction) -> None:
    programme = one.accompaniment.season.programme
    type(programme).objects.filter(pk=programme.pk).update(contact_email="contact@example.org")
    assert one.sent_at is not None
    with clock.at(one.sent_at + VALID - timedelta(seconds=1)):
        assert client.get(_address(one)).status_code == 200
    with clock.at(one.sent_at + VALID):
        for page in (client.get(_address(one)), client.post(_address(one), _said("take_up"))):
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
    assert {plain.post(f"/en/reponses/{token}/", _said("take_up")).status_code for token in _forged(one)} == {404}


def test_link_to_an_address_that_is_no_longer_the_contacts_is_refused(client: Any, one: Introduction) -> None:
    address = _address(one)
    Introduction.objects.update(contact_email="autre@example.org")
    assert client.post(address, _said("take_up")).status_code == 404
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
        answering.answer(one, "take_up", by=None, at=clock.now())
        told = [task.title for task in _of_officers(cast.sam())]
    assert (before, told) == (
        [],
        [f"{one.door} answered about Atlas des haies: the next gesture is yours"],
    )
