"""The demonstration, built through the same actions as real life, by stage. Running it again adds nothing twice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tremplin.core import clock
from tremplin.desk.demo.cast import CAST
from tremplin.people.actions import confirm, welcome
from tremplin.people.models import Person
from tremplin.people.queries import person_at
from tremplin.programme.actions import give_mandate, open_season
from tremplin.programme.models import Programme, Season

STAGES = ("site",)
Say = Callable[[str], None]


def build(*, stage: str, content: Path, say: Say) -> None:
    """Everything up to a stage: the programme, its people, its site."""
    programme = _programme()
    season = _season(programme)
    _people(programme, season)
    say(f"{len(CAST)} people, season “{season}”")
    say(_site(content))


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
        at=clock.now(),
    )


def _founder(programme: Programme) -> Person:
    """The first administrator: nobody can have given them their mandate."""
    member = CAST[0]
    return welcome(member.email, full_name=member.name, at=clock.now())


def _people(programme: Programme, season: Season) -> None:
    founder = person_at(CAST[0].email) or _founder(programme)
    for member in CAST:
        person = welcome(member.email, full_name=member.name, at=clock.now())
        confirm(person, at=clock.now())
        if member.role and not person.mandates.filter(role=member.role).exists():
            give_mandate(
                programme,
                email=member.email,
                full_name=member.name,
                role=member.role,
                season=None,
                from_day=clock.today(),
                until_day=None,
                by=founder,
                at=clock.now(),
            )


def _site(content: Path) -> str:
    from tremplin.content.importer import import_tree

    report = import_tree(content)
    return str(report)
