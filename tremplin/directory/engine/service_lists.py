"""A list of services: JSON (one object a line, or one array) or a table; bytes in, bodies and points to know out.

A service is named by its identifier, or by its path when it has none: the names above it, then its own. What is above
it is said by identifiers (`parents`), by names (`path`), or by the name of who runs it (`operator`); a body that the
list names without a line of its own is `implied`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tremplin.core.text import fold
from tremplin.directory.engine.columns import Column, bare
from tremplin.directory.engine.decoding import NotJson, Reader, items
from tremplin.directory.engine.faults import Fault, in_order
from tremplin.directory.engine.hierarchy import parents_of
from tremplin.directory.engine.kinds import kind_of, kind_said
from tremplin.directory.engine.records import Bodies, Record
from tremplin.directory.engine.tables import rows_of
from tremplin.directory.engine.unpacking import Unreadable, encoding_of, pieces, unpacked
from tremplin.directory.engine.values import LONGEST, Say, cut, line, mail_address, paragraphs, web_address
from tremplin.directory.engine.workbooks import is_workbook

COLUMNS = (
    Column("id", "identifiant", "identifier", ("code",)),
    Column("name", "nom", "name", ("libellé", "intitulé", "service", "dénomination"), required=True),
    Column("acronym", "sigle", "acronym", ("abréviation",)),
    Column("kind", "type", "kind", ("nature", "catégorie")),
    Column("pivot", "code pivot", "pivot code"),
    Column("mission", "mission", "mission", ("missions", "description", "rôle")),
    Column("audiences", "publics", "audiences", ("public", "pour qui", "for whom")),
    Column("url", "site internet", "website", ("site", "site web", "adresse internet", "lien")),
    Column("email", "courriel", "e-mail", ("mail", "mél", "adresse e-mail", "adresse courriel")),
    Column("phone", "téléphone", "telephone", ("tel", "tél")),
    Column("contact", "contact", "contact", ("comment joindre",)),
    Column("address", "adresse", "address", ("adresse postale",)),
    Column("operator", "rattaché à", "part of", ("opérateur", "operator", "ministère", "tutelle", "rattachement")),
    Column("parents", "identifiants au-dessus", "identifiers above", ("parents",)),
    Column("path", "chemin", "path", ("hiérarchie",)),
    Column("former_ids", "anciens identifiants", "former identifiers", ("ancien identifiant", "remplace")),
    Column("former_names", "anciens noms", "former names", ("ancien nom",)),
)
_PHONE = re.compile(r"\+33[ .]?\d(?:[ .]?\d{2}){4}|\b0(?:[ .]?\d){9}\b|\b3[0269]\d\d\b|\b3\d[ .]\d\d\b")
_EMAIL = re.compile(r"[^\s@<>()\",;:]+@[\w.-]+\.[a-z]{2,}", re.IGNORECASE)
_BY_POST = re.compile(
    r"Par courrier(?! électronique)(?: postal)?\s*:?\s*(.+?)(?=\bPar (?:tél|cour|mess|inter)|$)", re.DOTALL
)
_BETWEEN = re.compile(r"\s*[;|\n]\s*")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    number: int
    values: Mapping[str, Any]


def read(content: bytes) -> Bodies:
    faults: list[Fault] = []
    try:
        content = unpacked(content)
        found = _Services(faults)
        for row in _rows(content, faults):
            found.keep(row)
    except Unreadable as error:
        return Bodies(faults=(*faults, error.fault))
    except NotJson as error:
        return Bodies(faults=(*faults, Fault("not-json", error.line, value=error.reason)))
    return found.read()


def _rows(content: bytes, faults: list[Fault]) -> Iterator[_Row]:
    start = content[:200].decode("utf-8-sig", "replace").replace("\x00", "").lstrip("\ufffd \t\r\n")
    if is_workbook(content) or start[:1] not in ("{", "["):
        yield from (_Row(row.line, row.number, row.values) for row in rows_of(content, COLUMNS, faults))
        return
    text = pieces(content, encoding_of(content, faults))
    values = items(Reader(text)) if start[0] == "[" else _lines(text, faults)
    for number, (value, at) in enumerate(values, 1):
        if isinstance(value, dict):
            yield _Row(at, number, _recognised(value))
        else:
            faults.append(Fault("not-a-record", at, number, line(value)[:200] or type(value).__name__))


def _lines(text: Iterator[str], faults: list[Fault]) -> Iterator[tuple[Any, int]]:
    """One value a line; a line that is not JSON costs itself alone."""
    rest, at = "", 0
    for piece in (*text, "\n"):
        *whole, rest = f"{rest}{piece}".split("\n")
        for one in whole:
            at += 1
            if not one.strip():
                continue
            try:
                yield json.loads(one), at
            except (ValueError, RecursionError):
                faults.append(Fault("not-a-record", at, 0, line(one)[:200]))


def _recognised(value: Mapping[str, Any]) -> dict[str, Any]:
    """By our own columns; the first key that means one is the one that counts."""
    said: dict[str, Any] = {}
    for key, cell in value.items():
        name = _column_of(key)
        if name and said.get(name) in (None, ""):
            said[name] = cell
    return said


@lru_cache(maxsize=1_000)
def _column_of(key: str) -> str:
    words = bare(key)
    return next((column.name for column in COLUMNS if words in column.names), "")


class _Services:
    """Records by identifier, then what is above each."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.records: dict[str, Record] = {}
        self.aside: set[str] = set()
        self.by_path: dict[str, str] = {}
        self.above: dict[str, tuple[list[str], list[str]]] = {}

    def keep(self, row: _Row) -> None:
        def say(code: str, told: str) -> None:
            self.faults.append(Fault(code, row.line, row.number, told[:200]))

        name, path = line(row.values.get("name")), _several(row.values.get("path"), ">")
        identifier = line(row.values.get("id")) or (_named(*path, name) if name else "")
        if not name:
            say("no-name", identifier)
            self.aside.add(identifier)
        elif len(identifier) > LONGEST["id"] - len("services:"):
            say("no-id", name)
        elif identifier in self.records:
            say("duplicate", identifier if row.values.get("id") else name)
        else:
            self.records[identifier] = _record(row, identifier, name, say)
            self.by_path.setdefault(_named(*path, name), identifier)
            self.above[identifier] = (_several(row.values.get("parents")), path)

    def read(self) -> Bodies:
        if not self.records:
            return Bodies(faults=(*self.faults, Fault("no-record", 1)))
        children: dict[str, list[str]] = {}
        for identifier in list(self.records):
            for parent in self._parents(self.records[identifier]):
                children.setdefault(parent, []).append(identifier)
        for parent, own in children.items():
            self.records[parent] = replace(self.records[parent], children=tuple(own))
        parents = parents_of(self.records, self.faults)
        return Bodies(
            records=tuple(self.records.values()),
            parents=parents,
            successors={
                former: record.id
                for record in reversed(list(self.records.values()))
                for former in record.former_ids
                if former not in self.records
            },
            faults=in_order(self.faults),
            aside=frozenset(self.aside - self.records.keys()),
        )

    def _parents(self, record: Record) -> list[str]:
        identifiers, path = self.above[record.id]
        found = []
        for parent in identifiers:
            if parent in self.records:
                found.append(parent)
            else:
                self.faults.append(Fault("no-parent", record.line, record.number, parent[:200]))
        if not identifiers and path:
            found.append(self.by_path.get(_named(*path)) or self._implied(path[-1], record))
        if not found and record.part_of and fold(record.part_of) != fold(record.name):
            found.append(self._implied(record.part_of, record))
        return found

    def _implied(self, name: str, record: Record) -> str:
        """The body of this name: one of the list, or one that the list only names."""
        identifier = self.by_path.get(_named(name), _named(name))
        if identifier not in self.records:
            name = name[: LONGEST["name"]]
            self.records[identifier] = Record(
                id=identifier,
                name=name,
                kind=kind_of("", name, ()),
                implied=True,
                line=record.line,
                number=record.number,
            )
            self.above[identifier] = ([], [])
        return identifier


def _named(*names: str) -> str:
    """The identifier of a service that has none: its path. A short sum of it."""
    return hashlib.sha256("\n".join(fold(name) for name in names).encode()).hexdigest()[:24]


def _several(value: Any, between: str = "") -> list[str]:
    """A list, or a cell that holds one."""
    if isinstance(value, str):
        value = value.split(between) if between else _BETWEEN.split(value)
    return [text for text in map(line, value) if text] if isinstance(value, list) else []


def _record(row: _Row, identifier: str, name: str, say: Say) -> Record:
    said = {key: line(value) for key, value in row.values.items()}
    contact = paragraphs(row.values.get("contact"))
    phone, email, post = _PHONE.search(contact), _EMAIL.search(contact), _BY_POST.search(contact)
    address = paragraphs(row.values.get("address")) or (" ".join(post[1].split()) if post else "")
    return Record(
        id=identifier,
        name=cut(name, LONGEST["name"], say),
        acronym=cut(said.get("acronym", ""), LONGEST["acronym"], say),
        former_names=tuple(_several(row.values.get("former_names"))),
        former_ids=tuple(_several(row.values.get("former_ids"))),
        kind=kind_said(said.get("kind", "")) or kind_of(said.get("kind", ""), name, [said.get("pivot", "")]),
        mission=paragraphs(row.values.get("mission")),
        for_whom=", ".join(_several(row.values.get("audiences"))),
        website=web_address([said["url"]] if said.get("url") else [], say),
        email=mail_address([said["email"]] if said.get("email") else [email[0].rstrip(".")] if email else [], say),
        phone=cut(said.get("phone") or (phone[0] if phone else ""), LONGEST["phone"], say),
        address=address[: LONGEST["address"]],
        part_of=said.get("operator", ""),
        line=row.line,
        number=row.number,
    )
