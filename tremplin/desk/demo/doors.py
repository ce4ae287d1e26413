"""The directory of the demonstration: an invented export, imported as a real one, then the team's own doors."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.core.text import fold
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.directory.actions.bodies import load_territories
from tremplin.directory.actions.doors import add_door, confirm_door
from tremplin.directory.actions.holders import add_holder, mark_left, tell_holder
from tremplin.directory.actions.imports import preview_import, run_import, start_import
from tremplin.directory.actions.learning import record_case, record_correction
from tremplin.directory.actions.networks import add_network, add_to_network
from tremplin.directory.engine.official import read
from tremplin.directory.models import Body, Case, Correction, Door, Import, Network
from tremplin.directory.states import CaseOutcome, ImportSource, ImportState
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
        390,
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
# a door, the part somebody invented has in it, their name, days since they came, told or not, days since they left
HOLDERS = (
    ("Guichet des communs numériques", "holder", "Inès Exemple", 300, True, None),
    ("Guichet des communs numériques", "deputy", "Paul Exemple", 40, False, None),
    ("Référente des inventaires participatifs", "holder", "Jeanne Exemple", 380, True, None),
    ("Permanence des modèles économiques", "holder", "Marc Exemple", 390, True, 12),
)
NETWORK = ("Réseau des communs numériques", ("DCN", "AES"))


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
        opened = instant(days_from_today(-395), 9)
        with clock.at(opened), drawn(f"doors/{name}"):
            door = add_door(body, words=words, by=cast("Ada"), at=opened)
        if confirmed is not None:
            on = instant(days_from_today(-confirmed), 11)
            with clock.at(on):
                confirm_door(door, by=cast("Sam"), at=on)
    _learn(at)
    _hold(cast("Ada"))
    _network(cast("Sam"))
    return f"directory: {Body.objects.count()} bodies, {Door.objects.count()} doors"


def _import(at: datetime, *, by: Person) -> None:
    if Import.objects.filter(file_name=EXPORT.name, state=ImportState.APPLIED).exists():
        return
    with clock.at(at), drawn("doors/import"):
        export = read(EXPORT.read_bytes())
        row = preview_import(export, source=ImportSource.OFFICIAL, file_name=EXPORT.name, file=None, by=by.ref, at=at)
        start_import(row, by=by.ref, at=at, partly=True)
        run_import(row, export, by=by.ref)


def _hold(by: Person) -> None:
    """Who is behind some doors. Nobody is written to: their addresses are examples."""
    doors = {door.name: door for door in Door.objects.filter(imported=False)}
    for name, part, person, came, told, left in HOLDERS:
        door, at = doors[name], instant(days_from_today(-min(came, 35)), 10)
        if door.holders.filter(since=days_from_today(-came)).exists():
            continue
        words = {"part": part, "name": person, "since": days_from_today(-came)}
        words["email"] = f"{fold(person).replace(' ', '.')}@example.org"
        with clock.at(at), drawn(f"doors/holder/{person}"):
            holder = add_holder(door, words=words, by=by, at=at)
            if told:
                tell_holder(holder, by=by, at=at)
        if left is not None:
            at = instant(days_from_today(-left), 10)
            with clock.at(at):
                mark_left(holder, on=at.date(), by=by, at=at)


def _network(by: Person) -> None:
    name, acronyms = NETWORK
    if Network.objects.filter(name=name).exists():
        return
    at = instant(days_from_today(-30), 10)
    with clock.at(at), drawn("doors/network"):
        network = add_network(name, by=by, at=at)
        for body in Body.objects.filter(acronym__in=acronyms):
            add_to_network(network, body, by=by, at=at)


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
