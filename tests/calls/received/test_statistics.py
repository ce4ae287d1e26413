"""Figures on known data: each with its denominator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.received.story import Receive
from tremplin.calls.actions.drafts import Typed, save_answers
from tremplin.calls.actions.submissions import send_back, withdraw
from tremplin.calls.models import Bearer, Call, Question
from tremplin.calls.queries.statistics import Figures, figures_of
from tremplin.core import clock

pytestmark = pytest.mark.django_db
FIELD = {("kind", 0): "field"}


@pytest.fixture
def figures(call: Call, receive: Receive) -> Figures:
    receive(call, "A", kind="association", days=5, answers={("needs", 0): "money\nname"})
    receive(
        call,
        "B",
        kind="association",
        days=5,
        answers={("needs", 0): "money", ("open", 0): "part", ("letter", 0): "yes"},
    )
    # “open” was answered, then hidden by the choice of the other kind: it was not submitted
    receive(call, "C", kind="company", days=3, answers={**FIELD, ("needs", 0): "experts", ("letter", 0): "no"})
    receive(call, "D", submits=False, answers={("needs", 0): "experts"})
    gone = receive(call, "E", kind="person", days=2, answers={("needs", 0): "experts"})
    withdraw(gone, by=gone.started_by, at=clock.now())
    return figures_of(call, cast.ada())


def _lines(lines: list) -> list[tuple[str, int, int]]:
    return [(str(line.label), line.count, line.of) for line in lines]


def test_what_came_in(figures: Figures) -> None:
    assert (figures.started, figures.received, figures.withdrawn, figures.returned, figures.standing) == (5, 4, 1, 0, 3)


def test_breakdowns_count_what_stands(figures: Figures) -> None:
    assert _lines(figures.kinds) == [("Une association", 2, 3), ("Une entreprise", 1, 3)] or _lines(figures.kinds) == [
        ("An association", 2, 3),
        ("A company", 1, 3),
    ]
    assert _lines(figures.tracks) == [("Filière A", 2, 3), ("Filière B", 1, 3)]
    assert [(line.count, line.of) for line in figures.intakes] == [(3, 3), (0, 3)]
    assert round(figures.tracks[0].percent, 2) == 66.67


def test_days_without_any_keep_their_place(figures: Figures) -> None:
    assert [count for _day, count in figures.days] == [2, 0, 1]


def test_questions_are_counted_as_submitted(figures: Figures) -> None:
    asked = {one.question.key: one for one in figures.questions}
    assert _lines(asked["needs"].lines) == [("Money", 2, 3), ("Experts", 1, 3), ("Name", 1, 3)]
    assert (asked["needs"].answered, asked["needs"].of, asked["needs"].several) == (3, 3, True)
    assert _lines(asked["open"].lines) == [("Full", 1, 2), ("Part", 1, 2)]
    assert (asked["open"].answered, asked["open"].of, asked["open"].several) == (2, 3, False)
    assert [(line.count, line.of) for line in asked["letter"].lines] == [(1, 2), (1, 2)]


def test_what_is_being_corrected_is_not_counted_yet(call: Call, receive: Receive) -> None:
    application = receive(call, "A", answers={("needs", 0): "money"})
    question = Question.objects.get(section__form=call.form, key="needs")
    send_back(
        application,
        questions=[question],
        words="?",
        until=clock.now() + timedelta(days=2),
        by=cast.ada(),
        at=clock.now(),
    )
    save_answers(application, {("needs", 0): Typed("experts", 1)}, by=application.started_by, at=clock.now())
    needs = next(one for one in figures_of(call, cast.ada()).questions if one.question.key == "needs")
    assert [line.count for line in needs.lines] == [0, 0, 0]
    assert (needs.answered, needs.of) == (0, 1)


def test_an_initiative_of_several_kinds_counts_once_in_each(call: Call, receive: Receive) -> None:
    application = receive(call, "A")
    for kind in ("association", "administration"):
        Bearer.objects.create(initiative=application.initiative, kind=kind, name=kind, from_day=clock.today())
    gone = clock.today() - timedelta(days=1)
    Bearer.objects.create(initiative=application.initiative, kind="company", from_day=gone, until_day=gone)
    assert [(line.count, line.of) for line in figures_of(call, cast.ada()).kinds] == [(1, 1), (1, 1)]


def test_page_shows_each_share_with_its_denominator(client: Client, figures: Figures) -> None:
    client.force_login(cast.ada())
    page = client.get(reverse("calls:received-statistics") + "?call=nothing").content.decode()
    assert "2 sur 3" in page
    assert "66,7\xa0%" in page
    assert '<title id="days-title">' in page


def test_pages_without_anything_hold(client: Client, call: Call, receive: Receive) -> None:
    client.force_login(cast.ada())
    assert client.get(reverse("calls:received-statistics")).status_code == 200
    receive(call, "D", submits=False)
    assert "1 candidature commencée" in client.get(reverse("calls:received-statistics")).content.decode()


def test_no_call_no_figure(client: Client) -> None:
    client.force_login(cast.ada())
    assert client.get(reverse("calls:received-statistics")).status_code == 200
