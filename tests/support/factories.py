"""One factory per model of the room of support. A trait is named after the state it gives."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.calls.factories import InitiativeFactory
from tests.directory.factories import BodyFactory, DoorFactory, ResourceFactory
from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory, SeasonFactory
from tremplin.core import clock
from tremplin.programme.states import Role
from tremplin.support import models as support
from tremplin.support.states import (
    AccompanimentState,
    ActionState,
    AskedSide,
    AskingState,
    BookingState,
    CommitmentState,
    DiagnosisState,
    IntroductionState,
    NeedState,
    Occasion,
    OfferKind,
    OfferPace,
    OutcomeOccasion,
    OutcomeResult,
    Owner,
    PartKind,
    ReplyKind,
    RequestState,
    Side,
    Step,
    TimeSaved,
    TraceKind,
)

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class AccompanimentFactory(DjangoModelFactory[support.Accompaniment]):
    """Opened by an act of the team, for a year; planned."""

    class Meta:
        model = support.Accompaniment

    class Params:
        running = factory.Trait(state=AccompanimentState.RUNNING)
        paused = factory.Trait(state=AccompanimentState.PAUSED)
        closed = factory.Trait(state=AccompanimentState.CLOSED, closed_at=_NOW, closing_words="L’année est faite.")

    initiative = factory.SubFactory(InitiativeFactory)
    season = factory.SubFactory(SeasonFactory)
    motive = "Lauréate d’une saison passée."
    starts_on = _TODAY
    ends_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))
    public_name = factory.SelfAttribute("initiative.name")
    opened_by = factory.SubFactory(PersonFactory, confirmed=True)
    opened_at = _NOW


class PartFactory(DjangoModelFactory[support.Part]):
    class Meta:
        model = support.Part

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    kind = PartKind.OFFICER
    from_day = _TODAY


class PointFactory(DjangoModelFactory[support.Point]):
    class Meta:
        model = support.Point

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    on = _TODAY
    words = "Appel de la trésorière : le budget est voté."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class DiagnosisFactory(DjangoModelFactory[support.Diagnosis]):
    class Meta:
        model = support.Diagnosis

    class Params:
        agreed = factory.Trait(state=DiagnosisState.AGREED, team_in_at=_NOW, officer_in_at=_NOW, agreed_at=_NOW)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    occasion = Occasion.START
    opened_at = _NOW


class ReplyFactory(DjangoModelFactory[support.Reply]):
    class Meta:
        model = support.Reply

    diagnosis = factory.SubFactory(DiagnosisFactory)
    side = Side.TEAM
    key = "legal"
    level = 3
    saved_at = _NOW


class VersionFactory(DjangoModelFactory[support.Version]):
    class Meta:
        model = support.Version

    diagnosis = factory.SubFactory(DiagnosisFactory, team_in_at=_NOW, officer_in_at=_NOW)
    number = 1
    frozen = factory.LazyFunction(lambda: {"answers": {}, "words": ""})
    sha256 = "0" * 64
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class VersionAcceptanceFactory(DjangoModelFactory[support.VersionAcceptance]):
    class Meta:
        model = support.VersionAcceptance

    version = factory.SubFactory(VersionFactory)
    side = Side.TEAM
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


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


class SlotFactory(DjangoModelFactory[support.Slot]):
    class Meta:
        model = support.Slot

    programme = factory.SubFactory(ProgrammeFactory)
    expert = factory.SubFactory(PersonFactory, confirmed=True)
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(hours=1))
    place = "Visioconférence"
    offered_at = _NOW


class BookingFactory(DjangoModelFactory[support.Booking]):
    class Meta:
        model = support.Booking

    class Params:
        held = factory.Trait(state=BookingState.HELD, notes="La licence ODbL convient.")
        cancelled = factory.Trait(state=BookingState.CANCELLED)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    slot = factory.SubFactory(SlotFactory, programme=factory.SelfAttribute("..accompaniment.season.programme"))
    subject = "Choisir une licence"
    booked_by = factory.SubFactory(PersonFactory, confirmed=True)
    booked_at = _NOW


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


class IntroductionFactory(DjangoModelFactory[support.Introduction]):
    """Written, waiting for the agreement of the initiative."""

    class Meta:
        model = support.Introduction

    class Params:
        agreed = factory.Trait(state=IntroductionState.AGREED, agreed_sha256="0" * 64, agreed_at=_NOW)
        refused = factory.Trait(state=IntroductionState.REFUSED)
        left = factory.Trait(agreed_sha256="0" * 64, agreed_at=_NOW, sent_at=_NOW)
        sent = factory.Trait(left=True, state=IntroductionState.SENT)
        taken_up = factory.Trait(left=True, state=IntroductionState.TAKEN_UP, answered_at=_NOW, taken_up_on=_TODAY)
        redirected = factory.Trait(left=True, state=IntroductionState.REDIRECTED, redirected_to="Le bureau voisin.")
        declined = factory.Trait(left=True, state=IntroductionState.DECLINED, answered_at=_NOW)
        later = factory.Trait(left=True, state=IntroductionState.LATER, answered_at=_NOW)
        unanswered = factory.Trait(left=True, state=IntroductionState.UNANSWERED)
        met = factory.Trait(left=True, state=IntroductionState.MET, met_on=_TODAY, next_step="Se revoir en mai.")
        ended = factory.Trait(left=True, state=IntroductionState.ENDED, ending="Convention signée.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    door = factory.SubFactory(DoorFactory)
    contact_name = "la cheffe du bureau"
    contact_email = "bureau@example.org"
    text = "Bonjour, pourriez-vous recevoir l’équipe une demi-heure ?"
    answer_by = factory.LazyFunction(lambda: clock.today() + timedelta(days=14))
    asked_by = factory.SubFactory(PersonFactory, confirmed=True)
    asked_at = _NOW


class OfferFactory(DjangoModelFactory[support.Offer]):
    """Twice a quarter, for a year, of a supporter of the programme."""

    class Meta:
        model = support.Offer

    class Params:
        withdrawn = factory.Trait(withdrawn_at=_NOW)

    programme = factory.SubFactory(ProgrammeFactory)
    supporter = factory.LazyAttribute(
        lambda offer: MandateFactory.create(role=Role.SUPPORTER, programme=offer.programme).person
    )
    kind = OfferKind.INTRODUCE
    times = 2
    pace = OfferPace.QUARTER
    from_day = _TODAY
    until_day = factory.LazyFunction(lambda: clock.today() + timedelta(days=365))


class AskingFactory(DjangoModelFactory[support.Asking]):
    class Meta:
        model = support.Asking

    class Params:
        accepted = factory.Trait(state=AskingState.ACCEPTED, answered_at=_NOW)
        declined = factory.Trait(state=AskingState.DECLINED, answered_at=_NOW)
        done = factory.Trait(state=AskingState.DONE, done_on=_TODAY)
        cancelled = factory.Trait(state=AskingState.CANCELLED)

    offer = factory.SubFactory(OfferFactory)
    words = "Pourriez-vous présenter l’équipe à la direction des paysages ?"
    answer_by = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))
    asked_by = factory.SubFactory(PersonFactory, confirmed=True)
    asked_at = _NOW


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


class IncomingReplyFactory(DjangoModelFactory[support.IncomingReply]):
    """A mail that came back, to be filed."""

    class Meta:
        model = support.IncomingReply

    class Params:
        filed = factory.Trait(filed_at=_NOW, text="")

    introduction = factory.SubFactory(IntroductionFactory, sent=True)
    mark = factory.Sequence(lambda number: f"{number:064x}")
    kind = ReplyKind.TAKE_UP
    text = "Avec plaisir, mardi ?"
    received_at = _NOW


class OutcomeFactory(DjangoModelFactory[support.Outcome]):
    """What the initiative says of an introduction, three months after."""

    class Meta:
        model = support.Outcome

    introduction = factory.SubFactory(IntroductionFactory, met=True)
    side = AskedSide.TEAM
    occasion = OutcomeOccasion.LATER
    result = OutcomeResult.DONE
    saved = TimeSaved.MONTHS
    at = _NOW


class NudgeFactory(DjangoModelFactory[support.Nudge]):
    class Meta:
        model = support.Nudge

    introduction = factory.SubFactory(IntroductionFactory, sent=True)
    kind = "again"
    to_name = "la cheffe du bureau"
    to_email = "bureau@example.org"
    text = "Bonjour, un mot suffit."
    sent_by = factory.SubFactory(PersonFactory, confirmed=True)
    sent_at = _NOW
