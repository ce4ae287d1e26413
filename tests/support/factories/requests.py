"""Factories of `support.models.requests`."""

import factory
from factory.django import DjangoModelFactory

from tests.directory.factories import ResourceFactory
from tests.factories import PersonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import RequestState

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class ResourceRequestFactory(DjangoModelFactory[support.ResourceRequest]):
    """To be asked for."""

    class Meta:
        model = support.ResourceRequest

    class Params:
        asked = factory.Trait(state=RequestState.ASKED, asked_on=_TODAY)
        obtained = factory.Trait(state=RequestState.OBTAINED, asked_on=_TODAY, answered_on=_TODAY)
        refused = factory.Trait(state=RequestState.REFUSED, asked_on=_TODAY, answered_on=_TODAY)
        dropped = factory.Trait(state=RequestState.DROPPED, words="Plus utile.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    resource = factory.SubFactory(ResourceFactory)
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW
