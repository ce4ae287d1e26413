"""Public resources as catalogues give them: bytes in, resources and points to know out.

Two kinds of files: the export of the public aids catalogue (`catalogue.py`), and a table people typed (CSV or
workbook), columns in French or English. Nothing raises; lines and records count from 1.
"""

import re
from hashlib import blake2b

from tremplin.directory.engine.aid import LONGEST_LINE, LONGEST_TEXT, Aid, Aids, days_of, kind_of, plain
from tremplin.directory.engine.catalogue import read_catalogue
from tremplin.directory.engine.columns import Column, bare
from tremplin.directory.engine.faults import Fault, in_order
from tremplin.directory.engine.tables import Row, rows_of
from tremplin.directory.engine.unpacking import Unreadable, unpacked
from tremplin.directory.engine.values import LONGEST, cut, line, web_address

COLUMNS = (
    Column("name", "nom", "name", ("intitulé", "titre", "title"), required=True),
    Column("id", "identifiant", "identifier", ("numéro", "référence", "reference")),
    Column("kind", "nature", "kind", ("type", "type d’aide", "catégorie")),
    Column("does", "description", "what it gives", ("ce que cela donne", "objet", "does")),
    Column("conditions", "conditions", "eligibility", ("critères", "éligibilité", "conditions d’éligibilité")),
    Column("for_whom", "pour qui", "for whom", ("public", "bénéficiaires", "publics", "audience")),
    Column("amount", "montant", "amount", ("taux", "montant ou taux", "amount or share")),
    Column("provider", "organisme", "provider", ("porteur", "financeur", "qui la donne", "who gives it")),
    Column("place", "territoire", "territory", ("périmètre", "lieu", "place", "perimeter")),
    Column("topics", "thématiques", "themes", ("thèmes", "thématique", "topics")),
    Column("website", "site internet", "website", ("site", "site web", "lien", "url")),
    Column("form_url", "où demander", "where to ask", ("lien de candidature", "formulaire", "démarche", "form url")),
    Column("door", "porte", "door", ("référence de la porte", "door reference")),
    Column("opens_on", "ouverture", "opens on", ("date d’ouverture", "début", "start date")),
    Column("closes_on", "date limite", "deadline", ("clôture", "date de clôture", "fin", "closes on", "closing date")),
)


def read(content: bytes) -> Aids:
    faults: list[Fault] = []
    try:
        content = unpacked(content)
    except Unreadable as error:
        return Aids(faults=(error.fault,))
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_catalogue(content, faults)
    return _table(content, faults)


def _table(content: bytes, faults: list[Fault]) -> Aids:
    records: dict[str, Aid] = {}
    aside: set[str] = set()
    try:
        for row in rows_of(content, COLUMNS, faults):
            _keep_row(row, records, faults, aside)
    except Unreadable as error:
        return Aids(faults=(*faults, error.fault))
    if not records:
        return Aids(faults=(*faults, Fault("no-record", 1)))
    return Aids(records=tuple(records.values()), faults=in_order(faults), aside=frozenset(aside - records.keys()))


def _keep_row(row: Row, records: dict[str, Aid], faults: list[Fault], aside: set[str]) -> None:
    def say(code: str, told: str) -> None:
        faults.append(Fault(code, row.line, row.number, told[:200]))

    said = {name: line(value) for name, value in row.values.items()}
    if not said["name"]:
        say("no-name", said["id"] or str(row.number))
        return
    identifier = said["id"] or _named(said["name"], said["provider"])
    if len(identifier) > LONGEST["id"]:
        say("no-id", said["name"])
        return
    if identifier in records:
        say("duplicate", said["id"] or said["name"])
        return
    if (days := days_of(said["opens_on"], said["closes_on"], say)) is None:
        aside.add(identifier)
        return
    kind = kind_of([said["kind"]])
    if said["kind"] and not kind:
        say("unknown-kind", said["kind"])
    records[identifier] = Aid(
        id=identifier,
        name=cut(said["name"], LONGEST["name"], say),
        kind=kind or "other",
        does=cut(plain(row.values["does"]), LONGEST_TEXT, say),
        conditions=cut(plain(row.values["conditions"]), LONGEST_TEXT, say),
        for_whom=cut(plain(row.values["for_whom"]), LONGEST_TEXT, say),
        amount=cut(said["amount"], LONGEST_LINE, say),
        provider=cut(said["provider"], LONGEST_LINE, say),
        place=said["place"],
        topics=tuple(part.strip() for part in re.split(r"[;,|\n]", row.values["topics"]) if part.strip()),
        website=web_address([said["website"]] if said["website"] else [], say),
        form_url=web_address([said["form_url"]] if said["form_url"] else [], say, "bad-form"),
        door=said["door"].lower(),
        opens_on=days[0],
        closes_on=days[1],
        line=row.line,
        number=row.number,
    )


def _named(name: str, provider: str) -> str:
    """Who a resource without an identifier is: its name and who gives it."""
    return f"n-{blake2b(f'{bare(name)}|{bare(provider)}'.encode(), digest_size=12).hexdigest()}"
