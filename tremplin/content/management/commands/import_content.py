"""`manage.py import_content DIR`: the site from a folder of content files, and a report by file and line."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tremplin.content.engine.archive import unpack
from tremplin.content.engine.report import Report
from tremplin.content.importer import import_tree
from tremplin.content.importer.run import WrongOption
from tremplin.content.importer.sentences import as_text


class Command(BaseCommand):
    help = "Import a folder of content files (config.toml, content/, static/), or import it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder, or a ZIP archive of one")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--json", action="store_true", help="the report as JSON")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="NAME=OURS",
            help="which of our collections a folder is (repeatable)",
        )
        parser.add_argument(
            "--overwrite",
            action="append",
            default=[],
            metavar="PATH",
            help="a file whose values win over the site's (repeatable)",
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        maps = {}
        for pair in options["map"]:
            theirs, equals, ours = pair.partition("=")
            if not equals:
                raise CommandError(_("--map %(pair)s: expected NAME=OURS.") % {"pair": pair}, returncode=2)
            maps[theirs.strip()] = ours.strip()
        quiet = options["verbosity"] == 0 or options["json"]
        unpacking = Report()
        with tempfile.TemporaryDirectory() as aside:
            root = unpack(folder, Path(aside), unpacking) if folder.is_file() else folder
            if root is None:
                raise CommandError(as_text(unpacking, dry_run=True), returncode=2)
            try:
                outcome = import_tree(
                    root,
                    dry_run=options["dry_run"],
                    maps=maps,
                    overwrite=options["overwrite"],
                    progress=(lambda step, done, total: None) if quiet else self._progress,
                )
            except WrongOption as error:
                raise CommandError(str(error), returncode=2) from error
        outcome.report.lines += unpacking.lines
        if options["json"]:
            self.stdout.write(json.dumps(outcome.json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(str(outcome))

    def _progress(self, step: str, done: int, total: int) -> None:
        names = {"read": _("Reading"), "write": _("Writing"), "index": _("Indexing")}
        shown = sys.stderr.isatty() or done % 50 == 0 or done == total
        if shown and total:
            end = "\r" if sys.stderr.isatty() and done != total else "\n"
            self.stderr.write(f"{names[step]} {done}/{total}", ending=end)
