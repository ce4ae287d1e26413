"""A call of the demonstration is chosen from: the same actions as anybody's, at instants counted from its closing.

Every step is one function; the stages say how far their call goes. Days are counted from the closing of the call.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tremplin.calls.models import Application, Call
from tremplin.calls.states import ApplicationState
from tremplin.core import clock
from tremplin.desk.demo import readings
from tremplin.desk.demo.applying import person_of
from tremplin.desk.demo.cast import CAST
from tremplin.desk.demo.draws import drawn, source
from tremplin.people.models import Person
from tremplin.selection.actions import assignments, decisions, releases, reviews, rounds, screening, seats, sittings
from tremplin.selection.actions.reviews import Given
from tremplin.selection.actions.rounds import Asked
from tremplin.selection.engine.digests import digest
from tremplin.selection.engine.roundrobin import assign
from tremplin.selection.models import Decision, Review, Round, RoundFile, Seat, Sitting, SittingItem
from tremplin.selection.queries import digest_of, signatory_of
from tremplin.selection.states import Outcome, ScreeningState, WaveKind

Cast = Callable[[str], Person]


@dataclass
class Choice:
    """A call being chosen from, and the people who do it."""

    call: Call
    ada: Person
    aldo: Person
    closes_at: datetime
    seed: random.Random

    @classmethod
    def of(cls, call: Call, cast: Cast) -> "Choice":
        closes_at = max(intake.closes_at for intake in call.intakes.all())
        return cls(call, cast("Ada"), cast("Aldo"), closes_at, source(f"choice/{call.slug}"))

    def day(self, count: float, hour: int = 10) -> datetime:
        """An instant some days after the closing, at a working hour."""
        return (self.closes_at + timedelta(days=count)).replace(hour=hour, minute=0, second=0)

    def received(self) -> list[Application]:
        return list(self.call.applications.filter(state=ApplicationState.SUBMITTED).order_by("submitted_at", "ref"))

    def promise(self, application: Application) -> float:
        """How good an application is, as readers will find it: from 1.2 to 3.9, from its name alone. Those of the cast
        are among the best: the story needs them.
        """
        if application.started_by.email in {member.email for member in CAST}:
            return 3.9
        return 1.2 + 2.7 * source(f"promise/{application.initiative.name}").random()


def screen(choice: Choice, *, count: int | None = None, refused: int = 0) -> None:
    """Ada and Aldo screen the applications received, in turn; the last ones are not admissible."""
    found = choice.received()[:count]
    for place, application in enumerate(found):
        at = choice.day(2 + place % 4, 9 + place % 8)
        who = choice.ada if place % 2 else choice.aldo
        with clock.at(at), drawn(f"screen/{application.ref}"):
            if place >= len(found) - refused:
                screening.refuse(application, reason=readings.NOT_ADMISSIBLE, by=who, at=at)
            else:
                screening.admit(application, by=who, at=at)


def prepare(
    choice: Choice,
    usual: Mapping[str, Any],
    criteria: Sequence[Asked],
    *,
    passing: int,
    per_file: int,
    day: float,
    days: int,
) -> Round:
    """A round of the usual kind, that starts some days later and lasts some days."""
    at = choice.day(day)
    with clock.at(at), drawn(f"round/{choice.call.slug}/{usual['college']}"):
        return rounds.prepare_round(
            choice.call,
            criteria=criteria,
            **usual,
            per_file=per_file,
            passing=passing,
            quorum=50,
            starts_at=choice.day(day + 5),
            due_at=choice.day(day + 5 + days, 22),
            by=choice.ada,
            at=at,
        )


def seat(choice: Choice, found: Round, people: Sequence[Person], *, files: int, day: float) -> list[Seat]:
    """Invited the same morning, they accept in the days that follow; the third takes fewer files, the last declines."""
    held = []
    for place, person in enumerate(people):
        at, answers_at = choice.day(day), choice.day(day + 1 + place % 3, 18)
        with clock.at(at), drawn(f"seat/{found.ref}/{place}"):
            one = seats.invite(
                found, email=str(person.email), full_name=person.full_name, files_asked=files, by=choice.ada, at=at
            )
        with clock.at(answers_at), drawn(f"answer/{found.ref}/{place}"):
            if len(people) > 4 and place == len(people) - 1:
                seats.decline(one, words="Je ne serai pas disponible à ces dates.", by=person, at=answers_at)
                continue
            seats.accept(one, files=files - 2 if place == 2 else files, by=person, at=answers_at)
        held.append(one)
    return held


def offer(choice: Choice, found: Round, person: Person, *, files: int, day: float) -> None:
    """An invitation that waits for its answer."""
    at = choice.day(day)
    with clock.at(at), drawn(f"offer/{found.ref}/{person.ref}"):
        seats.invite(
            found, email=str(person.email), full_name=person.full_name, files_asked=files, by=choice.ada, at=at
        )


def open_and_assign(choice: Choice, found: Round, held: Sequence[Seat], *, day: float) -> None:
    """The files enter, the round opens, the round robin says who reads what."""
    at = choice.day(day, 9)
    with clock.at(at), drawn(f"open/{found.ref}"):
        rounds.take_in(found, by=choice.ada, at=at)
        if found.asks_opinion:
            for file in found.files.select_related("application__initiative"):
                rounds.write_summary(file, words=readings.summary(file.application), by=choice.ada, at=at)
        rounds.open_round(found, by=choice.ada, at=at)
        files = {file.ref: file for file in found.files.order_by("ref")}
        readers = {one.ref: one for one in held}
        plan = assign({one.ref: one.files_accepted or 0 for one in held}, list(files), found.per_file)
        pairs = [(files[file], readers[reader]) for reader, file in plan.pairs]
        assignments.assign_all(found, pairs, by=choice.ada, at=at)


def read(choice: Choice, found: Round, *, day: float, days: int, share: float = 1.0, whole: str = "") -> None:
    """Readers read what they were given: a share of it, in the days that follow. `whole`: somebody who has begun one
    more than they handed in.
    """
    for one in Seat.objects.filter(round=found).select_related("person"):
        mine = list(
            Review.objects.filter(seat=one)
            .select_related("file__application__initiative", "file__round", "seat__person")
            .order_by("file__application__ref")
        )
        done = round(len(mine) * share)
        for place, review in enumerate(mine[:done]):
            at = choice.day(day + days * (place + 1) / (len(mine) + 1), 19)
            with clock.at(at), drawn(f"read/{review.ref}"):
                _read_one(choice, review, at=at, hand_in=True)
        if one.person.full_name == whole:
            at = choice.day(day + days, 20)
            with clock.at(at), drawn(f"begin/{one.ref}"):
                for review in mine[done : done + 2]:
                    reviews.confirm_no_link(review, by=one.person, at=at)
                if done < len(mine):
                    _read_one(choice, mine[done], at=at, hand_in=False)


def _read_one(choice: Choice, review: Review, *, at: datetime, hand_in: bool) -> None:
    person, own = review.seat.person, source(f"review/{review.file.application.initiative.name}/{review.seat.number}")
    if review.state == "proposed":
        reviews.confirm_no_link(review, by=person, at=at)
    promise = choice.promise(review.file.application)
    citizens = review.file.round.asks_opinion

    def level() -> int:
        return max(1, min(4, round(promise + own.gauss(0, 0.6))))

    given = {}
    for place, criterion in enumerate(review.file.round.criteria.all()):
        if citizens:
            given[criterion.pk] = Given(words=readings.answer(own, place) if hand_in or place == 0 else "")
        else:
            abstains = own.random() < 0.05
            given[criterion.pk] = Given(
                value=None if abstains else level(), abstains=abstains, words=readings.remark(own)
            )
    reviews.save(
        review,
        revision=review.revision,
        given=given,
        opinion=level() if citizens and hand_in else None,
        for_team="" if citizens else readings.for_team(own),
        for_applicant=readings.for_applicant(own, promise),
        by=person,
        at=at,
    )
    if hand_in:
        reviews.hand_in(review, by=person, at=at)


def best_first(choice: Choice, found: Round) -> list[RoundFile]:
    files = found.files.select_related("application__initiative", "round__call")
    return sorted(files, key=lambda file: (-choice.promise(file.application), file.ref))


def settle(choice: Choice, found: Round, *, passed: int, day: float) -> None:
    """The best pass, one is kept waiting, the others are stopped; the round closes."""
    at = choice.day(day)
    with clock.at(at), drawn(f"settle/{found.ref}"):
        for place, file in enumerate(best_first(choice, found)):
            if place < passed:
                rounds.let_pass(file, by=choice.ada, at=at)
            elif place == passed:
                rounds.keep(file, reason=readings.KEPT, by=choice.ada, at=at)
            else:
                rounds.stop(file, reason=readings.STOPPED, by=choice.ada, at=at)
        rounds.close_round(found, by=choice.ada, at=at)


def plan_sitting(choice: Choice, found: Round, *, day: float, planned: float) -> Sitting:
    at = choice.day(planned)
    with clock.at(at), drawn(f"sitting/{found.ref}"):
        return sittings.plan_sitting(
            found,
            starts_at=choice.day(day, 14),
            place="Salle des Communs, ou à distance",
            files=best_first(choice, found),
            by=choice.ada,
            at=at,
        )


def hold_sitting(choice: Choice, sitting: Sitting, *, selected: int, reserve: int) -> None:
    """Everybody but one is there; each file is discussed, then the sitting and its round close."""
    at = sitting.starts_at
    members = list(Seat.objects.filter(round=sitting.round, state="accepted").order_by("number"))
    with clock.at(at), drawn(f"hold/{sitting.ref}"):
        sittings.mark_present(sitting, members[:-1], by=choice.ada, at=at)
        sittings.open_sitting(sitting, by=choice.ada, at=at)
    for place, item in enumerate(sitting.items.select_related("file__application", "sitting__round__call")):
        said_at = at + timedelta(minutes=12 * (place + 1))
        outcome, rank = Outcome.DECLINED, None
        if place < selected:
            outcome = Outcome.SELECTED
        elif place < selected + reserve:
            outcome, rank = Outcome.RESERVE, place - selected + 1
        with clock.at(said_at):
            sittings.propose(item, outcome=outcome, rank=rank, words=readings.SAID[outcome], by=choice.aldo, at=said_at)
    closed_at = at + timedelta(hours=4)
    with clock.at(closed_at):
        sittings.close_sitting(sitting, remarks="", by=choice.ada, at=closed_at)
        rounds.close_round(sitting.round, by=choice.ada, at=closed_at)


def decide(choice: Choice, authority: Person, *, day: float) -> None:
    """The team prepares every decision, the authority signs them two days later."""
    at, signed_at = choice.day(day), choice.day(day + 2, 17)
    with clock.at(at), drawn(f"decide/{choice.call.slug}"):
        decisions.name_signatory(
            choice.call,
            authority,
            quality_fr="Directrice du service de démonstration",
            quality_en="Director of the demonstration service",
            by=choice.ada,
            at=at,
        )
        made = [_prepare(choice, application, at) for application in choice.received()]
    signatory = signatory_of(choice.call)
    if signatory is None:
        raise LookupError("the call has no signatory")
    with clock.at(signed_at):
        for decision in made:
            read_text = digest(decisions.text_of(decision, signatory))
            decisions.sign(decision, read=read_text, by=authority, at=signed_at)


def _prepare(choice: Choice, application: Application, at: datetime) -> Decision:
    own = source(f"motive/{application.initiative.name}")
    if application.screening.state == ScreeningState.REFUSED:
        return decisions.prepare_decision(
            application,
            outcome=Outcome.NOT_ADMISSIBLE,
            motive=readings.NOT_ADMISSIBLE,
            motives={},
            by=choice.ada,
            at=at,
        )
    item = SittingItem.objects.filter(file__application=application).first()
    outcome = Outcome(item.outcome) if item else Outcome.DECLINED
    return decisions.prepare_decision(
        application,
        outcome=outcome,
        rank=item.rank if item else None,
        motive=readings.MOTIVES[outcome],
        motives={one.pk: readings.motive(own, outcome) for one in decisions.criteria_of(application)},
        by=choice.ada,
        at=at,
    )


def announce(choice: Choice, *, day: float) -> None:
    """Three waves; the laureates accept between the first and the last."""
    at = choice.day(day)
    due = {kind: choice.day(day + 3 + 4 * place, 9) for place, kind in enumerate(WaveKind.values)}
    with clock.at(at), drawn(f"release/{choice.call.slug}"):
        release = releases.plan_release(choice.call, due=due, by=choice.ada, at=at)
    for wave in release.waves.order_by("position"):
        if wave.kind == WaveKind.PUBLIC:
            _accept(choice, choice.day(day + 6, 18))
        before = wave.due_at - timedelta(hours=14)
        with clock.at(before), drawn(f"approve/{wave.ref}"):
            for person in (choice.ada, choice.aldo):
                releases.approve(wave, read=digest_of(wave), by=person, at=before)
        with clock.at(wave.due_at), drawn(f"wave/{wave.ref}"):
            releases.run_waves(wave.due_at)


def _accept(choice: Choice, at: datetime) -> None:
    told = Decision.objects.filter(application__call=choice.call, outcome=Outcome.SELECTED, state="released")
    for decision in told.select_related("application__initiative", "application__started_by"):
        application = decision.application
        with clock.at(at):
            releases.accept_notice(
                decision,
                public_name=application.initiative.name,
                public_words=readings.summary(application),
                by=application.started_by,
                at=at,
            )


def readers(kind: str, names: Sequence[str], *, first: Sequence[Person], at: datetime) -> list[Person]:
    """People of the cast first, then others who read with them."""
    return [*first, *(person_of(name, f"{kind}-{place}", at=at) for place, name in enumerate(names, start=1))]
