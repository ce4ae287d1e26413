"""The directory of the demonstration: an invented export, imported as a real one, then the team's own doors."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.directory.actions.bodies import load_territories
from tremplin.directory.actions.doors import add_door, confirm_door
from tremplin.directory.actions.imports import preview_import, run_import, start_import
from tremplin.directory.actions.learning import record_case, record_correction
from tremplin.directory.engine.official import read
from tremplin.directory.models import Body, Case, Correction, Door, Import
from tremplin.directory.states import CaseOutcome, ImportState
from tremplin.directory.territories import read_rows
from tremplin.people.models import Person
from tremplin.programme.models import Season

EXPORT: Path = settings.BASE_DIR / "demo" / "directory" / "services.json"

# a body by its acronym, a door by its name, what it does, for whom, words of its topics, days since it was confirmed
DOORS = (
    (
        "DCN",
        "Guichet des communs numériques",
        "Écoute une équipe, dit si son commun intéresse l’État, et l’adresse au bon bureau.",
        "Les équipes qui tiennent un logiciel, une carte ou des données à plusieurs.",
        ("numerique", "donnees"),
        12,
    ),
    (
        "BAA",
        "Conseil avant une demande de subvention",
        "Relit un dossier avant son dépôt et dit ce qui manque.",
        "Les associations qui demandent une subvention pour la première fois.",
        ("solidarite", "social"),
        40,
    ),
    (
        "ABO",
        "Référente des inventaires participatifs",
        "Met en relation les associations naturalistes et les services de l’agence.",
        "Les initiatives qui observent la nature.",
        ("biodiversite", "environnement", "science"),
        500,
    ),
    (
        "AES",
        "Permanence des modèles économiques",
        "Une heure, chaque jeudi, pour parler de financement.",
        "Les associations, coopératives et entreprises de l’économie sociale.",
        ("economie", "emploi"),
        None,
    ),
)
# what was needed, the door that answered
CASES = (
    ("Guichet des communs numériques", "Faire connaître notre carte libre des fontaines aux communes"),
    ("Guichet des communs numériques", "Trouver un service public prêt à réutiliser notre application"),
    ("Conseil avant une demande de subvention", "Comprendre le formulaire de subvention et le budget demandé"),
    ("Référente des inventaires participatifs", "Faire valider nos observations d’oiseaux par des naturalistes"),
    ("Permanence des modèles économiques", "Embaucher une première personne et trouver un prêt"),
)


def build(season: Season, cast: Callable[[str], Person]) -> str:
    """Territories, the export, then what the team knows better. Run again, it adds nothing twice."""
    at = instant(days_from_today(-60), 10)
    with clock.at(at), drawn("doors/territories"):
        load_territories(read_rows())
    _import(at, by=cast("Ada"))
    for acronym, name, does, for_whom, topics, confirmed in DOORS:
        body = Body.objects.get(acronym=acronym)
        if body.doors.filter(name=name).exists():
            continue
        words = {"name": name, "does": does, "for_whom": for_whom, "email": body.email, "published": True}
        words["topics"] = [topic for topic in Topic.objects.all() if any(word in topic.slug for word in topics)]
        opened = instant(days_from_today(-520), 9)
        with clock.at(opened), drawn(f"doors/{name}"):
            door = add_door(body, words=words, by=cast("Ada"), at=opened)
        if confirmed is not None:
            on = instant(days_from_today(-confirmed), 11)
            with clock.at(on):
                confirm_door(door, by=cast("Sam"), at=on)
    _learn(at)
    return f"directory: {Body.objects.count()} bodies, {Door.objects.count()} doors"


def _import(at: datetime, *, by: Person) -> None:
    if Import.objects.filter(file_name=EXPORT.name, state=ImportState.APPLIED).exists():
        return
    with clock.at(at), drawn("doors/import"):
        export = read(EXPORT.read_bytes())
        row = preview_import(export, file_name=EXPORT.name, file=None, by=by.ref, at=at)
        start_import(row, by=by.ref, at=at)
        run_import(row, export, by=by.ref)


def _learn(at: datetime) -> None:
    doors = {door.name: door for door in Door.objects.filter(imported=False)}
    for number, (name, words) in enumerate(CASES):
        on, source = at + timedelta(days=number), f"demonstration-{number}"
        if Case.objects.filter(source=source).exists():
            continue
        with clock.at(on), drawn(f"doors/case/{number}"):
            record_case(doors[name], words, CaseOutcome.HELPED, source, on)
    first, second = doors["Conseil avant une demande de subvention"], doors["Permanence des modèles économiques"]
    if not Correction.objects.filter(from_door=first, to_door=second).exists():
        with clock.at(at), drawn("doors/correction"):
            record_correction(first, second, "Un prêt pour acheter du matériel, pas une subvention", at)
