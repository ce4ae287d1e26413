"""Writing to the team from the site: what is asked, refused and said; and how often."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tests import cast
from tests.community.factories import EnquiryFactory
from tests.community.story import mails
from tests.factories import ProgrammeFactory
from tremplin.community import pace
from tremplin.community.forms import EnquiryForm
from tremplin.community.models import Enquiry
from tremplin.community.rules import MESSAGES_IN_AN_HOUR
from tremplin.core import clock, freshness, offers
from tremplin.core.models import Entry, Message
from tremplin.programme.models import Programme

pytestmark = pytest.mark.django_db
SECRET = "Notre collectif sans statut"
TYPED = {"name": "Lina", "email": "Lina@Example.org", "subject": "apply", "words": f"Bonjour,\r\n{SECRET} ?"}


@pytest.fixture
def programme() -> Programme:
    """The only one of the installation, with its mailbox."""
    cast.ada()
    Programme.objects.update(contact_email="equipe@example.org")
    return cast.programme()


def _page(language: str = "fr") -> str:
    with translation.override(language):
        return reverse("community:enquiry-write")


def _refused(client: Client, changed: dict[str, str], language: str = "en") -> Any:
    """What is answered to a post that must not pass; what was typed is still there."""
    before = Enquiry.objects.count()
    answer = client.post(_page(language), TYPED | changed)
    assert (answer.status_code, Enquiry.objects.count()) == (200, before)
    typed = {**TYPED, **changed}
    kept = {name: answer.context["form"][name].value() for name in TYPED}
    assert kept == {name: typed[name] for name in TYPED}
    return answer


def _said(answer: Any) -> str:
    page = BeautifulSoup(answer.content, "html.parser").find("main")
    assert page is not None
    return page.get_text(" ", strip=True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_anybody_writes_in_their_language(client: Client, programme: Programme, language: str) -> None:
    assert client.get(_page(language)).status_code == 200
    answer = client.post(_page(language), TYPED)
    with translation.override(language):
        thanks = reverse("community:enquiry-thanks")
    assert (answer.status_code, answer["Location"]) == (302, thanks)
    one = Enquiry.objects.get()
    assert (one.programme, one.name, one.email, one.subject, one.words, one.language, one.state) == (
        programme,
        "Lina",
        "lina@example.org",
        "apply",
        f"Bonjour,\n{SECRET} ?",
        language,
        "received",
    )
    assert {(entry.verb, entry.actor, entry.object) for entry in Entry.objects.filter(kind="community.Enquiry")} == {
        ("receive", "", one.ref)
    }


def test_who_writes_is_told_it_came_and_the_team_that_it_waits_without_its_words(
    client: Client, programme: Programme
) -> None:
    client.post(_page("en"), TYPED)
    one = Enquiry.objects.get()
    assert one.words.count(SECRET) == 1  # there is something to leak
    received = Message.objects.get(kind="community-enquiry-received")
    waits = Message.objects.get(kind="community-enquiry-waits")
    assert (received.recipient, received.language) == ("lina@example.org", "en")
    assert received.subject == "Your message is received"
    assert (waits.recipient, waits.language) == ("equipe@example.org", "fr")
    with translation.override("fr"):
        subject = _("A message waits for an answer: %(subject)s") % {"subject": one.get_subject_display()}
        page = reverse("community:enquiry", args=[one.ref])
    # a subject has plain spaces
    subject = " ".join(subject.split())
    assert (waits.subject, waits.text.splitlines()[-1]) == (subject, f"{settings.BASE_URL}{page}")
    for message in (received, waits):
        assert [held for held in (SECRET, "Lina") if held in message.text + message.subject] == []
    assert "lina@example.org" not in waits.text


def test_without_a_mailbox_of_the_programme_each_of_its_team_is_told(client: Client) -> None:
    cast.ada(), cast.aldo(), cast.max_()
    client.post(_page(), TYPED)
    told = [recipient for recipient, _subject in mails("community-enquiry-waits")]
    assert told == ["ada@example.org", "aldo@example.org"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "lina"}, "email"),
        ({"subject": ""}, "subject"),
        ({"subject": "nothing"}, "subject"),
        ({"words": ""}, "words"),
        ({"words": "a" * (EnquiryForm.LONGEST + 1)}, "words"),
        ({"words": "\x07"}, "words"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, programme: Programme, changed: dict[str, str], field: str
) -> None:
    answer = _refused(client, changed)
    assert [(name, len(errors)) for name, errors in answer.context["form"].errors.items()] == [(field, 1)]
    assert mails("community-enquiry-received") == []


def test_name_and_page_may_be_left_out_and_a_link_may_say_the_page(client: Client, programme: Programme) -> None:
    page = client.get(f"{_page()}?page=/programme/")
    assert page.context["form"]["about_url"].value() == "/programme/"
    assert client.post(_page(), TYPED | {"name": "", "about_url": "/programme/"}).status_code == 302
    one = Enquiry.objects.get()
    assert (one.name, one.about_url) == ("", "/programme/")


def test_field_nobody_sees_is_named_out_of_reach_and_refuses_once_filled_in(
    client: Client, programme: Programme
) -> None:
    page = BeautifulSoup(client.get(_page()).content, "html.parser")
    [trap] = page.select(f"#id_{EnquiryForm.TRAP}")
    assert (trap["tabindex"], trap.parent.has_attr("hidden")) == ("-1", True)  # type: ignore[union-attr]
    answer = _refused(client, {EnquiryForm.TRAP: "https://example.org"})
    assert "If you are a person, please send it again." in _said(answer)
    [again] = BeautifulSoup(answer.content, "html.parser").select(f"#id_{EnquiryForm.TRAP}")
    assert again.get("value") is None
    assert client.post(_page(), TYPED).status_code == 302


def test_one_mailbox_writes_a_few_times_an_hour_and_the_hour_passes(client: Client, programme: Programme) -> None:
    for _turn in range(MESSAGES_IN_AN_HOUR):
        EnquiryFactory.create(programme=programme, email="lina@example.org")
    answer = _refused(client, {})
    assert "Several messages came from this address within the hour. Please send this one in an hour." in _said(answer)
    assert mails("community-enquiry-received") == []
    assert client.post(_page(), TYPED | {"email": "bob@example.org"}).status_code == 302
    with clock.at(clock.now() + timedelta(hours=1)):
        assert client.post(_page(), TYPED).status_code == 302


def test_one_network_address_writes_more_often_and_a_full_mailbox_does_not_use_it_up(
    client: Client, programme: Programme
) -> None:
    with clock.at(clock.now().replace(minute=5)):
        for _turn in range(MESSAGES_IN_AN_HOUR):
            EnquiryFactory.create(programme=programme, email="lina@example.org")
        for _turn in range(3):
            _refused(client, {})
        for turn in range(pace.MOST_IN_AN_HOUR):
            assert client.post(_page(), TYPED | {"email": f"x{turn}@example.org"}).status_code == 302
        answer = _refused(client, {"email": "last@example.org"})
        assert "Many messages came from your network within the hour." in _said(answer)


def test_form_sent_twice_is_received_once(client: Client, programme: Programme) -> None:
    typed = TYPED | {"once": "0" * 32}
    first, second = client.post(_page(), typed), client.post(_page(), typed)
    assert (first.status_code, second["Location"], Enquiry.objects.count()) == (302, first["Location"], 1)


def test_person_signed_in_finds_their_name_and_address(client: Client, programme: Programme) -> None:
    client.force_login(cast.alice())
    form = client.get(_page()).context["form"]
    assert (form["name"].value(), form["email"].value()) == ("Alice", "alice@example.org")


def test_form_says_who_reads_how_long_it_is_kept_and_whom_to_ask(client: Client, programme: Programme) -> None:
    said = _said(client.get(_page("en")))
    assert [
        sentence
        for sentence in (
            "We answer by mail, within 10 days.",
            "It is read by the team of Test accelerator alone, and serves to answer you.",
            "It is erased, with your name and your address, 12 months after our answer.",
            "An unwanted message, such as an advertisement, is erased after 1 month without an answer.",
            "You may ask to read what we hold about you, to have it corrected or erased",
            "equipe@example.org",
        )
        if sentence not in said
    ] == []


def test_programme_is_chosen_when_there_are_several(client: Client, programme: Programme) -> None:
    other = ProgrammeFactory.create(contact_email="autre@example.org")
    answer = _refused(client, {})
    assert list(answer.context["form"].errors) == ["programme"]
    assert client.post(_page(), TYPED | {"programme": other.ref}).status_code == 302
    assert Enquiry.objects.get().programme == other
    assert [recipient for recipient, _subject in mails("community-enquiry-waits")] == ["autre@example.org"]


def test_without_a_programme_nothing_can_be_sent_and_it_is_said(client: Client) -> None:
    sentence = "No programme is run from this site yet: nobody would read your message."
    for answer in (client.get(_page("en")), client.post(_page("en"), TYPED)):
        assert (answer.status_code, sentence in _said(answer)) == (200, True)
        assert BeautifulSoup(answer.content, "html.parser").select("main form") == []


def test_form_is_never_kept_its_thanks_are_and_belong_to_nobody(client: Client, programme: Programme) -> None:
    assert freshness.HEADER not in client.get(_page()).headers
    visitor = Client()
    thanks = visitor.get(reverse("community:enquiry-thanks"))
    assert (freshness.HEADER in thanks.headers, len(thanks.cookies)) == (True, 0)


def test_form_is_offered_to_earlier_rooms_and_at_the_foot_of_pages(client: Client, programme: Programme) -> None:
    assert offers.contact_form.value == "community:enquiry-write"
    foot = BeautifulSoup(client.get(reverse("community:enquiry-thanks")).content, "html.parser").select("footer a")
    assert [link["href"] for link in foot].count(_page()) == 1
