"""`manage.py demo`: builds the demonstration `make run` serves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tremplin.core import clock
from tremplin.core.search import keeping
from tremplin.desk.demo.build import DEFAULT, STAGES, build

OWN = settings.BASE_DIR / "demo" / "content-site"


class Command(BaseCommand):
    help = "Build the demonstration: a programme, its people, its site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default=DEFAULT)
        parser.add_argument(
            "--content", type=Path, default=OWN, help="a folder in the content format (default: our own)"
        )

    def handle(self, *args: Any, stage: str, content: Path, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("The demonstration is not for a production installation.", returncode=2)
        if not content.is_dir():
            raise CommandError(f"No folder {content}.", returncode=2)
        build(stage=stage, content=content, say=self.stdout.write)
        # what was just published can be searched from the first page on
        self.stdout.write(f"{keeping.build(clock.now())} documents in the index of the search")
