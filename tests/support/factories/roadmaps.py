"""Factories of `support.models.roadmaps`."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import ActionState, NeedState, Owner, Step

_NOW = factory.LazyFunction(clock.now)


class NeedFactory(DjangoModelFactory[support.Need]):
    class Meta:
        model = support.Need

    class Params:
        met = factory.Trait(state=NeedState.MET, closed_at=_NOW, result="La licence est choisie.")
        dropped = factory.Trait(state=NeedState.DROPPED, closed_at=_NOW, result="Plus utile.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    step = Step.CONSOLIDATE
    title = "Choisir une licence"
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class ActionFactory(DjangoModelFactory[support.Action]):
    class Meta:
        model = support.Action

    class Params:
        done = factory.Trait(state=ActionState.DONE, closed_at=_NOW)
        dropped = factory.Trait(state=ActionState.DROPPED, closed_at=_NOW, result="Remplacée.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    step = Step.CONSOLIDATE
    title = "Relire les statuts"
    owner = Owner.TEAM
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class CommentFactory(DjangoModelFactory[support.Comment]):
    """On an action, for both sides."""

    class Meta:
        model = support.Comment

    class Params:
        kept = factory.Trait(private=True)

    action = factory.SubFactory("tests.support.factories.ActionFactory")
    accompaniment = factory.SelfAttribute("action.accompaniment")
    words = "La trésorière s’en occupe."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
