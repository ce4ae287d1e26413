"""Paths, the funding plan, agreements with others: through the pages, and what a wrong gesture is told."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.directory.factories import ResourceFactory
from tests.factories import QuietPeriodFactory
from tests.support.factories import (
    AgreementFactory,
    BudgetFactory,
    FundingFactory,
    RelationFactory,
    ResourceRequestFactory,
    WalkFactory,
)
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import agreements, fundings, requests, walks
from tremplin.support.engine.fundings import quarter_of
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import Accompaniment, Agreement, Budget, Funding, Trace, Walk
from tremplin.support.queries.fundings import deadlines_for, plan_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ONCE = {"once": "a" * 32}


def _here(made: Accompaniment, rest: str) -> str:
    return f"/en/espace/accompagnements/{made.ref}/{rest}"


def test_path_is_walked_stage_by_stage_and_taken_back(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    client.post(_here(made, "parcours/statutes/"), ONCE)
    client.post(_here(made, "parcours/licence/"), {"once": "b" * 32})
    walk = Walk.objects.get(path="statutes")
    address, today = f"/en/espace/parcours/{walk.ref}/", clock.today()
    assert client.get(address).context["told"]["next"]["key"] == "read"
    client.post(f"{address}?etape=read", {"on": str(today), "words": "", "once": "c" * 32})
    told = client.get(address).context["told"]
    assert (told["reached"], told["of"], told["next"]["key"]) == (1, 5, "draft")
    words = [one.words for one in news_of([made], cast.sam())[made.pk]]
    assert "stage reached: Read the statutes in force" in words
    client.post(address, {"gesture": "unreach", "stage": "read"})
    assert client.get(address).context["told"]["reached"] == 0
    assert {told["path"]["key"] for told in client.get(_here(made, "parcours/")).context["walks"]} == {
        "statutes",
        "licence",
    }


def test_stage_to_come_or_of_another_path_is_refused(client: Any, made: Accompaniment) -> None:
    walk = WalkFactory.create(accompaniment=made)
    tomorrow = clock.today() + timedelta(days=1)
    for key, day, told in (("read", tomorrow, "to come"), ("decree", clock.today(), "not on this path")):
        with pytest.raises(MoveRefused, match=told):
            walks.reach_stage(walk, key, on=day, by=cast.alice(), at=clock.now())
    client.force_login(cast.alice())
    assert client.get(f"/en/espace/parcours/{walk.ref}/?etape=decree").status_code == 404


def test_plan_tells_the_gap_of_each_quarter_and_its_file_says_the_same(client: Any, made: Accompaniment) -> None:
    quarter = quarter_of(clock.today())
    client.force_login(cast.alice())
    sent = {f"q{quarter:%Y%m}": "12,000.50", **ONCE}
    client.post(_here(made, "plan-de-financement/besoins/"), sent)
    assert Budget.objects.values_list("quarter", "amount").get() == (quarter, Decimal("12000.50"))
    ends = (quarter + timedelta(days=92)).replace(day=1) - timedelta(days=1)
    new = {"name": "Fondation", "asked": "8000", "covers_from": str(quarter), "covers_until": str(ends)}
    client.post(_here(made, "plan-de-financement/source/"), new | {"once": "b" * 32})
    one = Funding.objects.get()
    address = f"/en/espace/financements/{one.ref}/"
    client.post(f"{address}?geste=ask", {"asked_on": str(clock.today()), "once": "c" * 32})
    assert [(row.got, row.asked, row.gap) for row in plan_for(made)] == [(0, 8000, Decimal("12000.50"))]
    client.post(f"{address}?geste=get", {"got": "7000", "answered_on": str(clock.today()), "once": "d" * 32})
    page = client.get(_here(made, "plan-de-financement/"))
    assert page.context["totals"]["gap"] == Decimal("5000.50")
    lines = b"".join(client.get(_here(made, "plan-de-financement/plan.csv")).streaming_content).decode()
    assert lines.split("\r\n")[1] == f"{quarter};12000.50;7000.00;0.00;0.00;5000.50"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("asked", "lots", "Please type a number, such as 1200 or 12.5."),
        ("asked", "1e9", "Please type a number, such as 1200 or 12.5."),
        ("asked", "NaN", "Please type a number, such as 1200 or 12.5."),
        ("asked", "-5", "An amount is never under zero."),
        ("asked", "99999999999999", "This number cannot be right: please look at it again."),
        ("asked", "12.345", "Please type two figures after the decimal point at most."),
    ],
)
def test_absurd_amount_gets_a_sentence(client: Any, made: Accompaniment, field: str, value: str, told: str) -> None:
    client.force_login(cast.alice())
    sent = {"name": "X", "asked": "1", "covers_from": "2026-01-01", "covers_until": "2026-12-31", **ONCE} | {
        field: value
    }
    form = client.post(_here(made, "plan-de-financement/source/"), sent).context["form"]
    assert (form.errors[field][0], Funding.objects.count(), form["name"].value()) == (told, 0, "X")


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-12-31", "2026-01-01", "comes before the first"),
        ("2026-01-01", "2096-01-01", "twenty years at most"),
        ("0001-01-01", "0001-12-31", "more than twenty years away"),
    ],
)
def test_months_that_do_not_hold_are_refused(made: Accompaniment, first: str, last: str, told: str) -> None:
    days = {"covers_from": date.fromisoformat(first), "covers_until": date.fromisoformat(last)}
    with pytest.raises(MoveRefused, match=told):
        fundings.add_funding(made, name="X", asked=Decimal(1), **days, by=cast.alice(), at=clock.now())


def test_resource_becomes_a_source_in_one_click_and_its_state_follows(client: Any, made: Accompaniment) -> None:
    closes = clock.today() + timedelta(days=20)
    resource = ResourceFactory.create(name="Fonds vert", closes_on=closes)
    asked = ResourceRequestFactory.create(accompaniment=made, resource=resource)
    client.force_login(cast.alice())
    here = _here(made, "plan-de-financement/")
    client.post(here, {"request": asked.ref})
    one = Funding.objects.get()
    assert (one.request, one.state, client.get(here).context["requests"].count()) == (asked, "meant", 0)
    assert [(row.day, row.name) for row in deadlines_for(made, clock.today()) if row.followed] == [
        (closes, "Fonds vert")
    ]
    owed = [item for item in owed_in([made], cast.alice())[made.pk] if item.due == closes]
    assert [item.words for item in owed] == ["Ask for the money: Fonds vert"]
    with pytest.raises(MoveRefused, match="follows the request"):
        fundings.ask_for(one, asked_on=clock.today(), by=cast.alice(), at=clock.now())
    requests.ask(asked, asked_on=clock.today(), by=cast.alice(), at=clock.now())
    states = [Funding.objects.get().state]
    requests.obtain(asked, answered_on=clock.today(), value=Decimal(9000), by=cast.alice(), at=clock.now())
    one.refresh_from_db()
    states.append(one.state)
    requests.refuse(asked, answered_on=clock.today(), by=cast.alice(), at=clock.now())
    assert (states, one.got, Funding.objects.get().state, Funding.objects.get().got) == (
        ["asked", "got"],
        9000,
        "refused",
        None,
    )


def test_agreement_is_signed_leaves_a_trace_and_is_renewed(client: Any, made: Accompaniment) -> None:
    relation = RelationFactory.create(initiative=made.initiative)
    client.force_login(cast.alice())
    sent = {"relation": relation.ref, "partner": "", "object": "Access to the surveys", **ONCE}
    client.post(_here(made, "accords/nouveau/"), sent)
    one = Agreement.objects.get()
    address, today = f"/en/espace/accords/{one.ref}/", clock.today()
    assert (one.partner, client.get(address).context["relation"]) == (str(relation.partner), relation)
    end = today + timedelta(days=50)
    signed = {"signed_on": str(today), "ends_on": str(end), "once": "b" * 32}
    client.post(f"{address}?geste=sign", signed)
    trace = Trace.objects.get()
    assert (trace.relation, trace.kind, trace.on, trace.words) == (
        relation,
        "agreement",
        today,
        f"{relation.partner} – Access to the surveys",
    )
    assert list(client.get(f"/en/espace/relations/{relation.ref}/").context["agreements"]) == [one]
    noon = clock.now().replace(hour=11)
    monday = noon - timedelta(days=noon.weekday())
    assert [agreements.remind_of_ends(at) for at in (monday.replace(hour=2), monday, monday)] == [0, 1, 0]
    assert Message.objects.filter(kind="support-agreement-ends").count() == 1
    renewed = {"signed_on": str(today), "ends_on": str(end + timedelta(days=365)), "once": "c" * 32}
    client.post(f"{address}?geste=renew", renewed)
    one.refresh_from_db()
    assert (one.state, one.renewed, one.reminded_for, Trace.objects.count()) == ("signed", 1, None, 2)


def test_agreement_that_ends_before_it_is_signed_is_told_so(client: Any, made: Accompaniment) -> None:
    one = AgreementFactory.create(accompaniment=made)
    client.force_login(cast.alice())
    today = clock.today()
    sent = {"signed_on": str(today), "ends_on": str(today - timedelta(days=1)), **ONCE}
    form = client.post(f"/en/espace/accords/{one.ref}/?geste=sign", sent).context["form"]
    with pytest.raises(MoveRefused, match="before it is signed"):
        agreements.sign(one, signed_on=today, ends_on=today - timedelta(days=1), by=cast.alice(), at=clock.now())
    assert form.errors["ends_on"] == ["It ends before it is signed: please look at both days."]


def test_next_step_without_a_day_is_asked_for_one(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.alice())
    sent = {"partner": "Parc", "object": "Data", "next_step": "Send the draft", **ONCE}
    form = client.post(_here(made, "accords/nouveau/"), sent).context["form"]
    assert (form.errors, form["next_step"].value()) == ({"next_on": ["Please say by when."]}, "Send the draft")


def test_file_of_an_agreement_waits_in_quarantine_and_a_wrong_one_is_refused(client: Any, made: Accompaniment) -> None:
    one = AgreementFactory.create(accompaniment=made)
    address = f"/en/espace/accords/{one.ref}/fichier/"
    client.force_login(cast.alice())
    form = client.post(address, {"file": SimpleUploadedFile("a.exe", b"MZ"), **ONCE}).context["form"]
    assert "is not accepted" in form.errors["file"][0]
    client.post(address, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x"), **ONCE})
    one.refresh_from_db()
    assert one.file is not None
    client.force_login(cast.charlie())
    assert client.get(f"{address}?telecharger=1").status_code == 404


def test_plan_and_lists_cost_the_same_for_three_rows_and_eight(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.sam())
    addresses = ["plan-de-financement/", "accords/", "parcours/", "questions-juridiques/"]
    counts: list[list[int]] = []
    for rows in (3, 5):
        for row in range(rows):
            FundingFactory.create(accompaniment=made, obtained=row % 2 == 0)
            AgreementFactory.create(accompaniment=made, signed=row % 2 == 0)
            BudgetFactory.create(
                accompaniment=made,
                quarter=date(2020 + len(counts), 1 + 3 * (row % 4), 1) if row < 4 else date(2030, 1, 1),
            )
        counts.append([])
        for address in addresses:
            client.get(_here(made, address))
            with CaptureQueriesContext(connection) as found:
                assert client.get(_here(made, address)).status_code == 200
            counts[-1].append(len(found))
    assert counts[0] == counts[1]


def test_paused_support_is_read_and_not_written(client: Any, made: Accompaniment) -> None:
    Accompaniment.objects.filter(pk=made.pk).update(state="paused")
    client.force_login(cast.alice())
    codes = [client.get(_here(made, rest)).status_code for rest in ("plan-de-financement/", "accords/nouveau/")]
    assert codes == [200, 403]


def test_what_is_written_over_stays_in_the_journal(made: Accompaniment) -> None:
    by, today = cast.alice(), clock.today()
    quarter = quarter_of(today)
    for amount in (Decimal(9000), Decimal(9000), None):
        fundings.say_needs(made, {quarter: amount}, by=by, at=clock.now())
    said = journal.of(made).filter(verb="say_needs")
    assert [getattr(entry, "detail", None) and entry.detail.text for entry in said] == [None, f"{quarter} 9000.00"]
    source = FundingFactory.create(accompaniment=made, words="Pour les relevés")
    with pytest.raises(MoveRefused, match="Nothing was obtained"):
        fundings.get_funding(source, got=Decimal(0), answered_on=today, by=by, at=clock.now())
    fundings.get_funding(source, got=Decimal(700), answered_on=today, by=by, at=clock.now())
    fundings.lose_funding(source, answered_on=today, by=by, at=clock.now())
    fundings.ask_after_all(source, by=by, at=clock.now())
    fundings.drop_funding(source, words="Trop tard", by=by, at=clock.now())
    walk = WalkFactory.create(accompaniment=made)
    walks.close_walk(walk, "drop", result="Plus utile", by=by, at=clock.now())
    walks.close_walk(walk, "take_again", result="", by=by, at=clock.now())
    kept = {row: list(journal.of(row).values_list("verb", "detail__text")) for row in (source, walk)}
    assert kept == {
        source: [("get", None), ("refuse", "700.00"), ("take_again", None), ("drop", "Pour les relevés")],
        walk: [("drop", None), ("take_again", "Plus utile")],
    }


def test_end_of_an_agreement_is_not_told_in_a_quiet_period(made: Accompaniment) -> None:
    noon = clock.now().replace(hour=11)
    monday = noon - timedelta(days=noon.weekday())
    AgreementFactory.create(
        accompaniment=made, state="signed", signed_on=clock.today(), ends_on=clock.today() + timedelta(days=50)
    )
    period = QuietPeriodFactory.create(programme=cast.programme(), starts_at=monday - timedelta(days=1))
    assert agreements.remind_of_ends(monday) == 0
    period.delete()
    assert agreements.remind_of_ends(monday) == 1
