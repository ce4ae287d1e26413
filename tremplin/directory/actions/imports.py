"""Importing the official directory: a file is read and compared, then somebody applies it, and the worker writes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, move
from tremplin.core.transactions import must_be_outside
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.engine.official import Export, read
from tremplin.directory.importing.compare import Changes, compare
from tremplin.directory.importing.write import write
from tremplin.directory.models import Import, ImportFault
from tremplin.directory.queries.imports import bytes_of
from tremplin.directory.states import ImportState

log = logging.getLogger(__name__)

FAULTS_KEPT = 1_000
STUCK_AFTER = timedelta(minutes=15)
Told = Callable[[int, int], None]


class ImportStopped(Exception):
    """The import was given up while it was being written."""


def preview_import(export: Export, *, file_name: str, file: StoredFile | None, by: str, at: datetime) -> Import:
    """Compare what was read with what we hold, keep the counts and the points to know. Changes nothing else."""
    must_be_outside("comparing a file")
    changes = compare(export) if export.usable else Changes()
    with transaction.atomic():
        row = Import.objects.create(
            file=file,
            file_name=file_name[:200],
            asked_by=by,
            created_at=at,
            refused=not export.usable,
            dangling=export.dangling,
            fault_count=len(export.faults),
            **_counts(changes),
        )
        ImportFault.objects.bulk_create(
            ImportFault(
                source=row, position=place, line=one.line, record=one.record, code=one.code, value=one.value[:200]
            )
            for place, one in enumerate(export.faults[:FAULTS_KEPT], 1)
        )
        journal.record("preview", row, by=by, at=at)
        return row


def start_import(row: Import, *, by: str, at: datetime) -> None:
    """Take the one place there is for an import under way. Raises MoveRefused when another holds it."""
    if row.refused:
        raise MoveRefused(_("This file cannot be used: choose another one."))
    try:
        with transaction.atomic():
            move(row, "start", by=by, at=at, started_at=at, progressed_at=at, ended_at=None, done=0)
    except IntegrityError:
        row.refresh_from_db()
        raise MoveRefused(_("Another import is under way. Wait for its end, then try again.")) from None


def ask_for_import(row: Import, *, by: str, at: datetime) -> None:
    """Start, and leave the writing to the worker."""
    from tremplin.directory.background import write_import

    with transaction.atomic():
        start_import(row, by=by, at=at)
        write_import.enqueue(row.ref, by)


def run_import(row: Import, export: Export | None = None, *, by: str, told: Told | None = None) -> None:
    """Write an import that was started. Whatever goes wrong, it does not stay under way. `told` hears of each batch:
    rows written, rows to write.
    """
    must_be_outside("an import")
    try:
        _write(row, export or read(bytes_of(row)), by=by, told=told)
    except ImportStopped:
        raise
    except Exception:
        log.exception("import %s stopped", row.ref)
        fail_import(row, by=by, at=clock.now())
        raise


def _write(row: Import, export: Export, *, by: str, told: Told | None) -> None:
    changes = compare(export)
    counts = _counts(changes)
    _still_running(row, **counts)

    def progress(count: int) -> None:
        _advance(row, count)
        if told is not None:
            told(row.done, changes.total)

    write(changes, by=by, at=clock.now(), progress=progress)
    with transaction.atomic():
        move(row, "finish", by=by, at=clock.now(), ended_at=clock.now(), **counts)
        doors_changed()


def _advance(row: Import, count: int) -> None:
    row.done += count
    _still_running(row, done=row.done)


def _still_running(row: Import, **fields: int) -> None:
    mine = Import.objects.filter(pk=row.pk, state=ImportState.RUNNING, started_at=row.started_at)
    if mine.update(progressed_at=clock.now(), **fields) != 1:
        raise ImportStopped(row.ref)


def fail_import(row: Import, *, by: str, at: datetime) -> None:
    """What was written stays written; the same file can be applied again."""
    with transaction.atomic():
        try:
            move(row, "fail", by=by, at=at, ended_at=at)
        except MoveRefused:
            return  # it ended meanwhile
        doors_changed()


def fail_stuck(at: datetime) -> int:
    """Imports whose worker stopped: nothing was written for a quarter of an hour."""
    stuck = list(Import.objects.filter(state=ImportState.RUNNING, progressed_at__lt=at - STUCK_AFTER))
    for row in stuck:
        fail_import(row, by="", at=at)
    return len(stuck)


def _counts(changes: Changes) -> dict[str, Any]:
    return {
        "records": changes.records,
        "total": changes.total,
        "new": len(changes.new),
        "changed": len(changes.changed),
        "unchanged": changes.unchanged,
        "closing": len(changes.gone),
    }
