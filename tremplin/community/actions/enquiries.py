"""A message from its writing to its answer, then to its erasure. The journal only knows its reference."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tremplin.community import rules
from tremplin.community.emails import answer_context, enquiry_context
from tremplin.community.models import Enquiry, EnquiryAnswer
from tremplin.community.queries import erased_on, told_of_messages
from tremplin.community.states import EnquiryState
from tremplin.core import journal, mail
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Programme


def write_enquiry(
    programme: Programme,
    *,
    name: str,
    email: str,
    subject: str,
    words: str,
    about_url: str,
    language: str,
    at: datetime,
) -> Enquiry:
    """Take a message in, tell its writer that it is here, and the team that it waits.

    Neither mail holds what was typed: the address may be anybody's, and the team reads it on its own pages.
    """
    with transaction.atomic():
        hold(programme)
        address = email.strip().lower()
        _must(rules.can_write(address, at))
        enquiry = Enquiry.objects.create(
            programme=programme,
            name=name,
            email=address,
            subject=subject,
            words=words,
            about_url=about_url,
            language=language,
            received_at=at,
        )
        journal.record("receive", enquiry, by="", at=at)
        context = enquiry_context(enquiry)
        _post("community-enquiry-received", enquiry, to=address, language=language, context=context, at=at)
        for recipient, speaks in told_of_messages(programme):
            _post("community-enquiry-waits", enquiry, to=recipient, language=speaks, context=context, at=at)
        return enquiry


def answer_enquiry(enquiry: Enquiry, *, words: str, seen: int, by: Person, at: datetime) -> EnquiryAnswer:
    """Answer by mail; a plain reply reaches the programme's mailbox.

    `seen` is how many answers were on the page: somebody who did not read the last one does not answer twice.
    """
    with transaction.atomic():
        held = hold(enquiry)
        _must(rules.can_answer(by, held))
        if held.answers.count() != seen:
            raise MoveRefused(_("Somebody of your team has answered meanwhile: please read it. Yours was not sent."))
        move(held, "answer", by=by.ref, at=at, answered_at=at)
        answer = EnquiryAnswer.objects.create(enquiry=held, words=words, by=by, at=at)
        mail.post(
            "community-enquiry-answer",
            to=held.email,
            language=held.language,
            object=held.ref,
            occasion=str(seen + 1),
            context=answer_context(answer),
            reply_to=held.programme.contact_email,
            at=at,
        )
    enquiry.refresh_from_db()
    return answer


def set_aside(enquiry: Enquiry, *, by: Person, at: datetime) -> None:
    """Unwanted: nobody answers it, and it is erased a month later."""
    with transaction.atomic():
        held = hold(enquiry)
        _must(rules.can_set_aside(by, held))
        move(held, "set_aside", by=by.ref, at=at, unwanted_at=at)
    enquiry.refresh_from_db()


def take_back(enquiry: Enquiry, *, by: Person, at: datetime) -> None:
    """Set aside by mistake: it waits for an answer again."""
    with transaction.atomic():
        held = hold(enquiry)
        _must(rules.can_take_back(by, held))
        move(held, "take_back", by=by.ref, at=at, unwanted_at=None)
    enquiry.refresh_from_db()


def erase_old(at: datetime) -> int:
    """What the clock does: messages whose day has come are gone, with their answers; those that wait stay."""
    long_ago = at - timedelta(days=27)  # no month is shorter
    settled = Enquiry.objects.filter(
        Q(state=EnquiryState.ANSWERED, answered_at__lt=long_ago)
        | Q(state=EnquiryState.UNWANTED, unwanted_at__lt=long_ago)
    )
    count = 0
    for one in settled.select_related("programme"):
        day, today = erased_on(one), at.astimezone(ZoneInfo(one.programme.time_zone)).date()
        if day is not None and day <= today:
            # as it was read: taken back or answered again meanwhile, it stays
            as_read = Enquiry.objects.filter(pk=one.pk, state=one.state, answered_at=one.answered_at)
            count += bool(as_read.delete()[0])
    return count


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)


def _post(kind: str, enquiry: Enquiry, *, to: str, language: str, context: dict[str, object], at: datetime) -> None:
    mail.post(kind, to=to, language=language, object=enquiry.ref, occasion="received", context=context, at=at)
