"""Factories of `support.models.supporters`."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory
from tremplin.core import clock
from tremplin.programme.states import Role
from tremplin.support import models as support
from tremplin.support.states import AskingState, OfferKind, OfferPace

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class OfferFactory(DjangoModelFactory[support.Offer]):
    """Twice a quarter, for a year, of a supporter of the programme."""

    class Meta:
        model = support.Offer

    class Params:
        withdrawn = factory.Trait(withdrawn_at=_NOW)

    programme = factory.SubFactory(ProgrammeFactory)
    supporter = factory.LazyAttribute(
        lambda offer: MandateFactory.create(role=Role.SUPPORTER, programme=offer.programme).person
    )
    kind = OfferKind.INTRODUCE
    times = 2
    pace = OfferPace.QUARTER
    from_day = _TODAY
    until_day = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))


class AskingFactory(DjangoModelFactory[support.Asking]):
    class Meta:
        model = support.Asking

    class Params:
        accepted = factory.Trait(state=AskingState.ACCEPTED, answered_at=_NOW)
        declined = factory.Trait(state=AskingState.DECLINED, answered_at=_NOW)
        done = factory.Trait(state=AskingState.DONE, done_on=_TODAY)
        cancelled = factory.Trait(state=AskingState.CANCELLED)

    offer = factory.SubFactory(OfferFactory)
    words = "Pourriez-vous présenter l’équipe à la direction des paysages ?"
    answer_by = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))
    asked_by = factory.SubFactory(PersonFactory, confirmed=True)
    asked_at = _NOW
