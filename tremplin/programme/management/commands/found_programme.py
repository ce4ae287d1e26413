"""`manage.py found_programme`: a new programme and its first administrator, who gives every other mandate."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from tremplin.core import clock
from tremplin.programme.actions import found_programme
from tremplin.programme.models import Programme


class Command(BaseCommand):
    help = "Found a programme and give its first administrator a mandate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="its name, in French")
        parser.add_argument("--name-en", default="", help="its name, in English")
        parser.add_argument("--authority", required=True, help="the public body that runs it")
        parser.add_argument("--administrator", required=True, help="e-mail address of the first administrator")

    def handle(self, *args: Any, name: str, name_en: str, authority: str, administrator: str, **options: Any) -> None:
        try:
            validate_email(administrator)
        except ValidationError as error:
            raise CommandError(f"{administrator} is not an e-mail address.", returncode=2) from error
        if Programme.objects.filter(name_fr=name).exists():
            raise CommandError(f"A programme is already called “{name}”.", returncode=2)
        found_programme(name_fr=name, name_en=name_en, authority=authority, administrator=administrator, at=clock.now())
        self.stdout.write(f"Founded. {administrator} signs in with a code and finds “Mandates” in their space.")
