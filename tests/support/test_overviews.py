"""The introductions seen from above: what waits in my projects, and what the programme asked of whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.directory.factories import BodyFactory
from tests.support.factories import (
    AccompanimentFactory,
    CommitmentFactory,
    ContactFactory,
    IncomingReplyFactory,
    IntroductionFactory,
    RelationFactory,
)
from tremplin.core import clock
from tremplin.support.models import Accompaniment, Introduction
from tremplin.support.queries.overviews import counts_for, solicited_by
from tremplin.support.queries.proposals import leavings_of, may_leave_on

pytestmark = pytest.mark.django_db

OFFICER, HEAD = reverse("support:overview"), reverse("support:head-overview")


def _at(days: int) -> Any:
    return clock.now() - timedelta(days=days)


def _left(made: Accompaniment, days: int, **columns: Any) -> Introduction:
    one: Introduction = IntroductionFactory.create(accompaniment=made, sent=True, sent_at=_at(days), **columns)
    return one


def test_officer_reads_what_waits_the_oldest_day_first_each_with_its_gesture(client: Any, made: Accompaniment) -> None:
    today = clock.today()
    silent, fresh, quiet = _left(made, 60), _left(made, 1), _left(made, 15, contact_email="seul@example.org")
    replied = _left(made, 5)
    reply = IncomingReplyFactory.create(introduction=replied)
    ready = IntroductionFactory.create(accompaniment=made, agreed=True)
    promise = CommitmentFactory.create(
        initiative=made.initiative, programme=made.season.programme, due_on=today - timedelta(days=20)
    )
    gone = ContactFactory.create(
        relation=RelationFactory.create(initiative=made.initiative), left_on=today - timedelta(days=30)
    )
    IntroductionFactory.create(sent=True, sent_at=_at(60))
    client.force_login(cast.sam())
    lines = client.get(OFFICER).context["lines"]
    days = [line.day for line in lines]
    assert days == sorted(days)
    assert {line.url for line in lines} == {
        reverse("support:introduction", args=[silent.ref]),
        reverse("support:introduction", args=[fresh.ref]),
        reverse("support:nudge-write", args=[quiet.ref]),
        f"{reverse('support:answer-file', args=[replied.ref])}?mail={reply.ref}",
        reverse("support:introduction", args=[ready.ref]),
        reverse("support:commitment", args=[promise.ref]),
        f"{reverse('support:contact', args=[gone.ref])}#departure",
    }
    late = {line.url for line in lines if line.late}
    assert reverse("support:introduction", args=[fresh.ref]) not in late
    assert reverse("support:commitment", args=[promise.ref]) in late


def test_officer_without_a_project_is_told_so_and_the_team_goes_elsewhere(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.remi())
    assert (client.get(OFFICER).status_code, client.get(HEAD).status_code) == (200, 403)
    client.force_login(cast.ada())
    assert (client.get(OFFICER).context["lines"], client.get(HEAD).status_code) == ([], 200)
    client.force_login(cast.alice())
    assert [client.get(address).status_code for address in (OFFICER, HEAD)] == [403, 403]
    client.force_login(cast.charlie())
    assert [client.get(address).status_code for address in (OFFICER, HEAD)] == [403, 403]


def test_turn_of_many_is_the_turn_of_each(made: Accompaniment) -> None:
    body = BodyFactory.create()
    for _row in range(made.season.programme.asks_a_week):
        _left(made, 2, door__body=body)
    waiting = [
        IntroductionFactory.create(accompaniment=made, agreed=True, door__body=body, agreed_at=_at(days))
        for days in (3, 1)
    ]
    other = IntroductionFactory.create(accompaniment=made, agreed=True, contact_email="autre@example.org")
    at = clock.now()
    rows = [*waiting, other]
    assert leavings_of(rows, at) == {one.pk: may_leave_on(one, at) for one in rows}
    assert [leavings_of(rows, at)[one.pk].place for one in rows] == [1, 2, 1]


def test_head_counts_by_season_with_what_is_counted(made: Accompaniment) -> None:
    for days, answered in ((20, 10), (20, 16), (9, None)):
        columns = {"answered_at": _at(answered), "taken_up": True} if answered else {"sent": True}
        IntroductionFactory.create(accompaniment=made, sent_at=_at(days), **columns)
    IntroductionFactory.create(accompaniment=made, met=True, sent_at=_at(30), answered_at=_at(29))
    IntroductionFactory.create(accompaniment=made, unanswered=True, sent_at=_at(50))
    IntroductionFactory.create(accompaniment=made)
    IntroductionFactory.create(sent=True)
    counts = counts_for(cast.ada())
    (one,) = counts.seasons
    assert (one.season, one.projects, one.written, one.sent, one.waiting) == (made.season, 1, 6, 5, 1)
    assert (one.answered, one.met, one.given_up, sorted(one.days), one.median_days) == (3, 1, 1, [1, 4, 10], 4)
    assert (dict(counts.by_state)["asked"], sum(value for _state, value in counts.by_state)) == (1, 6)


def test_bodies_asked_are_told_with_their_weekly_number_those_that_wait_first(made: Accompaniment) -> None:
    waited, calm = BodyFactory.create(name="Zones humides"), BodyFactory.create(name="Agence des arbres")
    former = BodyFactory.create(name="Zones", state="closed", closed_at=clock.now(), successor=waited)
    most = made.season.programme.asks_a_week
    for row in range(most):
        _left(made, 1, door__body=former if row else waited)
    _left(made, 40, door__body=calm)
    _left(made, 200, door__body=calm)
    IntroductionFactory.create(accompaniment=made, agreed=True, door__body=waited)
    found = solicited_by(cast.ada(), clock.now())
    assert [(one.body, one.week, one.quarter, one.waiting, one.full) for one in found] == [
        (waited, most, most, 1, True),
        (calm, 0, 1, 0, False),
    ]
    assert found[0].next_at is not None
    assert found[0].next_at > clock.now()


def test_head_reads_late_promises_and_takes_the_figures_away(client: Any, made: Accompaniment) -> None:
    late = CommitmentFactory.create(
        initiative=None, programme=made.season.programme, due_on=clock.today() - timedelta(days=1)
    )
    CommitmentFactory.create(due_on=clock.today() - timedelta(days=1))
    _left(made, 3)
    client.force_login(cast.ada())
    assert [one for one, _promiser in client.get(HEAD).context["late"]] == [late]
    answer = client.get(reverse("support:head-overview-csv"))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == [f"{made.season};1;1;1;1;0;0;0;;0"]
    client.force_login(cast.sam())
    assert client.get(reverse("support:head-overview-csv")).status_code == 403


def _row(made: Accompaniment) -> None:
    other = AccompanimentFactory.create(running=True, season=made.season)
    made.parts.model.objects.create(accompaniment=other, person=cast.sam(), kind="officer", from_day=clock.today())
    programme = made.season.programme
    former = BodyFactory.create(state="closed", closed_at=clock.now(), successor=BodyFactory.create())
    late = clock.today() - timedelta(days=3)
    IntroductionFactory.create(accompaniment=other, sent=True, sent_at=_at(30), door__body=former)
    IntroductionFactory.create(accompaniment=other, agreed=True, door__body=former)
    IntroductionFactory.create(accompaniment=other, met=True, sent_at=_at(30), next_on=late)
    CommitmentFactory.create(initiative=other.initiative, programme=programme, due_on=late, body=former)
    relation = RelationFactory.create(initiative=other.initiative, body=former)
    ContactFactory.create(relation=relation, left_on=late)


@pytest.mark.parametrize(("address", "who"), [(OFFICER, cast.sam), (HEAD, cast.ada)])
def test_page_costs_the_same_for_three_rows_and_eight(client: Any, made: Accompaniment, address: str, who: Any) -> None:
    client.force_login(who())
    counts = []
    for rows in (3, 5):
        for _turn in range(rows):
            _row(made)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
