"""The team's inbox: who reads it, how a message is answered, set aside, taken back; and when it is erased."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.community.factories import EnquiryAnswerFactory, EnquiryFactory
from tests.factories import PersonFactory, ProgrammeFactory
from tremplin.community import rules
from tremplin.community.actions import enquiries as actions
from tremplin.community.models import Enquiry, EnquiryAnswer
from tremplin.community.queries import enquiries_visible_to, erased_on
from tremplin.community.retention import WRITTEN
from tremplin.community.tasks import MESSAGES
from tremplin.core import clock
from tremplin.core.models import Entry, Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Programme

pytestmark = pytest.mark.django_db
LIST = "community:enquiry-list"
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(cast.ada())
    return client


def _own(**traits: Any) -> Enquiry:
    made: Enquiry = EnquiryFactory.create(programme=cast.programme(), **traits)
    return made


def _page(enquiry: Enquiry, name: str = "enquiry") -> str:
    return reverse(f"community:{name}", args=[enquiry.ref])


def _told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize(
    ("who", "listed", "one"),
    [(cast.ada, 200, 200), (cast.charlie, 403, 404), (cast.max_, 403, 404), (cast.sam, 403, 404), (cast.eve, 403, 404)],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_messages_are_for_the_programme_team(client: Client, who: Any, listed: int, one: int) -> None:
    enquiry = _own()
    client.force_login(who())
    assert (client.get(reverse(LIST)).status_code, client.get(_page(enquiry)).status_code) == (listed, one)


def test_messages_of_another_programme_do_not_exist(ada: Client) -> None:
    other = EnquiryFactory.create(programme=ProgrammeFactory.create())
    statuses = [
        ada.get(_page(other)).status_code,
        ada.post(_page(other), {"words": "Oui.", "seen": "0"}).status_code,
        ada.post(_page(other, "enquiry-set-aside")).status_code,
        ada.post(_page(other, "enquiry-take-back")).status_code,
    ]
    other.refresh_from_db()
    assert (statuses, other.state, EnquiryAnswer.objects.count()) == ([404] * 4, "received", 0)
    assert [row.pk for row in ada.get(reverse(LIST)).context["page"]] == []


def test_waiting_messages_come_first_the_oldest_on_top(ada: Client) -> None:
    now = clock.now()
    days = {name: now - timedelta(days=ago) for name, ago in (("old", 9), ("late", 5), ("new", 1), ("last", 0))}
    _own(name="new", received_at=days["new"])
    _own(name="answered", received_at=days["last"], answered=True)
    _own(name="late", received_at=days["late"])
    _own(name="unwanted", received_at=days["old"], unwanted=True)
    page = ada.get(reverse(LIST))
    assert [str(row) for row in page.context["page"]] == ["late", "new", "answered", "unwanted"]
    assert (page.context["waiting"], page.context["total"]) == (2, 4)
    for state, names in (("received", ["late", "new"]), ("answered", ["answered"]), ("unwanted", ["unwanted"])):
        found = ada.get(reverse(LIST), {"state": state}).context["page"]
        assert [str(row) for row in found] == names


def test_search_looks_in_name_address_and_words_without_accents(ada: Client) -> None:
    _own(name="Hélène", email="a@example.org", words="Un café associatif.")
    _own(name="Bob", email="b@example.org", words="Une crèche.")
    asked = {"helene": ["Hélène"], "CAFE associatif": ["Hélène"], "b@example": ["Bob"], "creche helene": []}
    shown = {words: ada.get(reverse(LIST), {"words": words}).context["page"] for words in asked}
    assert {words: [str(row) for row in rows] for words, rows in shown.items()} == asked


def test_list_costs_the_same_for_three_rows_and_eight_and_has_pages(ada: Client) -> None:
    counts = []
    for rows in (3, 5, 20):
        for _row in range(rows):
            _own()
        ada.get(reverse(LIST))
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(reverse(LIST)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert [len(ada.get(reverse(LIST), {"page": number}).context["page"].object_list) for number in (1, 2)] == [25, 3]


def test_answer_leaves_by_mail_and_its_reply_reaches_the_programme(ada: Client) -> None:
    Programme.objects.filter(pk=cast.programme().pk).update(contact_email="equipe@example.org")
    enquiry = _own(email="lina@example.org", language="en", words="Bonjour,\n\nhttps://example.org/\nMerci")
    typed = {"words": "Oui.\n\nUne personne dépose en son nom.", "seen": "0", "once": "0" * 32}
    first, second = ada.post(_page(enquiry), typed), ada.post(_page(enquiry), typed)
    assert (first.status_code, first["Location"], second["Location"]) == (302, _page(enquiry), _page(enquiry))
    enquiry.refresh_from_db()
    kept = enquiry.answers.get()
    assert (enquiry.state, enquiry.answered_at, kept.by, kept.words) == (
        "answered",
        kept.at,
        cast.ada(),
        "Oui.\n\nUne personne dépose en son nom.",
    )
    message = Message.objects.get(kind="community-enquiry-answer")
    assert (message.recipient, message.reply_to, message.language) == ("lina@example.org", "equipe@example.org", "en")
    assert message.subject == "Your message: our answer"
    parts = message.text.strip().split("\n\n")
    assert parts[:2] == ["Oui.", "Une personne dépose en son nom."]
    # what somebody typed never becomes a link of ours
    assert "> Bonjour,\n> \n> https://example.org/\n> Merci" in message.text
    assert message.html.count("<a ") == 1
    assert [entry.verb for entry in Entry.objects.filter(object=enquiry.ref)] == ["answer"]
    assert ada.get(_page(enquiry)).status_code == 200


def test_answer_without_words_or_too_long_is_said_and_kept(ada: Client) -> None:
    enquiry = _own()
    for words in ("", "a" * 10_001):
        answer = ada.post(_page(enquiry), {"words": words, "seen": "0"})
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors), form["words"].value()) == (200, ["words"], words)
    assert EnquiryAnswer.objects.count() == 0


def test_who_answers_second_is_told_keeps_the_text_and_may_add_it(ada: Client) -> None:
    enquiry = _own()
    actions.answer_enquiry(enquiry, words="La première.", seen=0, by=cast.aldo(), at=clock.now())
    refused = ada.post(_page(enquiry), {"words": "La seconde.", "seen": "0"}, headers={"accept-language": "en"})
    form = refused.context["form"]
    assert (refused.status_code, form["words"].value(), form["seen"].value()) == (200, "La seconde.", 1)
    assert len(_told(refused)) == 1
    assert [one.words for one in refused.context["answers"]] == ["La première."]
    assert Message.objects.filter(kind="community-enquiry-answer").count() == 1
    assert ada.post(_page(enquiry), {"words": "La seconde.", "seen": "1"}).status_code == 302
    assert [one.words for one in enquiry.answers.all()] == ["La première.", "La seconde."]
    assert Message.objects.filter(kind="community-enquiry-answer").count() == 2


@pytest.mark.concurrency
def test_two_answers_at_once_one_leaves(race: Any) -> None:
    enquiry, ada, aldo = _own(), cast.ada(), cast.aldo()

    def answer(person: Any) -> EnquiryAnswer:
        mine = Enquiry.objects.get(pk=enquiry.pk)
        return actions.answer_enquiry(mine, words=f"De {person}.", seen=0, by=person, at=clock.now())

    outcomes = race(lambda: answer(ada), lambda: answer(aldo))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["EnquiryAnswer", "MoveRefused"]
    [sent] = Message.objects.filter(kind="community-enquiry-answer")
    assert f"{EnquiryAnswer.objects.get().words}" == sent.text.split("\n\n")[0]


def test_unwanted_message_is_set_aside_not_answered_and_taken_back(ada: Client) -> None:
    enquiry = _own()
    assert ada.get(_page(enquiry, "enquiry-set-aside")).status_code == 405
    ada.post(_page(enquiry, "enquiry-set-aside"))
    enquiry.refresh_from_db()
    assert enquiry.state == "unwanted"
    page = ada.get(_page(enquiry)).context
    assert (page["may_answer"], page["may_set_aside"], page["may_take_back"]) == (False, False, True)
    refused = ada.post(_page(enquiry), {"words": "Oui.", "seen": "0"})
    assert (refused.status_code, refused.context["form"]["words"].value(), len(_told(refused))) == (200, "Oui.", 1)
    assert Message.objects.count() == 0
    ada.post(_page(enquiry, "enquiry-take-back"))
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.unwanted_at) == ("received", None)
    ada.post(_page(enquiry), {"words": "Oui.", "seen": "0"})
    with pytest.raises(MoveRefused):
        actions.set_aside(enquiry, by=cast.ada(), at=clock.now())


def test_page_shows_what_came_from_the_same_address(ada: Client) -> None:
    first = _own(email="lina@example.org", received_at=clock.now() - timedelta(days=3))
    EnquiryAnswerFactory.create(enquiry=_own(answered=True))
    EnquiryFactory.create(email="lina@example.org")  # to another programme
    second = _own(email="lina@example.org")
    assert [other.pk for other in ada.get(_page(second)).context["others"]] == [first.pk]


def test_home_counts_what_waits_for_the_team_and_says_by_when() -> None:
    assert MESSAGES.find(cast.ada()) == []
    received = clock.now() - timedelta(days=4)
    _own(received_at=received), _own(), _own(answered=True), EnquiryFactory.create()
    [task] = MESSAGES.find(cast.ada())
    assert (task.due, task.url) == (received + timedelta(days=10), f"{reverse(LIST)}?state=received")
    assert str(task.title).startswith("2 ")
    assert [MESSAGES.find(who) for who in (cast.max_(), cast.charlie())] == [[], []]


def _at(month: int, day: int, year: int = 2027, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=PARIS)


def test_answered_message_is_erased_after_twelve_months_and_an_unwanted_one_after_one() -> None:
    answered = _own(answered=True, answered_at=_at(3, 10, 2026))
    EnquiryAnswerFactory.create(enquiry=answered)
    unwanted = _own(unwanted=True, unwanted_at=_at(1, 31))
    waiting = _own(received_at=_at(1, 1, 2020))
    assert [str(erased_on(one)) for one in (answered, unwanted, waiting)] == ["2027-03-10", "2027-02-28", "None"]
    entries = Entry.objects.count()
    assert (actions.erase_old(_at(2, 27)), Enquiry.objects.count()) == (0, 3)
    assert (actions.erase_old(_at(2, 28)), Enquiry.objects.filter(pk=unwanted.pk).count()) == (1, 0)
    assert (actions.erase_old(_at(3, 9)), Enquiry.objects.count()) == (0, 2)
    assert actions.erase_old(_at(3, 10, hour=1)) == 1
    assert (list(Enquiry.objects.all()), EnquiryAnswer.objects.count()) == ([waiting], 0)
    assert Entry.objects.count() == entries


def test_journal_outlives_the_message_and_holds_nothing_of_it() -> None:
    now = clock.now()
    typed = {"name": "Lina", "email": "lina@example.org", "words": "Une interview ?", "about_url": ""}
    enquiry = actions.write_enquiry(cast.programme(), **typed, subject="press", language="fr", at=now)
    actions.answer_enquiry(enquiry, words="Volontiers.", seen=0, by=cast.ada(), at=now)
    assert (actions.erase_old(now + timedelta(days=367)), Enquiry.objects.count()) == (1, 0)
    rows = list(Entry.objects.filter(object=enquiry.ref).values_list("verb", "actor", "digest"))
    assert rows == [("receive", "", ""), ("answer", cast.ada().ref, "")]


def test_person_finds_their_messages_by_the_address_they_confirmed() -> None:
    enquiry = _own(email="alice@example.org", answered=True, words="Bonjour.")
    EnquiryAnswerFactory.create(enquiry=enquiry, words="Oui.")
    _own(email="bob@example.org")
    [row] = WRITTEN.export(cast.alice())
    assert (row["words"], row["answers"], set(row)) == ("Bonjour.", "Oui.", set(WRITTEN.labels))
    _own(email="unsure@example.org")
    assert WRITTEN.export(PersonFactory.create(email="unsure@example.org")) == []


def test_rules_and_what_is_visible_agree() -> None:
    enquiry = _own()
    people = [who() for who in cast.EVERYBODY]
    assert [str(one) for one in people if enquiries_visible_to(one).exists()] == ["Ada", "Aldo"]
    assert [str(one) for one in people if rules.can_answer(one, enquiry)] == ["Ada", "Aldo"]
    assert [str(one) for one in people if rules.can_read_messages(one)] == ["Ada", "Aldo"]
