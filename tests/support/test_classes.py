"""The class of a season: what each chose to show, and nothing of anybody's file."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.calls.factories import InitiativeFactory, TeamMemberFactory
from tests.factories import PersonFactory
from tests.support.factories import (
    AccompanimentFactory,
    ClassDocumentFactory,
    ClassQuestionFactory,
    NeedFactory,
    PartFactory,
    WorkshopFactory,
)
from tremplin.core import clock, files
from tremplin.core.models import Message, StoredFile
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.support.actions import accompaniments
from tremplin.support.actions import classes as actions
from tremplin.support.models import Accompaniment, ClassAnswer, ClassCard, ClassDocument
from tremplin.support.queries.classes import cards_of, classes_of, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ONCE = {"once": "e" * 32}


@pytest.fixture
def classmate(made: Accompaniment) -> Person:
    """Somebody of another team supported in the same season."""
    other = AccompanimentFactory.create(season=made.season, initiative=InitiativeFactory.create(name="Les Semeurs"))
    found = PersonFactory.create(email="line@example.org", full_name="Line", confirmed=True)
    TeamMemberFactory.create(initiative=other.initiative, person=found, joined=True, invited_by=found)
    return found


def _page(made: Accompaniment, rest: str = "") -> str:
    return f"/en/espace/promotion/{made.season.ref}/{rest}"


def test_class_is_for_teams_and_those_beside_them(client: Any, made: Accompaniment, classmate: Person) -> None:
    PartFactory.create(accompaniment=made, person=cast.remi(), from_day=clock.today())
    for person in (cast.alice(), cast.bob(), classmate, cast.sam(), cast.remi(), cast.ada()):
        assert list(classes_of(person)) == [made.season], person
    assert set(people_of(made.season)) == {cast.alice(), cast.bob(), classmate, cast.sam(), cast.remi()}
    for person in (cast.charlie(), cast.sonia(), cast.noe()):
        client.force_login(person)
        for rest in ("", "ma-fiche/", "questions/", "documents/"):
            assert client.get(_page(made, rest)).status_code == 404, (person, rest)


def test_nothing_is_shown_before_it_is_written_nor_after_it_is_taken_back(
    client: Any, made: Accompaniment, classmate: Person
) -> None:
    client.force_login(cast.alice())
    assert client.get(_page(made)).context["cards"] == []
    typed = {"shown_name": "Alice, de l’atlas", "reach": "06 00 00 00 00", "hears": "on"} | ONCE
    client.post(_page(made, "ma-fiche/"), typed)
    client.force_login(classmate)
    assert [(card.shown_name, card.reach) for card in client.get(_page(made)).context["cards"]] == [
        ("Alice, de l’atlas", "06 00 00 00 00")
    ]
    client.force_login(cast.alice())
    client.post(_page(made, "ma-fiche/"), {"hide": "1"})
    card = ClassCard.objects.get()
    assert (card.shown_name, card.reach, card.hears, card.shown_at) == ("", "", False, None)


def test_card_of_whoever_left_the_team_is_no_longer_shown(made: Accompaniment) -> None:
    actions.show_card(made.season, shown_name="Bob", by=cast.bob(), at=clock.now())
    assert cards_of(made.season).count() == 1
    made.initiative.members.filter(person=cast.bob()).update(state="left")
    assert cards_of(made.season).count() == 0


def test_card_of_an_officer_whose_mandate_ended_is_no_longer_shown(made: Accompaniment) -> None:
    for person in (cast.sam(), cast.ada()):
        actions.show_card(made.season, shown_name="Du programme", reach="06 00 00 00 00", by=person, at=clock.now())
    assert cards_of(made.season).count() == 2
    yesterday = clock.today() - timedelta(days=1)
    for person in (cast.sam(), cast.ada()):
        person.mandates.update(from_day=yesterday, until_day=yesterday)
    assert cards_of(made.season).count() == 0
    assert list(classes_of(cast.sam())) == []


def test_question_is_written_to_those_who_chose_to_hear_only(made: Accompaniment, classmate: Person) -> None:
    actions.show_card(made.season, shown_name="Line", hears=True, by=classmate, at=clock.now())
    actions.show_card(made.season, shown_name="Bob", by=cast.bob(), at=clock.now())
    actions.show_card(made.season, shown_name="Alice", hears=True, by=cast.alice(), at=clock.now())
    actions.ask_class(made.season, title="Qui a embauché ?", by=cast.alice(), at=clock.now())
    assert list(Message.objects.filter(kind="support-class-question").values_list("recipient", flat=True)) == [
        classmate.email
    ]


def test_question_is_answered_then_closed(client: Any, made: Accompaniment, classmate: Person) -> None:
    client.force_login(cast.alice())
    client.post(_page(made, "questions/"), {"title": "Qui a embauché ?"} | ONCE)
    question = made.season.class_questions.get()
    address = _page(made, f"questions/{question.ref}/")
    client.force_login(classmate)
    client.post(address, {"words": "Nous, en mars."} | ONCE)
    assert client.post(address, {"close": "1"}).status_code == 403
    client.force_login(cast.alice())
    client.post(address, {"close": "1"})
    page = client.get(address)
    assert [(one.words, name) for one, name in page.context["answers"]] == [("Nous, en mars.", classmate)]
    with pytest.raises(MoveRefused, match=r"is closed"):
        actions.answer_class(question, words="Trop tard.", by=classmate, at=clock.now())
    assert ClassAnswer.objects.count() == 1


def test_document_is_read_by_the_class_once_it_was_checked(client: Any, made: Accompaniment, classmate: Person) -> None:
    client.force_login(cast.alice())
    upload = SimpleUploadedFile("statuts.txt", b"Article premier.")
    client.post(_page(made, "documents/"), {"title": "Statuts", "file": upload} | ONCE)
    stored = StoredFile.objects.get()
    document = ClassDocument.objects.get()
    assert not files.may_download(classmate, stored)
    StoredFile.objects.update(state="clean", scanned_at=clock.now())
    stored.refresh_from_db()
    assert files.may_download(classmate, stored)
    assert not files.may_download(cast.charlie(), stored)
    actions.remove_document(document, by=cast.ada(), at=clock.now())
    assert not files.may_download(classmate, stored)


@pytest.mark.parametrize("given", [{}, {"address": "https://exemple.fr/x", "both": "1"}])
def test_document_is_a_file_or_an_address(client: Any, made: Accompaniment, given: dict[str, str]) -> None:
    client.force_login(cast.alice())
    typed: dict[str, Any] = {"title": "Statuts"} | given | ONCE
    if typed.pop("both", ""):
        typed["file"] = SimpleUploadedFile("statuts.txt", b"Article premier.")
    page = client.post(_page(made, "documents/"), typed)
    assert page.context["form"].errors == {"file": ["Please give a file, or an address: one of the two."]}
    assert page.context["form"]["title"].value() == "Statuts"
    assert not ClassDocument.objects.exists()


def test_nothing_of_a_file_is_in_the_class(client: Any, made: Accompaniment, classmate: Person) -> None:
    NeedFactory.create(accompaniment=made, title="Secret-besoin")
    accompaniments.write_point(
        made, on=clock.today(), words="Secret-note", private=False, by=cast.sam(), at=clock.now()
    )
    actions.show_card(made.season, shown_name="Alice", by=cast.alice(), at=clock.now())
    client.force_login(cast.alice())
    assert "Secret-besoin" in client.get(f"/en/espace/accompagnements/{made.ref}/feuille-de-route/").content.decode()
    client.force_login(classmate)
    ClassQuestionFactory.create(season=made.season, by=cast.alice())
    ClassDocumentFactory.create(season=made.season, by=cast.alice())
    for rest in ("", "questions/", "documents/"):
        page = client.get(_page(made, rest)).content.decode()
        assert "Secret" not in page
        assert cast.alice().email not in page


def test_collective_sessions_are_listed(client: Any, made: Accompaniment) -> None:
    now = clock.now()
    workshop = WorkshopFactory.create(
        season=made.season, starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=3, hours=2)
    )
    client.force_login(cast.alice())
    page = client.get(_page(made))
    assert page.context["coming"] == [workshop]
    assert page.content.decode().count(f'href="{reverse("support:workshop", args=[workshop.ref])}"') == 1
    assert client.get("/en/espace/promotion/").url == _page(made)
