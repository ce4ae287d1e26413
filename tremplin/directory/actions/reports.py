"""What is said of a door by those who answer for it: asked by the team, told from a link, settled by the team."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal, mail
from tremplin.core.moves import MoveRefused, hold
from tremplin.core.text import clean
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.actions.doors import note_answer
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.actions.holders import leave
from tremplin.directory.emails import CONFIRM, LANGUAGE, programme_of, question_letter
from tremplin.directory.models import Door, Holder, Report
from tremplin.directory.queries.holders import Asked, whom_to_ask
from tremplin.directory.states import DoorState, HolderPart, ReportKind
from tremplin.people.models import Person


def ask_to_confirm(door: Door, *, by: Person, at: datetime) -> None:
    """Ask the holder, else their deputy, else the door's own address, whether what we say of it is right."""
    with transaction.atomic():
        door = hold(door)
        must(rules.can_ask_to_confirm(by, door))
        asked = whom_to_ask(door)
        if asked is None:
            raise MoveRefused(_("Nobody can be asked: no address is known."))
        door.asked_on = clock.today()
        door.save(update_fields=["asked_on"])
        mail.post(
            CONFIRM,
            to=asked.email,
            language=LANGUAGE,
            context=question_letter(asked, by, programme_of(by), door.asked_on),
            at=at,
            object=asked.holder.ref if asked.holder else door.ref,
            occasion=door.asked_on.isoformat(),
            sender=str(by),
            reply_to=by.email or "",
        )
        journal.record("ask", door, by=by.ref, at=at)


def answer_about_door(
    asked: Asked, kind: str, *, words: str = "", after: str = "", after_email: str = "", at: datetime
) -> Report:
    """Keep what whoever answers for a door said of it. `after`: who comes after one who left, at `after_email`.

    Sent twice, it is kept once.
    """
    with transaction.atomic():
        door = hold(asked.door)
        holder = hold(asked.holder) if asked.holder else None
        said = "\n".join(part for part in (clean(words).strip(), "" if after_email else clean(after).strip()) if part)
        last = door.reports.filter(holder=holder, by=None).first()
        if last is not None and (last.kind, last.words) == (kind, said) and last.at.date() == at.date():
            return last
        if door.state != DoorState.OPEN:
            raise MoveRefused(_("This door was closed since: nothing more is expected of you. Thank you."))
        if holder is not None and (holder.left_on or holder.objected_at):
            raise MoveRefused(_("You told us that you left: nothing more is expected of you. Thank you."))
        report = Report.objects.create(door=door, kind=kind, words=said, holder=holder, at=at)
        journal.record("report", report, by="", at=at, after=kind)
        note_answer(door, at=at)
        if kind == ReportKind.RIGHT:
            door.refresh_from_db(fields=["silent_since"])
            door.confirmed_on = clock.today()
            door.save(update_fields=["confirmed_on"])
            doors_changed()
        elif kind == ReportKind.LEFT:
            _hand_over(report, after=after, email=after_email, at=at)
        return report


def _hand_over(report: Report, *, after: str, email: str, at: datetime) -> None:
    """The holder goes; who was said to come after is written down, and told by nobody yet."""
    holder = report.holder
    if holder is not None:
        leave(holder, on=clock.today(), by="", at=at)
    if email:
        part = holder.part if holder else HolderPart.HOLDER
        name = (clean(after).strip() or email)[:160]
        made = Holder.objects.create(door=report.door, part=part, name=name, email=email, entered_at=at)
        journal.record("add", made, by="", at=at)
    # from then on the door itself asks for its next holder, or the next holder to be told
    if email or (holder is not None and holder.part == HolderPart.HOLDER):
        report.settled_at = at
        report.save(update_fields=["settled_at"])


def settle_report(report: Report, *, by: Person, at: datetime) -> None:
    """What was said was read, and what had to be done was done."""
    with transaction.atomic():
        report = hold(report)
        must(rules.can_settle(by, report))
        report.settled_at, report.settled_by = at, by
        report.save(update_fields=["settled_at", "settled_by"])
        journal.record("settle", report, by=by.ref, at=at)
