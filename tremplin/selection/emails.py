"""The mails of this room, each with an example."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call, Initiative
from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.selection.models import Acceptance, Criterion, Decision, Motive, Round, Seat, Signatory
from tremplin.selection.states import College, Outcome


def _call() -> Call:
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")
    season = Season(programme=programme, name_fr="Saison 2026", name_en="Season 2026")
    return Call(title_fr="Appel 2026", title_en="Call 2026", slug="appel-2026", season=season)


def _invitation() -> dict[str, Any]:
    now = clock.now()
    found = Round(
        call=_call(),
        name_fr="Avis des citoyens",
        name_en="Citizens’ opinion",
        college=College.CITIZENS,
        per_file=5,
        passing=10,
        minutes=20,
        starts_at=now,
        due_at=now + timedelta(days=20),
    )
    seat = Seat(ref="k7px2m9qtr", round=found, files_asked=12, person=Person(full_name="Jules"), number=1)
    return {"seat": seat, "round": found, "zone": "Europe/Paris", "hours": 4}


def _letter(outcome: str) -> dict[str, Any]:
    call = _call()
    application = Application(ref="k7px2m9qtr", call=call, initiative=Initiative(name="Atlas des haies"))
    decision = Decision(
        ref="m9qtrk7px2",
        application=application,
        outcome=outcome,
        rank=2 if outcome == Outcome.RESERVE else None,
        motive="Le projet sert l’intérêt général et s’appuie sur une équipe solide.",
        signed_at=clock.now(),
    )
    criterion = Criterion(name_fr="Intérêt général", name_en="General interest", position=1)
    signatory = Signatory(person=Person(full_name="Sylvie"), quality_fr="Directrice", quality_en="Director")
    return {
        "decision": decision,
        "application": application,
        "motives": [Motive(criterion=criterion, words="Utile à beaucoup, et repris ailleurs.")],
        "signatory": signatory,
        "programme": call.season.programme,
        "zone": "Europe/Paris",
    }


def _public() -> dict[str, Any]:
    return {
        **_letter(Outcome.SELECTED),
        "acceptance": Acceptance(public_name="Atlas des haies", public_words="Ensemble, nous dessinons les haies."),
        "address": f"{settings.BASE_URL}/laureats/atlas-des-haies/",
    }


KINDS = [
    MailKind("selection-invitation", _("Invitation to read"), "selection/mail/invitation.txt", _invitation),
    MailKind(
        "selection-selected",
        _("Decision: selected"),
        "selection/mail/selected.txt",
        lambda: _letter(Outcome.SELECTED),
    ),
    MailKind(
        "selection-reserve",
        _("Decision: complementary list"),
        "selection/mail/reserve.txt",
        lambda: _letter(Outcome.RESERVE),
    ),
    MailKind(
        "selection-declined",
        _("Decision: not selected"),
        "selection/mail/declined.txt",
        lambda: _letter(Outcome.DECLINED),
    ),
    MailKind(
        "selection-not-admissible",
        _("Decision: not admissible"),
        "selection/mail/not-admissible.txt",
        lambda: _letter(Outcome.NOT_ADMISSIBLE),
    ),
    MailKind("selection-public", _("The announcement is public"), "selection/mail/public.txt", _public),
    MailKind(
        "selection-thanks",
        _("Thanks to those who read"),
        "selection/mail/thanks.txt",
        lambda: {"call": _call(), "programme": _call().season.programme},
    ),
]
