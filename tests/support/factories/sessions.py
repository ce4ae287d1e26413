"""Factories of `support.models.sessions`."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.programme.states import Role
from tremplin.support import models as support
from tremplin.support.queries.experts import EXPERTS
from tremplin.support.states import BookingState

_NOW = factory.LazyFunction(clock.now)


class SlotFactory(DjangoModelFactory[support.Slot]):
    class Meta:
        model = support.Slot
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    expert = factory.SubFactory(PersonFactory, confirmed=True)
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(hours=1))
    place = "Visioconférence"
    offered_at = _NOW

    @factory.post_generation
    def mandated(self, create: bool, _extracted: Any, **_kwargs: Any) -> None:
        """Nobody gives sessions without a mandate in their programme."""
        slot: Any = self
        if create and not slot.expert.mandates.filter(programme=slot.programme, role__in=EXPERTS).exists():
            MandateFactory.create(person=slot.expert, programme=slot.programme, role=Role.EXPERT)


class BookingFactory(DjangoModelFactory[support.Booking]):
    class Meta:
        model = support.Booking

    class Params:
        held = factory.Trait(state=BookingState.HELD, notes="La licence ODbL convient.")
        cancelled = factory.Trait(state=BookingState.CANCELLED)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    slot = factory.SubFactory(SlotFactory, programme=factory.SelfAttribute("..accompaniment.season.programme"))
    subject = "Choisir une licence"
    booked_by = factory.SubFactory(PersonFactory, confirmed=True)
    booked_at = _NOW


class CalendarFeedFactory(DjangoModelFactory[support.CalendarFeed]):
    class Meta:
        model = support.CalendarFeed

    person = factory.SubFactory(PersonFactory, confirmed=True)
    opened_at = _NOW
