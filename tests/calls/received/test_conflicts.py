"""A file in conflict is absent everywhere for that person. Each test first proves that there was something to leak."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive
from tremplin.calls.actions.instruction import declare_conflict, write_note
from tremplin.calls.instruction_tasks import PROGRAMME_TEAM
from tremplin.calls.models import Application, Attachment, Call, Conflict
from tremplin.calls.queries import submitted_visible_to, visible_to
from tremplin.calls.queries.statistics import figures_of
from tremplin.core import clock, files
from tremplin.core.answers import No

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(call: Call, receive: Receive) -> Application:
    receive(call, "Ordinaire", kind="company", answers={("kind", 0): "field", ("open", 0): "", ("needs", 0): "name"})
    return receive(call, "Zanzibar", answers={("needs", 0): "experts", ("summary", 0): "mot-rarissime"}, files=1)


def _declare(application: Application) -> None:
    declare_conflict(application, cast.aldo(), source="a cousin", by=cast.ada(), at=clock.now())


def _everything(client: Client, call: Call) -> str:
    """All that the programme team's pages say, in one text."""
    doors = ["calls:received-list", "calls:received-statistics", "calls:managed-list", "desk:home"]
    pages = [client.get(reverse(door)) for door in doors]
    pages.append(client.get(reverse("calls:received-list") + "?words=mot-rarissime"))
    pages.append(client.get(reverse("calls:managed", args=[call.ref])))
    export = client.get(reverse("calls:received-export") + f"?call={call.ref}")
    assert {page.status_code for page in pages} == {200}
    return "".join(page.content.decode() for page in pages) + b"".join(export.streaming_content).decode()


def test_pages_and_export_hold_nothing_of_it(client: Client, call: Call, secret: Application) -> None:
    client.force_login(cast.aldo())
    words = (secret.ref, secret.number, "Zanzibar")
    assert [word in _everything(client, call) for word in words] == [True, True, True]
    _declare(secret)
    assert [word in _everything(client, call) for word in words] == [False, False, False]
    client.force_login(cast.ada())
    assert [word in _everything(client, call) for word in words] == [True, True, True]


def test_counts_leave_it_out(client: Client, call: Call, secret: Application) -> None:
    client.force_login(cast.aldo())

    def counts() -> tuple[int, ...]:
        answer = client.get(reverse("calls:received-list"))
        found = figures_of(call, cast.aldo())
        needs = next(asked for asked in found.questions if asked.question.key == "needs")
        managed = client.get(reverse("calls:managed-list")).context["rows"][0]["count"]
        return (
            answer.context["total"], answer.context["page"].paginator.count, managed, found.started,
            found.received, found.standing,
            sum(line.count for line in found.kinds), sum(line.count for line in found.tracks),
            sum(count for _day, count in found.days), needs.answered, needs.of, sum(line.count for line in needs.lines),
        )  # fmt: skip

    assert counts() == (2,) * 12
    _declare(secret)
    assert counts() == (1,) * 12


def test_queries_and_tasks_leave_it_out(secret: Application) -> None:
    aldo = cast.aldo()
    assert secret in visible_to(aldo)
    assert "2 candidatures" in str(PROGRAMME_TEAM.find(aldo)[0].title)
    _declare(secret)
    assert secret not in visible_to(aldo)
    assert secret not in submitted_visible_to(aldo)
    assert "1 candidature " in str(PROGRAMME_TEAM.find(aldo)[0].title)


DOORS = [
    "calls:received",
    "calls:received-files",
    "calls:received-team",
    "calls:received-versions",
    "calls:received-history",
    "calls:received-note",
    "calls:received-send-back",
    "calls:received-conflict",
]


@pytest.mark.parametrize("door", DOORS)
def test_page_is_byte_for_byte_that_of_an_application_that_never_was(
    client: Client, secret: Application, door: str
) -> None:
    client.force_login(cast.aldo())
    address = reverse(door, args=[secret.ref])
    assert client.get(address).status_code == 200
    _declare(secret)
    hidden, absent = client.get(address), client.get(reverse(door, args=["0000000000"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert _same(hidden.content, secret.ref) == _same(absent.content, "0000000000")


@pytest.mark.parametrize("door", ["calls:received-note", "calls:received-send-back", "calls:received-conflict"])
def test_posts_find_nothing_either(client: Client, secret: Application, door: str) -> None:
    _declare(secret)
    client.force_login(cast.aldo())
    data = {"words": "A note", "person": cast.aldo().ref, "source": "x", "once": "t" * 32}
    assert client.post(reverse(door, args=[secret.ref]), data).status_code == 404
    assert (secret.notes.count(), secret.conflicts.count(), secret.corrections.count()) == (0, 1, 0)


def _same(page: bytes, ref: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.decode().replace(ref, ""))


def test_file_is_no_longer_downloaded(client: Client, secret: Application) -> None:
    attachment = Attachment.objects.get(application=secret)
    client.force_login(cast.aldo())
    address = reverse("calls:received-attachment", args=[secret.ref, attachment.ref])
    signed = client.get(address)["Location"]
    download = client.get(signed)
    assert (download.status_code, b"".join(download.streaming_content)) == (200, b"Contenu de papier-0.txt de Zanzibar")
    _declare(secret)
    assert client.get(address).status_code == 404
    assert client.get(signed).status_code == 403
    assert isinstance(files.may_download(cast.aldo(), attachment.file), No)


def test_declared_for_oneself_one_leaves_the_page_and_the_replay_is_answered_alike(
    client: Client, secret: Application
) -> None:
    client.force_login(cast.aldo())
    address = reverse("calls:received-conflict", args=[secret.ref])
    data = {"person": cast.aldo().ref, "source": "A cousin of the treasurer", "once": "a" * 32}
    assert client.post(address, data)["Location"] == reverse("calls:received-list")
    assert client.post(address, data)["Location"] == reverse("calls:received-list")
    conflict = Conflict.objects.get()
    assert (conflict.person, conflict.application, conflict.source) == (
        cast.aldo(),
        secret,
        "A cousin of the treasurer",
    )


def test_declared_for_another_the_declarer_stays(client: Client, secret: Application) -> None:
    client.force_login(cast.ada())
    address = reverse("calls:received-conflict", args=[secret.ref])
    answer = client.post(
        address, {"person": cast.rose().ref, "source": "Same laboratory", "once": "b" * 32}, follow=True
    )
    assert answer.redirect_chain[0][0] == reverse("calls:received-team", args=[secret.ref])
    assert "Same laboratory" in answer.content.decode()


@pytest.mark.parametrize("field", ["person", "source"])
def test_a_conflict_has_a_person_of_the_programme_and_a_source(client: Client, secret: Application, field: str) -> None:
    client.force_login(cast.ada())
    data = {"person": cast.aldo().ref, "source": "x", field: "" if field == "source" else cast.charlie().ref}
    answer = client.post(reverse("calls:received-conflict", args=[secret.ref]), data)
    assert list(answer.context["form"].errors) == [field]
    assert not secret.conflicts.exists()


def test_a_note_written_before_leaves_with_the_file(client: Client, secret: Application) -> None:
    write_note(secret, words="une note reconnaissable", by=cast.aldo(), at=clock.now())
    _declare(secret)
    client.force_login(cast.aldo())
    assert "reconnaissable" not in _everything(client, secret.call)
