"""Whatever is done, in whatever order, by whomever: what must always hold in a selection holds after every step.

Hypothesis draws sequences of gestures on one of five calls, from one just received to one whose waves are planned.
Being refused is fine; anything else that an action raises is a bug. Each sequence is undone by a savepoint.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any, TypeVar

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import cast
from tests.factories import PersonFactory
from tests.selection import story
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.actions.submissions import withdraw
from tremplin.calls.models import Application, Call, Conflict
from tremplin.content.pages import LaureatePage
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.selection.actions import assignments, decisions, releases, reviews, rounds, screening, seats, sittings
from tremplin.selection.actions.reviews import Given
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import (
    Acceptance,
    Decision,
    Review,
    Round,
    RoundFile,
    Score,
    Seat,
    Sitting,
    SittingItem,
    Wave,
)
from tremplin.selection.queries import (
    decisions_visible_to,
    digest_of,
    files_visible_to,
    items_visible_to,
    opinions_on,
    reviews_of,
    signatory_of,
    submitted_reviews,
)
from tremplin.selection.states import College, Outcome, WaveKind

TOLD = ("selection-selected", "selection-reserve", "selection-declined", "selection-not-admissible")
N = range(12)
Gesture = TypeVar("Gesture", bound=Callable[..., None])
GESTURES: dict[str, dict[str, Sequence[Any]]] = {}
OFTEN: list[str] = []
ANNOUNCING = ["approve", "approve", "run_waves", "answer_notice"]
AGENTS = ["ada", "ada", "ada", "aldo"]


class World:
    """Five calls, each further in its story; made once."""

    def __init__(self) -> None:
        self.readers = [cast.rose(), cast.jules(), *(PersonFactory.create(confirmed=True) for _one in range(2))]
        self.people = {"ada": cast.ada(), "aldo": cast.aldo(), "sylvie": cast.sylvie()}
        reading = story.screened(story.received(3))
        found = story.prepared_round(reading)
        story.assigned(found, story.seated(found, self.readers[:3]))
        read = story.screened(story.received(3))
        found = story.prepared_round(read, college=College.CITIZENS)
        for review in story.assigned(found, story.seated(found, self.readers[1:])):
            story.read(review)
        settled = story.through_rounds(story.received(3), passed=2)
        story.name_authority(settled)
        self.calls = [one.call for one in (story.received(3), reading, read, settled, story.ready(3))]


WORLD: list[World] = []


def gesture(often: int = 1, **among: Sequence[Any]) -> Callable[[Gesture], Gesture]:
    """One of the things people do. Each step draws one, and what it is about, from a seed."""

    def enter(done: Gesture) -> Gesture:
        GESTURES[done.__name__] = among
        OFTEN.extend([done.__name__] * often)
        return done

    return enter


class Selection(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = WORLD[-1]
        self.savepoint = transaction.atomic()
        self.savepoint._from_testcase = True  # type: ignore[attr-defined]  # no action of ours: pages may be written
        self.savepoint.__enter__()
        self.clock = clock.at(clock.now())
        self.clock.__enter__()
        self.call: Call = self.world.calls[0]
        self.fair_waves: set[int] = set()  # those seen to leave as they must
        self.changed = True
        self.chance = Random(0)

    def teardown(self) -> None:
        self.clock.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, action: Callable[..., Any], *given: Any, **named: Any) -> None:
        try:
            action(*given, at=clock.now(), **named)
        except (MoveRefused, PermissionDenied):
            return
        self.changed = True

    def pick(self, rows: QuerySet[Any], number: int, verb: str = "", *, inside: str = "") -> Any:
        """One of the rows: among those the move may start from, and in a round that is open, if there are any."""
        wanted = [{"state__in": rows.model.MOVES[verb].sources}] if verb else []
        wanted += [{f"{inside}__state": "open"}] if inside else []
        for condition in wanted:
            if (ready := rows.filter(**condition)).exists():
                rows = ready
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def who(self, name: str) -> Person:
        return self.world.people[name]

    def of_call(self, model: type[Model], path: str) -> QuerySet[Any]:
        return model._base_manager.filter(**{path: self.call})

    def files(self) -> QuerySet[Any]:
        return self.of_call(RoundFile, "round__call").select_related("round__call", "application")

    @initialize(stage=st.sampled_from([0, 1, 2, 2, 3, 3, 4, 4, 4]), seed=st.binary(min_size=8, max_size=8))
    def one_call(self, stage: int, seed: bytes) -> None:
        self.chance = Random(seed)
        self.call = self.world.calls[stage]

    @gesture(number=N, verb=["admit", "admit", "refuse", "look_again"], by=AGENTS)
    def screen(self, number: int, verb: str, by: str) -> None:
        more = {"reason": "Hors sujet."} if verb == "refuse" else {}
        applications = self.of_call(Application, "call")
        new = applications.exclude(screening__state__in=["admissible", "refused"])
        application = self.pick(new if verb != "look_again" and new.exists() else applications, number)
        self.attempt(getattr(screening, verb), application, by=self.who(by), **more)

    @gesture(college=College.values)
    def another_round(self, college: str) -> None:
        if self.of_call(Round, "call").count() < 3:
            now = clock.now()
            self.attempt(
                rounds.prepare_round,
                self.call,
                criteria=story.GRID,
                name_fr="Tour",
                college=college,
                per_file=1,
                passing=2,
                starts_at=now,
                due_at=now + timedelta(days=9),
                by=self.who("ada"),
            )

    @gesture(
        often=3,
        number=N,
        verb=["take_in", "take_in", "open_round", "close_round", "open_again"],
        by=AGENTS,
    )
    def turn_a_round(self, number: int, verb: str, by: str) -> None:
        move = {"open_round": "open", "close_round": "close", "open_again": "open_again"}.get(verb, "")
        if found := self.pick(self.of_call(Round, "call"), number, move):
            if verb == "open_round":
                for file in found.files.filter(summary=""):
                    self.attempt(rounds.write_summary, file, words="Un atlas.", by=self.who(by))
            self.attempt(getattr(rounds, verb), found, by=self.who(by))

    @gesture(often=3, number=N, verb=["let_pass", "let_pass", "keep", "stop", "reconsider"], by=AGENTS)
    def settle(self, number: int, verb: str, by: str) -> None:
        if file := self.pick(self.files(), number, verb, inside="round"):
            more = {"reason": "Fragile."} if verb in ("keep", "stop") else {}
            self.attempt(getattr(rounds, verb), file, by=self.who(by), **more)

    @gesture(number=N, reader=N)
    def invite(self, number: int, reader: int) -> None:
        if found := self.pick(self.of_call(Round, "call"), number, "close"):
            person = self.world.readers[reader % 4]
            asked = {"email": str(person.email), "full_name": person.full_name, "files_asked": 2}
            self.attempt(seats.invite, found, by=self.who("ada"), **asked)

    @gesture(often=2, number=N, verb=["accept", "accept", "decline", "end"])
    def answer_seat(self, number: int, verb: str) -> None:
        if seat := self.pick(self.of_call(Seat, "round__call").select_related("person"), number, verb, inside="round"):
            by = self.who("ada") if verb == "end" else seat.person
            self.attempt(getattr(seats, verb), seat, by=by, **({"files": 2} if verb == "accept" else {}))

    @gesture(often=2, number=N, reader=N, by=AGENTS)
    def assign(self, number: int, reader: int, by: str) -> None:
        file = self.pick(self.files(), number, inside="round")
        if file and (seat := self.pick(Seat.objects.filter(round=file.round).select_related("person"), reader, "end")):
            self.attempt(assignments.assign, file, seat, by=self.who(by))

    @gesture(number=N, verb=["unassign", "reopen"], by=AGENTS)
    def take_review_back(self, number: int, verb: str, by: str) -> None:
        if review := self.pick(self.reviews(), number, "reopen" if verb == "reopen" else "start", inside="file__round"):
            self.attempt(getattr(assignments if verb == "unassign" else reviews, verb), review, by=self.who(by))

    def reviews(self) -> QuerySet[Any]:
        return self.of_call(Review, "file__round__call").select_related("seat__person", "file__round")

    @gesture(often=4, number=N, verb=["confirm_no_link", "confirm_no_link", "hand_in", "read_last_version"])
    def read(self, number: int, verb: str) -> None:
        move = {"confirm_no_link": "accept", "hand_in": "submit"}.get(verb, "start")
        if review := self.pick(self.reviews(), number, move, inside="file__round"):
            self.attempt(getattr(reviews, verb), review, by=review.seat.person)

    @gesture(often=4, number=N, value=[None, 1, 4], abstains=(False, True), late=(False, True))
    def write(self, number: int, value: int | None, abstains: bool, late: bool) -> None:
        if review := self.pick(self.reviews(), number, "submit" if number % 2 else "start", inside="file__round"):
            levels = not review.file.round.asks_opinion
            given = {
                one.pk: Given(value if levels and one.levels.exists() else None, abstains=value is None, words="Mots.")
                for one in review.file.round.criteria.all()
            }
            self.attempt(
                reviews.save,
                review,
                revision=review.revision - late,
                given={} if late else given,
                opinion=value,
                abstains=abstains,
                for_team="Mots.",
                by=review.seat.person,
            )

    @gesture(number=N)
    def recuse(self, number: int) -> None:
        if review := self.pick(self.reviews(), number, inside="file__round"):
            self.attempt(reviews.recuse, review, source="Voisins.", by=review.seat.person)

    @gesture(number=N, who=[0, 1, 2, 3, "aldo", "sylvie"])
    def declare(self, number: int, who: Any) -> None:
        person = self.world.readers[who] if isinstance(who, int) else self.who(who)
        application = self.pick(self.of_call(Application, "call"), number)
        self.attempt(declare_conflict, application, person, source="Voisins.", by=self.who("ada"))

    @gesture()
    def apply_conflicts(self) -> None:
        self.changed = reviews.recuse_conflicted(clock.now()) > 0
        found = {(one.seat.person_id, one.file.application_id) for one in self.reviews().exclude(state="recused")}
        assert found & set(Conflict.objects.values_list("person", "application")) == set()

    @gesture(often=2, number=N)
    def meet(self, number: int) -> None:
        if found := self.pick(self.of_call(Round, "call"), number, "close"):
            now, ada = clock.now(), self.who("ada")
            files = list(found.files.all())
            self.attempt(sittings.plan_sitting, found, starts_at=now, place="", files=files, by=ada)
            for sitting in found.sittings.filter(state="planned"):
                held = Seat.objects.filter(round=found)
                self.attempt(sittings.mark_present, sitting, list(held), by=ada)
                self.attempt(sittings.open_sitting, sitting, by=ada)

    @gesture(often=3, number=N, outcome=Outcome.values, again=(False, True), by=AGENTS)
    def discuss(self, number: int, outcome: str, again: bool, by: str) -> None:
        if item := self.pick(self.of_call(SittingItem, "sitting__round__call"), number, "propose"):
            if again:
                self.attempt(sittings.discuss_again, item, by=self.who(by))
            rank = 1 if outcome == Outcome.RESERVE else None
            self.attempt(sittings.propose, item, outcome=outcome, rank=rank, words="Dit.", by=self.who(by))

    @gesture(often=2, number=N, by=AGENTS)
    def close_sitting(self, number: int, by: str) -> None:
        if sitting := self.pick(self.of_call(Sitting, "round__call"), number, "close"):
            before = self.states()
            self.attempt(sittings.close_sitting, sitting, remarks="", by=self.who(by))
            sitting = Sitting.objects.get(pk=sitting.pk)
            assert sitting.state == "closed" or self.states() == before

    def states(self) -> dict[int, str]:
        return dict(self.files().values_list("pk", "state"))

    @gesture(often=4, number=N, outcome=Outcome.values, why=["", "Parce que."], by=AGENTS)
    def prepare(self, number: int, outcome: str, why: str, by: str) -> None:
        application = self.pick(self.of_call(Application, "call"), number)
        self.attempt(
            decisions.prepare_decision,
            application,
            outcome=outcome,
            rank=1 if outcome == Outcome.RESERVE else None,
            motive="Motif.",
            motives={one.pk: "Motif." for one in decisions.criteria_of(application)},
            departure=why,
            by=self.who(by),
        )

    @gesture(often=3, number=N, every=(False, True))
    def sign(self, number: int, every: bool) -> None:
        made = self.of_call(Decision, "application__call").select_related("application__call")
        signatory = signatory_of(self.call)
        for decision in made if every else filter(None, [self.pick(made, number)]):
            read = digest(decisions.text_of(decision, signatory)) if signatory else ""
            self.attempt(decisions.sign, decision, read=read, by=self.who("sylvie"))

    @gesture(number=N)
    def take_back(self, number: int) -> None:
        if decision := self.pick(self.of_call(Decision, "application__call"), number, "take_back"):
            self.attempt(decisions.take_back, decision, reason="Erreur.", by=self.who("sylvie"))

    @gesture()
    def plan(self) -> None:
        due = {kind: clock.now() + timedelta(hours=place) for place, kind in enumerate(WaveKind.values)}
        self.attempt(releases.plan_release, self.call, due=due, by=self.who("ada"))

    def waves(self) -> QuerySet[Any]:
        return self.of_call(Wave, "release__call").select_related("release__call")

    @gesture(often=3, number=N, by=[["ada"], ["ada", "aldo"], ["sylvie", "ada"], ["ada", "ada"]])
    def approve(self, number: int, by: list[str]) -> None:
        if wave := self.pick(self.waves(), number, "run"):
            for name in by:
                self.attempt(releases.approve, wave, read=digest_of(wave), by=self.who(name))

    @gesture(often=2, number=N, verb=["hold_wave", "resume", "send_now", "move_wave", "plan_again"])
    def steer(self, number: int, verb: str) -> None:
        move = {"hold_wave": "hold", "resume": "resume", "plan_again": "plan_again"}.get(verb, "run")
        if wave := self.pick(self.waves(), number, move):
            more = {"due_at": clock.now()} if verb in ("move_wave", "plan_again") else {}
            self.attempt(getattr(releases, verb), wave, by=self.who("ada"), **more)

    @gesture(often=3, hours=range(49))
    def run_waves(self, hours: int) -> None:
        self.time_passes(hours)
        for kind in WaveKind.values:  # one wave at a time, so that each is judged on what it finds
            self.run_next(kind)

    def run_next(self, kind: str) -> None:
        wave = self.waves().filter(kind=kind).first()
        if wave is None:
            return
        people = {one.person_id for one in wave.approvals.filter(digest=digest_of(wave))}
        fair = wave.state == "planned" and len(people) >= 2 and wave.due_at <= clock.now()
        told, self.changed = self.told(kind), True
        others = Wave.objects.filter(release__call=self.call).exclude(pk=wave.pk)
        kept = dict(others.values_list("pk", "due_at"))
        others.update(due_at=clock.now() + timedelta(days=99))  # their turn comes after
        releases.run_waves(clock.now())
        for key, due_at in kept.items():
            Wave.objects.filter(pk=key).update(due_at=due_at)
        if self.told(kind) != told:
            assert fair
            self.fair_waves.add(wave.pk)

    def told(self, kind: str) -> set[int]:
        """The decisions a wave of this kind has told of."""
        found = self.of_call(Decision, "application__call")
        if kind == WaveKind.PUBLIC:
            return set(found.filter(acceptance__published_at__isnull=False).values_list("pk", flat=True))
        released = found.filter(state="released")
        selected = released.filter(outcome=Outcome.SELECTED)
        chosen = selected if kind == WaveKind.NOTICE else released.exclude(pk__in=selected)
        return set(chosen.values_list("pk", flat=True))

    @gesture(often=2, hours=range(1, 73))
    def time_passes(self, hours: int) -> None:
        later = clock.now() + timedelta(hours=hours)
        self.clock.__exit__(None, None, None)
        self.clock = clock.at(later)
        self.clock.__enter__()

    @gesture(often=2, number=N, yes=[True, True, False])
    def answer_notice(self, number: int, yes: bool) -> None:
        told = self.of_call(Decision, "application__call").filter(outcome=Outcome.SELECTED, state="released")
        if decision := self.pick(told, number):
            by = decision.application.started_by
            if yes:
                self.attempt(releases.accept_notice, decision, public_name="Atlas", public_words="Des haies.", by=by)
            else:
                self.attempt(releases.decline_notice, decision, by=by)

    @gesture(number=N, sure=range(5))
    def withdraw(self, number: int, sure: int) -> None:
        application = self.pick(self.of_call(Application, "call"), number)
        if sure == 0:
            self.attempt(withdraw, application, by=application.started_by)

    @rule()
    def somebody_acts(self) -> None:
        announcing = self.waves().exists() and self.chance.random() < 0.5
        name = self.chance.choice(ANNOUNCING if announcing else OFTEN)
        given = {argument: self.chance.choice(values) for argument, values in GESTURES[name].items()}
        note(f"{name} {given}")
        getattr(self, name)(**given)

    @invariant()
    def what_must_hold_holds(self) -> None:
        """Looked at after each step that did something."""
        if self.changed:
            self.changed = False
            self.nothing_is_told_before_its_wave_left()
            self.a_signed_text_is_the_text_signed()
            self.a_file_of_a_later_round_passed_the_one_before()
            self.who_is_recused_leaves_nothing_and_counts_for_nothing()
            self.each_reads_a_file_once_and_no_more_than_accepted()
            self.an_abstention_has_no_value()
            self.a_file_in_conflict_is_absent()

    def nothing_is_told_before_its_wave_left(self) -> None:
        left = set(Wave.objects.filter(release__call=self.call, pk__in=self.fair_waves).values_list("kind", flat=True))
        for kind in WaveKind.values:
            assert kind in left or self.told(kind) == set(), kind
        released = set(
            self.of_call(Decision, "application__call").filter(state="released").values_list("pk", flat=True)
        )
        announced = set(
            self.of_call(Decision, "application__call")
            .filter(application__ref__in=Message.objects.filter(kind__in=TOLD).values("object"))
            .values_list("pk", flat=True)
        )
        assert announced == released
        asked = set(Acceptance.objects.filter(decision__application__call=self.call).values_list("decision", flat=True))
        assert asked == self.told(WaveKind.NOTICE)
        assert LaureatePage.objects.live().count() == Acceptance.objects.exclude(published_at=None).count()

    def a_signed_text_is_the_text_signed(self) -> None:
        signatory = signatory_of(self.call)
        for decision in self.of_call(Decision, "application__call").exclude(state="prepared"):
            assert signatory is not None
            assert decision.signatory_id == signatory.person_id
            assert decision.sha256 == digest(decisions.text_of(decision, signatory))

    def a_file_of_a_later_round_passed_the_one_before(self) -> None:
        states = {(one.round.position, one.application_id): one.state for one in self.files()}
        for position, application in states:
            assert position == 1 or states[position - 1, application] == "passed"
        for found in self.of_call(Round, "call"):
            passed = found.files.filter(state="passed").exclude(application__state="withdrawn")
            assert passed.count() <= found.passing
        opened = [one.state for one in self.of_call(Round, "call").order_by("position")]
        assert all(before == "closed" for before, after in pairwise(opened) if after != "prepared")

    def who_is_recused_leaves_nothing_and_counts_for_nothing(self) -> None:
        recused = self.reviews().filter(state="recused")
        assert not Score.objects.filter(review__in=recused.values("pk")).exists()
        assert {(one.for_team, one.for_applicant, one.opinion) for one in recused} <= {("", "", None)}
        conflicts = set(Conflict.objects.values_list("person", "application"))
        for file in self.files():
            counted = list(submitted_reviews(file).prefetch_related(None))
            assert {(one.seat.person_id, file.application_id) for one in counted} & conflicts == set()
            if file.round.asks_opinion and file.application.round_files.filter(round__college="citizens").count() == 1:
                assert opinions_on(file.application).opinions == sum(one.opinion is not None for one in counted)

    def each_reads_a_file_once_and_no_more_than_accepted(self) -> None:
        pairs = list(self.reviews().values_list("file", "seat__person"))
        assert len(pairs) == len(set(pairs))
        for seat in self.of_call(Seat, "round__call").filter(state="accepted"):
            assert seat.reviews.exclude(state="recused").count() <= seat.files_accepted

    def an_abstention_has_no_value(self) -> None:
        scores = Score.objects.filter(review__file__round__call=self.call, value__isnull=False)
        assert not scores.filter(abstains=True).exists()
        assert not scores.filter(review__abstains=True).exists()
        assert not self.reviews().filter(abstains=True, opinion__isnull=False).exists()

    def a_file_in_conflict_is_absent(self) -> None:
        aldo, sylvie = self.who("aldo"), self.who("sylvie")
        seen = [(files_visible_to, aldo, "application"), (items_visible_to, aldo, "file__application")]
        seen += [(decisions_visible_to, person, "application") for person in (aldo, sylvie)]
        seen += [(reviews_of, person, "file__application") for person in self.world.readers]
        for rows, person, path in seen:
            hidden = list(Conflict.objects.filter(person=person).values_list("application", flat=True))
            assert not hidden or not rows(person).filter(**{f"{path}__in": hidden}).exists()


@pytest.mark.django_db
def test_what_must_hold_holds_whatever_is_done() -> None:
    WORLD.append(World())
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Selection,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
