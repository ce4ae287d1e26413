"""An import of content files asked from a page: read aside by the worker, then written once somebody said so."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tremplin.content.engine.archive import unpack
from tremplin.content.engine.report import Report
from tremplin.content.importer import import_tree
from tremplin.content.importer.run import Outcome
from tremplin.content.importer.sentences import as_json
from tremplin.content.models import TreeImport
from tremplin.content.rules import can_start_import
from tremplin.content.states import TreeImportState
from tremplin.core import clock, files, journal
from tremplin.core.answers import No
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, move
from tremplin.people.models import Person

LINES_KEPT = 2_000


def receive_tree(stored: StoredFile, *, by: str, at: datetime) -> TreeImport:
    """Keep an archive and have the worker read it. Nothing of the site changes."""
    from tremplin.content.background import read_archive

    with transaction.atomic():
        row = TreeImport.objects.create(file=stored, file_name=stored.name[:200], asked_by=by, created_at=at)
        journal.record("create", row, by=by, at=at)
        read_archive.enqueue(row.ref)
        return row


def ask_for_import(row: TreeImport, *, by: Person, at: datetime) -> None:
    """Take the one place there is for an import under way, and leave the writing to the worker."""
    from tremplin.content.background import write_archive

    answer = can_start_import(by, row, at)
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)
    try:
        with transaction.atomic():
            move(row, "start", by=by.ref, at=at, done=0)
            write_archive.enqueue(row.ref)
    except IntegrityError:
        row.refresh_from_db()
        raise MoveRefused(_("Another import is under way. Wait for its end, then try again.")) from None


def read_tree(row: TreeImport) -> None:
    """What the import would do, told without doing it."""
    outcome = _import_or_give_up(row, dry_run=True)
    report, total = _kept(outcome), row.total
    with transaction.atomic():
        move(row, "refuse" if outcome.refused else "tell", by="", at=clock.now(), report=report, total=total)


def write_tree(row: TreeImport) -> None:
    """Do it, telling how far it is."""
    outcome = _import_or_give_up(row, dry_run=False)
    now = clock.now()
    with transaction.atomic():
        verb = "refuse" if outcome.refused else "finish"
        move(row, verb, by=row.asked_by, at=now, report=_kept(outcome), ended_at=now)


class _Told(Outcome):
    """What happened; `refused` when there was nothing to import."""

    refused = False


def _import_or_give_up(row: TreeImport, *, dry_run: bool) -> _Told:
    """An import that breaks down says so and leaves its place: nobody could import anything after it."""
    try:
        return _import(row, dry_run=dry_run)
    except BaseException:
        report, now = Report(), clock.now()
        report.error(row.file_name, 0, "broken-down")
        with transaction.atomic():
            move(row, "refuse", by="", at=now, report=_kept(_Told(report, dry_run)), ended_at=now)
        raise


def _import(row: TreeImport, *, dry_run: bool) -> _Told:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        root = unpack(files.content_of(row.file), Path(folder), report)
        if root is None:
            told = _Told(report, dry_run)
            told.refused = True
            return told
        outcome = import_tree(root, dry_run=dry_run, progress=_progress(row))
    outcome.report.lines += report.lines
    return _Told(outcome.report, dry_run)


def _progress(row: TreeImport) -> Callable[[str, int, int], None]:
    def tell(step: str, done: int, total: int) -> None:
        if step == "write" and (done % 20 == 0 or done == total):
            row.done, row.total = done, total
            TreeImport.objects.filter(pk=row.pk, state=TreeImportState.RUNNING).update(done=done, total=total)

    return tell


def _kept(outcome: _Told) -> dict[str, object]:
    said = as_json(outcome.report, dry_run=outcome.dry_run)
    lines = said["lines"]
    return {**said, "lines": lines[:LINES_KEPT], "more": max(0, len(lines) - LINES_KEPT)}
