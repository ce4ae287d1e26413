"""An initiative supported for a year, through the actions: Alice leads it, Sam is its officer, Noé an expert."""

from datetime import timedelta

from tests import cast
from tests.calls.factories import BearerFactory, InitiativeFactory, TeamMemberFactory
from tests.factories import SeasonFactory
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.drafts import typed_over
from tremplin.support.actions import accompaniments, diagnoses
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Accompaniment, Diagnosis
from tremplin.support.queries import replies_of
from tremplin.support.queries.diagnoses import fields_of
from tremplin.support.states import Occasion, PartKind, Side


def supported(*, name: str = "Atlas des haies", officer: bool = True) -> Accompaniment:
    """Opened by an act of Ada, begun today, with Sam beside it."""
    programme, today = cast.programme(), clock.today()
    season = programme.seasons.first() or SeasonFactory.create(
        programme=programme, starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=400)
    )
    initiative = InitiativeFactory.create(name=name)
    BearerFactory.create(initiative=initiative)
    alice, bob = cast.alice(), cast.bob()
    TeamMemberFactory.create(initiative=initiative, person=alice, right=TeamRight.SUBMIT, joined=True, invited_by=alice)
    TeamMemberFactory.create(initiative=initiative, person=bob, right=TeamRight.READ, joined=True, invited_by=alice)
    made = accompaniments.open_by_act(
        initiative,
        season,
        motive="Lauréate d’une saison passée.",
        starts_on=today,
        ends_on=today + timedelta(days=364),
        by=cast.ada(),
        at=clock.now(),
    )
    if officer:
        accompaniments.name_part(made, cast.sam(), kind=PartKind.OFFICER, by=cast.ada(), at=clock.now())
    return made


def compared(made: Accompaniment, *, team: int = 2, programme: int = 3) -> Diagnosis:
    """A diagnosis both sides have handed in."""
    diagnosis = diagnoses.open_diagnosis(made, occasion=Occasion.START, by=cast.sam(), at=clock.now())
    for person, level, side in ((cast.alice(), team, Side.TEAM), (cast.sam(), programme, Side.OFFICER)):
        said = {f"words_{one.key}": "Clair." for one in QUESTIONS}
        said |= {f"level_{one.key}": str(level) for one in QUESTIONS if one.levels}
        typed = typed_over(said, fields_of(replies_of(diagnosis, side)))
        diagnoses.save_replies(diagnosis, typed, by=person, at=clock.now())
        diagnoses.hand_in(diagnosis, by=person, at=clock.now())
    return diagnosis
