"""Factories of `support.models.reports`."""

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import DutyState, ReportAudience

_NOW = factory.LazyFunction(clock.now)


class YearReportFactory(DjangoModelFactory[support.YearReport]):
    """A draft for the public."""

    class Meta:
        model = support.YearReport

    class Params:
        finished = factory.Trait(finished_at=_NOW)
        published = factory.Trait(
            finished_at=_NOW,
            agreed_at=_NOW,
            agreed_by=factory.SubFactory(PersonFactory, confirmed=True),
            published_at=_NOW,
        )

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    audience = ReportAudience.PUBLIC
    number = 1
    facts = factory.LazyFunction(dict)
    words = "L’initiative\n============\nL’atlas couvre cent communes."
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class DutyFactory(DjangoModelFactory[support.Duty]):
    """Not looked at yet."""

    class Meta:
        model = support.Duty

    class Params:
        kept = factory.Trait(
            state=DutyState.KEPT,
            evidence="https://example.org/donnees",
            by=factory.SubFactory(PersonFactory, confirmed=True),
            at=_NOW,
        )

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    title = "Publier les données sous une licence ouverte."
    position = factory.Sequence(lambda number: number + 1)
