"""`manage.py audit_kit`: what an auditor of accessibility starts from, in Markdown; `make audit-kit` keeps a copy."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from tremplin.desk.audit_kit import kit
from tremplin.desk.demo.cast import CAST
from tremplin.people.queries import person_at


class Command(BaseCommand):
    help = "Print the page sample of the demonstration, the criteria with what the tests cover, and empty grids."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=("fr", "en"), default="fr", help="of the kit (default: fr)")

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("The sample is that of the demonstration: not for production.", returncode=2)
        people = [person for member in CAST if (person := person_at(member.email))]
        if not people:
            raise CommandError("The demonstration is not built yet: make run builds it.", returncode=2)
        with translation.override(language):
            self.stdout.write(kit.write(people), ending="")
