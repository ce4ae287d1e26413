"""Factories of `support.models.expertise`."""

from datetime import timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory, SeasonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tests.support.factories.sessions import BookingFactory
from tremplin.core import clock
from tremplin.programme.states import Role
from tremplin.support import models as support
from tremplin.support.states import ExpertKind, NoteAudience, SessionRequestState, Side, WorkshopState

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class ExpertiseFactory(DjangoModelFactory[support.Expertise]):
    """Of an administration, since today, with the mandate of expert."""

    class Meta:
        model = support.Expertise

    class Params:
        coach = factory.Trait(kind=ExpertKind.COACH)

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.LazyAttribute(lambda one: MandateFactory.create(role=Role.EXPERT, programme=one.programme).person)
    kind = ExpertKind.ADMINISTRATION
    words = "Les licences ouvertes et les statuts."
    from_day = _TODAY
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class OrderFactory(DjangoModelFactory[support.Order]):
    """One day of seven hours, for a year."""

    class Meta:
        model = support.Order

    expertise = factory.SubFactory(ExpertiseFactory, coach=True)
    number = factory.Sequence(lambda number: f"BC-{number}")
    days = Decimal(1)
    hours_a_day = Decimal(7)
    from_day = _TODAY
    until_day = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class SessionRequestFactory(DjangoModelFactory[support.SessionRequest]):
    """Asked, of nobody yet."""

    class Meta:
        model = support.SessionRequest

    class Params:
        proposed = factory.Trait(
            state=SessionRequestState.PROPOSED,
            proposed_at=_NOW,
            expertise=factory.SubFactory(
                ExpertiseFactory, programme=factory.SelfAttribute("..accompaniment.season.programme")
            ),
        )
        accepted = factory.Trait(proposed=True, state=SessionRequestState.ACCEPTED, answered_at=_NOW)
        dropped = factory.Trait(state=SessionRequestState.DROPPED, answer="Plus utile.", answered_at=_NOW)
        booked = factory.Trait(
            accepted=True,
            state=SessionRequestState.BOOKED,
            booking=factory.SubFactory(BookingFactory, accompaniment=factory.SelfAttribute("..accompaniment")),
        )

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    words = "Quelle licence pour nos relevés ?"
    asked_by = factory.SubFactory(PersonFactory, confirmed=True)
    asked_at = _NOW


class SessionNoteFactory(DjangoModelFactory[support.SessionNote]):
    class Meta:
        model = support.SessionNote

    booking = factory.SubFactory(BookingFactory, held=True)
    audience = NoteAudience.SHARED
    words = "À revoir en mai."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class FeedbackFactory(DjangoModelFactory[support.Feedback]):
    class Meta:
        model = support.Feedback

    booking = factory.SubFactory(BookingFactory, held=True)
    side = Side.TEAM
    useful = "À choisir la licence."
    at = _NOW


class WorkshopFactory(DjangoModelFactory[support.Workshop]):
    """In ten days, for two hours, for as many as come."""

    class Meta:
        model = support.Workshop

    class Params:
        held = factory.Trait(state=WorkshopState.HELD)
        cancelled = factory.Trait(state=WorkshopState.CANCELLED, result="Reporté.")

    season = factory.SubFactory(SeasonFactory)
    title = "Écrire ses statuts"
    leader = factory.SubFactory(PersonFactory, confirmed=True)
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + timedelta(hours=2))
    place = "Salle des communs"
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class WorkshopSeatFactory(DjangoModelFactory[support.WorkshopSeat]):
    class Meta:
        model = support.WorkshopSeat

    workshop = factory.SubFactory(WorkshopFactory)
    accompaniment = factory.SubFactory(
        AccompanimentFactory, running=True, season=factory.SelfAttribute("..workshop.season")
    )
    taken_by = factory.SubFactory(PersonFactory, confirmed=True)
    taken_at = _NOW
