"""`manage.py import_directory FILE`: what an official export would change; `--apply` makes it so.

Codes: 0 done, 1 another import is under way or this one stopped, 2 the file cannot be used.
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
from tremplin.directory.engine.official import read
from tremplin.directory.importing.compare import compare


class Command(BaseCommand):
    help = "Preview or apply an export of the official directory of the administration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="write what the preview says")

    def handle(self, *args: Any, file: Path, apply: bool, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=2) from error
        export = read(content)
        for one in export.faults:
            self.stdout.write(f"{file.name}:{one.line}: {sentences.fault(one.code, one.value)}")
        if not export.usable:
            raise CommandError(f"{file} cannot be used.", returncode=2)
        if not apply:
            changes = compare(export)
            self._say(changes.records, len(changes.new), len(changes.changed), changes.unchanged, len(changes.gone))
            self.stdout.write(f"{export.dangling} links that lead nowhere. Nothing was written: --apply does.")
            return
        row = actions.preview_import(export, file_name=file.name, file=None, by="", at=clock.now())
        try:
            actions.start_import(row, by="", at=clock.now())
            actions.run_import(row, export, by="", told=None if options["verbosity"] == 0 else self._progress)
        except MoveRefused as refusal:
            raise CommandError(str(refusal.reason), returncode=1) from refusal
        except actions.ImportStopped as stopped:
            raise CommandError("The import was given up while it was being written.", returncode=1) from stopped
        row.refresh_from_db()
        self._say(row.records, row.new, row.changed, row.unchanged, row.closing)
        self.stdout.write(f"{row.dangling} links that lead nowhere. Written.")

    def _say(self, records: int, new: int, changed: int, unchanged: int, closing: int) -> None:
        self.stdout.write(f"{records} bodies: {new} new, {changed} changed, {unchanged} unchanged, {closing} to close.")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"Writing {done}/{total}", ending="\n" if done >= total else "\r")
