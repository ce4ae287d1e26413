"""`manage.py maintenance on|off|state`: close the site to everybody for a while, and open it again."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tremplin.core import clock, maintenance


class Command(BaseCommand):
    help = "Close the site to everybody (503, with a page that says so), open it again, or tell which it is."
    # it must work when nothing else does
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("on", "off", "state"))
        parser.add_argument("--until", default="", help="what visitors are told: 2026-03-02, or 2026-03-02T14:30")
        parser.add_argument("--message", default="", help="a sentence added to the page, as it is")

    def handle(self, *args: Any, what: str, until: str, message: str, **options: Any) -> None:
        if what == "on":
            at = _instant(until) if until else None
            if at and at <= clock.now():
                raise CommandError(f"--until {until}: this instant has passed.")
            maintenance.close(until=at, message=message)
        elif what == "off" and not maintenance.open_again():
            self.stdout.write("The site was open already.")
            return
        self.stdout.write("The site is closed for maintenance." if maintenance.is_closed() else "The site is open.")


def _instant(written: str) -> datetime:
    """Where no zone is written it is the installation's; a day alone is its morning at 8."""
    try:
        found = datetime.combine(date.fromisoformat(written), time(8)) if len(written) == len("2026-03-02") else (
            datetime.fromisoformat(written)
        )  # fmt: skip
    except ValueError as error:
        raise CommandError(f"--until {written}: expected 2026-03-02, or 2026-03-02T14:30.") from error
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
