"""Factories of `support.models.introductions`."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.directory.factories import DoorFactory
from tests.factories import PersonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import AskedSide, IntroductionState, OutcomeOccasion, OutcomeResult, ReplyKind, TimeSaved

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


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
