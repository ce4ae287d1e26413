"""An introduction, from the agreement on the exact text to its end."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.directory.actions import record_case, record_correction
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.support import rules
from tremplin.support.emails import introduction_context, team_letters
from tremplin.support.engine.letters import LONGEST, words_in
from tremplin.support.models import Accompaniment, Introduction, Need, Relation
from tremplin.support.states import IntroductionState
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
        }
        for name, value in changed.items():
            setattr(held, name, value)
        _check(held, by)
        move(held, "change", by=by.ref, at=at, **changed, agreed_sha256="", agreed_at=None, agreed_by=None)
        _ask_team(held, at)
    introduction.refresh_from_db()


def shown_mail(introduction: Introduction, officer: Person) -> tuple[str, str]:
    """Subject and text of the message as it will leave, but for the contact's own link."""
    context = introduction_context(introduction, officer, token=SHOWN_LINK)
    subject, text, _html = mail.render("support-introduction", context, introduction.language)
    return subject, text


def _check(introduction: Introduction, by: Person) -> None:
    if introduction.door.state == "closed":
        raise MoveRefused(_("This door is closed: choose another."))
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
    """What the initiative agrees to: the words, what is given about it, and to whom."""
    return {
        "text": introduction.text,
        "shared": introduction.shared,
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
        held = hold(introduction)
        hold(held.accompaniment)
        held.door = hold(held.door)
        if isinstance(answer := rules.can_send(by, held), No):
            raise MoveRefused(answer.reason)
        if held.agreed_sha256 != digest(text_of(held)):
            raise MoveRefused(_("The initiative agrees to the exact text before it leaves."))
        move(held, "send", by=by.ref, at=at, sent_at=at)
        Relation.objects.get_or_create(
            initiative=held.accompaniment.initiative, body=held.door.body, defaults={"since": at}
        )
        mail.post(
            "support-introduction",
            to=held.contact_email,
            language=held.language,
            object=held.ref,
            occasion="sent",
            context=introduction_context(held, held.asked_by),
            # in the name the initiative agreed to, whoever presses the button
            sender=held.asked_by.full_name,
            reply_to=str(held.asked_by.email or ""),
            at=at,
        )
    introduction.refresh_from_db()


ANSWERS = {
    "take_up": IntroductionState.TAKEN_UP,
    "redirect": IntroductionState.REDIRECTED,
    "decline": IntroductionState.DECLINED,
    "postpone": IntroductionState.LATER,
}


def answer(
    introduction: Introduction,
    verb: str,
    *,
    words: str = "",
    redirected_to: str = "",
    redirected_door: Door | None = None,
    by: Person | None,
    at: datetime,
) -> None:
    """What the contact answers, from the page (`by` None) or as the officer files it. It may change until they meet.

    A door named by a redirection teaches the search.
    """
    with transaction.atomic():
        held = hold(introduction)
        if by is not None and isinstance(refusal := rules.can_pursue(by, held), No):
            raise MoveRefused(refusal.reason)
        if verb not in ANSWERS:
            raise MoveRefused(_("Please choose one of the four answers."))
        if verb == "redirect" and not redirected_to.strip():
            raise MoveRefused(_("Please say to whom: a name, a service, an address."))
        known = held.redirected_door_id
        move(
            held,
            verb,
            by=by.ref if by else "",
            at=at,
            answer=words,
            redirected_to=redirected_to if verb == "redirect" else "",
            redirected_door=redirected_door if verb == "redirect" else None,
            answered_at=at,
        )
        if verb == "redirect" and redirected_door is not None and redirected_door.pk != known and held.need is not None:
            record_correction(held.door, redirected_door, _what(held), at)
    introduction.refresh_from_db()


def give_up(introduction: Introduction, *, by: Person, at: datetime) -> None:
    """No answer came: said honestly, to both sides."""
    with transaction.atomic():
        held = hold(introduction)
        if isinstance(refusal := rules.can_pursue(by, held), No):
            raise MoveRefused(refusal.reason)
        move(held, "give_up", by=by.ref, at=at)
    introduction.refresh_from_db()


def meet(
    introduction: Introduction,
    *,
    met_on: date,
    next_step: str,
    next_who: str,
    next_on: date | None,
    by: Person,
    at: datetime,
) -> None:
    """They met: a meeting ends with a next step, or with a stated end. The search learns which door helped."""
    with transaction.atomic():
        held = hold(introduction)
        if isinstance(refusal := rules.can_pursue(by, held), No):
            raise MoveRefused(refusal.reason)
        if not next_step.strip():
            raise MoveRefused(_("A meeting ends with a next step, or with a stated end: please write one."))
        move(held, "meet", by=by.ref, at=at, met_on=met_on, next_step=next_step, next_who=next_who, next_on=next_on)
        _learn(held, at)
    introduction.refresh_from_db()


def end(introduction: Introduction, *, words: str, saved: str = "", by: Person, at: datetime) -> None:
    """It ends, and says how; with the time it saved, as the initiative tells it."""
    with transaction.atomic():
        held = hold(introduction)
        if isinstance(refusal := rules.can_pursue(by, held), No):
            raise MoveRefused(refusal.reason)
        if not words.strip():
            raise MoveRefused(_("Please say how it ended."))
        move(held, "end", by=by.ref, at=at, ending=words, saved=saved)
    introduction.refresh_from_db()


def _learn(introduction: Introduction, at: datetime) -> None:
    if introduction.need is not None:
        record_case(introduction.door, _what(introduction), "helped", introduction.ref, at)


def _what(introduction: Introduction) -> str:
    """What the initiative was looking for: the need, never the message."""
    need = introduction.need
    return f"{need.title} {need.words}" if need else ""
