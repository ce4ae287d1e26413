"""Factories of `support.models.diagnoses`."""

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import CarriedState, DiagnosisState, Occasion, Side

_NOW = factory.LazyFunction(clock.now)


class DiagnosisFactory(DjangoModelFactory[support.Diagnosis]):
    class Meta:
        model = support.Diagnosis

    class Params:
        agreed = factory.Trait(state=DiagnosisState.AGREED, team_in_at=_NOW, officer_in_at=_NOW, agreed_at=_NOW)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    occasion = Occasion.START
    opened_at = _NOW


class ReplyFactory(DjangoModelFactory[support.Reply]):
    class Meta:
        model = support.Reply

    diagnosis = factory.SubFactory(DiagnosisFactory)
    side = Side.TEAM
    key = "legal"
    level = 3
    saved_at = _NOW


class CarriedFactory(DjangoModelFactory[support.Carried]):
    """An objective of the application, to be confirmed."""

    class Meta:
        model = support.Carried

    class Params:
        aside = factory.Trait(state=CarriedState.ASIDE, why="Ce n’est plus notre priorité.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    asked = "Vos trois objectifs"
    words = "Couvrir cent communes."
    position = factory.Sequence(lambda number: number + 1)
    at = _NOW


class VersionFactory(DjangoModelFactory[support.Version]):
    class Meta:
        model = support.Version

    diagnosis = factory.SubFactory(DiagnosisFactory, team_in_at=_NOW, officer_in_at=_NOW)
    number = 1
    frozen = factory.LazyFunction(lambda: {"answers": {}, "words": ""})
    sha256 = "0" * 64
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class VersionAcceptanceFactory(DjangoModelFactory[support.VersionAcceptance]):
    class Meta:
        model = support.VersionAcceptance

    version = factory.SubFactory(VersionFactory)
    side = Side.TEAM
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
