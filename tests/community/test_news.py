"""News: asked six, twelve and twenty-four months after, answered by the link of a mail; and the ties that last."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.calls.factories import TeamMemberFactory
from tests.community.factories import CheckInFactory
from tests.community.story import address_in, finished, mails, on
from tests.directory.factories import BodyFactory, NetworkFactory
from tests.factories import QuietPeriodFactory, SeasonFactory
from tests.support.factories import (
    AccompanimentFactory,
    IntroductionFactory,
    PartFactory,
    PointFactory,
    RelationFactory,
    TraceFactory,
)
from tests.support.story import supported
from tremplin.calls.states import TeamRight
from tremplin.community.actions.news import LATE, ask_due
from tremplin.community.engine.months import months_after
from tremplin.community.models import CheckIn
from tremplin.community.queries import initiatives_after, ties_of
from tremplin.community.states import CheckInState
from tremplin.community.tokens import VALID, check_in_of, news_token
from tremplin.core import clock
from tremplin.programme.actions import resume
from tremplin.programme.queries import held_back
from tremplin.support.actions.accompaniments import open_by_act, steer
from tremplin.support.models import Accompaniment
from tremplin.support.queries.relations import history_of

pytestmark = pytest.mark.django_db
LAST = date(2028, 8, 31)
SIX, TWELVE, TWO_YEARS = date(2029, 2, 28), date(2029, 8, 31), date(2030, 8, 31)


def _run(day: date) -> int:
    """What the chore does on a day."""
    with clock.at(on(day)):
        return ask_due(clock.now())


@pytest.mark.parametrize(
    ("months", "day"), [(0, LAST), (6, SIX), (12, TWELVE), (24, TWO_YEARS), (4, date(2028, 12, 31))]
)
def test_months_after_a_day(months: int, day: date) -> None:
    assert months_after(LAST, months) == day


def test_months_are_counted_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        months_after(LAST, -1)


def test_each_term_is_asked_once_on_its_day() -> None:
    made = finished(LAST)
    day = timedelta(days=1)
    asked = [
        _run(when)
        for when in (SIX - day, SIX, SIX + day, TWELVE - day, TWELVE, TWELVE, TWO_YEARS - day, TWO_YEARS + day)
    ]
    assert asked == [0, 1, 0, 0, 1, 0, 0, 1]
    rows = CheckIn.objects.order_by("months").values_list("accompaniment", "months", "due_on")
    assert list(rows) == [(made.pk, 6, SIX), (made.pk, 12, TWELVE), (made.pk, 24, TWO_YEARS)]
    # Bob only reads in this team
    assert [recipient for recipient, _subject in mails("community-news")] == ["alice@example.org"] * 3


def test_quiet_period_holds_the_question_which_is_asked_once_it_is_over_however_long_it_was() -> None:
    finished(LAST)
    period = QuietPeriodFactory.create(
        programme=cast.programme(), opened_by=cast.ada(), starts_at=on(SIX - timedelta(days=9))
    )
    assert (_run(SIX), _run(SIX + LATE), mails("community-news")) == (0, 0, [])
    with clock.at(on(SIX)):
        [(_kind, thing)] = held_back(cast.ada(), cast.programme(), clock.now())
    assert thing.due == on(SIX, 0)
    end = SIX + LATE + timedelta(days=9)
    with clock.at(on(end)):
        resume(period, by=cast.ada(), at=clock.now())
    assert (_run(end), _run(end), len(mails("community-news"))) == (1, 0, 1)
    with clock.at(on(end)):
        assert held_back(cast.ada(), cast.programme(), clock.now()) == []


def test_silence_of_another_programme_does_not_hold_the_question() -> None:
    finished(LAST)
    QuietPeriodFactory.create(starts_at=on(SIX - timedelta(days=9)))
    assert _run(SIX) == 1


def test_term_long_missed_is_left_in_peace() -> None:
    finished(LAST)
    assert (_run(SIX + LATE), _run(SIX + LATE - timedelta(days=1))) == (0, 1)


def test_support_nobody_closed_counts_from_its_announced_last_day() -> None:
    with clock.at(on(date(2027, 9, 1))):
        made = supported()
        Accompaniment.objects.update(ends_on=LAST)
    assert made.state == "running"
    assert (_run(SIX - timedelta(days=1)), _run(SIX)) == (0, 1)


def test_initiative_supported_again_is_not_asked() -> None:
    made = finished(LAST)
    with clock.at(on(SIX)):
        season = SeasonFactory.create(programme=cast.programme())
        open_by_act(
            made.initiative,
            season,
            motive="Renouvelée.",
            starts_on=SIX,
            ends_on=TWELVE,
            by=cast.ada(),
            at=clock.now(),
        )
    assert _run(SIX) == 0


def test_team_without_an_address_is_not_asked() -> None:
    with clock.at(on(SIX)):
        AccompanimentFactory.create(closed=True, starts_on=date(2027, 9, 1), ends_on=LAST)
    assert (_run(SIX), CheckIn.objects.count()) == (0, 0)


def test_team_answers_by_the_link_without_an_account(client: Client) -> None:
    finished(LAST)
    _run(SIX)
    link = address_in("community-news", "alice@example.org")
    with clock.at(on(SIX + timedelta(days=3))):
        page = client.get(link)
        assert (page.status_code, page.context["form"]["still"].value()) == (200, None)
        empty = client.post(link, {"words": "Trois régions."})
        assert (list(empty.context["form"].errors), empty.context["form"]["words"].value()) == (
            ["still"],
            "Trois régions.",
        )
        assert CheckIn.objects.get().state == CheckInState.ASKED
        answer = client.post(link, {"still": "going", "words": "Trois régions.", "helped": "La juriste."})
        assert answer["Location"] == link
        assert client.get(link).templates[0].name == "community/news_thanks.html"
        late = client.post(link, {"still": "ended", "words": "Autre chose."})
    kept = CheckIn.objects.get()
    assert (kept.state, kept.still, kept.words, kept.helped, kept.answered_by) == (
        CheckInState.ANSWERED,
        "going",
        "Trois régions.",
        "La juriste.",
        cast.alice(),
    )
    assert late.context["form"]["words"].value() == "Autre chose."


def test_link_lives_three_months(client: Client) -> None:
    finished(LAST)
    _run(SIX)
    link, end = address_in("community-news", "alice@example.org"), CheckIn.objects.get().asked_at + VALID
    with clock.at(end - timedelta(seconds=1)):
        assert client.get(link).status_code == 200
    with clock.at(end):
        assert client.get(link).status_code == 410
        client.post(link, {"still": "going"})
    assert CheckIn.objects.get().state == CheckInState.ASKED


def test_forged_link_leads_nowhere(client: Client) -> None:
    made = finished(LAST)
    _run(SIX)
    check_in = CheckIn.objects.get()
    good = news_token(check_in, cast.alice())
    assert check_in_of(good) == (check_in, cast.alice())
    for token in (good[:-1], news_token(check_in, cast.bob()), good.replace(".", ":"), "nothing", f"{check_in.ref}."):
        link = reverse("community:news-give", args=[token])
        assert (client.get(link).status_code, client.post(link, {"still": "going"}).status_code) == (404, 404)
    made.initiative.members.filter(person=cast.alice()).update(right=TeamRight.READ)
    assert check_in_of(good) is None


@pytest.mark.concurrency
def test_chore_run_twice_at_once_asks_once(race: Any) -> None:
    finished(LAST)
    outcomes = race(lambda: ask_due(on(SIX)), lambda: ask_due(on(SIX)))
    assert (sorted(outcomes), CheckIn.objects.count()) == ([0, 1], 1)


def _ended(**columns: Any) -> Accompaniment:
    """Over a year ago, with Sam beside it."""
    today = clock.today()
    made: Accompaniment = AccompanimentFactory.create(
        closed=True,
        season__programme=cast.programme(),
        starts_on=today - timedelta(days=800),
        ends_on=today - timedelta(days=400),
        **columns,
    )
    PartFactory.create(accompaniment=made, person=cast.sam(), from_day=made.starts_on)
    TeamMemberFactory.create(initiative=made.initiative, joined=True)
    return made


def test_last_sign_of_an_initiative_is_the_newest_of_what_was_heard() -> None:
    made, silent, today = _ended(), _ended(), clock.today()
    PointFactory.create(accompaniment=made, on=today - timedelta(days=90))
    seen = {row.accompaniment.pk: row for row in initiatives_after(cast.sam())}
    assert seen[silent.pk].last_sign is None
    first = seen[made.pk].last_sign
    TraceFactory.create(relation=RelationFactory.create(initiative=made.initiative), on=today - timedelta(days=40))
    second = {row.accompaniment.pk: row for row in initiatives_after(cast.sam())}[made.pk].last_sign
    CheckInFactory.create(accompaniment=made, answered=True, answered_at=clock.now() - timedelta(days=2))
    third = {row.accompaniment.pk: row for row in initiatives_after(cast.ada())}[made.pk].last_sign
    assert [today - sign.day for sign in (first, second, third) if sign] == [
        timedelta(days=90),
        timedelta(days=40),
        timedelta(days=2),
    ]


def test_ties_say_what_support_says_of_each_the_longest_silent_first() -> None:
    made, today = _ended(), clock.today()
    told, met, silent = (RelationFactory.create(initiative=made.initiative) for _turn in range(3))
    TraceFactory.create(relation=told, on=today - timedelta(days=300))
    TraceFactory.create(relation=told, on=today - timedelta(days=20))
    IntroductionFactory.create(
        accompaniment=made, door__body=met.body, met=True, sent_at=on(today - timedelta(days=80)),
        met_on=today - timedelta(days=50),
    )  # fmt: skip
    under_way = RelationFactory.create()
    AccompanimentFactory.create(running=True, initiative=under_way.initiative, season__programme=cast.programme())
    found = ties_of(cast.ada())
    assert [(tie.relation.pk, tie.last_sign) for tie in found] == [
        (silent.pk, None),
        (met.pk, today - timedelta(days=50)),
        (told.pk, today - timedelta(days=20)),
    ]
    ada = cast.ada()
    assert [history_of(tie.relation, ada).last for tie in found] == [tie.last_sign for tie in found]
    assert ties_of(cast.charlie()) == []


def test_ties_hold_networks_and_show_a_merged_body_under_its_successor_once(client: Client) -> None:
    made, at = _ended(), clock.now()
    after = BodyFactory.create(name="Direction des rivières")
    before = BodyFactory.create(name="Direction de l’eau", state="closed", closed_at=at, successor=after)
    for body in (before, after):
        RelationFactory.create(initiative=made.initiative, body=body)
    network = NetworkFactory.create(name="Réseau des communes")
    RelationFactory.create(initiative=made.initiative, body=None, network=network)
    found = ties_of(cast.sam())
    assert {(str(tie.partner), *tie.former) for tie in found} == {
        ("Direction des rivières", "Direction de l’eau"),
        ("Réseau des communes",),
    }
    assert len(found) == 2
    client.force_login(cast.sam())
    assert client.get(reverse("community:tie-list")).status_code == 200


@pytest.mark.parametrize("name", ["community:news-list", "community:tie-list"])
def test_page_costs_the_same_for_three_rows_and_eight(client: Client, name: str) -> None:
    client.force_login(cast.sam())
    costs = []
    for rows in (3, 5):
        for _row in range(rows):
            made = _ended()
            CheckInFactory.create(accompaniment=made, answered=True)
            PointFactory.create(accompaniment=made)
            relation = RelationFactory.create(initiative=made.initiative)
            TraceFactory.create(relation=relation)
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_team_reads_the_answers_with_their_denominator(client: Client) -> None:
    answered, waiting = (
        CheckInFactory.create(accompaniment=_ended(), answered=True),
        CheckInFactory.create(accompaniment=_ended()),
    )
    client.force_login(cast.sam())
    page = client.get(reverse("community:news-list"))
    assert (page.context["answered"], page.context["asked"]) == (1, 2)
    for check_in in (answered, waiting):
        assert client.get(reverse("community:check-in", args=[check_in.ref])).status_code == 200


def test_initiative_whose_team_cannot_be_reached_is_shown_as_such() -> None:
    reached, alone = _ended(), _ended()
    alone.initiative.members.update(right=TeamRight.READ)
    reached.initiative.members.update(right=TeamRight.WRITE)
    seen = {row.accompaniment.pk: row.reachable for row in initiatives_after(cast.sam())}
    assert seen == {reached.pk: True, alone.pk: False}


def test_strangers_and_the_team_itself_do_not_read_the_programme_pages(client: Client) -> None:
    made = _ended()
    check_in = CheckInFactory.create(accompaniment=made, answered=True)
    for person in (cast.charlie(), made.initiative.members.get().person):
        client.force_login(person)
        statuses = [client.get(reverse(f"community:{name}")).status_code for name in ("news-list", "tie-list")]
        assert statuses == [403, 403]
        assert client.get(reverse("community:check-in", args=[check_in.ref])).status_code == 404


def test_support_resumed_is_asked_after_its_announced_last_day() -> None:
    made = finished(LAST)
    with clock.at(on(LAST)):
        steer(made, "resume", by=cast.ada(), at=clock.now())
    later = LAST + timedelta(days=92)
    Accompaniment.objects.filter(pk=made.pk).update(ends_on=later)
    assert [_run(day) for day in (SIX, months_after(later, 6))] == [0, 1]
