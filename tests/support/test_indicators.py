"""Indicators: values kept, doubted, corrected; reminded only when due, in the hours of the team; the mail's link."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import cast
from tests.support.factories import IndicatorFactory, MeasureFactory
from tests.support.story import supported
from tremplin.calls.models import TeamMember
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import indicators as actions
from tremplin.support.actions.indicators import DoubtfulMeasure, Entry
from tremplin.support.facts import owed_in
from tremplin.support.models import Accompaniment, Hours, Indicator, Measure
from tremplin.support.queries.indicators import indicators_of, last_measures
from tremplin.support.tokens.measures import measures_token

pytestmark = pytest.mark.django_db

ONCE = {"once": "a" * 32}
MONDAY = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"), clock.at(MONDAY):
        yield


def _here(made: Accompaniment, rest: str = "") -> str:
    return f"/en/espace/accompagnements/{made.ref}/indicateurs/{rest}"


def _indicator(made: Accompaniment, **fields: Any) -> Indicator:
    found: Indicator = IndicatorFactory.create(accompaniment=made, **fields)
    return found


def _record(one: Indicator, value: str, on: date | None = None, *, sure: bool = False) -> Measure:
    entry = Entry(one, on or clock.today(), Decimal(value), sure=sure)
    return actions.record_measure(entry, by=cast.alice(), at=clock.now())


def test_indicator_is_written_with_its_bounds_and_seen_with_its_curve(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    sent = {
        "step": "deploy",
        "name": "Hedges surveyed",
        "unit": "km",
        "source": "The survey book",
        "frequency": "month",
        "initial": "120",
        "initial_on": "2026-05-01",
        "target": "1 000",
        "least": "500",
        "most": "100",
    }
    form = client.post(_here(made, "nouveau/"), sent | ONCE).context["form"]
    assert form.errors == {"most": ["The lowest value is above the highest: please look at both."]}
    client.post(_here(made, "nouveau/"), sent | ONCE | {"least": "0", "most": "5000"})
    one = Indicator.objects.get()
    _record(one, "150")
    page = client.get(_here(made))
    standing, plot = page.context["rows"][0]
    assert (standing.last_value, standing.due_on, [row[:2] for row in plot.rows]) == (
        Decimal(150),
        date(2026, 7, 1),
        [("1 May 2026", "120"), ("1 June 2026", "150")],
    )


def test_absurd_value_is_asked_again_then_kept(client: Any, made: Accompaniment) -> None:
    one = _indicator(made)
    _record(one, "1200", date(2026, 5, 1))
    client.force_login(cast.alice())
    here = f"/en/espace/indicateurs/{one.ref}/"
    sent = {"value": "12 000 000", "on": "2026-06-01", "words": "", **ONCE}
    form = client.post(here, sent).context["form"]
    assert form.errors["value"] == ["Haies relevées: you typed 12,000,000; last time, on 1 May 2026, 1,200. Keep it?"]
    assert (form["value"].value(), one.measures.count()) == ("12 000 000", 1)
    client.post(here, sent | {"sure": "on"})
    assert last_measures(list(indicators_of(made)))[one.pk].value == 12_000_000


@pytest.mark.parametrize(("value", "told"), [("-1", "never to be under 0"), ("101", "never to be over 100")])
def test_value_outside_of_its_bounds_is_doubted(made: Accompaniment, value: str, told: str) -> None:
    one = _indicator(made, least=Decimal(0), most=Decimal(100))
    with pytest.raises(DoubtfulMeasure, match=told):
        _record(one, value)
    assert _record(one, value, sure=True).value == Decimal(value)


def test_value_to_come_or_of_a_day_already_told_is_refused(made: Accompaniment) -> None:
    one = _indicator(made)
    first = _record(one, "10")
    assert _record(one, "10") == first  # sent twice
    with pytest.raises(MoveRefused, match="correct it from its page"):
        _record(one, "12")
    with pytest.raises(MoveRefused, match="to come"):
        _record(one, "12", clock.today() + timedelta(days=1))


def test_correction_is_another_entry_and_the_first_stays(client: Any, made: Accompaniment) -> None:
    one = _indicator(made)
    first = _record(one, "10")
    client.force_login(cast.alice())
    sent = {"value": "12", "on": str(first.on), "words": "Miscounted", **ONCE}
    client.post(f"/en/espace/indicateurs/{one.ref}/?corriger={first.ref}", sent)
    first.refresh_from_db()
    again = Measure.objects.get(replaces=first)
    assert (first.value, first.replaced_at, again.value, again.on) == (10, clock.now(), 12, first.on)
    assert last_measures([one])[one.pk] == again
    with pytest.raises(MoveRefused, match="corrected already"):
        actions.correct_measure(first, on=first.on, value=Decimal(11), by=cast.alice(), at=clock.now())


def test_all_that_is_due_is_typed_on_one_page_all_kept_or_none(client: Any, made: Accompaniment) -> None:
    early = clock.now() - timedelta(days=60)
    first, second = (_indicator(made, name=name, written_at=early) for name in ("First", "Second"))
    late = _indicator(made, name="Not yet due")
    client.force_login(cast.alice())
    page = client.get(_here(made, "mesures/"))
    assert [form.standing.indicator for form in page.context["rows"]] == [first, second]
    sent = {f"{first.ref}-value": "10", f"{first.ref}-on": "2026-06-01", f"{second.ref}-value": "ten"}
    wrong = client.post(_here(made, "mesures/"), sent).context["rows"]
    assert (wrong[0]["value"].value(), wrong[1].errors["value"], Measure.objects.count()) == (
        "10",
        ["Please type a number, such as 1200 or 12.5."],
        0,
    )
    client.post(_here(made, "mesures/"), sent | {f"{second.ref}-value": ""})
    assert list(Measure.objects.values_list("indicator", "value")) == [(first.pk, 10)]
    words = [item.words for item in owed_in([made], cast.alice())[made.pk] if "Measure" in item.words]
    assert (words, late.measures.count()) == (["Measure: Second"], 0)


def test_reminded_once_when_due_and_again_only_for_the_next_due_day(made: Accompaniment) -> None:
    one = _indicator(made, frequency="month", written_at=MONDAY)
    _record(one, "10")
    told = []
    for days in (0, 29, 30, 31, 45):
        at = MONDAY + timedelta(days=days)
        with clock.at(at):
            told.append(actions.remind_of_measures(at))
    with clock.at(MONDAY + timedelta(days=45)):
        _record(one, "11", date(2026, 7, 15))
    for days in (50, 77):
        at = MONDAY + timedelta(days=days)
        with clock.at(at):
            told.append(actions.remind_of_measures(at))
    assert told == [0, 0, 1, 0, 0, 0, 1]
    assert set(Message.objects.filter(kind="support-measures").values_list("recipient", flat=True)) == {
        "alice@example.org"
    }


@pytest.mark.parametrize(("hour", "day", "told"), [(12, 0, 0), (19, 0, 1), (19, 1, 0), (22, 0, 0)])
def test_reminder_leaves_within_the_hours_of_the_team(made: Accompaniment, hour: int, day: int, told: int) -> None:
    _indicator(made, written_at=MONDAY - timedelta(days=60))
    hours = {"days": "1", "from_time": time(18), "until_time": time(22)}
    Hours.objects.create(accompaniment=made, **hours, said_by=cast.alice(), said_at=clock.now())
    at = datetime(2026, 6, 1 + day, hour - 2, 0, tzinfo=UTC)  # on the programme's clock, two hours later
    assert actions.remind_of_measures(at) == told


@pytest.mark.parametrize("state", ["paused", "closed", "planned"])
def test_nothing_is_asked_while_the_support_sleeps(made: Accompaniment, state: str) -> None:
    _indicator(made, written_at=MONDAY - timedelta(days=60))
    fields = {"closed_at": MONDAY, "closing_words": "Done."} if state == "closed" else {}
    Accompaniment.objects.filter(pk=made.pk).update(state=state, **fields)
    assert actions.remind_of_measures(MONDAY) == 0


def test_link_of_the_mail_keeps_values_without_signing_in(client: Any, made: Accompaniment) -> None:
    one = _indicator(made, written_at=MONDAY - timedelta(days=60))
    token = measures_token(made, cast.alice(), clock.now())
    here = f"/en/reponses/mesures/{token}/"
    page = client.get(here)
    assert (page.status_code, Measure.objects.count(), len(page.context["rows"])) == (200, 0, 1)
    answer = client.post(here, {f"{one.ref}-value": "42", f"{one.ref}-on": "2026-06-01"})
    assert (answer.status_code, Measure.objects.values_list("value", "by").get()) == (302, (42, cast.alice().pk))
    assert client.get(answer["Location"]).context["kept"] is True
    with clock.at(MONDAY + timedelta(days=61)):
        assert client.get(here).status_code == 410


def test_link_leads_nowhere_when_forged_or_once_its_person_left_the_team(client: Any, made: Accompaniment) -> None:
    token = measures_token(made, cast.alice(), clock.now())
    other = supported(name="Autre")
    forged = token.replace(made.ref, other.ref)
    assert client.get(f"/en/reponses/mesures/{forged}/").status_code == 404
    TeamMember.objects.filter(person=cast.alice(), initiative=made.initiative).update(right="read")
    assert client.get(f"/en/reponses/mesures/{token}/").status_code == 404


def test_indicator_of_the_application_is_confirmed_before_it_is_measured(client: Any, made: Accompaniment) -> None:
    one = _indicator(made, carried=True, written_at=MONDAY - timedelta(days=60))
    with pytest.raises(MoveRefused, match="confirm it first"):
        _record(one, "10")
    client.force_login(cast.alice())
    assert client.get(_here(made)).context["carried"] == [one]
    said = {name: getattr(one, name) for name in ("step", "name", "unit", "source", "frequency")}
    client.post(f"/en/espace/indicateurs/{one.ref}/?changer=1", said | ONCE)
    one.refresh_from_db()
    assert (one.carried, _record(one, "10").value) == (False, 10)


def test_indicator_no_longer_measured_says_why_and_keeps_its_values(client: Any, made: Accompaniment) -> None:
    one = _indicator(made)
    _record(one, "10")
    client.force_login(cast.alice())
    here = f"/en/espace/indicateurs/{one.ref}/"
    assert client.post(f"{here}?geste=stop", {"why": "", **ONCE}).context["form"].errors["why"]
    client.post(f"{here}?geste=stop", {"why": "Not useful any more", **ONCE})
    page = client.get(here)
    assert (page.context["form"], len(page.context["measures"]), client.get(_here(made)).context["closed"]) == (
        None,
        1,
        [one],
    )
    actions.measure_again(one, by=cast.alice(), at=clock.now())
    assert journal.of(one).get(verb="open_again").detail.text == "Not useful any more"


def test_list_costs_the_same_for_three_indicators_and_eight(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.sam())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            one = _indicator(made)
            for days in (1, 2):
                MeasureFactory.create(indicator=one, on=clock.today() - timedelta(days=days))
        client.get(_here(made))
        with CaptureQueriesContext(connection) as found:
            assert client.get(_here(made)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]
