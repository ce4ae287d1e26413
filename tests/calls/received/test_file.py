"""The page of one application: what was submitted, its files, its team, its versions, its notes, its history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive, attach
from tremplin.calls.actions.drafts import Typed, save_answers
from tremplin.calls.actions.instruction import write_note
from tremplin.calls.actions.submissions import send_back, submit, withdraw
from tremplin.calls.models import Application, Attachment, Call, Question
from tremplin.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call: Call, receive: Receive) -> Application:
    return receive(call, "Atelier des haies", leader=cast.alice(), files=1, answers={("budget", 0): "12 500"})


def _page(client: Client, application: Application, door: str = "received") -> str:
    client.force_login(cast.ada())
    answer = client.get(reverse(f"calls:{door}", args=[application.ref]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def _correct(application: Application, **texts: str) -> None:
    questions = Question.objects.filter(section__form=application.form, key__in=["papers", *texts])
    until = clock.now() + timedelta(days=3)
    send_back(application, questions=list(questions), words="Merci.", until=until, by=cast.ada(), at=clock.now())
    typed = {(key, 0): Typed(text, application.answers.get(question__key=key).revision) for key, text in texts.items()}
    application.refresh_from_db()
    save_answers(application, typed, by=cast.alice(), at=clock.now())


def test_shows_what_was_submitted_not_what_is_being_typed(client: Client, application: Application) -> None:
    page = _page(client, application)
    assert [
        word in page
        for word in ("Un résumé sans malice.", "Numérique", "12 500 €".replace(" ", "\xa0"), "zoe@example.org")
    ]
    _correct(application, summary="Pas encore envoyé")
    attach(application, "pas-encore-envoye.txt")
    for door in ("received", "received-files", "received-versions", "received-history"):
        assert "as encore envoy" not in _page(client, application, door), door
        assert "pas-encore-envoye" not in _page(client, application, door), door
    hidden = Attachment.objects.get(file__name="pas-encore-envoye.txt")
    assert client.get(reverse("calls:received-attachment", args=[application.ref, hidden.ref])).status_code == 404


def test_says_who_has_the_ball(client: Client, application: Application) -> None:
    assert "La suite revient à l’équipe du programme" in _page(client, application)
    _correct(application, summary="Mieux")
    assert "L’équipe la corrige, jusqu’au" in _page(client, application)
    submit(application, by=cast.alice(), at=clock.now())
    assert "La suite revient à l’équipe du programme" in _page(client, application)
    withdraw(application, by=cast.alice(), at=clock.now())
    assert "Retirée par son équipe le" in _page(client, application)


def test_versions_tell_what_changed(client: Client, application: Application) -> None:
    assert "rien à comparer" in _page(client, application, "received-versions")
    _correct(application, summary="Un résumé avec malice.", needs="money\nname")
    submit(application, by=cast.alice(), at=clock.now())
    client.force_login(cast.ada())
    answer = client.get(reverse("calls:received-versions", args=[application.ref]))
    assert [row["one"].key for row in answer.context["rows"]] == ["summary", "needs"]
    assert "<ins>" in answer.content.decode()
    again = client.get(reverse("calls:received-versions", args=[application.ref]) + "?a=1")
    assert again.context["before"] is None


def test_files_are_downloaded_by_a_signed_address(client: Client, application: Application) -> None:
    attachment = Attachment.objects.get(application=application)
    page = _page(client, application, "received-files")
    address = reverse("calls:received-attachment", args=[application.ref, attachment.ref])
    assert f'href="{address}"' in page
    signed = client.get(address)["Location"]
    assert signed.startswith(f"/fichiers/{attachment.file.ref}/")
    download = client.get(signed)
    assert b"".join(download.streaming_content) == b"Contenu de papier-0.txt de Atelier des haies"
    client.force_login(cast.aldo())  # given to somebody else, the address is worth nothing
    assert client.get(signed).status_code == 404


def test_a_file_of_another_application_is_not_reached_through_this_one(
    client: Client, call: Call, receive: Receive, application: Application
) -> None:
    other = Attachment.objects.get(application=receive(call, "Autre", files=1))
    client.force_login(cast.ada())
    assert client.get(reverse("calls:received-attachment", args=[application.ref, other.ref])).status_code == 404


def test_a_file_not_yet_checked_says_so(client: Client, application: Application) -> None:
    Attachment.objects.get(application=application).file.__class__.objects.update(state="received")
    assert "L’antivirus vérifie ce fichier." in _page(client, application, "received-files")


@pytest.mark.parametrize("below", ["nothing/", "pieces/0000000000/", "pieces/%00/"])
def test_an_unknown_page_does_not_exist(client: Client, application: Application, below: str) -> None:
    client.force_login(cast.ada())
    assert client.get(reverse("calls:received", args=[application.ref]) + below).status_code == 404


def test_a_draft_does_not_exist(client: Client, call: Call, receive: Receive) -> None:
    draft = receive(call, "Brouillon", submits=False)
    client.force_login(cast.ada())
    assert client.get(reverse("calls:received", args=[draft.ref])).status_code == 404


def test_a_note_is_written_once_and_read_by_the_team_of_the_programme(client: Client, application: Application) -> None:
    client.force_login(cast.ada())
    address = reverse("calls:received-note", args=[application.ref])
    data = {"words": "Une note <b>privée</b>", "once": "n" * 32}
    assert client.post(address, data)["Location"] == address
    assert client.post(address, data)["Location"] == address
    assert application.notes.count() == 1
    client.force_login(cast.aldo())
    assert "Une note &lt;b&gt;privée&lt;/b&gt;" in client.get(address).content.decode()


@pytest.mark.parametrize("words", ["", "   ", "\x00\x07", "x" * 10_001])
def test_a_note_says_something(client: Client, application: Application, words: str) -> None:
    client.force_login(cast.ada())
    answer = client.post(reverse("calls:received-note", args=[application.ref]), {"words": words})
    assert list(answer.context["form"].errors) == ["words"]
    assert application.notes.count() == 0


def test_applicants_never_see_a_note(client: Client, application: Application) -> None:
    write_note(application, words="note-reconnaissable", by=cast.ada(), at=clock.now())
    assert (
        "note-reconnaissable"
        in (
            client.force_login(cast.ada()) or client.get(reverse("calls:received-note", args=[application.ref]))
        ).content.decode()
    )
    client.force_login(cast.alice())
    doors = ["calls:application", "calls:receipt", "calls:team"]
    pages = [client.get(reverse(door, args=[application.ref])) for door in doors]
    pages += [client.get(reverse(door)) for door in ("calls:application-list", "desk:home", "people:my-data")]
    assert {page.status_code for page in pages} == {200}
    assert ["note-reconnaissable" in page.content.decode() for page in pages] == [False] * len(pages)
    assert client.get(reverse("calls:received-note", args=[application.ref])).status_code == 404


def test_history_is_in_sentences(client: Client, application: Application) -> None:
    _correct(application, summary="Mieux")
    submit(application, by=cast.alice(), at=clock.now())
    write_note(application, words="x", by=cast.ada(), at=clock.now())
    page = _page(client, application, "received-history")
    for sentence in (
        "Alice a commencé la candidature.",
        "Alice a signé la charte.",
        "Alice a déposé la candidature.",
        "Ada l’a renvoyée pour correction.",
        "Alice a déposé à nouveau la candidature.",
        "Ada a écrit une note.",
    ):
        assert sentence in page


def test_file_page_costs_the_same_whatever_the_team_writes(
    client: Client, application: Application, django_assert_max_num_queries
) -> None:
    client.force_login(cast.ada())
    client.get(reverse("calls:received", args=[application.ref]))
    with django_assert_max_num_queries(42):
        client.get(reverse("calls:received", args=[application.ref]))
