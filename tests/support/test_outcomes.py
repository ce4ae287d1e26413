"""What introductions brought: asked of both sides, told by each, counted without anybody's name."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import cast
from tests.factories import QuietPeriodFactory
from tests.support.factories import AccompanimentFactory, IntroductionFactory, NeedFactory, OutcomeFactory
from tests.support.story import supported
from tests.support.test_support_acts import refusal, sent
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.core.states import MessageState
from tremplin.directory.models import Case
from tremplin.support.actions import answering, outcomes
from tremplin.support.models import Accompaniment, Introduction, Outcome
from tremplin.support.queries.outcomes import occasions_of, outcome_counts, outcomes_due
from tremplin.support.tasks.answers import _of_officers, _of_teams
from tremplin.support.tokens import VALID, outcome_token

pytestmark = pytest.mark.django_db

HERS = "bureau@example.org"
LATER = timedelta(days=93)
BEFORE = ("support", "0003_promises_to_commitments")


@pytest.fixture
def met() -> Introduction:
    made = supported()
    one = sent(made, need=NeedFactory.create(accompaniment=made, title="Une salle", words="à Nancy"))
    answering.answer(one, "take_up", by=None, at=clock.now())
    answering.meet(one, met_on=clock.today(), next_step="Signer", by=cast.sam(), at=clock.now())
    return one


def _bilan(one: Introduction) -> str:
    return f"/en/espace/mises-en-relation/{one.ref}/bilan/"


def _due(one: Introduction, today: date) -> list[tuple[str, str]]:
    found = Introduction.objects.select_related("accompaniment__season__programme").filter(pk=one.pk)
    return [(due.side.value, due.occasion.value) for due in outcomes_due(found, today)]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (400, [("later", 90), ("exit", 400)]),
        (30, [("exit", 30), ("later", 90)]),
        (100, [("exit", 100)]),
        (75, [("later", 90)]),
        (-10, [("later", 90)]),
    ],
)
def test_when_both_sides_are_asked(ends: int, expected: list[tuple[str, int]]) -> None:
    began = date(2026, 1, 31)
    made = AccompanimentFactory.build(starts_on=began - timedelta(days=90), ends_on=began + timedelta(days=ends))
    one = IntroductionFactory.build(accompaniment=made, met=True, met_on=began)
    days = [(occasion.value, (on - began).days) for occasion, on in occasions_of(one)]
    assert days == [(name, 89 if name == "later" else after) for name, after in expected]


def test_nothing_is_asked_of_what_nobody_took_up() -> None:
    for state in ("sent", "declined", "unanswered", "redirected", "ended"):
        assert (
            occasions_of(IntroductionFactory.build(accompaniment=AccompanimentFactory.build(), **{state: True})) == []
        )


def test_who_is_asked_and_until_when(met: Introduction) -> None:
    today = clock.today()
    assert _due(met, today + timedelta(days=80)) == []
    assert _due(met, today + LATER) == [("team", "later"), ("contact", "later")]
    with clock.at(clock.now() + LATER):
        outcomes.tell_outcome(met, "team", occasion="later", result="early", by=cast.alice(), at=clock.now())
        assert _due(met, clock.today()) == [("contact", "later")]
        outcomes.ask_contact(met, by=cast.sam(), at=clock.now())
        assert _due(met, clock.today()) == []
    # at the exit both are asked again, whatever was missed before
    assert _due(met, met.accompaniment.ends_on) == [("team", "exit"), ("contact", "exit")]


def test_what_the_initiative_says_teaches_the_search(met: Introduction) -> None:
    assert [(one.words, one.outcome) for one in Case.objects.all()] == [("Une salle à Nancy", "helped")]
    with clock.at(clock.now() + LATER):
        for result, learned in {"not": "not", "early": "not", "partly": "helped"}.items():
            said = {"occasion": "later", "result": result, "saved": "anyway"}
            outcomes.tell_outcome(met, "team", **said, by=cast.alice(), at=clock.now())
            assert Case.objects.get().outcome == learned
        outcomes.tell_outcome(met, "contact", occasion="later", result="not", by=None, at=clock.now())
    assert Case.objects.get().outcome == "helped"
    assert [(one.side, one.result, one.saved) for one in Outcome.objects.all()] == [
        ("team", "partly", "anyway"),
        ("contact", "not", ""),
    ]


def test_initiative_says_it_from_its_home(client: Any, met: Introduction) -> None:
    client.force_login(cast.alice())
    early = client.get(_bilan(met))
    assert "It is too early to say what this introduction brought." in early.content.decode()
    with clock.at(clock.now() + LATER), translation.override("en"):
        tasks = [(task.title, task.url) for task in _of_teams(cast.alice())]
        assert (f"{met.door}: what did this introduction bring?", _bilan(met)) in tasks
        said = {"result": "done", "saved": "half", "words": "La salle est prêtée.", "once": "a" * 32}
        assert client.post(_bilan(met), {"saved": "half"}).context["form"].errors == {
            "result": ["Please choose one of the answers."]
        }
        assert client.post(_bilan(met), said)["Location"] == _bilan(met).replace("bilan/", "")
        told = Outcome.objects.get()
        assert (told.side, told.occasion, told.result, told.saved, told.by) == (
            "team",
            "later",
            "done",
            "half",
            cast.alice(),
        )
        assert [task for task in _of_teams(cast.alice()) if "bring" in str(task.title)] == []
        assert client.get(_bilan(met)).context["form"]["words"].value() == "La salle est prêtée."


def test_each_side_speaks_for_itself(client: Any, met: Introduction) -> None:
    statuses = {}
    with clock.at(clock.now() + LATER):
        for who in (cast.alice, cast.bob, cast.sam, cast.charlie):
            client.force_login(who())
            statuses[who.__name__] = [
                client.post(_bilan(met) + side, {"result": "done", "once": f"{who.__name__}{side[1:3]}"}).status_code
                for side in ("", "?cote=contact")
            ]
        with translation.override("en"):
            said = refusal(outcomes.tell_outcome, met, "contact", occasion="later", result="done", by=cast.alice())
    assert statuses == {"alice": [302, 403], "bob": [403, 403], "sam": [302, 302], "charlie": [404, 404]}
    assert said == "This is done by the acceleration officer or the programme team."


def test_officer_asks_the_contact_after_reading_the_mail(client: Any, met: Introduction) -> None:
    client.force_login(cast.sam())
    ask = _bilan(met) + "demander/"
    assert client.get(ask).status_code == 404
    with clock.at(clock.now() + LATER):
        with translation.override("en"):
            assert f"{met.door}: ask what the introduction to Atlas des haies brought" in [
                task.title for task in _of_officers(cast.sam())
            ]
        shown = client.get(ask).context["text"]
        for token in "aab":
            client.post(ask, {"once": token * 32})
        message = Message.objects.get(kind="support-outcome")
    assert message.text.replace(outcome_token(met, "later"), "lien-personnel") == shown
    assert (message.recipient, message.sender, len(message.text.split()) < 150) == (HERS, "Sam", True)


def test_contact_is_not_written_to_twice_in_a_week_nor_against_their_will(met: Introduction) -> None:
    at = clock.now() + LATER
    with clock.at(at - timedelta(days=2)):
        Introduction.objects.filter(pk=sent(met.accompaniment, contact_email="autre@example.org").pk).update(
            contact_email=HERS
        )
    with clock.at(at), translation.override("en"):
        said = refusal(outcomes.ask_contact, met, by=cast.sam())
        assert said.startswith("They were written to less than a week ago: ask them from ")
        Introduction.objects.filter(pk=met.pk).update(stopped_at=at)
        assert refusal(outcomes.ask_contact, met, by=cast.sam()) == (
            "Whoever reads this address asked us not to write to them any more."
        )


def test_contact_is_not_asked_in_a_quiet_period(met: Introduction) -> None:
    at = clock.now() + LATER
    QuietPeriodFactory.create(programme=met.accompaniment.season.programme, starts_at=at, ends_at=None)
    with clock.at(at), translation.override("en"):
        assert refusal(outcomes.ask_contact, met, by=cast.sam()).startswith("A quiet period runs")
    assert Message.objects.filter(kind="support-outcome").count() == 0


def test_mail_that_came_back_is_not_said_to_leave_again(client: Any, met: Introduction) -> None:
    with clock.at(clock.now() + LATER):
        outcomes.ask_contact(met, by=cast.sam(), at=clock.now())
    Message.objects.filter(kind="support-outcome").update(state=MessageState.FAILED)
    sentence = "The mail that asked them came back: ask them another way, and note what they say."
    with clock.at(clock.now() + LATER + timedelta(days=10)), translation.override("en"):
        assert refusal(outcomes.ask_contact, met, by=cast.sam()) == sentence
        client.force_login(cast.sam())
        assert client.get(_bilan(met)).context["may_ask"].reason == sentence


def _asked(met: Introduction) -> str:
    outcomes.ask_contact(met, by=cast.sam(), at=clock.now())
    return f"/en/reponses/bilan/{outcome_token(met, 'later')}/"


def test_contact_answers_from_the_link(client: Any, met: Introduction) -> None:
    with clock.at(clock.now() + LATER):
        address = _asked(met)
        for method in (client.get, client.head):
            assert method(address).status_code == 200
        assert Outcome.objects.count() == 0
        wrong = client.post(address, {"result": "done", "email": "x@example.org"})
        assert (wrong.status_code, Outcome.objects.count()) == (403, 0)
        for _twice in range(2):
            page = client.post(
                address, {"result": "done", "saved": "year", "words": "Signé", "email": HERS}, follow=True
            )
        told = Outcome.objects.get()
        assert (told.side, told.result, told.saved, told.by, page.redirect_chain) == (
            "contact",
            "done",
            "year",
            None,
            [(address + "?recu=1", 302)],
        )
        again = client.get(address)
        assert ("Signé" in again.content.decode(), again["X-Robots-Tag"]) == (False, "noindex, nofollow")
        assert again.context["form"]["result"].value() is None


def test_link_of_the_contact_expires_and_cannot_be_made_up(client: Any, met: Introduction) -> None:
    never_sent = f"/en/reponses/bilan/{outcome_token(met, 'exit')}/"
    with clock.at(clock.now() + LATER):
        address = _asked(met)
        token = outcome_token(met, "later")
        forged = [
            never_sent,
            *(address.replace(token, other) for other in (token[:-1], token.replace("later", "exit"), "x")),
        ]
        assert [client.get(one).status_code for one in forged] == [404] * 4
    with clock.at(clock.now() + LATER + VALID + timedelta(minutes=1)):
        assert client.post(address, {"result": "done", "email": HERS}).status_code == 410
    assert Outcome.objects.count() == 0


def _told(made: Accompaniment, count: int, **fields: Any) -> None:
    for _one in range(count):
        one = IntroductionFactory.create(accompaniment=made, met=True, met_on=clock.today() - LATER)
        OutcomeFactory.create(introduction=one, **fields)


def test_figures_have_their_denominators_and_nothing_under_five(met: Introduction) -> None:
    made, today = met.accompaniment, clock.today()
    season = made.season
    _told(made, 4, result="done", saved="half")
    IntroductionFactory.create(accompaniment=made, met=True, met_on=today - LATER)
    IntroductionFactory.create(accompaniment=AccompanimentFactory.create(), met=True, met_on=today - LATER)
    with translation.override("en"):
        team, contact = outcome_counts(season, today)
        assert (team.asked, team.given, team.results, team.saved) == (5, 4, None, None)
        assert (contact.asked, contact.given, contact.results) == (0, 0, None)
        _told(made, 2, result="not", saved="")
        team, _contact = outcome_counts(season.programme, today)
    assert (team.asked, team.given, team.of_results, team.of_saved) == (7, 6, 6, 4)
    assert team.results is not None
    assert dict(team.results)["what was asked for was done"] == 4
    assert dict(team.results)["nothing came of it"] == 2
    assert team.saved is None


def test_last_answer_alone_is_counted(met: Introduction) -> None:
    _told(met.accompaniment, 5, result="early", saved="")
    for one in Outcome.objects.all():
        OutcomeFactory.create(introduction=one.introduction, occasion="exit", result="done", at=clock.now())
    team = outcome_counts(met.accompaniment.season, clock.today())[0]
    assert (team.given, [count for _label, count in team.results or []]) == (5, [5, 0, 0, 0])


def test_what_is_due_costs_the_same_for_three_and_eight(met: Introduction) -> None:
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            IntroductionFactory.create(accompaniment=met.accompaniment, met=True, met_on=clock.today() - LATER)
        with CaptureQueriesContext(connection) as queries:
            _of_officers(cast.sam())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_time_saved_noted_before_becomes_an_answer_and_nothing_is_invented(fresh_database: None) -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    ended = IntroductionFactory.create(ended=True, met_on=noon.date())
    plain = IntroductionFactory.create(ended=True)
    taken = IntroductionFactory.create(taken_up=True, answered_at=noon, taken_up_on=None)
    journal.record("end", ended, by="", at=noon)
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    rows = executor.loader.project_state([BEFORE]).apps.get_model("support", "Introduction").objects
    rows.filter(pk=ended.pk).update(saved="anyway")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    told = Outcome.objects.get()
    assert (told.introduction, told.side, told.occasion, told.result, told.saved, told.by, told.at) == (
        ended,
        "team",
        "exit",
        "",
        "anyway",
        None,
        noon,
    )
    taken.refresh_from_db()
    plain.refresh_from_db()
    assert (taken.taken_up_on, plain.taken_up_on) == (noon.date(), None)
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    assert list(rows.order_by("pk").values_list("saved", flat=True)) == ["anyway", "", ""]
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
