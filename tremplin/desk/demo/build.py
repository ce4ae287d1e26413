"""The demonstration, built through the same actions as real life, by stage. Running it again adds nothing twice."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from tremplin.core import clock
from tremplin.desk.demo import after_stage, call_stage, jury_stage, mails, messages, review_stage, support_stage
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.cast import CAST
from tremplin.desk.demo.draws import drawn
from tremplin.people.actions import confirm, welcome
from tremplin.people.models import Person
from tremplin.people.queries import person_at
from tremplin.programme.actions import give_mandate, open_season
from tremplin.programme.models import Programme, Season

STAGES = ("site", "call", "review", "jury", "support", "after")
DEFAULT = "support"
Say = Callable[[str], None]


def build(*, stage: str, content: Path, say: Say) -> None:
    """Everything up to a stage: the programme, its people, its site."""
    with drawn("programme"):
        programme = _programme()
        season = _season(programme)
    _people(programme)
    say(f"{len(CAST)} people, season “{season}”")
    say(_site(content))
    say(messages.build(programme, _member))
    # a later stage adds to the ones before it
    for name, add in zip(STAGES[1:], (call_stage, review_stage, jury_stage, support_stage, after_stage), strict=True):
        if STAGES.index(stage) >= STAGES.index(name):
            say(add.build(season, _member))
    say(mails.leave())


def _programme() -> Programme:
    programme, _created = Programme.objects.get_or_create(
        name_fr="Accélérateur d’initiatives citoyennes",
        defaults={
            "name_en": "Accelerator for citizen initiatives",
            "authority": "Service de démonstration",
            "contact_email": "contact@demonstration.invalid",
        },
    )
    return programme


def _season(programme: Programme) -> Season:
    year = clock.today().year
    first = programme.seasons.first()
    return first or open_season(
        programme,
        name_fr=f"Saison {year}",
        name_en=f"Season {year}",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        by=_founder(programme),
        at=_begins(),
    )


def _founder(programme: Programme) -> Person:
    """The first administrator: nobody can have given them their mandate."""
    member = CAST[0]
    with drawn(f"cast/{member.name}"):
        return welcome(member.email, full_name=member.name, at=_begins())


def _people(programme: Programme) -> None:
    founder = person_at(CAST[0].email) or _founder(programme)
    for member in CAST:
        with drawn(f"cast/{member.name}"):
            person = welcome(member.email, full_name=member.name, at=_begins())
            confirm(person, at=_begins())
            if member.role and not person.mandates.filter(role=member.role).exists():
                give_mandate(
                    programme,
                    email=member.email,
                    full_name=member.name,
                    role=member.role,
                    season=None,
                    from_day=_begins().date(),
                    until_day=None,
                    by=founder,
                    at=_begins(),
                )


def _member(name: str) -> Person:
    """Somebody of the cast, by their name."""
    return Person.objects.get(email=next(member.email for member in CAST if member.name == name))


def _begins() -> datetime:
    """When the team took office: before any call of the demonstration."""
    return instant(days_from_today(-400), 9)


def _site(content: Path) -> str:
    from tremplin.content.importer import import_tree

    report = import_tree(content)
    return str(report)
