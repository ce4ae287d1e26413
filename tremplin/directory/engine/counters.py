"""A list of local counters (town halls, prefectures, tax offices…): one row each, where it stands and how to reach it.

Columns as in the lists of local services drawn from service-public.fr (DILA, Licence Ouverte): identifier, kind
(`pivot`), name, INSEE code of the commune, department, address, telephone, e-mail, site.
"""

import re

from tremplin.directory.engine.columns import Column
from tremplin.directory.engine.faults import Fault, in_order
from tremplin.directory.engine.kinds import kind_of
from tremplin.directory.engine.records import Bodies, Record
from tremplin.directory.engine.tables import Row, rows_of
from tremplin.directory.engine.unpacking import Unreadable
from tremplin.directory.engine.values import LONGEST, cut, line, mail_address, paragraphs, web_address

COLUMNS = (
    Column("id", "identifiant", "identifier", ("code", "identifiant local"), required=True),
    Column("name", "nom", "name", ("libellé", "intitulé", "dénomination", "guichet"), required=True),
    Column("pivot", "type", "kind", ("code pivot", "type de service", "catégorie", "type service local")),
    Column("insee", "code INSEE", "INSEE code", ("code commune", "code insee commune", "commune insee", "cog")),
    Column("dep", "département", "department", ("dept", "dépt", "code département")),
    Column("address", "adresse", "address", ("adresse postale",)),
    Column("phone", "téléphone", "telephone", ("tel", "tél", "numéro de téléphone")),
    Column("email", "courriel", "e-mail", ("mail", "mél", "adresse e-mail", "adresse courriel")),
    Column("url", "site internet", "website", ("site", "site web", "adresse internet", "lien")),
)
# « Brigade de gendarmerie - Sainte-Anne 97128-01 »: the end is its identifier again
_NUMBERED = re.compile(r"\s+\d[\dAB]\d{3}-\d{2}$")
_INSEE = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)
_DEPARTMENT = re.compile(r"\d[\dAB]|9[78]\d", re.IGNORECASE)


def read(content: bytes) -> Bodies:
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    aside: set[str] = set()
    try:
        for row in rows_of(content, COLUMNS, faults):
            _keep(row, records, faults, aside)
    except Unreadable as error:
        return Bodies(faults=(*faults, error.fault))
    if not records:
        return Bodies(faults=(*faults, Fault("no-record", 1)))
    return Bodies(records=tuple(records.values()), faults=in_order(faults), aside=frozenset(aside - records.keys()))


def _keep(row: Row, records: dict[str, Record], faults: list[Fault], aside: set[str]) -> None:
    def say(code: str, told: str) -> None:
        faults.append(Fault(code, row.line, row.number, told[:200]))

    said = {name: line(value) for name, value in row.values.items()}
    identifier, name = said["id"], _NUMBERED.sub("", said["name"])
    if not identifier or len(identifier) > LONGEST["id"] - len("counters:"):
        say("no-id", name)
    elif not name:
        say("no-name", identifier)
        aside.add(identifier)
    elif identifier in records:
        say("duplicate", identifier)
    else:
        records[identifier] = Record(
            id=identifier,
            name=cut(name, LONGEST["name"], say),
            kind=kind_of("", name, [said["pivot"]]),
            website=web_address([said["url"]] if said["url"] else [], say),
            email=mail_address([said["email"]] if said["email"] else [], say),
            phone=_phone(said["phone"]),
            address=_envelope(row.values["address"]),
            place=_place(said["insee"], said["dep"]),
            line=row.line,
            number=row.number,
        )


def _phone(text: str) -> str:
    """Of a number that comes with a sentence, the number."""
    found = re.match(r"\+?[\d .()-]{6,}", text) if len(text) > LONGEST["phone"] else None
    return (found.group() if found else text)[: LONGEST["phone"]].strip()


def _envelope(text: str) -> str:
    """« 35 rue de la gare,75019,Paris » on two lines; what was already on several stays so."""
    lines = paragraphs(text)
    found = re.fullmatch(r"(.+?)\s*,\s*(\d{4,5})\s*,\s*(.+)", lines) if "\n" not in lines else None
    said = f"{found[1]}\n{found[2].zfill(5)} {found[3]}" if found else lines
    return said[: LONGEST["address"]]


def _place(insee: str, department: str) -> str:
    """The commune's code, else the department's; a spreadsheet takes the zero off « 01004 »."""
    insee = insee.upper().zfill(5) if insee else ""
    if _INSEE.fullmatch(insee):
        return insee
    department = department.upper().zfill(2) if department else ""
    return department if _DEPARTMENT.fullmatch(department) else ""
