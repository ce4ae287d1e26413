"""The mail by which the programme asks something of an initiative, and the one that says an initiative withdrew."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.models import Accompaniment, Action
from tremplin.support.tokens.asks import ask_token


def ask_context(action: Action, person: Person, at: datetime) -> dict[str, Any]:
    return {
        "action": action,
        "accompaniment": action.accompaniment,
        "officer": action.written_by,
        "programme": action.accompaniment.season.programme,
        "token": ask_token(action, person, at),
    }


def withdrawal_context(accompaniment: Accompaniment, by: Person, words: str) -> dict[str, Any]:
    return {"accompaniment": accompaniment, "who": by.full_name, "words": words}


def _accompaniment() -> Accompaniment:
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")
    season = Season(programme=programme, name_fr="Saison 2026", name_en="Season 2026")
    today = clock.today()
    return Accompaniment(
        ref="k7px2m9qtr",
        initiative=Initiative(name="Atlas des haies"),
        season=season,
        starts_on=today,
        ends_on=today,
        public_name="Atlas des haies",
    )


def _ask_sample() -> dict[str, Any]:
    action = Action(
        ref="m9qtrk7px2",
        accompaniment=_accompaniment(),
        title="Envoyer les derniers statuts",
        due_on=clock.today(),
        written_by=Person(full_name="Sam"),
    )
    return ask_context(action, Person(ref="qtrk7px2m9", email="alice@example.org"), clock.now())


def _withdrawal_sample() -> dict[str, Any]:
    return withdrawal_context(_accompaniment(), Person(full_name="Alice"), "Nous n’avons plus le temps cette année.")


KINDS = [
    MailKind("support-ask", _("Request to an initiative"), "support/mail/ask.txt", _ask_sample),
    MailKind("support-withdrawal", _("An initiative withdrew"), "support/mail/withdrawal.txt", _withdrawal_sample),
]
