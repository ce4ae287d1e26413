"""A call from its screening to its announcement, made through the actions. Each function takes the story further.

Ada and Aldo run it, Rose and two others read as experts, Jules and two others sit on the jury, Sylvie signs; Alice
leads the first initiative, the others are led by people nobody knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests import cast
from tests.calls.factories import (
    ApplicationFactory,
    BearerFactory,
    CallFactory,
    InitiativeFactory,
    SubmissionFactory,
    TeamMemberFactory,
)
from tests.factories import PersonFactory, SeasonFactory
from tremplin.calls.models import Application, Call
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.selection.actions import assignments, decisions, releases, reviews, rounds, screening, seats
from tremplin.selection.actions.reviews import Given
from tremplin.selection.actions.rounds import Asked
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import Decision, Review, Round, RoundFile, Seat
from tremplin.selection.queries import digest_of, signatory_of
from tremplin.selection.states import College, Opinion, Outcome, ReviewState, WaveKind

LEVELS = (("Faible", "Weak"), ("Fragile", "Frail"), ("Solide", "Sound"), ("Exemplaire", "Exemplary"))
GRID = (
    Asked("Intérêt général", "General interest", levels=LEVELS),
    Asked("Solidité de l’équipe", "Strength of the team", levels=LEVELS),
)
QUESTIONS = (
    Asked("À qui cela sert-il ?", "Whom does it serve?"),
    Asked("Que changerait son succès ?", "What would its success change?"),
    Asked("Qu’est-ce qui vous retient ?", "What holds you back?"),
)
FROZEN = {
    "title": "Formulaire d’essai",
    "sections": [
        {
            "key": "projet",
            "title": "Le projet",
            "answers": [
                {
                    "key": "summary",
                    "entry": 0,
                    "label": "Résumé",
                    "kind": "textarea",
                    "text": "Un atlas des haies.",
                    "choices": [],
                    "files": [],
                    "group": "",
                },
                {
                    "key": "email",
                    "entry": 0,
                    "label": "Adresse",
                    "kind": "email",
                    "text": "alice@example.org",
                    "choices": [],
                    "files": [],
                    "group": "",
                },
            ],
        }
    ],
}


@dataclass
class Story:
    call: Call
    applications: list[Application] = field(default_factory=list)


def received(count: int = 4) -> Story:
    """A call of the programme everybody knows, and its applications: Alice’s first."""
    programme = cast.programme()
    today = clock.today()
    season = SeasonFactory.create(
        programme=programme, starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=300)
    )
    call = CallFactory.create(season=season, published=True)
    applications = []
    for number in range(count):
        leader = cast.alice() if number == 0 else PersonFactory.create(confirmed=True)
        initiative = InitiativeFactory.create(name="Atlas des haies" if number == 0 else f"Initiative {number}")
        BearerFactory.create(initiative=initiative)
        TeamMemberFactory.create(
            initiative=initiative, person=leader, right=TeamRight.SUBMIT, joined=True, invited_by=leader
        )
        application = ApplicationFactory.create(call=call, initiative=initiative, started_by=leader, submitted=True)
        SubmissionFactory.create(application=application, frozen=FROZEN)
        applications.append(application)
    return Story(call, applications)


def screened(story: Story, *, refused: int = 0) -> Story:
    """Every application admitted, but the last ones."""
    admitted = story.applications[: len(story.applications) - refused]
    for application in admitted:
        screening.admit(application, by=cast.ada(), at=clock.now())
    for application in story.applications[len(admitted) :]:
        screening.refuse(application, reason="Aucune structure ne porte le projet.", by=cast.ada(), at=clock.now())
    return story


def prepared_round(
    story: Story, *, college: str = College.EXPERTS, per_file: int = 2, passing: int = 2, opened: bool = True
) -> Round:
    """A round after those there are, with the files that may enter it; opened, unless told otherwise."""
    citizens = college == College.CITIZENS
    found = rounds.prepare_round(
        story.call,
        criteria=QUESTIONS if citizens else GRID,
        name_fr="Avis des citoyens" if citizens else "Présélection",
        name_en="Citizens’ opinion" if citizens else "Pre-selection",
        college=college,
        per_file=per_file,
        passing=passing,
        quorum=50,
        minutes=20,
        starts_at=clock.now() - timedelta(hours=1),
        due_at=clock.now() + timedelta(days=15),
        by=cast.ada(),
        at=clock.now(),
    )
    rounds.take_in(found, by=cast.ada(), at=clock.now())
    if citizens:
        for file in found.files.all():
            rounds.write_summary(file, words="Des habitants dessinent les haies.", by=cast.ada(), at=clock.now())
    if opened:
        rounds.open_round(found, by=cast.ada(), at=clock.now())
    return found


def seated(found: Round, people: Sequence[Person] = (), *, files: int = 10) -> list[Seat]:
    """Three readers invited, who accept: Rose or Jules first."""
    first = cast.jules() if found.college == College.CITIZENS else cast.rose()
    readers = list(people) or [first, *(PersonFactory.create(confirmed=True) for _one in range(2))]
    held = []
    for person in readers:
        seat = seats.invite(
            found,
            email=str(person.email),
            full_name=person.full_name,
            files_asked=files,
            by=cast.ada(),
            at=clock.now(),
        )
        seats.accept(seat, files=files, by=person, at=clock.now())
        held.append(seat)
    return held


def assigned(found: Round, held: Sequence[Seat]) -> list[Review]:
    """Every reader reads every file, up to what a file needs, in turn."""
    made = []
    for place, file in enumerate(found.files.order_by("pk")):
        for turn in range(min(found.per_file, len(held))):
            seat = held[(place + turn) % len(held)]
            made.append(assignments.assign(file, seat, by=cast.ada(), at=clock.now()))
    return made


def read(review: Review, *, value: int | None = 3, opinion: int = Opinion.FAVOURABLE, words: str = "Clair.") -> Review:
    """The reader has no link, answers everything and hands the review in."""
    person, now = review.seat.person, clock.now()
    if review.state == ReviewState.PROPOSED:
        reviews.confirm_no_link(review, by=person, at=now)
    citizens = review.file.round.asks_opinion
    given = {
        one.pk: Given(words=words) if citizens else Given(value=value, abstains=value is None, words=words)
        for one in review.file.round.criteria.all()
    }
    reviews.save(
        review,
        revision=review.revision,
        given=given,
        opinion=opinion if citizens else None,
        for_team="Pour l’équipe.",
        for_applicant="Pour la candidature.",
        by=person,
        at=now,
    )
    reviews.hand_in(review, by=person, at=now)
    return review


def settled(found: Round, *, passed: int) -> Round:
    """The first files pass, the others are stopped; the round is closed."""
    for place, file in enumerate(RoundFile.objects.filter(round=found).order_by("application__pk")):
        if place < passed:
            rounds.let_pass(file, by=cast.ada(), at=clock.now())
        else:
            rounds.stop(file, reason="L’équipe est encore seule.", by=cast.ada(), at=clock.now())
    rounds.close_round(found, by=cast.ada(), at=clock.now())
    return found


def through_rounds(story: Story, *, passed: int = 2) -> Story:
    """Screened, read by the experts, then by the jury; everything settled."""
    screened(story)
    first = prepared_round(story, passing=passed)
    for review in assigned(first, seated(first)):
        read(review)
    settled(first, passed=passed)
    second = prepared_round(story, college=College.CITIZENS, passing=passed)
    for review in assigned(second, seated(second)):
        read(review)
    settled(second, passed=passed)
    return story


def decided(story: Story, *, selected: int = 2) -> list[Decision]:
    """Prepared by Ada for every application: the first ones selected, the others not."""
    name_authority(story)
    return [
        prepared(application, Outcome.SELECTED if place < selected else Outcome.DECLINED)
        for place, application in enumerate(story.applications)
    ]


def name_authority(story: Story) -> None:
    """Sylvie signs."""
    decisions.name_signatory(
        story.call, cast.sylvie(), quality_fr="Directrice", quality_en="Director", by=cast.ada(), at=clock.now()
    )


def prepared(application: Application, outcome: str, *, departure: str = "", rank: int | None = None) -> Decision:
    return decisions.prepare_decision(
        application,
        outcome=outcome,
        rank=rank,
        motive="Utile à beaucoup de monde, et déjà solide.",
        motives={one.pk: "Oui, et c’est écrit." for one in decisions.criteria_of(application)},
        departure=departure,
        by=cast.ada(),
        at=clock.now(),
    )


def signed(made: Sequence[Decision]) -> Sequence[Decision]:
    for decision in made:
        signatory = signatory_of(decision.application.call)
        assert signatory is not None
        read_text = digest(decisions.text_of(decision, signatory))
        decisions.sign(decision, read=read_text, by=cast.sylvie(), at=clock.now())
    return made


def planned(story: Story, *, first: datetime | None = None) -> None:
    """Three waves, one a day."""
    start = first or clock.now() + timedelta(days=1)
    due = {kind: start + timedelta(days=place) for place, kind in enumerate(WaveKind.values)}
    releases.plan_release(story.call, due=due, by=cast.ada(), at=clock.now())


def approved(story: Story, kind: str) -> None:
    """By Ada, then by Aldo."""
    wave = story.call.release.waves.get(kind=kind)
    for person in (cast.ada(), cast.aldo()):
        releases.approve(wave, read=digest_of(wave), by=person, at=clock.now())


def ready(count: int = 4, *, selected: int = 2) -> Story:
    """Everything signed, the waves planned: nothing has left."""
    story = through_rounds(received(count), passed=selected)
    signed(decided(story, selected=selected))
    planned(story)
    return story


def accepted(story: Story) -> None:
    """Every laureate told accepts."""
    told = Decision.objects.filter(application__call=story.call, state="released", outcome=Outcome.SELECTED)
    for decision in told.select_related("application__initiative"):
        leader = decision.application.started_by
        releases.accept_notice(
            decision,
            public_name=decision.application.initiative.name,
            public_words="Ensemble, nous dessinons ce qui nous relie.",
            by=leader,
            at=clock.now(),
        )
