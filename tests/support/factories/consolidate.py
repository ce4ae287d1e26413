"""Factories of `support.models.consolidate`."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, ProgrammeFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import AgreementState, Frequency, FundingState, LegalState, WalkState

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class LegalNoteFactory(DjangoModelFactory[support.LegalNote]):
    class Meta:
        model = support.LegalNote

    class Params:
        withdrawn = factory.Trait(withdrawn_at=_NOW)

    programme = factory.SubFactory(ProgrammeFactory)
    title = "Peut-on rémunérer un membre du bureau ?"
    words = "Oui, dans les limites de la gestion désintéressée."
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class LegalQuestionFactory(DjangoModelFactory[support.LegalQuestion]):
    class Meta:
        model = support.LegalQuestion

    class Params:
        with_expert = factory.Trait(
            state=LegalState.WITH_EXPERT, expert=factory.SubFactory(PersonFactory, confirmed=True)
        )
        answered = factory.Trait(state=LegalState.ANSWERED, answer="Oui, par écrit.", answered_at=_NOW)
        dropped = factory.Trait(state=LegalState.DROPPED, why="La réponse est connue.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    title = "Peut-on rémunérer la présidente ?"
    hoped_by = factory.LazyFunction(lambda: clock.today() + timedelta(days=14))
    asked_by = factory.SubFactory(PersonFactory, confirmed=True)
    asked_at = _NOW


class WalkFactory(DjangoModelFactory[support.Walk]):
    class Meta:
        model = support.Walk

    class Params:
        done = factory.Trait(state=WalkState.DONE, closed_at=_NOW, result="Les statuts sont déclarés.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    path = "statutes"
    begun_by = factory.SubFactory(PersonFactory, confirmed=True)
    begun_at = _NOW


class StageFactory(DjangoModelFactory[support.Stage]):
    class Meta:
        model = support.Stage

    walk = factory.SubFactory(WalkFactory)
    key = "read"
    on = _TODAY
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class BudgetFactory(DjangoModelFactory[support.Budget]):
    class Meta:
        model = support.Budget

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    quarter = factory.LazyFunction(lambda: clock.today().replace(month=1, day=1))
    amount = 12_000
    said_by = factory.SubFactory(PersonFactory, confirmed=True)
    said_at = _NOW


class FundingFactory(DjangoModelFactory[support.Funding]):
    class Meta:
        model = support.Funding

    class Params:
        asked_for = factory.Trait(state=FundingState.ASKED, asked_on=_TODAY)
        obtained = factory.Trait(state=FundingState.GOT, answered_on=_TODAY)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    name = "Fondation des haies"
    asked = 10_000
    got = factory.LazyAttribute(lambda funding: 8_000 if funding.state == FundingState.GOT else None)
    covers_from = factory.LazyFunction(lambda: clock.today().replace(month=1, day=1))
    covers_until = factory.LazyFunction(lambda: clock.today().replace(month=12, day=31))
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class AgreementFactory(DjangoModelFactory[support.Agreement]):
    class Meta:
        model = support.Agreement

    class Params:
        signed = factory.Trait(state=AgreementState.SIGNED, signed_on=_TODAY)
        ended = factory.Trait(state=AgreementState.ENDED, signed_on=_TODAY)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    partner = "Parc naturel régional"
    object = "Accès aux relevés"
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class IndicatorFactory(DjangoModelFactory[support.Indicator]):
    class Meta:
        model = support.Indicator

    class Params:
        carried_over = factory.Trait(carried=True)
        closed = factory.Trait(closed_at=_NOW, closed_why="Plus suivi.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    name = "Haies relevées"
    unit = "km"
    source = "Le carnet des relevés"
    frequency = Frequency.QUARTER
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class MeasureFactory(DjangoModelFactory[support.Measure]):
    class Meta:
        model = support.Measure

    indicator = factory.SubFactory(IndicatorFactory)
    on = _TODAY
    value = 1200
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
