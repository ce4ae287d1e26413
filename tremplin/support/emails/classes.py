"""The one mail of a class: somebody asked it something; only to those who chose to hear."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import MailKind
from tremplin.programme.models import Programme, Season
from tremplin.support.models import ClassQuestion


def question_context(question: ClassQuestion) -> dict[str, Any]:
    """The name of whoever asked is read in the class, as they chose to show it."""
    return {"question": question, "season": question.season, "programme": question.season.programme}


def _sample() -> dict[str, Any]:
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")
    season = Season(ref="k7px2m9qtr", programme=programme, name_fr="Saison 3", name_en="Season 3")
    return question_context(ClassQuestion(ref="qtrk7px2m9", season=season, title="Qui a déjà embauché un apprenti ?"))


KINDS = [MailKind("support-class-question", _("A question to the class"), "support/mail/class_question.txt", _sample)]
