"""A plain reply is enough: filed by the officer with one button, read from a file, or from the mailbox."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.formats import date_format

from tests import cast
from tests.directory.factories import DoorFactory
from tests.support.factories import IncomingReplyFactory, IntroductionFactory, NeedFactory, NudgeFactory
from tests.support.story import supported
from tests.support.test_support_acts import refusal, sent
from tremplin.core import clock, journal
from tremplin.core.incoming import receive
from tremplin.core.models import Message
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Correction
from tremplin.support import rules, sentences
from tremplin.support.actions import answering
from tremplin.support.models import IncomingReply, Introduction
from tremplin.support.queries.answers import happened_since, mark_of
from tremplin.support.queries.proposals import proposals_of
from tremplin.support.states import Side
from tremplin.support.tasks.answers import _of_officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Introduction:
    return sent(supported())


def _file(one: Introduction) -> str:
    return f"/en/espace/mises-en-relation/{one.ref}/reponse/"


def _page(one: Introduction) -> str:
    return f"/en/espace/mises-en-relation/{one.ref}/"


def _mail(words: str, *headers: str) -> bytes:
    lines = ["From: bureau@example.org", "Subject: Re: Atlas", "Message-ID: <r1@mx.example.org>", *headers]
    return "\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", words]).encode()


def _messages(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def _answering(one: Introduction, words: str, *headers: str) -> bytes:
    ours = Message.objects.get(kind="support-introduction", object=one.ref).message_id
    return _mail(words, f"In-Reply-To: {ours}", f"References: <x@example.org> {ours}", *headers)


def test_one_button_on_the_page_files_the_answer(client: Any, one: Introduction) -> None:
    client.force_login(cast.sam())
    filing = client.get(_page(one)).context["filing"]
    said = {"verb": "take_up", "words": "", "seen": filing["seen"].value(), "once": "a" * 32}
    for _twice in range(2):
        assert client.post(_file(one), said)["Location"] == _page(one)
    one.refresh_from_db()
    assert (one.state, one.answered_at is not None) == ("taken_up", True)
    assert [entry.verb for entry in journal.of(one)].count("take_up") == 1


def test_button_that_lacks_something_keeps_what_was_typed(client: Any, one: Introduction) -> None:
    client.force_login(cast.sam())
    page = client.post(_file(one), {"verb": "redirect", "words": "Voyez le voisin."})
    assert page.context["form"].errors == {"redirected_to": ["Please say to whom: a name, a service, an address."]}
    assert page.context["form"]["words"].value() == "Voyez le voisin."
    page = client.post(_file(one), {"verb": "away", "words": "Absente."})
    assert page.context["form"].errors == {"until": ["Please say until when they are away."]}
    assert _messages(client.post(_file(one), {"verb": "end"})) == ["Please choose one of the four answers."]
    one.refresh_from_db()
    assert one.state == "sent"


def test_door_they_mean_teaches_the_search(client: Any) -> None:
    made = supported()
    one = sent(made, need=NeedFactory.create(accompaniment=made))
    door = DoorFactory.create(name="Bureau des haies")
    doors_changed()
    client.force_login(cast.sam())
    said = {"verb": "redirect", "redirected_to": "Le bureau des haies", "redirected_door": door.ref}
    client.post(_file(one) + "?q=haies", said)
    one.refresh_from_db()
    assert (one.state, one.redirected_door) == ("redirected", door)
    assert [(it.from_door, it.to_door) for it in Correction.objects.all()] == [(one.door, door)]


def test_those_they_named_are_written_to_next(client: Any) -> None:
    made = supported()
    one, door = sent(made, need=NeedFactory.create(accompaniment=made)), DoorFactory.create(name="Bureau des haies")
    doors_changed()
    said = {"redirected_to": "Mme Lune, bureau des haies", "redirected_email": "lune@example.org"}
    answering.answer(one, "redirect", **said, by=None, at=clock.now())  # type: ignore[arg-type]
    client.force_login(cast.sam())
    write = f"/en/espace/accompagnements/{made.ref}/mises-en-relation/nouvelle/?suite={one.ref}"
    assert write.replace("&", "&amp;") in client.get(_page(one)).content.decode()
    assert client.get(write).context["words"] == "Mme Lune, bureau des haies"
    form = client.get(f"{write}&porte={door.ref}").context["form"]
    assert (form["contact_name"].value(), form["contact_email"].value()) == tuple(said.values())
    answering.follow_redirection(one, door, by=cast.sam(), at=clock.now())
    assert Correction.objects.get().to_door == door


@pytest.mark.parametrize(
    ("words", "headers", "kind", "text"),
    [
        ("Volontiers !\n\nLe 3 mai, Sam a écrit :\n> Bonjour", (), "take_up", "Volontiers !"),
        (
            "De retour le 4 mai 2037.",
            ("Auto-Submitted: auto-replied", "X-Autoreply: yes"),
            "away",
            "De retour le 4 mai 2037.",
        ),
    ],
)
def test_mail_file_is_read_and_nothing_is_filed(
    client: Any, one: Introduction, words: str, headers: tuple[str, ...], kind: str, text: str
) -> None:
    client.force_login(cast.sam())
    file = SimpleUploadedFile("reponse.eml", _mail(words, *headers))
    page = client.post(_file(one), {"verb": "read", "file": file, "seen": mark_of(one)})
    assert (page.context["guess"], page.context["form"]["words"].value()) == (kind, text)
    one.refresh_from_db()
    assert (one.state, IncomingReply.objects.count()) == ("sent", 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG", "This file is not a mail: save the mail as .eml, or paste its words."),
        (b"Subject: x\n\n" + b"a" * 1_000_001, "This file is over 1 MB: please paste the words of the reply instead."),
        (b"\xd0\xcf\x11\xe0", "This is a mailbox’s own format: save the mail as .eml, or paste its words."),
    ],
)
def test_wrong_file_gets_a_sentence(client: Any, one: Introduction, content: bytes, sentence: str) -> None:
    client.force_login(cast.sam())
    said = {"verb": "take_up", "words": "Oui", "file": SimpleUploadedFile("a.eml", content)}
    form = client.post(_file(one), said).context["form"]
    assert (form.errors, form["words"].value()) == ({"file": [sentence]}, "Oui")


def test_pasted_reply_is_read_without_what_it_quotes(client: Any, one: Introduction) -> None:
    client.force_login(cast.sam())
    pasted = "Contactez Mme Lune : lune@example.org\n\nOn 3 May, Sam wrote:\n> Hello"
    page = client.post(_file(one), {"verb": "read", "words": pasted})
    form = page.context["form"]
    assert (page.context["guess"], form["words"].value(), form["redirected_email"].value()) == (
        "redirect",
        "Contactez Mme Lune : lune@example.org",
        "lune@example.org",
    )


def test_absence_is_filed_and_is_no_answer(client: Any, one: Introduction) -> None:
    client.force_login(cast.sam())
    day = clock.today() + timedelta(days=12)
    client.post(_file(one), {"verb": "away", "until": day.isoformat()})
    one.refresh_from_db()
    assert (one.state, one.answered_at, one.away_until) == ("sent", None, day)


def test_reply_to_our_mail_waits_for_the_officer(client: Any, one: Introduction) -> None:
    raw = _answering(one, "Avec plaisir, mardi ?")
    assert receive(raw, clock.now()) == f"reply: introduction {one.ref}"
    assert receive(raw, clock.now()) == f"reply: introduction {one.ref}, known already"
    reply = IncomingReply.objects.get()
    one.refresh_from_db()
    assert (reply.introduction, reply.kind, reply.text, one.state) == (one, "take_up", "Avec plaisir, mardi ?", "sent")
    with translation.override("en"):
        tasks = [task.title for task in _of_officers(cast.sam())]
    assert tasks == [f"{one.door} wrote back about Atlas des haies: file the reply"]
    client.force_login(cast.sam())
    page = client.get(_page(one))
    filing = page.context["filing"]
    assert (page.context["guess"], filing["words"].value()) == ("take_up", "Avec plaisir, mardi ?")
    said = {name: filing[name].value() for name in ("words", "seen", "reply", "once")}
    client.post(_file(one), said | {"verb": "take_up"})
    one.refresh_from_db()
    reply.refresh_from_db()
    assert (one.state, one.answer) == ("taken_up", "Avec plaisir, mardi ?")
    assert (reply.text, reply.filed_by) == ("", cast.sam())
    client.post(_file(one), said | {"verb": "decline", "once": "b" * 32})
    one.refresh_from_db()
    assert one.state == "taken_up"


@pytest.mark.parametrize(
    "raw",
    [
        _mail("Bonjour", "In-Reply-To: <nothing@example.org>"),
        _mail("Bonjour"),
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: ;;;\r\nIn-Reply-To: <\r\n\r\n\x00",
    ],
)
def test_mail_that_answers_nothing_of_ours_is_left_alone(one: Introduction, raw: bytes) -> None:
    assert (receive(raw, clock.now()), IncomingReply.objects.count()) == ("", 0)


def test_mailboxes_that_answer_each_other_stop(one: Introduction) -> None:
    raw = _answering(one, "Absent.")
    for number in range(25):
        receive(raw.replace(b"<r1@", f"<r{number}@".encode()), clock.now())
    assert IncomingReply.objects.count() == 20


def test_reply_about_something_else_is_forgotten(client: Any) -> None:
    one = sent(supported())
    reply = IncomingReplyFactory.create(introduction=one, text="Vos vacances ?")
    client.force_login(cast.sam())
    client.post(_file(one), {"verb": "aside", "reply": reply.ref, "words": reply.text})
    reply.refresh_from_db()
    one.refresh_from_db()
    assert (reply.text, reply.filed_at is not None, one.state) == ("", True, "sent")


def test_answer_that_came_in_meanwhile_is_read_first(client: Any, one: Introduction) -> None:
    seen = mark_of(one)
    answering.answer(one, "decline", by=None, at=clock.now())
    client.force_login(cast.sam())
    page = client.post(_file(one), {"verb": "take_up", "words": "Oui", "seen": seen})
    assert _messages(page) == ["An answer came in while this page was open: please read it first."]
    assert page.context["form"]["words"].value() == "Oui"
    one.refresh_from_db()
    assert one.state == "declined"


def test_who_files(client: Any, one: Introduction) -> None:
    statuses = {}
    for who in (cast.sam, cast.ada, cast.alice, cast.charlie):
        client.force_login(who())
        statuses[who.__name__] = (
            client.get(_file(one)).status_code,
            client.post(_file(one), {"verb": "decline", "once": who.__name__}).status_code,
        )
    assert statuses == {"sam": (200, 302), "ada": (200, 302), "alice": (403, 403), "charlie": (404, 404)}


def test_reply_of_another_introduction_is_not_filed_here(one: Introduction) -> None:
    other = IncomingReplyFactory.create()
    with translation.override("en"):
        said = refusal(answering.answer, one, "take_up", reply=other, by=cast.sam())
    assert said == "This reply has been filed already."


def test_nobody_is_reminded_while_their_reply_waits(one: Introduction) -> None:
    with clock.at(clock.now() + timedelta(days=10)), translation.override("en"):
        assert (list(proposals_of([one])), bool(rules.can_remind(cast.sam(), one))) == ([one.pk], True)
        IncomingReplyFactory.create(introduction=one)
        assert (list(proposals_of([one])), bool(rules.can_remind(cast.sam(), one))) == ([], False)
        since = happened_since([one], clock.today())[one.pk]
        told = [sentences.gesture(one, side, clock.today(), since=since) for side in (Side.OFFICER, Side.TEAM)]
    assert told == ["Read their reply, and file it.", "The programme reads their reply, and files it."]


def test_every_state_says_what_comes_next_to_both_sides() -> None:
    day = clock.today() + timedelta(days=20)
    with translation.override("en"):
        for state in Introduction.MOVES.states:
            one = IntroductionFactory.create(**({} if state == "asked" else {state.value: True}))
            since = happened_since([one], clock.today())[one.pk]
            said = [sentences.gesture(one, side, clock.today(), since=since) for side in (Side.TEAM, Side.OFFICER)]
            assert [bool(words) for words in said] == [state != "ended"] * 2
        later = IntroductionFactory.create(later=True, away_until=day)
        assert sentences.gesture(later, Side.TEAM, clock.today()) == (
            f"The programme writes to them again after {date_format(day)}."
        )
        away = IntroductionFactory.create(sent=True, away_until=day, stopped_at=clock.now())
        NudgeFactory.create(introduction=away)
        told = sentences.standing(away, happened_since([away], clock.today())[away.pk])
        assert told.partition(". ")[2] == (
            f"A reminder left on {date_format(clock.today())}. They say they are away until {date_format(day)}. "
            "They asked not to be written to again."
        )
