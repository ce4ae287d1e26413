"""What a body was asked and did: as the team reads it, and as the body does from its own link."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import cast
from tests.directory.factories import BodyFactory, DoorFactory
from tests.factories import ProgrammeFactory
from tests.support.factories import (
    AccompanimentFactory,
    CommitmentFactory,
    IntroductionFactory,
    RemarkFactory,
)
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.core.refs import ALPHABET
from tremplin.directory.models import Body, Door
from tremplin.support.actions.remarks import A_DAY, send_body_page
from tremplin.support.models import Accompaniment, Remark
from tremplin.support.tasks import OWN
from tremplin.support.tokens.bodies import VALID, body_page_of, body_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def door() -> Door:
    found: Door = DoorFactory.create(body=BodyFactory.create(name="Direction des haies"), email="haies@example.org")
    return found


def _team(body: Body) -> str:
    return reverse("support:body-asked", args=[body.ref])


def _own(made: Accompaniment, door: Door, at: Any = None) -> str:
    token = body_token(made.season.programme, door.body, door, at or clock.now())
    return reverse("support:body-page", args=[token])


def test_team_reads_what_a_body_was_asked_under_every_name_it_had(client: Any, made: Accompaniment, door: Door) -> None:
    former = BodyFactory.create(name="Mission bocage", state="closed", closed_at=clock.now(), successor=door.body)
    before = IntroductionFactory.create(accompaniment=made, door__body=former, sent=True)
    waiting = IntroductionFactory.create(accompaniment=made, door=door, agreed=True)
    IntroductionFactory.create(door=door, sent=True)
    promise = CommitmentFactory.create(initiative=made.initiative, programme=made.season.programme, body=former)
    for who in (cast.sam, cast.ada):
        client.force_login(who())
        for body in (former, door.body):
            context = client.get(_team(body)).context
            assert (context["body"], context["former"]) == (door.body, ["Mission bocage"])
            assert {one for one, _standing in context["introductions"]} == {before, waiting}
            assert context["asked"].commitments == [promise]


def test_page_of_a_body_is_not_there_for_those_who_support_nobody(client: Any, made: Accompaniment, door: Door) -> None:
    absent = "0" * 10
    for who in (cast.charlie, cast.alice, cast.rose):
        client.force_login(who())
        assert [client.get(_team(door.body)).status_code, client.get(f"{_team(door.body)}envoyer/").status_code] == [
            404,
            404,
        ]
        assert client.get(reverse("support:body-asked", args=[absent])).status_code == 404
    client.force_login(cast.sam())
    assert client.get(f"{_team(door.body)}envoyer/").status_code == 403


def test_page_is_sent_to_a_door_once_its_mail_was_read(client: Any, made: Accompaniment, door: Door) -> None:
    DoorFactory.create(body=door.body, email="")
    client.force_login(cast.ada())
    address = f"{_team(door.body)}envoyer/"
    said = {"door": door.ref, "language": "fr", "words": "Merci de votre aide.", "once": "a" * 32}
    page = client.post(address, said)
    assert "Merci de votre aide." in page.context["text"]
    assert "lien-personnel" in page.context["text"]
    assert Message.objects.filter(kind="support-body-page").count() == 0
    for _twice in range(2):
        assert client.post(address, said | {"confirmed": "1"})["Location"] == _team(door.body)
    message = Message.objects.get(kind="support-body-page")
    assert (message.recipient, message.sender, message.reply_to) == (
        "haies@example.org",
        cast.ada().full_name,
        cast.ada().email,
    )
    token = message.text.partition("/reponses/organisme/")[2].partition("/")[0]
    found = body_page_of(token)
    assert found is not None
    assert (found.programme, found.body, found.door) == (made.season.programme, door.body, door)
    assert [entry.verb for entry in journal.of(door.body)] == ["send_page"]


def test_page_is_sent_neither_twice_in_a_week_nor_to_those_who_asked_us_to_stop(
    client: Any, made: Accompaniment, door: Door
) -> None:
    def said(at: datetime) -> str:
        with pytest.raises(MoveRefused) as refused:
            send_body_page(door.body, door, programme=made.season.programme, by=cast.ada(), at=at)
        return str(refused.value.reason)

    now = clock.now()
    send_body_page(door.body, door, programme=made.season.programme, by=cast.ada(), at=now)
    assert said(now + timedelta(days=6)).startswith("This person was written to on ")
    assert Message.objects.filter(kind="support-body-page").count() == 1
    Door.objects.filter(pk=door.pk).update(no_mail_since=clock.today())
    assert said(now + timedelta(days=8)) == "Whoever reads this address asked us not to write to them any more."
    client.force_login(cast.ada())
    answer = client.post(
        f"{_team(door.body)}envoyer/", {"door": door.ref, "language": "fr", "words": "", "once": "b" * 32}
    )
    assert answer.context["form"].errors["door"] == [
        "Whoever reads this address asked us not to write to them any more."
    ]
    page = client.get(reverse("directory:managed", args=[door.ref])).content.decode()
    assert "Asks not to be written to, since " in page


def test_body_is_not_told_who_is_away_or_wants_to_be_left_alone(client: Any, made: Accompaniment, door: Door) -> None:
    IntroductionFactory.create(
        accompaniment=made, door=door, sent=True, away_until=clock.today() + timedelta(days=9), stopped_at=clock.now()
    )
    page = client.get(_own(made, door)).content.decode()
    assert ("away" in page, "not to be written to" in page) == (False, False)


def test_page_of_the_directory_leads_to_what_a_body_was_asked(client: Any, made: Accompaniment, door: Door) -> None:
    client.force_login(cast.ada())
    page = client.get(reverse("directory:body", args=[door.body.ref]))
    assert f'href="{_team(door.body)}"' in page.content.decode()


def test_body_reads_what_left_for_it_and_nothing_else(client: Any, made: Accompaniment, door: Door) -> None:
    Accompaniment.objects.filter(pk=made.pk).update(public_name="Haies de France")
    other = DoorFactory.create(body=door.body)
    here = IntroductionFactory.create(accompaniment=made, door=door, met=True, text="Une demi-heure ?")
    there = IntroductionFactory.create(
        accompaniment=made, door=other, redirected=True, answered_at=clock.now(), text="Un autre message"
    )
    IntroductionFactory.create(accompaniment=made, door=door, agreed=True, text="Pas encore parti")
    IntroductionFactory.create(accompaniment=AccompanimentFactory.create(running=True), door=door, sent=True)
    IntroductionFactory.create(accompaniment=made, sent=True)
    CommitmentFactory.create(
        initiative=made.initiative, programme=made.season.programme, body=door.body, kept=True, result="Note interne"
    )
    page = client.get(_own(made, door))
    assert {(one, words) for one, _standing, words in page.context["introductions"]} == {(here, True), (there, False)}
    content = page.content.decode()
    shown = ("Haies de France", "Une demi-heure ?", "They met on", "sent on to somebody else", "Prêter une salle")
    assert [words for words in shown if words not in content] == []
    kept_back = ("Atlas des haies", "Un autre message", "Pas encore parti", "Le bureau voisin", "Note interne")
    assert [words for words in kept_back if words in content] == []
    assert (page["X-Robots-Tag"], page["Cache-Control"]) == ("noindex, nofollow", "private, no-store")


def test_link_is_of_no_use_once_forged_moved_or_old(client: Any, made: Accompaniment, door: Door) -> None:
    address = _own(made, door)
    token = address.rstrip("/").rpartition("/")[2]
    refs = token.split(".")
    other = ProgrammeFactory.create()
    forged = [
        ".".join([other.ref, *refs[1:]]),
        ".".join([*refs[:3], "20990101", refs[4]]),
        ".".join([*refs[:3], "2026", refs[4]]),
        token[:-1],
        "x",
        ALPHABET[0] * 10,
    ]
    assert {client.get(reverse("support:body-page", args=[one])).status_code for one in forged} == {404}
    with clock.at(clock.now() + VALID):
        assert client.get(address).status_code == 200
    with clock.at(clock.now() + VALID + timedelta(days=1)):
        assert (client.get(address).status_code, client.post(address, {"words": "Trop tard"}).status_code) == (410, 410)
    Door.objects.update(email="ailleurs@example.org")
    assert client.get(address).status_code == 404
    assert Remark.objects.count() == 0


def test_body_has_its_say_a_few_times_a_day_and_the_team_reads_it(client: Any, made: Accompaniment, door: Door) -> None:
    address = _own(made, door)
    for turn in range(A_DAY):
        assert client.post(address, {"words": f"Remarque {turn}"})["Location"] == f"{address}#remarks"
    page = client.post(address, {"words": "Une de plus"})
    assert page.context["form"].errors == {
        "words": ["Several remarks were written today: please wait until tomorrow for another."]
    }
    assert page.context["form"]["words"].value() == "Une de plus"
    assert client.post(address, {"words": "x" * 2_001}).context["form"].errors != {}
    assert client.post(address, {"words": "  "}).context["form"].errors != {}
    assert Remark.objects.count() == A_DAY
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert client.post(address, {"words": "Le lendemain"}).status_code == 302
    assert "Le lendemain" in client.get(address).content.decode()
    client.force_login(cast.ada())
    tasks = [str(task.title) for kind in OWN for task in kind.find(cast.ada())]
    assert f"Direction des haies: {A_DAY + 1} remarks to read" in tasks
    remark = Remark.objects.first()
    assert remark is not None
    for _twice in range(2):
        assert client.post(_team(door.body), {"read": remark.ref})["Location"] == f"{_team(door.body)}#remarks"
    remark.refresh_from_db()
    assert (remark.read_by, [entry.verb for entry in journal.of(remark)]) == (cast.ada(), ["remark", "read"])


def test_remarks_are_read_by_the_team_of_their_programme(client: Any, made: Accompaniment, door: Door) -> None:
    mine = RemarkFactory.create(body=door.body, programme=made.season.programme)
    other = RemarkFactory.create(body=door.body)
    client.force_login(cast.ada())
    assert client.get(_team(door.body)).context["asked"].remarks == [mine]
    assert client.post(_team(door.body), {"read": other.ref}).status_code == 404
    client.force_login(cast.sam())
    assert client.get(_team(door.body)).context["asked"].remarks == []
    assert client.post(_team(door.body), {"read": mine.ref}).status_code == 404


def test_empty_page_says_so(client: Any, made: Accompaniment, door: Door) -> None:
    content = client.get(_own(made, door)).content.decode()
    assert "Nothing yet: no message of ours was sent to you." in content
    client.force_login(cast.ada())
    assert "No message of the initiatives you follow is written to it." in client.get(_team(door.body)).content.decode()
