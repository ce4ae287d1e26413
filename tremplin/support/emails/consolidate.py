"""The mails of what an initiative consolidates: a legal question handed and answered, an agreement that ends, values
that are due.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries.received import writers_of_initiative
from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.support.emails import Letters, introduction_sample
from tremplin.support.models import Accompaniment, Agreement, Indicator, LegalQuestion
from tremplin.support.queries.indicators import Standing
from tremplin.support.tokens.measures import VALID, measures_token


def _writers(accompaniment: Accompaniment) -> list[Person]:
    return [member.person for member in writers_of_initiative(accompaniment.initiative)]


def handed_context(question: LegalQuestion, expert: Person) -> dict[str, Any]:
    return {"question": question, "accompaniment": question.accompaniment, "expert": expert}


def answer_letters(question: LegalQuestion) -> Letters:
    context = {"question": question, "accompaniment": question.accompaniment}
    return [(person, context) for person in _writers(question.accompaniment)]


def ending_letters(agreement: Agreement) -> Letters:
    context = {"agreement": agreement, "accompaniment": agreement.accompaniment}
    return [(person, context) for person in _writers(agreement.accompaniment)]


def measure_letters(accompaniment: Accompaniment, standings: Sequence[Standing], at: datetime) -> Letters:
    """To each who writes in the team, with their own link."""
    return [(person, _measures(accompaniment, standings, person, at)) for person in _writers(accompaniment)]


def _measures(
    accompaniment: Accompaniment, standings: Sequence[Standing], person: Person, at: datetime
) -> dict[str, Any]:
    return {
        "accompaniment": accompaniment,
        "standings": standings,
        "count": len(standings),
        "token": measures_token(accompaniment, person, at),
        "days": VALID.days,
    }


def _question() -> LegalQuestion:
    return LegalQuestion(
        ref="rk7px2m9qt",
        accompaniment=introduction_sample().accompaniment,
        title="Pouvons-nous rémunérer un membre du bureau ?",
        hoped_by=clock.today() + timedelta(days=14),
        answer="Oui, dans certaines limites.",
        asked_by=Person(full_name="Alice"),
    )


def _handed_sample() -> dict[str, Any]:
    return handed_context(_question(), Person(full_name="Noé"))


def _answered_sample() -> dict[str, Any]:
    question = _question()
    return {"question": question, "accompaniment": question.accompaniment}


def _ending_sample() -> dict[str, Any]:
    accompaniment = introduction_sample().accompaniment
    agreement = Agreement(
        ref="x2m9qtrk7p",
        accompaniment=accompaniment,
        partner="Parc naturel régional",
        object="Accès aux relevés",
        ends_on=clock.today() + timedelta(days=60),
    )
    return {"agreement": agreement, "accompaniment": accompaniment}


def _measures_sample() -> dict[str, Any]:
    accompaniment = introduction_sample().accompaniment
    indicator = Indicator(
        accompaniment=accompaniment,
        name="Haies relevées",
        unit="km",
        initial=Decimal(120),
        initial_on=clock.today() - timedelta(days=92),
    )
    standing = Standing(indicator, [], clock.today())
    return _measures(accompaniment, [standing], Person(ref="m9qtrk7px2", email="alice@example.org"), clock.now())


KINDS = [
    MailKind("support-legal-asked", _("Legal question handed to you"), "support/mail/legal_asked.txt", _handed_sample),
    MailKind(
        "support-legal-answered", _("Legal question answered"), "support/mail/legal_answered.txt", _answered_sample
    ),
    MailKind(
        "support-agreement-ends", _("An agreement comes to its end"), "support/mail/agreement_ends.txt", _ending_sample
    ),
    MailKind("support-measures", _("Values to measure"), "support/mail/measures.txt", _measures_sample),
]
