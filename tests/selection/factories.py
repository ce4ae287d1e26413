"""One factory per model of the room of selection. A trait is named after the state it gives."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.calls.factories import ApplicationFactory, CallFactory, SubmissionFactory
from tests.factories import PersonFactory
from tremplin.core import clock
from tremplin.selection import models as selection
from tremplin.selection.states import (
    AcceptanceState,
    College,
    DecisionState,
    FileState,
    ItemState,
    Outcome,
    ReviewState,
    RoundState,
    ScreeningState,
    SeatState,
    SittingState,
    WaveKind,
    WaveState,
)

_NOW = factory.LazyFunction(clock.now)


class ScreeningFactory(DjangoModelFactory[selection.Screening]):
    class Meta:
        model = selection.Screening

    class Params:
        admissible = factory.Trait(state=ScreeningState.ADMISSIBLE)
        refused = factory.Trait(state=ScreeningState.REFUSED, reason="Le budget manque.")

    application = factory.SubFactory(ApplicationFactory, submitted=True)


class RoundFactory(DjangoModelFactory[selection.Round]):
    """In preparation, read by experts."""

    class Meta:
        model = selection.Round

    class Params:
        open = factory.Trait(state=RoundState.OPEN)
        closed = factory.Trait(state=RoundState.CLOSED)
        citizens = factory.Trait(college=College.CITIZENS)

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda number: number + 1)
    name_fr = factory.Sequence("Tour {}".format)
    college = College.EXPERTS
    per_file = 2
    passing = 3
    starts_at = _NOW
    due_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=15))


class CriterionFactory(DjangoModelFactory[selection.Criterion]):
    class Meta:
        model = selection.Criterion

    round = factory.SubFactory(RoundFactory)
    position = factory.Sequence(lambda number: number + 1)
    name_fr = "Intérêt général"


class LevelFactory(DjangoModelFactory[selection.Level]):
    class Meta:
        model = selection.Level

    criterion = factory.SubFactory(CriterionFactory)
    value = factory.Sequence(lambda number: number + 1)
    label_fr = "Solide"


class RoundFileFactory(DjangoModelFactory[selection.RoundFile]):
    class Meta:
        model = selection.RoundFile

    class Params:
        passed = factory.Trait(state=FileState.PASSED)
        kept = factory.Trait(state=FileState.KEPT, reason="Si une place se libère.")
        stopped = factory.Trait(state=FileState.STOPPED, reason="L’équipe est encore seule.")

    round = factory.SubFactory(RoundFactory)
    application = factory.SubFactory(ApplicationFactory, submitted=True, call=factory.SelfAttribute("..round.call"))
    entered_at = _NOW


class SeatFactory(DjangoModelFactory[selection.Seat]):
    """Invited; with a trait, answered."""

    class Meta:
        model = selection.Seat

    class Params:
        accepted = factory.Trait(state=SeatState.ACCEPTED, files_accepted=10, answered_at=_NOW)
        declined = factory.Trait(state=SeatState.DECLINED, answered_at=_NOW)
        ended = factory.Trait(state=SeatState.ENDED)

    round = factory.SubFactory(RoundFactory)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    number = factory.Sequence(lambda number: number + 1)
    files_asked = 10
    invited_by = factory.SubFactory(PersonFactory, confirmed=True)
    invited_at = _NOW


class ReviewFactory(DjangoModelFactory[selection.Review]):
    class Meta:
        model = selection.Review

    class Params:
        accepted = factory.Trait(state=ReviewState.ACCEPTED)
        started = factory.Trait(state=ReviewState.STARTED)
        submitted = factory.Trait(state=ReviewState.SUBMITTED, submitted_at=_NOW)
        recused = factory.Trait(state=ReviewState.RECUSED)

    file = factory.SubFactory(RoundFileFactory)
    seat = factory.SubFactory(SeatFactory, accepted=True, round=factory.SelfAttribute("..file.round"))
    submission = factory.SubFactory(SubmissionFactory, application=factory.SelfAttribute("..file.application"))
    assigned_at = _NOW


class ScoreFactory(DjangoModelFactory[selection.Score]):
    class Meta:
        model = selection.Score

    review = factory.SubFactory(ReviewFactory, started=True)
    criterion = factory.SubFactory(CriterionFactory, round=factory.SelfAttribute("..review.file.round"))
    value = 3


class SittingFactory(DjangoModelFactory[selection.Sitting]):
    class Meta:
        model = selection.Sitting

    class Params:
        open = factory.Trait(state=SittingState.OPEN, opened_at=_NOW)
        closed = factory.Trait(state=SittingState.CLOSED, opened_at=_NOW, closed_at=_NOW)

    round = factory.SubFactory(RoundFactory, open=True)
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=20))


class PresenceFactory(DjangoModelFactory[selection.Presence]):
    class Meta:
        model = selection.Presence

    sitting = factory.SubFactory(SittingFactory)
    seat = factory.SubFactory(SeatFactory, accepted=True, round=factory.SelfAttribute("..sitting.round"))


class SittingItemFactory(DjangoModelFactory[selection.SittingItem]):
    class Meta:
        model = selection.SittingItem

    class Params:
        proposed = factory.Trait(state=ItemState.PROPOSED, outcome=Outcome.SELECTED, proposed_at=_NOW)

    sitting = factory.SubFactory(SittingFactory, open=True)
    file = factory.SubFactory(RoundFileFactory, round=factory.SelfAttribute("..sitting.round"))
    position = factory.Sequence(lambda number: number + 1)


class SignatoryFactory(DjangoModelFactory[selection.Signatory]):
    class Meta:
        model = selection.Signatory

    call = factory.SubFactory(CallFactory)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    quality_fr = "Directrice"


class DecisionFactory(DjangoModelFactory[selection.Decision]):
    class Meta:
        model = selection.Decision

    class Params:
        signed = factory.Trait(
            state=DecisionState.SIGNED,
            signatory=factory.SubFactory(PersonFactory, confirmed=True),
            signed_at=_NOW,
            sha256="0" * 64,
        )
        released = factory.Trait(
            state=DecisionState.RELEASED,
            signatory=factory.SubFactory(PersonFactory, confirmed=True),
            signed_at=_NOW,
            sha256="0" * 64,
            released_at=_NOW,
        )

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    outcome = Outcome.DECLINED
    motive = "D’autres projets répondaient mieux aux critères."
    prepared_by = factory.SubFactory(PersonFactory, confirmed=True)
    prepared_at = _NOW


class MotiveFactory(DjangoModelFactory[selection.Motive]):
    class Meta:
        model = selection.Motive

    decision = factory.SubFactory(DecisionFactory)
    criterion = factory.SubFactory(CriterionFactory)
    words = "Utile, mais à peu de monde pour l’instant."


class ReleaseFactory(DjangoModelFactory[selection.Release]):
    class Meta:
        model = selection.Release

    call = factory.SubFactory(CallFactory)
    planned_by = factory.SubFactory(PersonFactory, confirmed=True)
    planned_at = _NOW


class WaveFactory(DjangoModelFactory[selection.Wave]):
    class Meta:
        model = selection.Wave

    class Params:
        held = factory.Trait(state=WaveState.HELD)
        running = factory.Trait(state=WaveState.RUNNING, started_at=_NOW)
        done = factory.Trait(state=WaveState.DONE, started_at=_NOW, finished_at=_NOW)

    release = factory.SubFactory(ReleaseFactory)
    kind = WaveKind.NOTICE
    position = 1
    due_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=1))


class ApprovalFactory(DjangoModelFactory[selection.Approval]):
    class Meta:
        model = selection.Approval

    wave = factory.SubFactory(WaveFactory)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    digest = "0" * 64
    at = _NOW


class AcceptanceFactory(DjangoModelFactory[selection.Acceptance]):
    class Meta:
        model = selection.Acceptance

    class Params:
        accepted = factory.Trait(
            state=AcceptanceState.ACCEPTED, public_name="Atlas", public_words="Un atlas.", answered_at=_NOW
        )
        declined = factory.Trait(state=AcceptanceState.DECLINED, answered_at=_NOW)

    decision = factory.SubFactory(DecisionFactory, released=True, outcome=Outcome.SELECTED)
