"""Preparing the rounds of a call, opening and closing them, and how a file leaves one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls.models import Application, Call, Conflict
from tremplin.calls.states import ApplicationState
from tremplin.core import journal
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.models import Criterion, Level, Round, RoundFile
from tremplin.selection.queries import entering, previous_round
from tremplin.selection.states import FileState, RoundState


@dataclass(frozen=True)
class Asked:
    """A criterion as it is typed: names and help in two languages, and its levels from the lowest, in two languages."""

    name_fr: str
    name_en: str = ""
    help_fr: str = ""
    help_en: str = ""
    levels: Sequence[tuple[str, str]] = field(default_factory=tuple)


def prepare_round(call: Call, *, criteria: Sequence[Asked], by: Person, at: datetime, **columns: Any) -> Round:
    """A round after those the call has. `columns`: names, college, per_file, passing, quorum, minutes, starts_at,
    due_at.
    """
    with transaction.atomic():
        hold(call)
        require(rules.runs(by, call))
        _check_dates(columns["starts_at"], columns["due_at"])
        last = Round.objects.filter(call=call).aggregate(last=Max("position"))["last"]
        found = Round.objects.create(call=call, position=(last or 0) + 1, **columns)
        _write_criteria(found, criteria)
        journal.record("prepare", found, by=by.ref, at=at)
        return found


def change_round(found: Round, *, by: Person, at: datetime, **columns: Any) -> None:
    """While it is in preparation. Dates and numbers that readers were told are changed with them told."""
    with transaction.atomic():
        held = hold(found)
        if isinstance(answer := rules.can_change_round(by, held), No):
            raise MoveRefused(answer.reason)
        _check_dates(columns.get("starts_at", held.starts_at), columns.get("due_at", held.due_at))
        Round.objects.filter(pk=held.pk).update(**columns)
        journal.record("change", held, by=by.ref, at=at)
        found.refresh_from_db()


def prolong(found: Round, *, due_at: datetime, by: Person, at: datetime) -> None:
    """Give readers more time, in preparation or once open."""
    with transaction.atomic():
        held = hold(found)
        require(rules.runs(by, held.call))
        if held.state == RoundState.CLOSED:
            raise MoveRefused(_("This round is closed."))
        _check_dates(held.starts_at, due_at)
        Round.objects.filter(pk=held.pk).update(due_at=due_at)
        journal.record("prolong", held, by=by.ref, at=at, before=held.due_at.isoformat(), after=due_at.isoformat())
        found.refresh_from_db()


def _check_dates(starts_at: datetime, due_at: datetime) -> None:
    if due_at <= starts_at:
        raise MoveRefused(_("Reviews are due after the reading starts."))


def set_criteria(found: Round, criteria: Sequence[Asked], *, by: Person, at: datetime) -> None:
    """The grid, whole: it is settled before the round opens, and never changes under the readers."""
    with transaction.atomic():
        held = hold(found)
        if isinstance(answer := rules.can_change_round(by, held), No):
            raise MoveRefused(answer.reason)
        held.criteria.all().delete()
        _write_criteria(held, criteria)
        journal.record("set_criteria", held, by=by.ref, at=at)


def _write_criteria(found: Round, criteria: Sequence[Asked]) -> None:
    for position, asked in enumerate(criteria, start=1):
        criterion = Criterion.objects.create(
            round=found,
            position=position,
            name_fr=asked.name_fr,
            name_en=asked.name_en,
            help_fr=asked.help_fr,
            help_en=asked.help_en,
        )
        Level.objects.bulk_create(
            Level(criterion=criterion, value=value, label_fr=label_fr, label_en=label_en)
            for value, (label_fr, label_en) in enumerate(asked.levels, start=1)
        )


def take_in(found: Round, *, by: Person, at: datetime) -> int:
    """The files that may enter the round enter it: how many of those the person may see did. Twice takes in nobody
    twice. Meanwhile nothing is settled in the round before, and nothing decided.
    """
    with transaction.atomic():
        if (before := previous_round(found)) is not None:
            hold(before)
        held = hold(found)
        require(rules.runs(by, held.call))
        if held.state == RoundState.CLOSED:
            raise MoveRefused(_("This round is closed."))
        list(Application.objects.filter(call=held.call_id).order_by("pk").select_for_update())
        files = RoundFile.objects.bulk_create(
            RoundFile(round=held, application=application, entered_at=at)
            for application in entering(held).order_by("ref")
        )
        if files:
            journal.record("take_in", held, by=by.ref, at=at, after=str(len(files)))
        hidden = Conflict.objects.filter(person=by, application__in=[file.application_id for file in files])
        return len(files) - hidden.count()


def write_summary(file: RoundFile, *, words: str, by: Person, at: datetime) -> None:
    """What citizens will read of the application."""
    with transaction.atomic():
        held = hold(file)
        if isinstance(answer := rules.can_write_summary(by, held), No):
            raise MoveRefused(answer.reason)
        if held.round.state == RoundState.OPEN and not words.strip():
            raise MoveRefused(_("This round is open: the jury needs a summary."))
        RoundFile.objects.filter(pk=held.pk).update(summary=words)
        journal.record("write_summary", held, by=by.ref, at=at)
    file.summary = words


def open_round(found: Round, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        hold(found.call)  # the round before stays closed meanwhile
        held = hold(found)
        if isinstance(answer := rules.can_open_round(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "open", by=by.ref, at=at)
    found.refresh_from_db()


def close_round(found: Round, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(found)
        if isinstance(answer := rules.can_close_round(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "close", by=by.ref, at=at)
    found.refresh_from_db()


def open_again(found: Round, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        hold(found.call)
        held = hold(found)
        if isinstance(answer := rules.can_open_again(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "open_again", by=by.ref, at=at)
    found.refresh_from_db()


def let_pass(file: RoundFile, *, by: Person, at: datetime, reason: str = "") -> None:
    """The file goes to the next round. No more pass than the round says."""
    _settle(file, "let_pass", reason, by, at)


def keep(file: RoundFile, *, reason: str, by: Person, at: datetime) -> None:
    """The file is kept waiting: it may still pass."""
    _settle(file, "keep", reason, by, at)


def stop(file: RoundFile, *, reason: str, by: Person, at: datetime) -> None:
    _settle(file, "stop", reason, by, at)


def reconsider(file: RoundFile, *, by: Person, at: datetime) -> None:
    """Put a file back among those that wait."""
    _settle(file, "reconsider", "", by, at)


def _settle(file: RoundFile, verb: str, reason: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        if isinstance(answer := rules.handles(by, file.application), No):
            raise MoveRefused(answer.reason)
        settle(file, verb, reason, by=by, at=at)


def settle(file: RoundFile, verb: str, reason: str, *, by: Person, at: datetime) -> None:
    """What a person or a sitting that closes asks for. The round is held: two people never settle one file, and never
    let one too many pass.
    """
    with transaction.atomic():
        hold(file.round)
        held = hold(file)
        if isinstance(answer := rules.may_be_settled(held), No):
            raise MoveRefused(answer.reason)
        if verb in ("keep", "stop") and not reason.strip():
            raise MoveRefused(_("Please say why: the reason stays with the file."))
        passed = held.round.files.filter(state=FileState.PASSED)
        if (
            verb == "let_pass"
            and passed.exclude(application__state=ApplicationState.WITHDRAWN).count() >= held.round.passing
        ):
            raise MoveRefused(
                ngettext(
                    "%(count)s file has passed already: this round lets no more through.",
                    "%(count)s files have passed already: this round lets no more through.",
                    held.round.passing,
                )
                % {"count": held.round.passing}
            )
        if file.state != held.state:
            raise MoveRefused(_("Somebody changed this while you were reading it. Please look again."))
        move(held, verb, by=by.ref, at=at, detail=reason, reason=reason, left_by=by, left_at=at)
    file.refresh_from_db()
