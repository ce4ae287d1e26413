"""`manage.py export_content DIR`: the site written as a folder of content files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.content.exporter import NotEmpty, export_tree


class Command(BaseCommand):
    help = "Write the site as a folder of content files that import_content reads back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is missing or empty")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            count = export_tree(folder)
        except NotEmpty as error:
            said = _("%(folder)s already holds something: give a folder that is missing or empty.")
            raise CommandError(said % {"folder": folder}, returncode=2) from error
        said = ngettext("%(count)s file written in %(folder)s.", "%(count)s files written in %(folder)s.", count)
        self.stdout.write(said % {"count": count, "folder": folder})
