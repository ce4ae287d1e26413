"""What a body is shown of itself, and what it says of how it was asked."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.directory.models import Body, Door
from tremplin.directory.states import DoorState
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support import rules
from tremplin.support.actions.introductions import hold_letters
from tremplin.support.emails.bodies import body_page_context
from tremplin.support.models import Remark
from tremplin.support.tokens.bodies import body_token

A_DAY = 5  # remarks of one body in twenty-four hours
LONGEST = 2_000  # characters


def send_body_page(
    body: Body, door: Door, *, programme: Programme, words: str = "", language: str = "fr", by: Person, at: datetime
) -> None:
    """A mail to the address of one of its doors, with the link of its own page; one a week at most, like any mail."""
    with transaction.atomic():
        hold_letters()
        if isinstance(answer := rules.can_send_body_page(by, programme), No):
            raise MoveRefused(answer.reason)
        held = hold(door)
        if held.state == DoorState.CLOSED or not held.email:
            raise MoveRefused(_("This door is closed, or has no address: choose another."))
        if isinstance(answer := rules.may_leave_for(held.email, programme, at), No):
            raise MoveRefused(answer.reason)
        mail.post(
            "support-body-page",
            to=held.email,
            language=language,
            object=body.ref,
            occasion=f"{programme.ref} {at.isoformat()}",
            context=body_page_context(body, programme, by, words=words, token=body_token(programme, body, held, at)),
            sender=by.full_name,
            reply_to=str(by.email or ""),
            at=at,
        )
        journal.record("send_page", body, by=by.ref, at=at)


def write_remark(body: Body, programme: Programme, *, words: str, at: datetime) -> Remark:
    """Said from the link of a mail, without an account: a few a day, of a page at most."""
    with transaction.atomic():
        hold(body)
        if not words.strip():
            raise MoveRefused(_("Please write what you would like to say."))
        if len(words) > LONGEST:
            raise MoveRefused(_("This is longer than we can take: %(most)s characters at most.") % {"most": LONGEST})
        lately = Remark.objects.filter(body=body, programme=programme, at__gt=at - timedelta(days=1))
        if lately.count() >= A_DAY:
            raise MoveRefused(_("Several remarks were written today: please wait until tomorrow for another."))
        remark = Remark.objects.create(body=body, programme=programme, words=words.strip(), at=at)
        journal.record("remark", remark, by="", at=at)
        return remark


def mark_read(remark: Remark, *, by: Person, at: datetime) -> None:
    """Somebody of the team read it. Said twice, the first time stands."""
    with transaction.atomic():
        if isinstance(answer := rules.can_send_body_page(by, remark.programme), No):
            raise MoveRefused(answer.reason)
        if Remark.objects.filter(pk=remark.pk, read_at=None).update(read_at=at, read_by=by):
            journal.record("read", remark, by=by.ref, at=at)
    remark.refresh_from_db()
