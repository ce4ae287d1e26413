"""The mail that asks a contact what an introduction brought."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.support.emails import introduction_sample
from tremplin.support.models import Introduction
from tremplin.support.states import OutcomeOccasion
from tremplin.support.tokens import SHOWN_LINK, outcome_token


def outcome_context(
    introduction: Introduction, officer: Person, occasion: str, *, shown: bool = False
) -> dict[str, Any]:
    """The mail as it leaves; `shown`, without the contact's own link."""
    return {
        "introduction": introduction,
        "accompaniment": introduction.accompaniment,
        "officer": officer,
        "programme": introduction.accompaniment.season.programme,
        "token": SHOWN_LINK if shown else outcome_token(introduction, occasion),
    }


def _sample() -> dict[str, Any]:
    return outcome_context(introduction_sample(), Person(full_name="Sam"), OutcomeOccasion.LATER)


KINDS = [MailKind("support-outcome", _("What an introduction brought"), "support/mail/outcome.txt", _sample)]
