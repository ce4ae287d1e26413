"""Factories of `support.models.committees`."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.directory.factories import BodyFactory
from tests.factories import PersonFactory, SeasonFactory, StoredFileFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import CommitteeKind, CommitteeState, PledgeKind, PledgeState, Presence

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class CommitteeFactory(DjangoModelFactory[support.Committee]):
    """An acceleration committee in three weeks."""

    class Meta:
        model = support.Committee

    class Params:
        held = factory.Trait(state=CommitteeState.HELD, packed_at=_NOW, held_at=_NOW)
        signed = factory.Trait(state=CommitteeState.SIGNED, packed_at=_NOW, held_at=_NOW)
        cancelled = factory.Trait(state=CommitteeState.CANCELLED, cancelled_why="La salle n’est plus libre.")

    season = factory.SubFactory(SeasonFactory)
    kind = CommitteeKind.ACCELERATION
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=21))
    ends_at = factory.LazyAttribute(lambda committee: committee.starts_at + timedelta(hours=2))
    place = "Salle des communs"
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class CommitteeMemberFactory(DjangoModelFactory[support.CommitteeMember]):
    class Meta:
        model = support.CommitteeMember

    class Params:
        there = factory.Trait(presence=Presence.PRESENT)
        excused = factory.Trait(presence=Presence.EXCUSED)

    committee = factory.SubFactory(CommitteeFactory)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    quality = "directrice des programmes"


class CommitteeItemFactory(DjangoModelFactory[support.CommitteeItem]):
    class Meta:
        model = support.CommitteeItem

    committee = factory.SubFactory(CommitteeFactory)
    accompaniment = factory.SubFactory(
        AccompanimentFactory, running=True, season=factory.SelfAttribute("..committee.season")
    )


class PackDocumentFactory(DjangoModelFactory[support.PackDocument]):
    class Meta:
        model = support.PackDocument

    committee = factory.SubFactory(CommitteeFactory)
    key = "0" * 64
    file = factory.SubFactory(StoredFileFactory)
    made_at = _NOW


class MinutesFactory(DjangoModelFactory[support.Minutes]):
    """A version nobody has signed."""

    class Meta:
        model = support.Minutes

    committee = factory.SubFactory(CommitteeFactory, held=True)
    number = 1
    sections = factory.LazyFunction(lambda: {"": "La séance s’est tenue."})
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class PledgeFactory(DjangoModelFactory[support.Pledge]):
    """Pledged by a sponsor to an initiative."""

    class Meta:
        model = support.Pledge

    class Params:
        confirmed = factory.Trait(state=PledgeState.CONFIRMED, confirmed_on=_TODAY, proof="Lettre du 3 mai.")
        delivered = factory.Trait(
            state=PledgeState.DELIVERED, confirmed_on=_TODAY, proof="Lettre du 3 mai.", delivered_on=_TODAY
        )
        withdrawn = factory.Trait(state=PledgeState.WITHDRAWN, result="Budget gelé.")
        of_a_body = factory.Trait(sponsor=None, body=factory.SubFactory(BodyFactory))

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    programme = factory.SelfAttribute("accompaniment.season.programme")
    sponsor = factory.SubFactory(PersonFactory, confirmed=True)
    kind = PledgeKind.MONEY
    what = "Dix mille euros de mécénat"
    amount = 10_000
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=60))
    pledged_on = _TODAY
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW
