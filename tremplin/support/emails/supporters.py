"""The mails between the programme and its supporters, each with an example: of an initiative they hold the words typed
for them, and nothing else.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.models import Asking, Offer
from tremplin.support.states import AskingState, OfferKind, OfferPace

# in a mail that is only shown: the asking has no reference yet
SHOWN_REF = "xxxxxxxxxx"


def asking_context(asking: Asking, officer: Person, *, ref: str = "") -> dict[str, Any]:
    return {
        "asking": asking,
        "offer": asking.offer,
        "officer": officer,
        "programme": asking.offer.programme,
        "ref": ref or asking.ref,
    }


def thanks_context(asking: Asking, words: str, officer: Person) -> dict[str, Any]:
    return asking_context(asking, officer) | {"words": words}


def answered_context(asking: Asking) -> dict[str, Any]:
    return {
        "asking": asking,
        "supporter": asking.offer.supporter,
        "offer": asking.offer,
        "accepted": asking.state == AskingState.ACCEPTED,
    }


def _asking() -> Asking:
    today = clock.today()
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")
    offer = Offer(
        ref="qtrk7px2m9",
        supporter=Person(full_name="Sonia"),
        programme=programme,
        kind=OfferKind.INTRODUCE,
        times=2,
        pace=OfferPace.QUARTER,
        from_day=today,
        until_day=today + timedelta(days=200),
    )
    words = "Pourriez-vous présenter une équipe qui cartographie les haies à la direction des paysages ?"
    return Asking(
        ref="k7px2m9qtr", offer=offer, words=words, answer_by=today + timedelta(days=14), asked_at=clock.now()
    )


def _asking_sample() -> dict[str, Any]:
    return asking_context(_asking(), Person(full_name="Sam"))


def _thanks_sample() -> dict[str, Any]:
    asking = _asking()
    asking.done_on = clock.today()
    return thanks_context(asking, "L’équipe a été reçue, et une suite est prévue : merci.", Person(full_name="Sam"))


def _answered_sample() -> dict[str, Any]:
    asking = _asking()
    asking.state, asking.answer = AskingState.ACCEPTED, "Avec plaisir, mardi."
    return answered_context(asking)


KINDS = [
    MailKind("support-asking", _("Something asked of a supporter"), "support/mail/asking.txt", _asking_sample),
    MailKind(
        "support-asking-over",
        _("Something no longer asked of a supporter"),
        "support/mail/asking_over.txt",
        _asking_sample,
    ),
    MailKind(
        "support-asking-answered", _("Answer of a supporter"), "support/mail/asking_answered.txt", _answered_sample
    ),
    MailKind("support-thanks", _("Thanks to a supporter"), "support/mail/thanks.txt", _thanks_sample),
]
