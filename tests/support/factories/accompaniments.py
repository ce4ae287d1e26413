"""Factories of `support.models.accompaniments`."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.calls.factories import InitiativeFactory
from tests.factories import MandateFactory, PersonFactory, SeasonFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.queries.accompaniments import BESIDE
from tremplin.support.states import AccompanimentState, PartKind

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class AccompanimentFactory(DjangoModelFactory[support.Accompaniment]):
    """Opened by an act of the team, for a year; planned."""

    class Meta:
        model = support.Accompaniment

    class Params:
        running = factory.Trait(state=AccompanimentState.RUNNING)
        paused = factory.Trait(state=AccompanimentState.PAUSED)
        closed = factory.Trait(state=AccompanimentState.CLOSED, closed_at=_NOW, closing_words="L’année est faite.")

    initiative = factory.SubFactory(InitiativeFactory)
    season = factory.SubFactory(SeasonFactory)
    motive = "Lauréate d’une saison passée."
    starts_on = _TODAY
    ends_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))
    public_name = factory.SelfAttribute("initiative.name")
    opened_by = factory.SubFactory(PersonFactory, confirmed=True)
    opened_at = _NOW


class PartFactory(DjangoModelFactory[support.Part]):
    class Meta:
        model = support.Part
        skip_postgeneration_save = True

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    kind = PartKind.OFFICER
    from_day = _TODAY

    @factory.post_generation
    def mandated(self, create: bool, _extracted: Any, **_kwargs: Any) -> None:
        """Nobody is beside an initiative without a mandate in its programme."""
        part: Any = self
        programme = part.accompaniment.season.programme
        held = part.person.mandates.filter(programme=programme, role__in=BESIDE)
        if create and not held.exists():
            MandateFactory.create(person=part.person, programme=programme, role=part.kind, from_day=part.from_day)


class PointFactory(DjangoModelFactory[support.Point]):
    class Meta:
        model = support.Point

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    on = _TODAY
    words = "Appel de la trésorière : le budget est voté."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
