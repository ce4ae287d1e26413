"""The thread of a season: copied, shifted, kept; done when a room knows it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from tests import cast
from tests.factories import MandateFactory, MilestoneFactory, PersonFactory, SeasonFactory
from tremplin.core import clock, journal, offers
from tremplin.core.moves import MoveRefused
from tremplin.programme.actions import change_season, threads
from tremplin.programme.models import Milestone, Season
from tremplin.programme.queries.threads import plan_for, source_of, thread_of
from tremplin.programme.states import MilestoneState, Role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
ANNOUNCED = date(2026, 6, 18)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(cast.ada())
    return client


def _season(**fields: Any) -> Season:
    season: Season = SeasonFactory.create(programme=cast.programme(), **{"announced_on": ANNOUNCED, **fields})
    return season


def _begun(season: Season, source: Season | None = None) -> list[Milestone]:
    assert season.announced_on
    threads.begin_thread(season, source=source, announced_on=season.announced_on, by=cast.ada(), at=clock.now())
    return list(season.milestones.all())


def _refusal(act: Callable[[], object]) -> str:
    with translation.override("en"):
        try:
            with transaction.atomic():
                act()
        except MoveRefused as refusal:
            return str(refusal.reason)
    return ""


@pytest.mark.django_db
def test_first_thread_is_the_standard_one_planned_backwards() -> None:
    steps = {step.key: step for step in _begun(_season())}
    assert len(steps) == 18
    assert (steps["announced"].due_on, steps["notice"].due_on) == (ANNOUNCED, date(2026, 6, 11))
    assert steps["call-opened"].due_on == date(2026, 2, 13)  # Friday: the day asked for is a Saturday
    assert [row.verb for row in journal.of(steps["notice"])] == ["plan"]


@pytest.mark.django_db
def test_copied_thread_is_shifted_without_what_no_longer_holds() -> None:
    former = _season(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), announced_on=date(2025, 6, 19))
    gone = PersonFactory.create()
    link = f"/gestion/saisons/{former.ref}/"
    MilestoneFactory.create(
        season=former, offset=-7, due_on=date(2025, 6, 12), owner=cast.ada(), link="/gestion/pause/"
    )
    MilestoneFactory.create(season=former, offset=-8, due_on=date(2025, 6, 11), owner=gone, link=link)
    MilestoneFactory.create(season=former, dropped=True, due_on=date(2025, 6, 10))
    season = _season()
    assert source_of(season) == former
    plan = [(one.before, one.after) for one in plan_for(season, former)]
    assert plan == [(date(2025, 6, 11), date(2026, 6, 10)), (date(2025, 6, 12), date(2026, 6, 11))]
    first, last = _begun(season, former)
    assert [(first.owner, first.link), (last.owner, last.link)] == [(None, ""), (cast.ada(), "/gestion/pause/")]
    assert (first.offset, first.copied_from.due_on if first.copied_from else None) == (-8, date(2025, 6, 11))


@pytest.mark.django_db
def test_thread_begins_once_from_the_day_that_was_shown() -> None:
    season = _season()
    said = _refusal(
        lambda: threads.begin_thread(season, source=None, announced_on=ANNOUNCED + DAY, by=cast.ada(), at=NOW)
    )
    assert said == "The day of the announcement changed meanwhile. Please read the dates again."
    _begun(season)
    assert _refusal(lambda: _begun(season)) == "This season has its thread already."
    assert _refusal(lambda: _begun(_season(announced_on=ANNOUNCED), None)) == ""
    none = _season(announced_on=None)
    assert _refusal(
        lambda: threads.begin_thread(none, source=None, announced_on=ANNOUNCED, by=cast.ada(), at=NOW)
    ).startswith("Say first on which day")


@pytest.mark.concurrency
def test_two_who_begin_at_once_write_one_thread(race: Any) -> None:
    season, people = _season(), (cast.ada(), cast.aldo())

    def begin(place: int) -> int:
        with clock.at(NOW):
            return threads.begin_thread(
                Season.objects.get(pk=season.pk), source=None, announced_on=ANNOUNCED, by=people[place], at=NOW
            )

    results = race(lambda: begin(0), lambda: begin(1))
    assert sorted(type(result).__name__ for result in results) == ["MoveRefused", "int"]
    assert Milestone.objects.count() == 18


@pytest.mark.django_db
def test_moved_announcement_moves_what_is_to_be_done_when_somebody_says_so() -> None:
    season = _season()
    steps = {step.key: step for step in _begun(season)}
    threads.finish_milestone(steps["call-prepared"], done_on=date(2026, 1, 12), by=cast.ada(), at=NOW)
    fields: dict[str, Any] = {name: getattr(season, name) for name in ("name_fr", "name_en", "starts_on", "ends_on")}
    change_season(season, **fields, announced_on=ANNOUNCED + 7 * DAY, by=cast.ada(), at=NOW)
    season.refresh_from_db()
    assert len(thread_of(season).moved) == 17
    threads.move_thread(season, announced_on=ANNOUNCED + 7 * DAY, by=cast.ada(), at=NOW)
    before, after = steps["call-prepared"], Milestone.objects.get(key="notice")
    assert (before.due_on, after.due_on) == (date(2026, 1, 19), date(2026, 6, 18))
    assert thread_of(season).moved == []
    said = _refusal(lambda: change_season(season, **fields, announced_on=None, by=cast.ada(), at=NOW))
    assert said.startswith("The thread of this season is planned from")


@pytest.mark.django_db
def test_day_chosen_for_a_step_is_a_working_one_and_next_seasons_plan() -> None:
    step = MilestoneFactory.create(season=_season(), due_on=date(2026, 6, 8))
    fields: dict[str, Any] = {"title_fr": "Réunir le jury", "title_en": "", "link": "", "owner": cast.sam()}
    threads.change_milestone(step, **fields, due_on=date(2026, 6, 4), by=cast.ada(), at=NOW)
    assert (step.due_on, step.offset, step.owner) == (date(2026, 6, 4), -14, cast.sam())
    late = _refusal(lambda: threads.change_milestone(step, **fields, due_on=date(2026, 6, 6), by=cast.ada(), at=NOW))
    assert late.startswith("This day is a Saturday")
    fields["owner"] = PersonFactory.create(full_name="Zoé")
    said = _refusal(lambda: threads.change_milestone(step, **fields, due_on=date(2026, 6, 4), by=cast.ada(), at=NOW))
    assert said == "Zoé has no mandate in this programme."


@pytest.mark.django_db
def test_step_with_a_fact_is_never_ticked_and_done_when_the_room_knows() -> None:
    season = _season()
    step = MilestoneFactory.create(season=season, fact="test-fact", due_on=date(2026, 3, 1))
    known: dict[int, date] = {}
    offers.season_facts.add(offers.SeasonFact("test-fact", "x", lambda seasons: known, lambda one: f"/{one.ref}/"))
    try:
        said = _refusal(lambda: threads.finish_milestone(step, done_on=NOW.date(), by=cast.ada(), at=NOW))
        assert said == "Nobody ticks this step: it is done when the product knows that it is."
        [late] = thread_of(season).late
        assert (late.step, late.by, late.address) == (step, 1, f"/{season.ref}/")
        known[season.pk] = date(2026, 2, 27)
        thread = thread_of(season)
        assert ([line.done_on for line in thread.done], thread.late) == ([date(2026, 2, 27)], [])
    finally:
        offers.season_facts.remove("test-fact")
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=step.pk).update(state=MilestoneState.DONE, done_on=NOW.date(), done_by=cast.ada())


@pytest.mark.django_db
def test_owner_says_it_is_done_and_only_the_team_drops() -> None:
    step = MilestoneFactory.create(season=_season(), owner=cast.sam())
    assert _refusal(lambda: threads.drop_milestone(step, why="Non", by=cast.sam(), at=NOW))
    assert _refusal(lambda: threads.drop_milestone(step, why=" ", by=cast.ada(), at=NOW)) == (
        "Say why this step is dropped."
    )
    threads.finish_milestone(step, done_on=NOW.date(), by=cast.sam(), at=NOW)
    threads.take_up_milestone(step, by=cast.ada(), at=NOW)
    threads.drop_milestone(step, why="Pas cette année", by=cast.ada(), at=NOW)
    assert [line.step for line in thread_of(step.season).dropped] == [step]
    assert [row.verb for row in journal.of(step)] == ["finish", "take_up", "drop"]


# pages


def _fields(answer: Any) -> dict[str, str]:
    form = BeautifulSoup(answer.content, "html.parser").select_one("main form[method=post]")
    assert form is not None
    found = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    for choice in form.select("select"):
        options = choice.select("option[selected]") or choice.select("option")[:1]
        found[str(choice["name"])] = str(options[0]["value"])
    return found


@pytest.mark.django_db
def test_season_opened_with_an_announcement_proposes_its_thread_before_writing(ada: Client) -> None:
    typed = _fields(ada.get("/gestion/saisons/ouvrir/"))
    typed |= {"name_fr": "Saison 4", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "announced_on": "2026-06-18"}
    preview = ada.post("/gestion/saisons/ouvrir/", typed)["Location"]
    season = Season.objects.get(name_fr="Saison 4")
    page = ada.get(preview)
    assert (len(page.context["planned"]), Milestone.objects.count()) == (18, 0)
    thread = ada.post(preview, _fields(page))["Location"]
    assert (thread, season.milestones.count()) == (f"/gestion/saisons/{season.ref}/fil/", 18)
    assert ada.get(thread).context["thread"].late[0].step.key == "call-prepared"
    assert ada.get(preview)["Location"] == thread


@pytest.mark.django_db
def test_steps_are_added_changed_said_done_and_dropped_from_their_pages(ada: Client) -> None:
    season = _season()
    add = f"/gestion/saisons/{season.ref}/fil/etapes/nouvelle/"
    typed = _fields(ada.get(add)) | {"title_fr": "Réserver la salle", "due_on": "2026-06-06", "link": "//evil.org/"}
    assert set(ada.post(add, typed).context["form"].errors) == {"due_on", "link"}
    answer = ada.post(add, typed | {"due_on": "2026-06-05", "link": "/gestion/mandats/", "owner": cast.ada().ref})
    assert answer["Location"] == f"/gestion/saisons/{season.ref}/fil/"
    step = season.milestones.get()
    page = f"/gestion/fil/{step.ref}/"
    ada.post(page, _fields(ada.get(page)) | {"title_fr": "Réserver une salle"})
    step.refresh_from_db()
    assert (step.title_fr, step.owner, step.link) == ("Réserver une salle", cast.ada(), "/gestion/mandats/")
    assert [task.title for task in ada.get("/espace/").context["tasks"] if step.title_fr in str(task.title)] == []
    with clock.at(datetime(2026, 6, 1, 9, tzinfo=UTC)):
        titles = [str(task.title) for task in ada.get("/espace/").context["tasks"]]
        assert len([title for title in titles if step.title_fr in title]) == 1
    drop = ada.get(f"{page}abandonner/")
    assert ada.post(f"{page}abandonner/", _fields(drop)).context["form"].errors
    ada.post(f"{page}faite/", _fields(ada.get(f"{page}faite/")))
    ada.get(page), ada.get(f"{page}faite/")
    ada.post(f"{page}reprendre/", _fields(ada.get(f"{page}reprendre/")))
    ada.post(f"{page}abandonner/", _fields(drop) | {"why": "Trop tard"})
    step.refresh_from_db()
    assert (step.state, step.dropped_why) == (MilestoneState.DROPPED, "Trop tard")
    assert ada.get(f"/gestion/saisons/{season.ref}/fil/").context["thread"].count == 0


@pytest.mark.django_db
def test_thread_of_another_programme_does_not_exist_and_officers_only_read(client: Client) -> None:
    mine, other = MilestoneFactory.create(season=_season()), MilestoneFactory.create()
    client.force_login(cast.sam())
    assert client.get(f"/gestion/fil/{other.ref}/").status_code == 404
    assert client.get(f"/gestion/saisons/{other.season.ref}/fil/").status_code == 404
    page = client.get(f"/gestion/fil/{mine.ref}/")
    assert (page.status_code, page.context["may_change"]) == (200, False)
    assert client.get(f"/gestion/saisons/{mine.season.ref}/fil/commencer/").status_code == 403
    refused = client.post(f"/gestion/fil/{mine.ref}/abandonner/", {"why": "Non", "once": ""})
    assert refused.context["form"].errors


@pytest.mark.django_db
def test_thread_costs_the_same_for_three_steps_and_for_eighteen(
    ada: Client, django_assert_max_num_queries: Any
) -> None:
    season = _season()
    for key in ("calls-published", "selection-signed", "support-opened"):
        MilestoneFactory.create(season=season, fact=key, owner=cast.ada(), due_on=date(2026, 6, 8))
    address = f"/gestion/saisons/{season.ref}/fil/"
    ada.get(address)
    with django_assert_max_num_queries(1000) as few:
        ada.get(address)
    for name in ("a", "b", "c", "d", "e"):
        owner = MandateFactory.create(programme=cast.programme(), role=Role.OFFICER).person
        MilestoneFactory.create(season=season, key=name, owner=owner, fact="calls-published", due_on=date(2026, 6, 8))
    with django_assert_max_num_queries(len(few)):
        ada.get(address)
