"""Factories of `support.models.deploy`."""

import factory
from factory.django import DjangoModelFactory

from tests.calls.factories import InitiativeFactory
from tests.directory.factories import TerritoryFactory
from tests.factories import PersonFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import CheckState, CommonsKind, PlaceKind

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class PlaceFactory(DjangoModelFactory[support.Place]):
    class Meta:
        model = support.Place

    initiative = factory.SubFactory(InitiativeFactory)
    territory = factory.SubFactory(TerritoryFactory)
    kind = PlaceKind.TERRITORY
    from_day = _TODAY
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class ReuserFactory(DjangoModelFactory[support.Reuser]):
    class Meta:
        model = support.Reuser

    initiative = factory.SubFactory(InitiativeFactory)
    name = "Parc naturel des Ballons"
    use = "Recenser les haies."
    from_day = _TODAY
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class CommonsRecordFactory(DjangoModelFactory[support.CommonsRecord]):
    class Meta:
        model = support.CommonsRecord

    initiative = factory.SubFactory(InitiativeFactory)
    on = _TODAY
    decides = "L’assemblée, deux fois l’an."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class CheckFactory(DjangoModelFactory[support.Check]):
    class Meta:
        model = support.Check

    initiative = factory.SubFactory(InitiativeFactory)
    list = CommonsKind.DIGITAL
    key = "licence"
    state = CheckState.YES
    evidence = "MIT"
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
