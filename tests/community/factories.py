"""One factory per model of the room of events, news and messages. A trait is named after the state it gives."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, ProgrammeFactory
from tests.support.factories import AccompanimentFactory
from tremplin.community import models as community
from tremplin.community.states import CheckInState, EnquiryState, EnquirySubject, Still
from tremplin.core import clock

_NOW = factory.LazyFunction(clock.now)


class EventFactory(DjangoModelFactory[community.Event]):
    """In ten days, for two hours; a draft."""

    class Meta:
        model = community.Event

    class Params:
        published = factory.Trait(published_at=_NOW)
        cancelled = factory.Trait(cancelled_at=_NOW)
        over = factory.Trait(published=True, starts_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=10)))

    programme = factory.SubFactory(ProgrammeFactory)
    title_fr = factory.Sequence("Rencontre {}".format)
    words_fr = "Une journée entre communs."
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "La Halle, Brumeval"


class RegistrationFactory(DjangoModelFactory[community.Registration]):
    class Meta:
        model = community.Registration

    class Params:
        cancelled = factory.Trait(cancelled_at=_NOW)

    event = factory.SubFactory(EventFactory, published=True)
    name = factory.Sequence("Personne {}".format)
    email = factory.Sequence("inscrite-{}@example.org".format)
    registered_at = _NOW


class CheckInFactory(DjangoModelFactory[community.CheckIn]):
    """Asked today of one person, six months after the support."""

    class Meta:
        model = community.CheckIn
        skip_postgeneration_save = True

    class Params:
        answered = factory.Trait(
            state=CheckInState.ANSWERED,
            answered_at=_NOW,
            answered_by=factory.SubFactory(PersonFactory, confirmed=True),
            still=Still.GOING,
            words="Trois régions nous ont rejoints.",
        )

    accompaniment = factory.SubFactory(AccompanimentFactory, closed=True)
    months = 6
    asked_at = _NOW
    due_on = factory.LazyFunction(clock.today)


class EnquiryFactory(DjangoModelFactory[community.Enquiry]):
    """Received now; it waits."""

    class Meta:
        model = community.Enquiry

    class Params:
        answered = factory.Trait(state=EnquiryState.ANSWERED, answered_at=_NOW)
        unwanted = factory.Trait(state=EnquiryState.UNWANTED, unwanted_at=_NOW)

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence("Correspondante {}".format)
    email = factory.Sequence("ecrit-{}@example.org".format)
    subject = EnquirySubject.APPLY
    words = "Un collectif sans statut peut-il candidater ?"
    received_at = _NOW


class EnquiryAnswerFactory(DjangoModelFactory[community.EnquiryAnswer]):
    class Meta:
        model = community.EnquiryAnswer

    enquiry = factory.SubFactory(EnquiryFactory, answered=True)
    words = "Oui, en son nom."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
