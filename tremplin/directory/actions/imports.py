"""Imports: a file is read and compared, then somebody applies it, and the worker writes it whole or not at all; the
last one may be undone.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.files import content_of
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, move
from tremplin.core.transactions import must_be_outside
from tremplin.directory.actions.generations import words_changed
from tremplin.directory.engine.faults import Fault, Reading, in_order, left_aside
from tremplin.directory.importing import progress
from tremplin.directory.importing.plans import Asked, Plan
from tremplin.directory.importing.sources import sources
from tremplin.directory.importing.statements import RowsMoved
from tremplin.directory.importing.undo import undoing_of, write_back
from tremplin.directory.importing.write import Prepared, write
from tremplin.directory.models import Generation, Holder, Import, ImportFault
from tremplin.directory.queries.imports import bytes_of, later_import
from tremplin.directory.states import ImportState

log = logging.getLogger(__name__)

FAULTS_KEPT = 20_000
PERSONAL_KEPT = timedelta(days=7)
STUCK_AFTER = timedelta(minutes=15)
# the file is compared before the transaction: when somebody writes meanwhile, it is compared again, so many times
TRIES = 5
Told = Callable[[int, int], None]


class ImportStopped(Exception):
    """The import was given up while it was being written."""


def preview_import(
    reading: Reading,
    *,
    source: str,
    file_name: str,
    file: StoredFile | None,
    by: str,
    at: datetime,
    whole: bool = True,
) -> Import:
    """Compare what was read with what we hold, keep the counts, the first changes and the points to know. Changes
    nothing else.
    """
    must_be_outside("comparing a file")
    plan = _compared(reading, source, Asked(by, at, whole)) if reading.usable else Plan()
    faults = in_order([*reading.faults, *plan.faults])
    with transaction.atomic():
        row = Import.objects.create(
            source=source,
            file=file,
            file_name=file_name[:200],
            asked_by=by,
            created_at=at,
            whole=whole,
            refused=not reading.usable,
            look=plan.look.frozen(),
            **_counts(plan, faults),
        )
        ImportFault.objects.bulk_create(
            [
                ImportFault(
                    source=row, position=place, line=one.line, record=one.record, code=one.code, value=one.value[:200]
                )
                for place, one in enumerate(faults[:FAULTS_KEPT], 1)
            ],
            batch_size=500,
        )
        journal.record("preview", row, by=by, at=at)
        return row


def start_import(row: Import, *, by: str, at: datetime, partly: bool = False) -> None:
    """Take the one place there is for an import under way. Raises MoveRefused when another holds it, or when lines are
    left aside and nobody said that the others should be applied.
    """
    if row.refused:
        raise MoveRefused(_("This file cannot be used: choose another one."))
    if row.rejected and not partly:
        raise MoveRefused(_("Some lines of this file cannot be read: say that the others are to be applied."))
    try:
        with transaction.atomic():
            fields: dict[str, Any] = {
                "started_at": at,
                "progressed_at": at,
                "ended_at": None,
                "done": 0,
                "partly": partly,
            }
            move(row, "start", by=by, at=at, **fields)
    except IntegrityError:
        row.refresh_from_db()
        raise MoveRefused(_("Another import is under way. Wait for its end, then try again.")) from None


def ask_for_import(row: Import, *, by: str, at: datetime, partly: bool = False) -> None:
    """Start, and leave the writing to the worker."""
    from tremplin.directory.background import write_import

    with transaction.atomic():
        start_import(row, by=by, at=at, partly=partly)
        write_import.enqueue(row.ref, by)


def run_import(row: Import, reading: Reading | None = None, *, by: str, told: Told | None = None) -> None:
    """Write an import that was started. Whatever goes wrong, nothing is written and it does not stay under way. `told`
    hears of rows written, rows to write.
    """
    must_be_outside("an import")
    try:
        if reading is None:
            reading = sources()[row.source].reading(bytes_of(row))
        for turn in range(TRIES):
            try:
                _write(row, reading, by=by, told=told)
                break
            except _Meanwhile:
                if turn == TRIES - 1:
                    raise
    except ImportStopped:
        raise
    except Exception:
        log.exception("import %s stopped", row.ref)
        fail_import(row, by=by, at=clock.now())
        raise
    finally:
        progress.forget(row.ref)
    if sources()[row.source].personal:
        erase_file(row)


class _Meanwhile(Exception):
    """Somebody changed the directory between the comparison and the writing."""


def _write(row: Import, reading: Reading, *, by: str, told: Told | None) -> None:
    at = clock.now()
    read_at = _generation()
    plan = _compared(reading, row.source, Asked(row.asked_by, at, row.whole))
    counts = _counts(plan, [*reading.faults, *plan.faults])
    prepared = Prepared(plan)
    _still_running(row, **counts)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        progress.tell(row.ref, done, prepared.total)
        if told is not None:
            told(done, prepared.total)

    try:
        with transaction.atomic():
            if _generation() != read_at:
                raise _Meanwhile
            before = write(prepared, by=by, at=at, told=tell)
            try:
                move(row, "finish", by=by, at=at, ended_at=at, done=prepared.total, before=before, **counts)
            except MoveRefused:
                raise ImportStopped(row.ref) from None
            words_changed()
    except RowsMoved:
        raise _Meanwhile from None


def _compared(reading: Reading, source: str, asked: Asked) -> Plan:
    return sources()[source].compare(reading, asked)


def _generation() -> list[Any]:
    """What changes whenever somebody changes what imports read: persons who come, leave or object among it."""
    people = Holder.objects.aggregate(
        last=Max("pk"), gone=Count("left_on"), objected=Count("objected_at"), told=Max("told_at")
    )
    return [people, *Generation.objects.order_by("name").values_list("name", "token")]


def _still_running(row: Import, **fields: int) -> None:
    mine = Import.objects.filter(pk=row.pk, state=ImportState.RUNNING, started_at=row.started_at)
    if mine.update(progressed_at=clock.now(), **fields) != 1:
        raise ImportStopped(row.ref)


def fail_import(row: Import, *, by: str, at: datetime) -> None:
    """Nothing was written; the same file can be applied again."""
    with transaction.atomic():
        try:
            move(row, "fail", by=by, at=at, ended_at=at)
        except MoveRefused:
            return  # it ended meanwhile


def erase_file(row: Import) -> None:
    """Of a file that names persons nothing is kept but what was written."""
    stored = row.file
    if stored is None:
        return
    with transaction.atomic():
        row.file = None
        row.save(update_fields=["file"])
        stored.delete()
        transaction.on_commit(lambda: content_of(stored).unlink(missing_ok=True))


def erase_personal_files(at: datetime) -> int:
    """Files that name persons, and that nobody applied."""
    personal = [source.name for source in sources().values() if source.personal]
    given = Import.objects.filter(source__in=personal, created_at__lt=at - PERSONAL_KEPT).exclude(file=None)
    rows = list(given.exclude(state=ImportState.RUNNING).select_related("file").defer("before"))
    for row in rows:
        erase_file(row)
    return len(rows)


def fail_stuck(at: datetime) -> int:
    """Imports whose worker stopped: it was not heard of for a quarter of an hour."""
    stuck = list(Import.objects.filter(state=ImportState.RUNNING, progressed_at__lt=at - STUCK_AFTER))
    for row in stuck:
        fail_import(row, by="", at=at)
    return len(stuck)


def undo_import(row: Import, *, by: str, at: datetime) -> None:
    """Write back what the rows said before; remove the new ones that nothing refers to, close the others; leave alone
    what somebody changed since. Raises MoveRefused.
    """
    must_be_outside("reading what an import changed")
    for turn in range(TRIES):
        read_at = _generation()
        undoing = undoing_of(row)
        try:
            with transaction.atomic():
                if later_import(row) is not None:
                    raise MoveRefused(_("A later import was applied: undo that one first."))
                if _generation() != read_at:
                    raise _Meanwhile
                write_back(undoing, by=by, at=at)
                move(row, "undo", by=by, at=at, undone_at=at, before=None)
                words_changed()
            return
        except (_Meanwhile, RowsMoved, IntegrityError):
            if turn == TRIES - 1:
                raise MoveRefused(_("Somebody changed this while you were reading it. Please look again.")) from None


def _counts(plan: Plan, faults: list[Fault] | tuple[Fault, ...]) -> dict[str, Any]:
    return {
        "records": plan.records,
        "total": plan.total,
        "new": plan.new,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "closing": plan.closing,
        "dangling": sum(fault.code == "dangling" for fault in faults),
        "fault_count": len(faults),
        "rejected": left_aside(faults),
    }
