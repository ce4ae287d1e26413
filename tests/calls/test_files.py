"""Files of an application: received, refused with a sentence, shown with their state, downloaded, taken away."""

import io
import zipfile
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.calls.factories import AttachmentFactory
from tests.calls.story import DAY, join, page_data, section_address, send, write
from tests.factories import StoredFileFactory
from tremplin.calls.actions.attachments import add_file, remove_file
from tremplin.calls.models import Application, Attachment, Question
from tremplin.calls.queries import attachments_of, content_of
from tremplin.calls.states import TeamRight
from tremplin.calls.views import sections
from tremplin.core import files
from tremplin.core.files import FileRefused
from tremplin.core.models import StoredFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("evil.js", "alert(1)")
    return held.getvalue()


def _send(client: Any, application: Application, *given: tuple[str, str, bytes], **typed: Any) -> Any:
    data = page_data(application, "equipe") | typed
    for field, name, content in given:
        data.setdefault(field, []).append(SimpleUploadedFile(name, content))
    return client.post(section_address(application, "equipe"), data)


def _given(application: Application) -> list[tuple[str, str, str]]:
    return [(one.item, one.file.name, one.file.state) for one in attachments_of(application)]


def test_file_for_an_expected_item_is_attached_in_quarantine(alice: Any, application: Application) -> None:
    answer = _send(alice, application, ("file.papers.0", "statuts.pdf", PDF), ("file.papers.1", "comptes.txt", b"un"))
    assert (answer.status_code, _given(application)) == (
        302,
        [("Statuts", "statuts.pdf", "received"), ("Comptes", "comptes.txt", "received")],
    )
    stored = StoredFile.objects.first()
    assert (stored.kind, stored.owner, stored.received_by) == ("calls.attachment", application.ref, cast.alice().ref)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programme.exe", b"MZ\x90"),
        ("page.html", b"<script>alert(1)</script>"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("faux.pdf", b"GIF89a" + PDF),
        ("deux.pdf", _zip() + PDF),
        ("archive.docx", _zip()),
        ("vide.pdf", b""),
        ("sans-extension", b"texte"),
    ],
)
def test_refused_file_is_told_at_its_question_and_the_text_is_saved(
    name: str, content: bytes, alice: Any, application: Application
) -> None:
    answer = _send(alice, application, ("file.papers.0", name, content), **{"answer.referent.1.name": "Zoé"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, _given(application), StoredFile.objects.count()) == (422, [], 0)
    if name != "sans-extension" or page.select("#q-papers .fr-error-text"):
        assert name in page.select_one("#q-papers .fr-error-text").get_text() or content == b""
    assert page.find(id="q-referent.1.name")["value"] == "Zoé"
    assert content_of(application).answers[("referent.name", 1)] == "Zoé"


@pytest.mark.parametrize(("extra", "taken"), [(0, 1), (1, 0)])
def test_largest_size_is_twenty_megabytes(
    extra: int, taken: int, alice: Any, application: Application, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sections, "LARGEST_FILE", 1000)
    _send(alice, application, ("file.papers.0", "notes.txt", b"x" * (1000 + extra)))
    assert len(_given(application)) == taken
    monkeypatch.undo()
    assert sections.LARGEST_FILE == 20 * 1024 * 1024


def test_one_file_too_many_is_refused(alice: Any, application: Application) -> None:
    for number in range(3):
        _send(alice, application, ("file.papers.0", f"{number}.txt", b"x"))
    answer = _send(alice, application, ("file.papers.1", "quatre.txt", b"x"))
    assert (answer.status_code, len(_given(application))) == (422, 3)


def test_a_field_that_is_no_question_receives_nothing(alice: Any, application: Application) -> None:
    _send(
        alice,
        application,
        ("file.papers.9", "a.txt", b"x"),
        ("file.summary", "b.txt", b"x"),
        ("file.nothing", "c.txt", b"x"),
    )
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({}, "fr-badge--info"),
        ({"clean": True}, "fr-badge--success"),
        ({"infected": True}, "fr-badge--error"),
        ({"unscanned": True}, "fr-badge"),
    ],
)
def test_state_of_a_file_is_shown(state: dict[str, bool], says: str, alice: Any, application: Application) -> None:
    _attach(application, **state)
    page = BeautifulSoup(alice.get(section_address(application, "equipe")).content, "html.parser")
    assert says in page.select_one(".calls-attachment .fr-badge")["class"]


def _attach(application: Application, **state: bool) -> Attachment:
    question = Question.objects.get(section__form=application.form, key="papers")
    stored = StoredFileFactory.create(kind="calls.attachment", owner=application.ref, name="statuts.txt", **state)
    return add_file(application, question, item="statuts", file=stored, by=cast.alice(), at=DAY)


@pytest.mark.parametrize(
    ("state", "status"), [({}, 403), ({"clean": True}, 302), ({"infected": True}, 403), ({"unscanned": True}, 302)]
)
def test_download_follows_the_state_and_is_an_attachment(
    state: dict[str, bool], status: int, alice: Any, application: Application
) -> None:
    one = _attach(application, **state)
    answer = alice.get(reverse("calls:attachment", args=[application.ref, one.ref]))
    assert answer.status_code == status
    if status == 302:
        file = alice.get(answer["Location"])
        assert file["Content-Disposition"] == 'attachment; filename="statuts.txt"'
        assert b"".join(file.streaming_content) == b"A short text."
        file.close()


def test_address_of_a_file_is_of_no_use_to_a_stranger(alice: Any, application: Application, client: Any) -> None:
    from django.test import Client

    one = _attach(application, clean=True)
    address = alice.get(reverse("calls:attachment", args=[application.ref, one.ref]))["Location"]
    stranger = Client()
    stranger.force_login(cast.charlie())
    assert stranger.get(address).status_code == 404
    assert stranger.get(files.download_address(one.file, cast.charlie())).status_code == 403
    assert stranger.get(reverse("calls:attachment", args=[application.ref, one.ref])).status_code == 404


def test_file_taken_away_by_its_button(alice: Any, application: Application) -> None:
    one = _attach(application)
    _send(alice, application, then=f"remove:{one.ref}")
    assert (_given(application), Attachment.objects.count()) == ([], 1)


def test_infected_file_counts_for_nothing(application: Application) -> None:
    _attach(application, infected=True)
    assert content_of(application).files == {"papers": []}


def test_who_may_not_write_attaches_and_removes_nothing(application: Application) -> None:
    join(application.initiative, cast.bob(), TeamRight.READ)
    one = _attach(application)
    for action in (
        lambda: remove_file(one, by=cast.bob(), at=DAY),
        lambda: add_file(application, one.question, item="", file=StoredFileFactory.create(), by=cast.bob(), at=DAY),
    ):
        with pytest.raises(PermissionDenied):
            action()
    assert len(_given(application)) == 1


def test_file_for_a_question_of_another_form_is_refused(application: Application) -> None:
    other = AttachmentFactory.create().question
    with pytest.raises(FileRefused):
        add_file(application, other, item="", file=StoredFileFactory.create(), by=cast.alice(), at=DAY)


def test_submitted_files_are_frozen_by_their_hash(application: Application) -> None:
    write(application)
    one = _attach(application, clean=True)
    frozen = send(application).frozen
    [papers] = [answer for section in frozen["sections"] for answer in section["answers"] if answer["key"] == "papers"]
    assert [(file["name"], file["sha256"], file["item"]) for file in papers["files"]] == [
        ("statuts.txt", one.file.sha256, "statuts")
    ]


def test_receiving_is_done_outside_the_transaction(alice: Any, application: Application) -> None:
    # core.files refuses to hash inside one: that the file is there is the proof
    assert _send(alice, application, ("file.papers.0", "statuts.pdf", PDF)).status_code == 302
