"""The mail that takes its own page to a body."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import MailKind
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.tokens import SHOWN_LINK


def body_page_context(body: Body, programme: Programme, sender: Person, *, words: str, token: str) -> dict[str, Any]:
    return {"body": body, "programme": programme, "officer": sender, "words": words, "token": token}


def _sample() -> dict[str, Any]:
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")
    return body_page_context(
        Body(name="Direction des paysages"), programme, Person(full_name="Ada"), words="", token=SHOWN_LINK
    )


KINDS = [MailKind("support-body-page", _("A body’s own page"), "support/mail/body_page.txt", _sample)]
