"""An introduction, from the agreement on the exact text to the mail that leaves."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.models import Door, Holder
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.selection.engine.digests import digest
from tremplin.support import rules
from tremplin.support.emails import introduction_context, team_letters
from tremplin.support.engine.letters import LONGEST, words_in
from tremplin.support.models import Accompaniment, Introduction, Need, Relation
from tremplin.support.queries.proposals import address_of
from tremplin.support.tokens import SHOWN_LINK


def write_introduction(
    accompaniment: Accompaniment,
    door: Door,
    *,
    contact_name: str,
    contact_email: str,
    text: str,
    shared: str,
    answer_by: date,
    language: str = "fr",
    need: Need | None = None,
    by: Person,
    at: datetime,
) -> Introduction:
    """Write the message and ask the initiative for its agreement to it, word for word."""
    with transaction.atomic():
        supported = hold(accompaniment)
        if isinstance(answer := rules.can_write_introduction(by, supported), No):
            raise MoveRefused(answer.reason)
        if need is not None and need.accompaniment_id != supported.pk:
            raise MoveRefused(_("This need is another initiative’s."))
        introduction = Introduction(
            accompaniment=supported,
            door=door,
            need=need,
            contact_name=contact_name,
            contact_email=contact_email,
            holder=_holder_at(door, contact_email),
            language=language,
            text=text,
            shared=shared,
            answer_by=answer_by,
            asked_by=by,
            asked_at=at,
        )
        _check(introduction, by)
        introduction.save()
        journal.record("ask", introduction, by=by.ref, at=at)
        _ask_team(introduction, at)
        return introduction


def change_text(
    introduction: Introduction,
    *,
    text: str,
    shared: str,
    door: Door | None = None,
    contact_name: str = "",
    contact_email: str = "",
    answer_by: date | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Write it again, to somebody else if need be: the agreement, if there was one, was to another message, and is
    asked again.
    """
    with transaction.atomic():
        held = hold(introduction)
        if isinstance(answer := rules.can_change_text(by, held), No):
            raise MoveRefused(answer.reason)
        changed: dict[str, Any] = {
            "text": text,
            "shared": shared,
            "door": door or held.door,
            "contact_name": contact_name or held.contact_name,
            "contact_email": contact_email or held.contact_email,
            "answer_by": answer_by or held.answer_by,
            "bounced_at": None,
            "away_until": None,
        }
        if isinstance(rules.still_writes(held), No):
            changed["asked_by"] = by  # whoever wrote it left: it leaves in the name of whoever writes it again
        changed["holder"] = _holder_at(changed["door"], changed["contact_email"])
        for name, value in changed.items():
            setattr(held, name, value)
        _check(held, by)
        move(held, "change", by=by.ref, at=at, **changed, agreed_sha256="", agreed_at=None, agreed_by=None)
        _ask_team(held, at)
    introduction.refresh_from_db()


def _holder_at(door: Door, email: str) -> Holder | None:
    """Whoever holds the door and is reached there: their absences are known to the directory."""
    rows = door.holders.filter(left_on=None, objected_at=None).exclude(email="")
    return next((one for one in rows if address_of(one.email) == address_of(email)), None)


def hold_letters() -> None:
    """Until the end of the transaction nobody else writes to a contact: what one may receive in a week is counted
    over every introduction and reminder of the installation.
    """
    list(Programme.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def shown_mail(introduction: Introduction, officer: Person) -> tuple[str, str]:
    """Subject and text of the message as it will leave, but for the contact's own link."""
    context = introduction_context(introduction, officer, token=SHOWN_LINK)
    subject, text, _html = mail.render("support-introduction", context, introduction.language)
    return subject, text


def _check(introduction: Introduction, by: Person) -> None:
    if isinstance(answer := rules.is_open_door(introduction.door), No):
        raise MoveRefused(answer.reason)
    if isinstance(answer := rules.may_be_written_to(introduction.contact_email), No):
        raise MoveRefused(answer.reason)
    count = words_in(shown_mail(introduction, by)[1])
    if count >= LONGEST:
        raise MoveRefused(
            _("The whole mail has %(count)s words; under %(most)s is read, more is put aside.")
            % {"count": count, "most": LONGEST}
        )


def _ask_team(introduction: Introduction, at: datetime) -> None:
    for person, context in team_letters(introduction):
        mail.post(
            "support-agreement",
            to=str(person.email),
            language=person.language,
            object=introduction.ref,
            occasion=at.isoformat(),
            context=context,
            at=at,
        )


def text_of(introduction: Introduction) -> dict[str, Any]:
    """What the initiative agrees to: the whole mail, from its subject to the name at its foot, and to whom."""
    return {
        "mail": shown_mail(introduction, introduction.asked_by),
        "to": [introduction.contact_name, introduction.contact_email],
        "door": introduction.door.ref,
    }


def agree(introduction: Introduction, *, read: str, by: Person, at: datetime) -> None:
    """Agree to the text that was read (`read` is its digest)."""
    with transaction.atomic():
        held = hold(introduction)
        if isinstance(answer := rules.can_agree(by, held), No):
            raise MoveRefused(answer.reason)
        mark = digest(text_of(held))
        if read != mark:
            raise MoveRefused(_("This message changed while you were reading it. Please read it again."))
        move(held, "agree", by=by.ref, at=at, detail=mark, agreed_sha256=mark, agreed_by=by, agreed_at=at)
    introduction.refresh_from_db()


def refuse(introduction: Introduction, *, words: str, by: Person, at: datetime) -> None:
    """The initiative does not want it, or no longer: nothing leaves."""
    with transaction.atomic():
        held = hold(introduction)
        if isinstance(answer := rules.can_refuse(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "refuse", by=by.ref, at=at, ending=words)
    introduction.refresh_from_db()


def send(introduction: Introduction, *, by: Person, at: datetime) -> None:
    """The message leaves in the officer's name; the relation with the body begins, or goes on."""
    with transaction.atomic():
        hold_letters()
        held = hold(introduction)
        hold(held.accompaniment)
        held.door = hold(held.door)
        if isinstance(answer := rules.can_send(by, held, at), No):
            raise MoveRefused(answer.reason)
        if held.agreed_sha256 != digest(text_of(held)):
            raise MoveRefused(
                _("The mail is no longer, word for word, the one that was agreed to: write it again, and ask again.")
            )
        move(held, "send", by=by.ref, at=at, sent_at=at)
        Relation.objects.get_or_create(
            initiative=held.accompaniment.initiative, body=held.door.body, defaults={"since": at}
        )
        mail.post(
            "support-introduction",
            to=held.contact_email,
            language=held.language,
            object=held.ref,
            # one that came back may be sent again
            occasion=at.isoformat(),
            context=introduction_context(held, held.asked_by),
            # in the name the initiative agreed to, whoever presses the button
            sender=held.asked_by.full_name,
            reply_to=str(held.asked_by.email or ""),
            at=at,
        )
    introduction.refresh_from_db()
