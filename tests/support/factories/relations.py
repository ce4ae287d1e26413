"""Factories of `support.models.relations`."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.calls.factories import InitiativeFactory
from tests.directory.factories import BodyFactory
from tests.factories import PersonFactory, ProgrammeFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import CommitmentState, TraceKind

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class RelationFactory(DjangoModelFactory[support.Relation]):
    class Meta:
        model = support.Relation

    initiative = factory.SubFactory(InitiativeFactory)
    body = factory.SubFactory(BodyFactory)
    since = _NOW


class TraceFactory(DjangoModelFactory[support.Trace]):
    class Meta:
        model = support.Trace

    relation = factory.SubFactory(RelationFactory)
    kind = TraceKind.CONTACT
    on = _TODAY
    words = "Rencontre au salon des communs."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class ContactFactory(DjangoModelFactory[support.Contact]):
    class Meta:
        model = support.Contact

    relation = factory.SubFactory(RelationFactory)
    name = "Mme Roux"
    function = "cheffe du bureau"
    email = "roux@example.org"
    since = factory.LazyFunction(lambda: clock.today() - timedelta(days=60))


class CommitmentFactory(DjangoModelFactory[support.Commitment]):
    """Promised by a body to an initiative."""

    class Meta:
        model = support.Commitment

    class Params:
        kept = factory.Trait(state=CommitmentState.KEPT, closed_on=_TODAY)
        dropped = factory.Trait(state=CommitmentState.DROPPED, closed_on=_TODAY, result="Plus de salle.")
        of_a_sponsor = factory.Trait(body=None, sponsor=factory.SubFactory(PersonFactory, confirmed=True))

    programme = factory.SubFactory(ProgrammeFactory)
    initiative = factory.SubFactory(InitiativeFactory)
    body = factory.SubFactory(BodyFactory)
    what = "Prêter une salle"
    who = "Mme Roux"
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))
    made_on = _TODAY
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class RemarkFactory(DjangoModelFactory[support.Remark]):
    class Meta:
        model = support.Remark

    body = factory.SubFactory(BodyFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    words = "Nous préférons un seul message par mois."
    at = _NOW
