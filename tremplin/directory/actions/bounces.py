"""What becomes of a mail of this room that could not be delivered: somebody was not told, an address is wrong."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tremplin.core import journal
from tremplin.core.models import Message
from tremplin.core.moves import hold
from tremplin.directory.emails import LANGUAGE
from tremplin.directory.models import Door, Holder, Report
from tremplin.directory.states import ReportKind


def notice_bounced(message: Message, at: datetime) -> None:
    """They were not told after all: their name is hidden again, and they wait to be told."""
    with transaction.atomic():
        holder = Holder.objects.filter(ref=message.object, objected_at=None).first()
        if holder is None or holder.told_at is None or message.occasion != holder.told_at.astimezone(UTC).isoformat():
            return  # forgotten, or told again since
        holder = hold(holder)
        holder.told_at = None
        holder.save(update_fields=["told_at"])
        journal.record("undelivered", holder, by="", at=at)


def question_bounced(message: Message, at: datetime) -> None:
    """The door is reported to the team: its address leads nowhere."""
    with transaction.atomic():
        holder = Holder.objects.filter(ref=message.object).select_related("door").first()
        door = holder.door if holder else Door.objects.filter(ref=message.object).first()
        if door is None:
            return
        with override(LANGUAGE):
            words = _("Our mail could not be delivered: the address is to be checked.")
        report = Report.objects.create(door=door, holder=holder, kind=ReportKind.CHANGED, words=words, at=at)
        journal.record("report", report, by="", at=at, after=report.kind)
