"""One factory per model of the room of figures."""

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, SeasonFactory
from tremplin.core import clock
from tremplin.insights import models as insights


class DatasetFactory(DjangoModelFactory[insights.Dataset]):
    class Meta:
        model = insights.Dataset

    season = factory.SubFactory(SeasonFactory)
    version = 1
    content = factory.LazyFunction(list)
    sha256 = "0" * 64
    frozen_by = factory.SubFactory(PersonFactory)
    frozen_at = factory.LazyFunction(clock.now)
