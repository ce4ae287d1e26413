"""A word about a message nobody answered: the product proposes it, somebody of the programme sends it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.introductions import hold_letters
from tremplin.support.emails import nudge_context
from tremplin.support.engine.letters import LONGEST_REMINDER, words_in
from tremplin.support.models import Introduction, Nudge
from tremplin.support.queries import side_of
from tremplin.support.states import NudgeKind, Side
from tremplin.support.tokens import SHOWN_LINK


def send_nudge(
    introduction: Introduction,
    *,
    kind: str,
    to_name: str,
    to_email: str,
    text: str,
    reason: str = "",
    by: Person,
    at: datetime,
) -> Nudge:
    """It leaves in the name of whoever wrote first, with the link of the first message."""
    with transaction.atomic():
        hold_letters()
        held = hold(introduction)
        if kind not in NudgeKind.values:
            raise MoveRefused(_("Please choose whom to write to."))
        if isinstance(answer := rules.can_send_nudge(by, held, kind, to_email, reason, at), No):
            raise MoveRefused(answer.reason)
        nudge = Nudge(
            introduction=held,
            kind=kind,
            to_name=to_name,
            to_email=to_email,
            text=text,
            reason=reason if kind == NudgeKind.SUPERIOR else "",
            sent_by=by,
            sent_at=at,
        )
        count = words_in(shown_nudge(nudge)[1])
        if count >= LONGEST_REMINDER:
            raise MoveRefused(
                _("The whole mail has %(count)s words; a reminder stays under %(most)s.")
                % {"count": count, "most": LONGEST_REMINDER}
            )
        nudge.save()
        journal.record("remind", held, by=by.ref, at=at, after=kind)
        writer = writer_of(held, by)
        mail.post(
            "support-nudge",
            to=to_email,
            language=held.language,
            object=nudge.ref,
            occasion="sent",
            context=nudge_context(nudge, writer),
            sender=writer.full_name,
            reply_to=str(writer.email or ""),
            at=at,
        )
        return nudge


def shown_nudge(nudge: Nudge) -> tuple[str, str]:
    """Subject and text of the mail as it will leave, but for the contact's own link."""
    writer = writer_of(nudge.introduction, nudge.sent_by)
    subject, text, _html = mail.render(
        "support-nudge", nudge_context(nudge, writer, SHOWN_LINK), nudge.introduction.language
    )
    return subject, text


def writer_of(introduction: Introduction, by: Person) -> Person:
    """Whoever wrote the first message, as long as they are beside the initiative; else whoever presses the button."""
    first = introduction.asked_by
    return first if side_of(first, introduction.accompaniment) == Side.OFFICER else by
