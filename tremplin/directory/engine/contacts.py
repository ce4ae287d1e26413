"""An agent's own contacts, as their spreadsheet holds them: one row a function or a person, bytes in, contacts out.

A row says a body and a function there; who holds it and how to reach them, if it says so. Without a name, the telephone
and the e-mail address are those of the function.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tremplin.core.text import fold
from tremplin.directory.engine.columns import Column
from tremplin.directory.engine.faults import Fault, Reading, in_order
from tremplin.directory.engine.tables import Row, rows_of
from tremplin.directory.engine.unpacking import Unreadable
from tremplin.directory.engine.values import LONGEST, Say, cut, line, mail_address, paragraphs, web_address

COLUMNS = (
    Column(
        "body",
        "organisme",
        "body",
        ("structure", "administration", "organisation", "entité", "service", "direction", "employeur"),
        required=True,
    ),
    Column("acronym", "sigle", "acronym", ("sigle de l'organisme",)),
    Column(
        "function", "fonction", "function", ("poste", "intitulé du poste", "titre", "job title", "role"), required=True
    ),
    Column("name", "nom", "name", ("nom complet", "personne", "contact", "nom et prénom", "nom prénom", "prénom nom")),
    Column("first_name", "prénom", "first name", ("prénoms",)),
    Column("email", "courriel", "e-mail", ("mail", "mél", "adresse e-mail", "adresse mail", "adresse courriel")),
    Column("phone", "téléphone", "telephone", ("tel", "tél", "mobile", "portable", "numéro de téléphone")),
    Column("website", "site internet", "website", ("site", "site web", "lien")),
    Column("territory", "territoire", "territory", ("département", "région", "commune", "lieu", "zone")),
    Column("topics", "thématiques", "themes", ("thèmes", "thématique", "thème", "topics", "sujets", "domaines")),
    Column("does", "ce que fait cette porte", "what it does", ("missions", "mission", "description", "rôle")),
    Column("for_whom", "pour qui", "for whom", ("publics", "public")),
    Column("deputy", "suppléance", "deputy", ("adjoint", "suppléant", "remplaçant")),
)
_YES = frozenset({"oui", "yes", "x", "1", "vrai", "true", "adjoint", "adjointe", "suppleant", "suppleante", "deputy"})


@dataclass(frozen=True, slots=True)
class Contact:
    """A function at a body, and whoever holds it ("" when the row names nobody)."""

    body: str
    function: str
    acronym: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    territory: str = ""
    topics: tuple[str, ...] = ()
    does: str = ""
    for_whom: str = ""
    deputy: bool = False
    line: int = 0
    number: int = 0


@dataclass(frozen=True)
class Contacts(Reading):
    records: Sequence[Contact] = ()


def read(content: bytes) -> Contacts:
    faults: list[Fault] = []
    found: dict[tuple[str, ...], Contact] = {}
    try:
        for row in rows_of(content, COLUMNS, faults):
            _keep(row, found, faults)
    except Unreadable as error:
        return Contacts(faults=(*faults, _untold(error.fault)))
    if not found:
        return Contacts(faults=(*faults, Fault("no-contact", 1)))
    return Contacts(records=tuple(found.values()), faults=in_order(faults))


def _untold(fault: Fault) -> Fault:
    """Without a line that names the columns, what stands there instead may be a person: it is not kept."""
    return replace(fault, value=fault.value.partition("|")[0]) if fault.code == "no-column" else fault


def _keep(row: Row, found: dict[tuple[str, ...], Contact], faults: list[Fault]) -> None:
    def say(code: str, told: str) -> None:
        faults.append(Fault(code, row.line, row.number, told[:200]))

    said = {name: line(value) for name, value in row.values.items()}
    if not said["body"]:
        say("no-value", f"body|{said['function']}")
        return
    if not said["function"]:
        say("no-value", f"function|{said['body']}")
        return
    contact = _contact(row, said, say)
    named = (contact.body, contact.acronym, contact.function, contact.person, contact.territory)
    key = tuple(fold(text) for text in named)
    if key in found:
        say("twice", f"{contact.body}, {contact.function}")
    else:
        found[key] = contact


def _contact(row: Row, said: dict[str, str], say: Say) -> Contact:
    def untold(code: str) -> Say:
        """What is a person's own is not kept with the import, where others would read it."""
        return lambda _code, _value: say(code, "")

    return Contact(
        body=cut(said["body"], LONGEST["name"], say),
        acronym=cut(said["acronym"], LONGEST["acronym"], say),
        function=cut(said["function"], LONGEST["name"], say),
        person=cut(f"{said['first_name']} {said['name']}".strip(), LONGEST["person"], untold("long-person")),
        email=mail_address([said["email"]] if said["email"] else [], untold("bad-own-email")),
        phone=cut(said["phone"], LONGEST["phone"], untold("long-phone")),
        website=web_address([said["website"]] if said["website"] else [], say),
        territory=said["territory"],
        topics=tuple(topic for part in said["topics"].split(";") for one in part.split(",") if (topic := one.strip())),
        does=paragraphs(row.values["does"])[:2_000],
        for_whom=paragraphs(row.values["for_whom"])[:1_000],
        deputy=fold(said["deputy"]) in _YES,
        line=row.line,
        number=row.number,
    )
