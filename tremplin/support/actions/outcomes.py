"""What an introduction brought: asked of both sides, told by each; the search learns from what the initiative says."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import clock, journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.directory.actions import note_answer, record_case
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.introductions import hold_letters
from tremplin.support.emails.outcomes import outcome_context
from tremplin.support.engine.proposals import WEEK
from tremplin.support.leaving import is_calm
from tremplin.support.models import Introduction, Outcome
from tremplin.support.queries.answers import need_words
from tremplin.support.queries.outcomes import MAIL, asked_by_mail, occasion_now
from tremplin.support.queries.proposals import written_to
from tremplin.support.states import AskedSide, OutcomeResult

# what the search keeps of it; « too early to say » teaches nothing yet
_TEACHES = {OutcomeResult.DONE: "helped", OutcomeResult.PARTLY: "helped", OutcomeResult.NOT: "not"}


def ask_contact(introduction: Introduction, *, by: Person, at: datetime) -> None:
    """The mail that asks the contact leaves, in the officer's name; once an occasion."""
    with transaction.atomic():
        hold_letters()
        held = hold(introduction)
        if isinstance(refusal := rules.can_ask_outcome(by, held), No):
            raise MoveRefused(refusal.reason)
        now = occasion_now(held, clock.today(held.accompaniment.season.programme.time_zone))
        if now is None or asked_by_mail(held, now[0]):
            raise MoveRefused(_("They are not to be asked now."))
        if (last := written_to([held.contact_email], at)) and (left := max(last.values(), default=None)):
            day = date_format((left + WEEK).astimezone(ZoneInfo(held.accompaniment.season.programme.time_zone)))
            raise MoveRefused(_("They were written to less than a week ago: ask them from %(day)s.") % {"day": day})
        if isinstance(refusal := is_calm(held.accompaniment.season.programme, at), No):
            raise MoveRefused(refusal.reason)
        mail.post(
            MAIL,
            to=held.contact_email,
            language=held.language,
            object=held.ref,
            occasion=now[0],
            context=outcome_context(held, by, now[0]),
            sender=by.full_name,
            reply_to=str(by.email or ""),
            at=at,
        )
        journal.record("ask_outcome", held, by=by.ref, at=at, after=now[0])


def tell_outcome(
    introduction: Introduction,
    side: str,
    *,
    occasion: str,
    result: str,
    saved: str = "",
    words: str = "",
    by: Person | None,
    at: datetime,
) -> Outcome:
    """What one side says it brought: the contact by their link (`by` None), the initiative, or the officer who heard
    it. Said again on the same occasion, the last word stands; the same one again changes nothing.
    """
    with transaction.atomic():
        held = hold(introduction)
        if by is not None and isinstance(refusal := rules.can_tell_outcome(by, held, side), No):
            raise MoveRefused(refusal.reason)
        said = {"result": OutcomeResult(result), "saved": saved, "words": words, "by": by}
        known = Outcome.objects.filter(introduction=held, side=side, occasion=occasion).first()
        if known is not None and all(getattr(known, name) == value for name, value in said.items()):
            return known
        outcome, _created = Outcome.objects.update_or_create(
            introduction=held, side=side, occasion=occasion, defaults={**said, "at": at}
        )
        journal.record("tell", held, by=by.ref if by else "", at=at, after=f"{side} {occasion}")
        if side == AskedSide.CONTACT:
            note_answer(held.door, at=at)
        elif (learned := _TEACHES.get(OutcomeResult(result))) and (need := need_words(held)):
            record_case(held.door, need, learned, held.ref, at)
        return outcome
