"""The list of the initiatives supported, the first page of one, who is beside it, its state, its public words."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.support.factories import AccompanimentFactory, ActionFactory, PartFactory, PointFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.support.actions import accompaniments as actions
from tremplin.support.models import Point
from tremplin.support.states import Owner, PartKind

pytestmark = pytest.mark.django_db


def words_of(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").get_text(" ").split())


def english(address: str) -> str:
    """The same address in English: a page already asked for in English may have given it."""
    return address if address.startswith("/en/") else f"/en{address}"


def cells_of(response: Any) -> list[str]:
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return [" ".join(cell.get_text(" ").split()) for cell in page.select("tbody td")]


def test_list_of_an_officer_says_silence_and_next_gesture(client: Any) -> None:
    with clock.at(clock.now() - timedelta(days=34)):
        made = supported()
        actions.write_point(
            made, on=clock.today(), words="Le budget est voté.", private=False, by=cast.sam(), at=clock.now()
        )
    client.force_login(cast.sam())
    response = client.get(english(reverse("support:list")))
    day = clock.today() - timedelta(days=34)
    cells = cells_of(response)
    assert cells[0] == "Atlas des haies under way"
    assert cells[1].startswith("No news for 34 days. Last: a note after a call or a meeting,")
    assert str(day.year) in cells[1]
    assert cells[2:] == ["Call: see the sheet, then type three lines", "Sam"]


def test_list_costs_the_same_for_three_and_eight(client: Any) -> None:
    ada, season = cast.ada(), supported().season

    def count() -> int:
        client.force_login(ada)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(reverse("support:list")).status_code == 200
        return len(found)

    def add(number: int) -> None:
        for _one in range(number):
            made = AccompanimentFactory.create(season=season, running=True)
            PartFactory.create(accompaniment=made)
            PointFactory.create(accompaniment=made)
            ActionFactory.create(accompaniment=made)

    add(2)
    count()
    three = count()
    add(5)
    assert count() == three


@pytest.mark.parametrize(("who", "status"), [(cast.charlie, 403), (cast.alice, 200), (cast.sam, 200), (cast.ada, 200)])
def test_list_is_for_those_around_an_initiative(client: Any, who: Any, status: int) -> None:
    supported()
    client.force_login(who())
    assert client.get(reverse("support:list")).status_code == status


@pytest.mark.parametrize(
    "name", ["accompaniment", "point", "parts", "steer", "proof-edit", "diagnosis-list", "roadmap"]
)
def test_pages_of_an_initiative_do_not_exist_for_a_stranger(client: Any, name: str) -> None:
    made = supported()
    client.force_login(cast.charlie())
    assert client.get(reverse(f"support:{name}", args=[made.ref])).status_code == 404
    assert client.get(reverse(f"support:{name}", args=["0000000000"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("parts", "Officers and referents are named by the programme team."),
        ("proof-edit", "This is done by the acceleration officer or the programme team."),
    ],
)
def test_team_is_told_why_it_does_not_lead(client: Any, name: str, sentence: str) -> None:
    made = supported()
    client.force_login(cast.alice())
    response = client.get(english(reverse(f"support:{name}", args=[made.ref])))
    assert response.status_code == 403
    assert sentence in words_of(response)


def test_overview_says_what_each_side_owes(client: Any) -> None:
    made = supported()
    ActionFactory.create(accompaniment=made, title="Relire les statuts", owner=Owner.TEAM)
    ActionFactory.create(accompaniment=made, title="Trouver un juriste", owner=Owner.EXPERT, owner_name="Noé")
    for who, mine, others in (
        (cast.alice, ["Relire les statuts"], ["Open the shared diagnosis", "Trouver un juriste (Noé)"]),
        (cast.sam, ["Open the shared diagnosis"], ["Relire les statuts", "Trouver un juriste (Noé)"]),
    ):
        client.force_login(who())
        page = BeautifulSoup(
            client.get(english(reverse("support:accompaniment", args=[made.ref]))).content, "html.parser"
        )
        found = [[link.get_text() for link in part.select("a")] for part in page.select(".support-two section")]
        assert found == [mine, others]


def test_note_after_a_call_is_kept_once_and_read_by_the_team(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    typed = {"once": "a" * 32, "on": clock.today().isoformat(), "words": "Le budget est voté."}
    for _time in range(2):
        response = client.post(reverse("support:point", args=[made.ref]), typed)
        assert response.headers["Location"] == reverse("support:accompaniment", args=[made.ref])
    client.post(
        reverse("support:point", args=[made.ref]), typed | {"once": "b" * 32, "words": "Entre nous.", "private": "on"}
    )
    assert [point.words for point in Point.objects.order_by("pk")] == ["Le budget est voté.", "Entre nous."]
    client.force_login(cast.alice())
    page = words_of(client.get(reverse("support:accompaniment", args=[made.ref])))
    assert ("Le budget est voté." in page, "Entre nous." in page) == (True, False)


def test_note_of_tomorrow_comes_back_with_what_was_typed(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    tomorrow = clock.today() + timedelta(days=1)
    response = client.post(
        english(reverse("support:point", args=[made.ref])), {"on": tomorrow.isoformat(), "words": "Déjà écrit."}
    )
    assert "This day has not come: a note says what has been said." in words_of(response)
    assert "Déjà écrit." in response.content.decode()
    assert not Point.objects.exists()


def test_referent_is_named_by_mail_then_ended(client: Any) -> None:
    made = supported()
    client.force_login(cast.ada())
    address = reverse("support:parts", args=[made.ref])
    response = client.post(english(address), {"kind": "referent"})
    assert "Choose somebody in the list, or write an address." in words_of(response)
    client.post(address, {"kind": "referent", "email": "remi@example.org", "full_name": "Rémi"})
    part = made.parts.get(kind=PartKind.REFERENT)
    assert str(part.person.email) == "remi@example.org"
    client.post(address, {"end": part.ref})
    part.refresh_from_db()
    assert part.until_day == clock.today()


def test_closing_asks_how_it_ended_then_refuses_writing(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    address = reverse("support:steer", args=[made.ref])
    assert "Please say how the support ended." in words_of(client.post(english(address), {"verb": "close"}))
    client.post(address, {"verb": "pause", "words": "Congé de la coordinatrice."})
    made.refresh_from_db()
    assert (made.state, made.points.get().words) == ("paused", "Congé de la coordinatrice.")
    client.post(address, {"verb": "close", "words": "L’année est faite."})
    made.refresh_from_db()
    assert (made.state, made.closing_words) == ("closed", "L’année est faite.")
    client.force_login(cast.alice())
    response = client.get(english(reverse("support:need-write", args=[made.ref])))
    assert response.status_code == 403
    assert "This accompaniment is closed." in words_of(response)


def test_public_words_are_shown_from_the_day_they_are_written(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    client.post(reverse("support:proof-edit", args=[made.ref]), {"words": "Un atlas des haies."})
    made.refresh_from_db()
    assert (made.public_words, made.shown_since) == ("Un atlas des haies.", clock.today())
    page = BeautifulSoup(client.get(reverse("support:accompaniment", args=[made.ref])).content, "html.parser")
    assert len(page.select(f'a[href="/attestations/{made.ref}/"]')) == 1


def test_initiative_one_is_beside_twice_is_listed_once(client: Any) -> None:
    made = supported()
    PartFactory.create(accompaniment=made, person=cast.sam(), kind=PartKind.REFERENT)
    client.force_login(cast.sam())
    assert len(client.get(reverse("support:list"), {"mine": "1"}).context["lines"]) == 1
