"""`manage.py import_directory FILE --source …`: what a file would change; `--apply` makes it so, `--undo` takes the
last import back.

Codes: 0 done, 1 another import is under way, this one stopped, or lines are left aside and `--partly` was not said,
2 the file cannot be used.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.directory import sentences
from tremplin.directory.actions import imports as actions
from tremplin.directory.engine.faults import Reading
from tremplin.directory.importing.plans import Asked
from tremplin.directory.importing.sources import Source, sources
from tremplin.directory.models import Import
from tremplin.directory.queries.imports import last_applied
from tremplin.directory.states import ImportSource


class Command(BaseCommand):
    help = "Preview or apply a file of bodies, counters, services or contacts; undo the last one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
        parser.add_argument(
            "--source", choices=list(sources()), default=ImportSource.OFFICIAL, help="what the file is (official)"
        )
        parser.add_argument("--apply", action="store_true", help="write what the preview says")
        parser.add_argument("--partly", action="store_true", help="apply the others when lines are left aside")
        parser.add_argument(
            "--whole", action="store_true", help="the whole list: close what is no longer in it (official: always)"
        )
        parser.add_argument("--undo", action="store_true", help="undo the last import that was applied")

    def handle(self, *args: Any, file: Path | None, source: str, undo: bool, **options: Any) -> None:
        if undo:
            self._undo()
            return
        if file is None:
            raise CommandError("Which file?", returncode=2)
        chosen = sources()[source]
        reading = self._read(file, chosen)
        whole = options["whole"] if chosen.whole is None else chosen.whole
        if not options["apply"]:
            plan = chosen.compare(reading, Asked("", clock.now(), whole))
            for one in plan.faults:
                self._fault(file, one.line, one.record, one.code, one.value)
            self._say(plan.records, plan.new, plan.changed, plan.unchanged, plan.closing)
            self.stdout.write("Nothing was written: --apply does.")
            return
        row = actions.preview_import(
            reading, source=source, file_name=file.name, file=None, by="", at=clock.now(), whole=whole
        )
        self._apply(row, reading, partly=options["partly"], quiet=options["verbosity"] == 0)
        row.refresh_from_db()
        self._say(row.records, row.new, row.changed, row.unchanged, row.closing)
        self.stdout.write(f"{row.rejected} left aside. Written.")

    def _read(self, file: Path, source: Source) -> Reading:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=2) from error
        reading = source.reading(content)
        for one in reading.faults:
            self._fault(file, one.line, one.record, one.code, one.value)
        if not reading.usable:
            raise CommandError(f"{file} cannot be used.", returncode=2)
        return reading

    def _apply(self, row: Import, reading: Reading, *, partly: bool, quiet: bool) -> None:
        try:
            actions.start_import(row, by="", at=clock.now(), partly=partly)
            actions.run_import(row, reading, by="", told=None if quiet else self._progress)
        except MoveRefused as refusal:
            raise CommandError(str(refusal.reason), returncode=1) from refusal
        except actions.ImportStopped as stopped:
            raise CommandError("The import was given up while it was being written.", returncode=1) from stopped

    def _undo(self) -> None:
        row = last_applied()
        if row is None:
            raise CommandError("No import was applied.", returncode=1)
        try:
            actions.undo_import(row, by="", at=clock.now())
        except MoveRefused as refusal:
            raise CommandError(str(refusal.reason), returncode=1) from refusal
        self.stdout.write(f"{row.file_name} was undone.")

    def _fault(self, file: Path, line: int, record: int, code: str, value: str) -> None:
        where = f"{file.name}:{line}" + (f", record {record}" if record else "")
        self.stdout.write(f"{where}: {sentences.fault(code, value)}")

    def _say(self, records: int, new: int, changed: int, unchanged: int, closing: int) -> None:
        self.stdout.write(f"{records} read: {new} new, {changed} changed, {unchanged} unchanged, {closing} to close.")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"Writing {done}/{total}", ending="\n" if done >= total else "\r")
