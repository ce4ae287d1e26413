"""The mails of this room: a notice to somebody whose name we keep, and a question to whoever answers for a door."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tremplin.core import clock
from tremplin.core.mail import render
from tremplin.core.offers import MailKind
from tremplin.directory.models import Body, Door, Holder
from tremplin.directory.queries.doors import MANAGERS
from tremplin.directory.queries.holders import Asked, SeenHolder, seen_by
from tremplin.directory.tokens import SHOWN_LINK, confirm_token, notice_token
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import programmes_where

NOTICE = "directory-notice"
CONFIRM = "directory-confirm"
# those who hold a door have no account: they are written to in the language of the place
LANGUAGE = settings.LANGUAGE_CODE


def programme_of(person: Person) -> Programme:
    """The programme somebody of the team writes for."""
    found = programmes_where(person, MANAGERS).first() or Programme.objects.first()
    return found or Programme(name_fr=_("the programme"))


def notice_context(seen: SeenHolder, sender: Person, programme: Programme, token: str) -> dict[str, Any]:
    """What the notice says, to one who may read what is in `seen`."""
    door = seen.holder.door
    kept = ", ".join(words for words in (seen.name, seen.email, seen.phone) if words)
    return {
        "door": door.name,
        "body": str(door.body),
        "kept": kept,
        "programme": programme.name,
        "authority": programme.authority,
        "sender": str(sender),
        "contact": programme.contact_email or sender.email or "",
        "token": token,
    }


def confirm_context(asked: Asked, sender: Person, programme: Programme, token: str) -> dict[str, Any]:
    return {
        "door": asked.door.name,
        "body": str(asked.door.body),
        "programme": programme.name,
        "sender": str(sender),
        "token": token,
    }


def shown_notice(holder: Holder, person: Person) -> tuple[str, str]:
    """Subject and text as they will leave; only what the person may read of the holder is in them."""
    with override(LANGUAGE):
        seen = seen_by(person, holder)
        context = notice_context(seen, person, programme_of(person), SHOWN_LINK)
        context["kept"] = context["kept"] or _("(the name and the address that were written)")
    subject, text, _html = render(NOTICE, context, LANGUAGE)
    return subject, text


def shown_question(asked: Asked, person: Person) -> tuple[str, str]:
    subject, text, _html = render(CONFIRM, confirm_context(asked, person, programme_of(person), SHOWN_LINK), LANGUAGE)
    return subject, text


def notice_letter(holder: Holder, sender: Person, programme: Programme) -> dict[str, Any]:
    own = SeenHolder(holder, holder.name, holder.email, holder.phone)
    return notice_context(own, sender, programme, notice_token(holder))


def question_letter(asked: Asked, sender: Person, programme: Programme, on: date) -> dict[str, Any]:
    return confirm_context(asked, sender, programme, confirm_token(asked, on))


def _programme() -> Programme:
    return Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")


def _door() -> Door:
    return Door(ref="qtrk7px2m9", name="Bureau des paysages", body=Body(name="Direction des paysages"))


def _notice_sample() -> dict[str, Any]:
    holder = Holder(
        ref="k7px2m9qtr", door=_door(), name="Camille Exemple", email="camille@example.org", told_at=clock.now()
    )
    return notice_letter(holder, Person(full_name="Sam"), _programme())


def _confirm_sample() -> dict[str, Any]:
    return question_letter(Asked(_door(), "bureau@example.org"), Person(full_name="Sam"), _programme(), clock.today())


KINDS = [
    MailKind(NOTICE, gettext_lazy("Notice to whom we keep the name of"), "directory/mail/notice.txt", _notice_sample),
    MailKind(CONFIRM, gettext_lazy("Is a door still right"), "directory/mail/confirm.txt", _confirm_sample),
]
