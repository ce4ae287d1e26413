"""The mails of this room, each with an example, and those they go to."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.calls.queries.received import writers_of_initiative
from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.directory.models import Body, Door
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.models import Accompaniment, Introduction, Nudge
from tremplin.support.states import NudgeKind
from tremplin.support.tokens import answer_token

Letters = list[tuple[Person, dict[str, Any]]]


def _team(accompaniment: Accompaniment) -> list[Person]:
    return [member.person for member in writers_of_initiative(accompaniment.initiative)]


def team_letters(introduction: Introduction) -> Letters:
    """To those of the team who may agree: the message, and the page on which to say yes or no."""
    context = _agreement_context(introduction)
    return [(person, context) for person in _team(introduction.accompaniment)]


def _agreement_context(introduction: Introduction) -> dict[str, Any]:
    return {
        "introduction": introduction,
        "accompaniment": introduction.accompaniment,
        "officer": introduction.asked_by,
    }


def introduction_context(introduction: Introduction, officer: Person, token: str = "") -> dict[str, Any]:
    """The message as it leaves, in the officer's own name, with the page of choices; `token` when it is only shown."""
    return {
        "introduction": introduction,
        "accompaniment": introduction.accompaniment,
        "officer": officer,
        "programme": introduction.accompaniment.season.programme,
        "token": token or answer_token(introduction),
    }


def nudge_context(nudge: Nudge, writer: Person, token: str = "") -> dict[str, Any]:
    """A reminder as it leaves. The link is the contact's own: anybody else is asked for a plain reply."""
    introduction = nudge.introduction
    own = nudge.kind == NudgeKind.AGAIN
    return {
        "nudge": nudge,
        "introduction": introduction,
        "accompaniment": introduction.accompaniment,
        "officer": writer,
        "programme": introduction.accompaniment.season.programme,
        "token": (token or answer_token(introduction)) if own else "",
    }


def sample_accompaniment() -> Accompaniment:
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")
    season = Season(programme=programme, name_fr="Saison 2026", name_en="Season 2026")
    today = clock.today()
    return Accompaniment(
        ref="k7px2m9qtr",
        initiative=Initiative(name="Atlas des haies"),
        season=season,
        starts_on=today,
        ends_on=today + timedelta(days=365),
        public_name="Atlas des haies",
    )


def introduction_sample() -> Introduction:
    return Introduction(
        ref="m9qtrk7px2",
        accompaniment=sample_accompaniment(),
        door=Door(ref="qtrk7px2m9", name="Bureau des paysages", body=Body(name="Direction des paysages")),
        contact_name="la cheffe du bureau",
        contact_email="bureau@example.org",
        text="Bonjour, pourriez-vous recevoir une demi-heure l’équipe de l’Atlas des haies ?",
        shared="Un résumé d’une page.",
        answer_by=clock.today() + timedelta(days=14),
        asked_by=Person(full_name="Sam"),
    )


def _introduction_sample() -> dict[str, Any]:
    return introduction_context(introduction_sample(), Person(full_name="Sam"))


def _nudge_sample() -> dict[str, Any]:
    one = introduction_sample()
    words = "Bonjour, je reviens vers vous au sujet de mon message. Un mot de réponse suffit."
    nudge = Nudge(introduction=one, kind=NudgeKind.AGAIN, to_name=one.contact_name, text=words, sent_at=clock.now())
    return nudge_context(nudge, Person(full_name="Sam"))


def _agreement_sample() -> dict[str, Any]:
    one = introduction_sample()
    return _agreement_context(one)


KINDS = [
    MailKind("support-agreement", _("Agreement to a message"), "support/mail/agreement.txt", _agreement_sample),
    MailKind("support-introduction", _("Introduction"), "support/mail/introduction.txt", _introduction_sample),
    MailKind("support-nudge", _("Reminder of an introduction"), "support/mail/nudge.txt", _nudge_sample),
]
