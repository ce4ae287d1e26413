"""`manage.py build_search`: builds the index of the site's search now. The worker does it by itself when needed."""

from typing import Any

from django.core.management.base import BaseCommand

from tremplin.core import clock
from tremplin.core.search import keeping


class Command(BaseCommand):
    help = "Build the index of the site's search."

    def handle(self, *args: Any, **options: Any) -> None:
        count = keeping.build(clock.now())
        self.stdout.write(f"{count} documents in the index of the site's search.")
