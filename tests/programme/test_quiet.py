"""Quiet periods: when one runs, who opens and ends it, and that two never overlap."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.utils import translation

from tests import cast
from tests.factories import MandateFactory, QuietPeriodFactory
from tremplin.core import clock, journal, offers
from tremplin.core.moves import MoveRefused
from tremplin.desk.week import week_of
from tremplin.programme.actions import change_quiet_period, open_quiet_period, resume
from tremplin.programme.models import QuietPeriod
from tremplin.programme.queries import calm_from, held_back, next_change, quiet_at
from tremplin.programme.states import QuietReason

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIST, OPEN = "/gestion/pause/", "/gestion/pause/ouvrir/"
OVERLAP = "Another quiet period of the programme covers part of these dates: change that one."


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(cast.ada())
    return client


def _open(**changes: Any) -> QuietPeriod:
    given = {"reason": QuietReason.ELECTION, "by": cast.ada(), "at": NOW}
    return open_quiet_period(cast.programme(), **given | changes)


def _refusal(act: Callable[[], object]) -> str:
    with translation.override("en"):
        with pytest.raises(MoveRefused) as refused:
            act()
        return str(refused.value.reason)


@pytest.mark.django_db
def test_period_runs_from_its_first_instant_to_the_one_before_its_end() -> None:
    period = _open(starts_at=NOW + HOUR, ends_at=NOW + DAY)
    second = timedelta(seconds=1)
    instants = [NOW, NOW + HOUR - second, NOW + HOUR, NOW + DAY - second, NOW + DAY]
    assert [quiet_at(instant) for instant in instants] == [None, None, period, period, None]
    assert [next_change(instant) for instant in instants] == [NOW + HOUR] * 2 + [NOW + DAY] * 2 + [None]


@pytest.mark.django_db
def test_period_without_an_end_runs_until_somebody_resumes() -> None:
    period = _open()
    assert (quiet_at(NOW), next_change(NOW), quiet_at(NOW + 900 * DAY)) == (period, None, period)
    with clock.at(NOW + DAY):
        resume(period, by=cast.max_(), at=clock.now())
    assert (quiet_at(NOW + DAY - HOUR), quiet_at(NOW + DAY)) == (period, None)
    assert [(row.verb, row.actor, row.after) for row in journal.of(period)] == [
        ("open", cast.ada().ref, QuietReason.ELECTION),
        ("resume", cast.max_().ref, ""),
    ]


@pytest.mark.django_db
def test_silence_of_one_programme_is_not_that_of_another() -> None:
    other = QuietPeriodFactory.create()
    assert (quiet_at(NOW, cast.programme()), quiet_at(NOW, other.programme), quiet_at(NOW)) == (None, other, other)
    assert next_change(NOW, cast.programme()) is None


@pytest.mark.django_db
def test_period_never_begins_in_the_past() -> None:
    assert _open(starts_at=NOW - DAY).starts_at == NOW


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (NOW + 2 * DAY, NOW + 3 * DAY, False),
        (NOW, NOW + DAY + HOUR, False),
        (NOW, None, False),
        (NOW + 9 * DAY, None, True),
        (NOW, NOW + DAY, True),
        (NOW + 4 * DAY, NOW + 5 * DAY, True),
    ],
)
def test_two_periods_never_overlap(first: datetime, last: datetime | None, fits: bool) -> None:
    _open(starts_at=NOW + DAY, ends_at=NOW + 4 * DAY)
    if fits:
        assert _open(starts_at=first, ends_at=last).starts_at == first
    else:
        assert _refusal(lambda: _open(starts_at=first, ends_at=last)) == OVERLAP


@pytest.mark.django_db
def test_period_given_up_before_it_began_leaves_its_place() -> None:
    period = _open(starts_at=NOW + DAY)
    resume(period, by=cast.ada(), at=NOW)
    again = _open(starts_at=NOW + HOUR)
    assert (quiet_at(NOW + 2 * DAY), [row.verb for row in journal.of(period)]) == (again, ["open", "cancel"])


@pytest.mark.django_db
def test_period_that_ends_before_it_begins_is_refused() -> None:
    assert _refusal(lambda: _open(starts_at=NOW + DAY, ends_at=NOW + DAY))
    with pytest.raises(IntegrityError):
        QuietPeriodFactory.create(ends_at=NOW - DAY)


@pytest.mark.django_db
def test_begun_it_keeps_its_beginning_and_may_end_otherwise() -> None:
    period = _open()
    fields: dict[str, Any] = {"reason": QuietReason.OTHER, "words_fr": "Réserve", "words_en": "", "by": cast.max_()}
    with clock.at(NOW + HOUR):
        change_quiet_period(period, starts_at=NOW + DAY, ends_at=NOW + 2 * DAY, at=clock.now(), **fields)
    period.refresh_from_db()
    assert (period.starts_at, period.ends_at, period.words) == (NOW, NOW + 2 * DAY, "Réserve")
    with clock.at(NOW + 3 * DAY):
        said = _refusal(lambda: change_quiet_period(period, starts_at=None, ends_at=None, at=clock.now(), **fields))
    assert said == "This quiet period is over already."


@pytest.mark.django_db
@pytest.mark.parametrize("who", [cast.eve, cast.sam, cast.charlie])
def test_only_the_team_and_the_administrators_open_and_resume(who: Callable[[], Any]) -> None:
    with pytest.raises(PermissionDenied):
        _open(by=who())
    period = _open()
    assert _refusal(lambda: resume(period, by=who(), at=NOW))
    assert quiet_at(NOW) == period


@pytest.mark.django_db
def test_calm_comes_back_after_periods_in_a_row() -> None:
    rows = [
        QuietPeriodFactory.create(starts_at=NOW + DAY, ends_at=NOW + 2 * DAY),
        QuietPeriodFactory.create(starts_at=NOW, ends_at=NOW + DAY),
    ]
    assert (calm_from(NOW, rows), calm_from(NOW - HOUR, rows)) == (NOW + 2 * DAY, NOW - HOUR)
    rows.append(QuietPeriodFactory.create(starts_at=NOW + 2 * DAY))
    assert calm_from(NOW, rows) is None


@pytest.mark.concurrency
def test_two_who_open_at_once_open_one(race: Any) -> None:
    cast.ada(), cast.max_()

    def open_by(who: Callable[[], Any]) -> QuietPeriod:
        with clock.at(NOW):
            return _open(by=who(), ends_at=NOW + DAY)

    results = race(lambda: open_by(cast.ada), lambda: open_by(cast.max_))
    assert sorted(type(result).__name__ for result in results) == ["MoveRefused", "QuietPeriod"]
    assert QuietPeriod.objects.count() == 1


@pytest.mark.concurrency
def test_two_who_resume_at_once_resume_once(race: Any) -> None:
    period, people = _open(), (cast.ada(), cast.max_())

    def end(place: int) -> None:
        with clock.at(NOW + HOUR):
            resume(QuietPeriod.objects.get(pk=period.pk), by=people[place], at=clock.now())

    results = race(lambda: end(0), lambda: end(1))
    assert sorted(type(result).__name__ for result in results) == ["MoveRefused", "NoneType"]
    winner = people[[type(result).__name__ for result in results].index("NoneType")]
    assert QuietPeriod.objects.get().resumed_by == winner
    assert [(row.verb, row.actor) for row in journal.of(period)] == [
        ("open", cast.ada().ref),
        ("resume", winner.ref),
    ]


# pages


def _fields(answer: Any) -> dict[str, str]:
    form = BeautifulSoup(answer.content, "html.parser").select_one("main form[method=post]")
    assert form is not None
    found = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
    return found | {str(one["name"]): str(one.select("option")[0]["value"]) for one in form.select("select")}


def _heading(answer: Any) -> list[str]:
    return [str(one.get_text(strip=True)) for one in BeautifulSoup(answer.content, "html.parser").select("main h2")]


@pytest.mark.django_db
def test_opened_from_its_form_as_it_stands_it_begins_now_and_has_no_end(ada: Client) -> None:
    typed = _fields(ada.get(OPEN))
    answer = ada.post(OPEN, typed)
    period = QuietPeriod.objects.get()
    assert answer["Location"] == LIST
    assert (period.starts_at, period.ends_at, period.opened_by) == (NOW, None, cast.ada())
    assert ada.post(OPEN, typed)["Location"] == LIST  # sent twice
    assert QuietPeriod.objects.count() == 1


@pytest.mark.django_db
def test_what_is_typed_wrong_or_overlaps_is_said_and_kept(ada: Client) -> None:
    QuietPeriodFactory.create(programme=cast.programme(), to_come=True)
    typed = _fields(ada.get(OPEN)) | {"words_fr": "Réserve"}
    for dates, place in (
        ({"starts_at": "2026-03-01T10:00"}, "starts_at"),
        ({"starts_at": "2026-03-09T10:00", "ends_at": "2026-03-09T09:00"}, "ends_at"),
        ({"ends_at": "2026-03-02T09:30"}, "ends_at"),  # half past eight in the clock's own zone
        ({"ends_at": "2026-03-20T10:00"}, "__all__"),
    ):
        answer = ada.post(OPEN, typed | dates)
        assert (list(answer.context["form"].errors), answer.context["form"]["words_fr"].value()) == ([place], "Réserve")
    assert QuietPeriod.objects.count() == 1


@pytest.mark.django_db
def test_resuming_is_a_page_then_one_button(ada: Client) -> None:
    period = _open()
    address = f"{LIST}{period.ref}/reprendre/"
    page = ada.get(address)
    assert quiet_at(NOW) == period  # reading does nothing
    answer = ada.post(address, _fields(page))
    assert (answer["Location"], quiet_at(NOW)) == (LIST, None)
    late = ada.get(address)
    with translation.override("en"):
        assert str(late.context["reason"]) == "This quiet period is over already."
    assert ada.post(address, {"once": "0" * 32}).context["form"].non_field_errors()
    assert [row.verb for row in journal.of(period)] == ["open", "resume"]


@pytest.mark.django_db
def test_list_tells_what_runs_what_comes_and_what_is_over(ada: Client) -> None:
    QuietPeriodFactory.create(programme=cast.programme(), over=True)
    QuietPeriodFactory.create(programme=cast.programme(), to_come=True)
    before = ada.get(LIST)
    assert (len(before.context["running"]), len(before.context["planned"]), len(before.context["over"])) == (0, 1, 1)
    _open(ends_at=NOW + DAY)
    after = ada.get(LIST)
    assert (len(after.context["running"]), len(after.context["planned"]), len(after.context["over"])) == (1, 1, 1)
    QuietPeriodFactory.create()  # of another programme
    assert len(ada.get(LIST).context["running"]) == 1


@pytest.mark.django_db
def test_held_things_of_every_room_stand_by_due_date(ada: Client) -> None:
    period = _open()
    given: list[tuple[Any, Any, datetime]] = []

    def find(person: Any, programme: Any, until: datetime) -> list[offers.HeldThing]:
        given.append((person, programme, until))
        return [offers.HeldThing("Late", due=NOW + 2 * DAY), offers.HeldThing("Early", "/x/", NOW + DAY)]

    offers.held.add(offers.Held("99-test", "Test", find))
    try:
        rows = held_back(cast.ada(), cast.programme(), NOW)
        page = BeautifulSoup(ada.get(LIST).content, "html.parser")
    finally:
        offers.held.remove("99-test")
    assert [thing.title for _kind, thing in rows] == ["Early", "Late"]
    assert [row.td.get_text(strip=True) for row in page.select("main tbody tr")] == ["Early", "Late"]
    assert given[0] == (cast.ada(), period.programme, NOW)


@pytest.mark.django_db
def test_home_and_week_tell_it_while_it_runs_and_a_week_before(ada: Client) -> None:
    def told() -> tuple[int, int]:
        lines = [line.url for line in week_of(cast.ada())]
        tasks = [task.url for task in ada.get("/espace/").context["tasks"]]
        return lines.count(LIST), tasks.count(LIST)

    assert told() == (0, 0)
    _open(starts_at=NOW + 9 * DAY, ends_at=NOW + 10 * DAY)
    assert told() == (0, 0)
    with clock.at(NOW + 3 * DAY):
        assert told() == (1, 1)
    with clock.at(NOW + 9 * DAY):
        assert told() == (1, 1)
    with clock.at(NOW + 10 * DAY):
        assert told() == (0, 0)


@pytest.mark.django_db
def test_public_pages_say_nothing_of_it(client: Client) -> None:
    before = [client.get(address).content for address in ("/appels/", "/evenements/", "/chiffres/")]
    _open(reason=QuietReason.MOURNING, words_fr="Deuil national")
    assert [client.get(address).content for address in ("/appels/", "/evenements/", "/chiffres/")] == before


@pytest.mark.django_db
def test_periods_of_a_programme_one_does_not_run_do_not_exist(ada: Client) -> None:
    other = QuietPeriodFactory.create()
    MandateFactory.create(programme=other.programme)
    assert [ada.get(f"{LIST}{other.ref}/{rest}").status_code for rest in ("", "reprendre/")] == [404, 404]
