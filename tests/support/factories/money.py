"""Factories of `support.models.money`."""

from datetime import timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.calls.factories import BearerFactory
from tests.factories import PersonFactory, ProgrammeFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import (
    AdvantageSource,
    ConventionState,
    Nature,
    ReportState,
    Signatory,
    TextKind,
    TrancheState,
)

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class ConventionFactory(DjangoModelFactory[support.Convention]):
    class Meta:
        model = support.Convention

    class Params:
        signed = factory.Trait(state=ConventionState.SIGNED, signed_on=_TODAY)
        ended = factory.Trait(state=ConventionState.ENDED, signed_on=_TODAY, ending="Tout est payé.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    bearer = factory.SubFactory(BearerFactory, initiative=factory.SelfAttribute("..accompaniment.initiative"))
    text = factory.SubFactory(
        "tests.support.factories.DatedTextFactory",
        programme=factory.SelfAttribute("..accompaniment.season.programme"),
        kind=TextKind.CONVENTION,
    )
    object = "Cartographier les haies"
    amount = Decimal(80_000)
    from_day = _TODAY
    until_day = factory.LazyFunction(lambda: clock.today() + timedelta(days=364))
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class ConventionVersionFactory(DjangoModelFactory[support.ConventionVersion]):
    class Meta:
        model = support.ConventionVersion

    convention = factory.SubFactory(ConventionFactory)
    number = 1
    frozen = factory.LazyAttribute(
        lambda made: {
            "object": made.convention.object,
            "number": "",
            "amount": str(made.convention.amount),
            "from": made.convention.from_day.isoformat(),
            "until": made.convention.until_day.isoformat(),
            "report": made.convention.until_day.isoformat(),
            "not_economic": "",
            "tranches": [],
            "text": made.convention.text.ref,
            "bearer": made.convention.bearer.ref,
        }
    )
    words = "Entre l’autorité et l’association."
    sha256 = "0" * 64
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class ConventionSignatureFactory(DjangoModelFactory[support.ConventionSignature]):
    class Meta:
        model = support.ConventionSignature

    version = factory.SubFactory(ConventionVersionFactory)
    party = Signatory.BEARER
    name = "Alice Martin"
    quality = "présidente"
    signed_on = _TODAY
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class TrancheFactory(DjangoModelFactory[support.Tranche]):
    class Meta:
        model = support.Tranche

    class Params:
        open = factory.Trait(state=TrancheState.OPEN)
        paid = factory.Trait(state=TrancheState.PAID, requested_on=_TODAY, paid_on=_TODAY, payment="PAIEMENT-12")

    convention = factory.SubFactory(ConventionFactory, signed=True)
    number = 1
    amount = Decimal(40_000)
    due_on = _TODAY


class FinancialReportFactory(DjangoModelFactory[support.FinancialReport]):
    class Meta:
        model = support.FinancialReport

    class Params:
        accepted = factory.Trait(state=ReportState.ACCEPTED, received_at=_NOW, accepted_at=_NOW)

    convention = factory.SubFactory(ConventionFactory, signed=True)
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))


class AdvantageFactory(DjangoModelFactory[support.Advantage]):
    """Money of another giver, declared by the structure."""

    class Meta:
        model = support.Advantage

    programme = factory.SubFactory(ProgrammeFactory)
    bearer = factory.SubFactory(BearerFactory)
    nature = Nature.MONEY
    source = AdvantageSource.DECLARED
    giver = "Une région"
    object = "Aide à l’emploi"
    amount = Decimal(5_000)
    granted_on = _TODAY
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW
