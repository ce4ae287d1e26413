"""`manage.py load_territories`: the regions and departments of the official geographic code, its communes as well if
asked, or a file like ours.
"""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremplin.directory.actions.bodies import load_territories
from tremplin.directory.states import TerritoryKind
from tremplin.directory.territories import COMMUNES, OURS, read_rows

COLUMNS = {"kind", "code", "name", "above"}


class Command(BaseCommand):
    help = "Load territories: 18 regions and 101 departments, or another file with the same columns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=OURS, metavar="FILE")
        parser.add_argument("--communes", action="store_true", help="load the 34 969 communes too")

    def handle(self, *args: Any, file: Path, communes: bool, **options: Any) -> None:
        try:
            rows = [*read_rows(file), *(read_rows(COMMUNES) if communes else ())]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{file} cannot be read: {error}", returncode=2) from error
        for line, row in enumerate(rows, 2):
            if not set(row) >= COLUMNS or row["kind"] not in TerritoryKind.values or not row["code"] or not row["name"]:
                raise CommandError(f"{file}, line {line}: expected {', '.join(sorted(COLUMNS))}.", returncode=2)
        self.stdout.write(f"{load_territories(rows)} territories")
