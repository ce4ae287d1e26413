"""The mails of this room, each with an example; and what a mail to a whole team is, sent or read before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call, Correction, Initiative, Intake, LegalText, Submission, TeamMember
from tremplin.calls.queries.received import writers_of
from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person


@dataclass(frozen=True)
class Letter:
    """A mail of one kind and those it goes to, each in their language."""

    kind: str
    people: Sequence[Person]
    context: dict[str, Any]


def letter_to_team(kind: str, application: Application, **context: object) -> Letter:
    """A mail about an application, to those of its team who write in it. What is previewed and what is sent is this."""
    people = [member.person for member in writers_of(application)]
    zone = application.call.season.programme.time_zone
    return Letter(kind, people, {"application": application, "zone": zone, **context})


def _application() -> Application:
    call = Call(title_fr="Appel 2026", title_en="Call 2026", slug="appel-2026")
    return Application(ref="k7px2m9qtr", call=call, initiative=Initiative(name="Atlas des haies"))


def _invitation() -> dict[str, Any]:
    return {
        "member": TeamMember(ref="k7px2m9qtr", right="write"),
        "inviter": Person(full_name="Alice"),
        "initiative": Initiative(name="Atlas des haies"),
    }


def _receipt() -> dict[str, Any]:
    now = clock.now()
    intake = Intake(opens_at=now, closes_at=now + timedelta(days=30))
    text = LegalText(
        words_fr="Le service instructeur répond sous quatre mois.", words_en="The service answers within four months."
    )
    submission = Submission(version=1, received_at=now, intake=intake, sha256="0" * 64, receipt_text=text, late=True)
    return {"application": _application(), "zone": "Europe/Paris", "submission": submission}


def _correction() -> dict[str, Any]:
    until = clock.now() + timedelta(days=10)
    return {
        "application": _application(),
        "zone": "Europe/Paris",
        "correction": Correction(words="Merci de joindre les statuts.", until=until),
    }


KINDS = [
    MailKind("calls-invitation", _("Invitation to a team"), "calls/mail/invitation.txt", _invitation),
    MailKind("calls-receipt", _("Receipt of an application"), "calls/mail/receipt.txt", _receipt),
    MailKind("calls-correction", _("Correction asked"), "calls/mail/correction.txt", _correction),
    MailKind(
        "calls-withdrawn",
        _("Application withdrawn"),
        "calls/mail/withdrawn.txt",
        lambda: {"application": _application(), "zone": "Europe/Paris"},
    ),
]
