"""The demonstration by stage: as published, the same for the same day, and nothing twice."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F

from tests import database
from tremplin.calls.models import Application, Call, Submission
from tremplin.calls.queries.statistics import figures_of
from tremplin.calls.states import ApplicationState
from tremplin.core import clock
from tremplin.core.models import Entry, Message
from tremplin.desk.demo import build as demo
from tremplin.desk.demo import call_stage, jury_stage, mails, review_stage, support_stage
from tremplin.directory.models import Door, KeyCard, Resource, Synonyms
from tremplin.directory.queries.checks import check_counts
from tremplin.directory.queries.resources import standing_of
from tremplin.people.models import Person
from tremplin.selection.models import Decision, Review
from tremplin.support.models import Accompaniment, Expertise, Introduction
from tremplin.support.queries.committees import items_of
from tremplin.support.queries.money import coming_committee
from tremplin.support.queries.pledges import public_pledges
from tremplin.support.queries.proposals import may_leave_on, proposal_of
from tremplin.support.queries.supporters import askings_of

ROOT: Path = settings.BASE_DIR


def _build(*stages: object) -> None:
    """The programme, its people and these stages, without the site."""
    programme = demo._programme()
    season = demo._season(programme)
    demo._people(programme)
    for stage in stages:
        stage.build(season, demo._member)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_call_stage_is_a_call_open_now() -> None:
    _build(call_stage)
    call = Call.objects.get(slug=call_stage.SLUG)
    states = Counter(call.applications.values_list("state", flat=True))
    assert states == {ApplicationState.DRAFT: 2, ApplicationState.SUBMITTED: 3, ApplicationState.RETURNED: 1}
    assert [intake.state_at(clock.now()).value for intake in call.intakes.all()] == ["open", "open"]
    assert {application.track.key for application in call.applications.exclude(track=None)} == {"DINUM", "DITP"}
    hedges = call.applications.get(initiative__name="Atlas partagé des haies")
    assert [(member.person.full_name, member.right) for member in hedges.initiative.members.all()] == [
        ("Alice", "submit"),
        ("Bob", "write"),
    ]
    counts = (Application.objects.count(), Entry.objects.count(), Message.objects.count(), Person.objects.count())
    _build(call_stage)
    assert (
        Application.objects.count(),
        Entry.objects.count(),
        Message.objects.count(),
        Person.objects.count(),
    ) == counts


@pytest.mark.django_db
def test_review_stage_has_the_published_figures() -> None:
    _build(review_stage)
    call = Call.objects.get(slug=review_stage.SLUG)
    found = figures_of(call, demo._member("Ada"))
    assert (found.received, found.started, found.withdrawn) == (187, 211, 0)
    assert sorted((line.count, line.of) for line in found.kinds) == [(49, 187), (56, 187), (82, 187)]
    needs = next(asked for asked in found.questions if asked.question.key == "needs")
    assert [(line.count, line.of) for line in needs.lines] == [
        (163, 187),
        (153, 187),
        (130, 187),
        (127, 187),
        (117, 187),
    ]
    intake = call.intakes.get()
    assert (intake.closes_at - intake.opens_at).days == 41
    received = Submission.objects.filter(application__call=call, version=1).values_list("received_at", flat=True)
    assert [at for at in received if not intake.opens_at <= at < intake.closes_at] == []
    assert Message.objects.filter(kind="calls-receipt").count() == 188  # one was submitted again
    counts = (Application.objects.count(), Entry.objects.count(), Message.objects.count(), Person.objects.count())
    _build(review_stage)
    assert (
        Application.objects.count(),
        Entry.objects.count(),
        Message.objects.count(),
        Person.objects.count(),
    ) == counts


@pytest.mark.django_db
def test_jury_stage_is_a_jury_at_work() -> None:
    _build(jury_stage)
    call = Call.objects.get(slug=jury_stage.SLUG)
    first, second = call.rounds.order_by("position")
    assert Counter(call.applications.values_list("screening__state", flat=True)) == {"admissible": 34, "refused": 2}
    assert Counter(first.files.values_list("state", flat=True)) == {"passed": 12, "kept": 1, "stopped": 21}
    assert (first.state, second.state, second.files.count()) == ("closed", "open", 12)
    assert Counter(seat.state for seat in second.seats.all()) == {"accepted": 14, "declined": 1}
    reviews = Review.objects.filter(file__round=second)
    assert (reviews.count(), reviews.exclude(opinion=None).count() > 0) == (60, True)
    jules = Counter(reviews.filter(seat__person__full_name="Jules").values_list("state", flat=True))
    assert set(jules) == {"submitted", "started", "accepted", "proposed"}
    assert [sitting.starts_at > clock.now() for sitting in second.sittings.all()] == [True]
    counts = (Entry.objects.count(), Message.objects.count(), Person.objects.count())
    _build(jury_stage)
    assert (Entry.objects.count(), Message.objects.count(), Person.objects.count()) == counts


@pytest.mark.django_db
def test_support_stage_is_a_season_announced() -> None:
    _build(support_stage)
    call = Call.objects.get(slug=support_stage.SLUG)
    decisions = Decision.objects.filter(application__call=call)
    assert Counter(decisions.values_list("state", "outcome")) == {
        ("released", "selected"): 6,
        ("released", "reserve"): 1,
        ("released", "declined"): 16,
        ("released", "not_admissible"): 1,
    }
    assert [wave.state for wave in call.release.waves.all()] == ["done", "done", "done"]
    letters = Message.objects.filter(kind__startswith="selection-").exclude(kind="selection-invitation")
    assert Counter(letters.values_list("kind", flat=True))["selection-selected"] == 6
    lina = call.applications.get(initiative__members__person__full_name="Lina")
    assert lina.call.season.name_fr == "Première saison"
    supported = Accompaniment.objects.filter(decision__application__call=call)
    assert Counter(supported.values_list("state", flat=True)) == {"running": 6}
    followed = supported.get(initiative=lina.initiative)
    assert followed.diagnoses.get().state == "agreed"
    assert Counter(followed.introductions.values_list("state", flat=True)) == {"met": 1, "sent": 1, "asked": 1}
    assert Counter(followed.bookings.values_list("state", flat=True)) == {"held": 1, "booked": 1}
    _see_what_ties(followed)
    _see_the_year(followed)
    counts = (Entry.objects.count(), Message.objects.count(), Person.objects.count())
    _build(support_stage)
    assert (Entry.objects.count(), Message.objects.count(), Person.objects.count()) == counts
    left = mails.leave()
    assert Message.objects.exclude(sent_at=F("not_before")).count() == 0
    assert (left, mails.leave()) == (
        f"{counts[1]} mails have left, each on its day",
        "0 mails have left, each on its day",
    )
    waiting = followed.introductions.get(state="sent")
    step = proposal_of(waiting)
    assert step is not None
    assert (step.kind, step.due - clock.today()) == ("again", timedelta(days=-2))


def _see_what_ties(followed: Accompaniment) -> None:
    """Each page of what ties an initiative to the administration has something to show."""
    today, now = clock.today(), clock.now()
    met = followed.introductions.get(state="met")
    sonia = demo._member("Sonia")
    assert [(one.offer.kind, one.state, one.thanked_at) for one in askings_of(sonia)] == [
        ("host", "asked", None),
        ("introduce", "done", None),
    ]
    assert sorted(standing_of(one) for one in Resource.objects.all()) == ["closing", "expired", "open", "open"]
    assert Resource.objects.get(kind="data").door == Door.objects.get(name="Guichet des communs numériques")
    asked = followed.resource_requests.order_by("state")
    assert [(one.state, one.value) for one in asked] == [("meant", None), ("obtained", 6000)]
    assert (KeyCard.objects.get().body, Synonyms.objects.count()) == (met.door.body, 1)
    late = followed.initiative.commitments.filter(state="promised", due_on__lt=today)
    assert [one.body for one in late] == [met.door.body]
    assert check_counts() == {"report": 0, "left": 1, "silent": 1, "stale": 2, "tell": 1}
    agreed = Introduction.objects.get(state="agreed")
    assert may_leave_on(agreed, now).from_at == now


def _see_the_year(followed: Accompaniment) -> None:
    """Each page of the year has something to show, and something that waits."""
    assert [(one.team_at is None, one.officer_at is None) for one in followed.workings.all()] == [(False, False)]
    assert sorted(followed.shares.values_list("subject", "audience")) == [
        ("roadmap", "referents"),
        ("sessions", "experts"),
        ("ties", "referents"),
    ]
    asked = followed.actions.filter(asked=True, state="planned")
    assert [one.title for one in asked.filter(told_at=None)] == ["Relire le projet de contrat de travail"]
    assert Counter(followed.carried.values_list("state", flat=True))["confirmed"] == 1
    assert Counter(followed.fundings.values_list("state", flat=True)) == {
        "got": 1,
        "asked": 1,
        "refused": 1,
        "meant": 1,
    }
    assert Counter(followed.agreements.values_list("state", flat=True)) == {"signed": 1, "negotiated": 1}
    convention = followed.conventions.get()
    assert list(convention.tranches.values_list("state", flat=True)) == ["paid", "planned"]
    first, second = followed.season.committees.order_by("starts_at")
    assert (first.state, second.state) == ("signed", "planned")
    assert [one.outcome for one in first.items.all()] == ["continue", "continue", "extend"]
    second_tranche = convention.tranches.get(number=2)
    waits = coming_committee(second_tranche)
    assert waits is not None
    assert (waits.committee, second.packed_at is not None) == (second, True)
    sonia = demo._member("Sonia")
    assert [one.accompaniment for one in items_of(second, sonia)] != [one.accompaniment for one in second.items.all()]
    assert [one.sponsor for one in public_pledges(followed)] == [sonia]
    assert Counter(Expertise.objects.values_list("kind", flat=True)) == {
        "administration": 1,
        "partner": 1,
        "mentor": 1,
        "coach": 1,
    }


_EXPORT = """
import hashlib
from django.core.management import call_command
from tremplin.calls import exports
from tremplin.calls.models import Call, Submission
from tremplin.calls.queries import submitted_visible_to
from tests.desk.test_demo_stages import _build
from tremplin.desk.demo import build, call_stage, review_stage
call_command("migrate", verbosity=0)
_build(call_stage, review_stage)
for slug in ("communs", "initiatives"):
    call = Call.objects.get(slug=slug)
    found = submitted_visible_to(build._member("Ada")).filter(call=call).order_by("submitted_at", "ref")
    text = "".join(exports.applications(found, call))
    print("RESULT", len(text.splitlines()), hashlib.sha256(text.encode()).hexdigest())
marks = sorted(Submission.objects.values_list("ref", "sha256"))
print("RESULT", len(marks), hashlib.sha256(str(marks).encode()).hexdigest())
"""


def _exporting(folder: Path, today: str) -> subprocess.Popen[str]:
    """Begun in a process of its own, on a database where nothing but the migrations ever wrote."""
    folder.mkdir()
    database.migrated(folder / "db.sqlite3")  # the migrations take longer than the demonstration
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TREMPLIN_")}
    environment |= {
        "TREMPLIN_MODE": "development",
        "TREMPLIN_VAR": str(folder),
        "TREMPLIN_TODAY": today,
        "TREMPLIN_ANTIVIRUS": "off",
    }
    command = [sys.executable, "manage.py", "shell", "-v0", "--no-imports", "-c", _EXPORT]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _exported(process: subprocess.Popen[str]) -> list[str]:
    told, errors = process.communicate()
    assert process.returncode == 0, errors[-2000:]
    return [line for line in told.splitlines() if line.startswith("RESULT")]


def test_the_same_day_gives_the_same_demonstration(tmp_path: Path) -> None:
    """Two installations, two processes with their own hash seeds: references, instants and words are the same."""
    begun = [_exporting(tmp_path / name, "2026-03-02") for name in ("first", "second")]
    first, second = map(_exported, begun)
    assert len(first) == 3
    assert first == second
