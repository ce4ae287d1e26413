"""The official export of the French public directory: bytes in, bodies and points to know out.

The file is one JSON object, `{"service": [{…}, …]}`, in UTF-8. A record names its **children** (`hierarchie`); parents
are derived here. Real files hold links to bodies that are not in them, bodies with several parents, and empty strings
everywhere. Whatever a value holds, it is read or it becomes a `Fault` with its line: nothing raises. Names of persons
(`affectation_personne`) are never read: only the function they hold.

The array is decoded one record at a time, so that a file of 100 000 records stays small in memory and every fault has
its line. Lines and records count from 1. Format: public directory open data, DILA (service-public.fr), Licence Ouverte.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tremplin.core.text import clean
from tremplin.directory.engine.kinds import kind_of, place_of

# what makes the whole file useless; every other code concerns one record or one value
FATAL = frozenset({"not-text", "not-json", "no-service", "no-record"})
# the record is left out; the others say what was left out of it
LEFT_OUT = frozenset({"not-a-record", "no-id", "no-name", "duplicate", "withheld"})
LONGEST = {"id": 80, "name": 300, "acronym": 60, "phone": 60, "url": 500, "email": 254}

_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TAGS = re.compile(r"<[^<>]*>")
_URL = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>()\",;:]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """A point of the file: its line, its record (0: the file itself), a code, and the value it is about."""

    code: str
    line: int
    record: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A body as the file tells it: no `None`, "" where it says nothing. `place` is an INSEE code of a commune or of a
    department, for local services only.
    """

    id: str
    name: str
    acronym: str = ""
    former_names: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    kind: str = "other"
    mission: str = ""
    functions: tuple[str, ...] = ()
    website: str = ""
    form_url: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    place: str = ""
    children: tuple[str, ...] = ()
    line: int = 0
    number: int = 0


@dataclass(frozen=True)
class Export:
    """What was read. `parents`: for each body that has some, its parents in the order of the file. `successors`: a
    former identifier → the body of the file that took it over.
    """

    records: tuple[Record, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def usable(self) -> bool:
        return not any(fault.code in FATAL for fault in self.faults)

    @property
    def dangling(self) -> int:
        return sum(fault.code == "dangling" for fault in self.faults)


def read(content: bytes) -> Export:
    """Read a whole file. A file that cannot be used gives no record and one fatal fault."""
    faults: list[Fault] = []
    text = _decoded(content, faults)
    if not text.strip():
        return Export(faults=(Fault("no-record", 1),))
    records: dict[str, Record] = {}
    try:
        for number, (value, line) in enumerate(_services(text), 1):
            _keep(value, line, number, records, faults)
    except _NotJson as error:
        return Export(faults=(Fault("not-json", error.line, value=error.reason),))
    except _NoService:
        return Export(faults=(Fault("no-service", 1),))
    if not records:
        return Export(faults=(*faults, Fault("no-record", 1)))
    children = _existing(records, faults)
    _uncircle(children, records, faults)
    parents: dict[str, list[str]] = {}
    for parent, own in children.items():
        for child in own:
            parents.setdefault(child, []).append(parent)
    successors: dict[str, str] = {}
    for record in records.values():
        for former in record.former_ids:
            if former not in records:
                successors.setdefault(former, record.id)
    return Export(
        records=tuple(records.values()),
        parents={child: tuple(above) for child, above in parents.items()},
        successors=successors,
        faults=tuple(sorted(faults, key=lambda fault: (fault.line, fault.record))),
    )


class _NotJson(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


class _NoService(Exception):
    pass


def _decoded(content: bytes, faults: list[Fault]) -> str:
    """UTF-8 with or without its mark; anything else is read as Windows-1252 or Latin-1, and said."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Fault("encoding", 1, value="UTF-16"))
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault("encoding", content.count(b"\n", 0, error.start) + 1, value="Windows-1252"))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


class _Reader:
    """Goes along a JSON text, value by value, and knows its line."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self._decode = json.JSONDecoder().raw_decode
        self._counted = 0

    def skip(self) -> str:
        """Pass the blanks; the character that follows, "" at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def expect(self, characters: str) -> str:
        found = self.skip()
        if found == "" or found not in characters:
            raise self.broken(f"expected {' or '.join(characters)}")
        self.at += 1
        return found

    def value(self) -> Any:
        self.skip()
        self.count()
        try:
            value, self.at = self._decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            raise self.broken(error.msg) from None
        except (ValueError, RecursionError) as error:  # a number of ten thousand digits, a thousand brackets
            raise self.broken(type(error).__name__) from None
        return value

    def count(self) -> int:
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line

    def broken(self, reason: str) -> _NotJson:
        return _NotJson(self.count(), reason)


def _services(text: str) -> Iterator[tuple[Any, int]]:
    """Each value of the array `service`, with its line."""
    reader, found = _Reader(text), False
    if reader.skip() != "{":
        reader.value()
        raise _NoService
    reader.expect("{")
    more = reader.skip() != "}"
    if not more:
        reader.expect("}")
    while more:
        key = reader.value()
        reader.expect(":")
        if key == "service" and reader.skip() == "[":
            found = True
            yield from _items(reader)
        else:
            reader.value()
        more = reader.expect(",}") == ","
    if reader.skip():
        raise reader.broken("Extra data")
    if not found:
        raise _NoService


def _items(reader: _Reader) -> Iterator[tuple[Any, int]]:
    reader.expect("[")
    if reader.skip() == "]":
        reader.expect("]")
        return
    while True:
        value = reader.value()
        yield value, reader.line
        if reader.expect(",]") == "]":
            return


def _keep(value: Any, line: int, number: int, records: dict[str, Record], faults: list[Fault]) -> None:
    """Read one value of the array into `records`, or say why it is left out."""

    def say(code: str, told: str = "") -> None:
        faults.append(Fault(code, line, number, told[:200]))

    if not isinstance(value, dict):
        return say("not-a-record", _line(value) if isinstance(value, str) else type(value).__name__)
    identifier, name = _line(value.get("id")), _line(value.get("nom"))
    if not identifier or len(identifier) > LONGEST["id"]:
        return say("no-id", name)
    if not name:
        return say("no-name", identifier)
    if identifier in records:
        return say("duplicate", identifier)
    if _line(value.get("statut_de_diffusion")).lower() == "false":
        return say("withheld", name)
    records[identifier] = _record(value, identifier, name, line, number, say)
    return None


def _record(value: dict[str, Any], identifier: str, name: str, line: int, number: int, say: Any) -> Record:
    def cut(text: str, longest: int) -> str:
        if len(text) > longest:
            say("too-long", text)
        return text[:longest].rstrip()

    def sound(found: list[str], pattern: re.Pattern[str], longest: int, code: str) -> str:
        """The first of these that is what it should be; the others are said only when none is."""
        for text in found:
            if pattern is _URL and not re.match(r"[a-z]+:", text, re.IGNORECASE):
                text = f"https://{text}"
            if len(text) <= longest and pattern.fullmatch(text):
                return text
        if found:
            say(code, found[0])
        return ""

    return Record(
        id=identifier,
        name=cut(name, LONGEST["name"]),
        acronym=cut(_line(value.get("sigle")), LONGEST["acronym"]),
        former_names=tuple(_lines(value.get("ancien_nom"))),
        former_ids=tuple(_lines(value.get("ancien_identifiant"))),
        kind=kind_of(_line(value.get("type_organisme")), name, _pivots(value)),
        mission=_paragraphs(value.get("mission")),
        functions=tuple(_lines(value.get("affectation_personne"), "fonction")),
        website=sound(_lines(value.get("site_internet")), _URL, LONGEST["url"], "bad-website"),
        form_url=sound(
            [*_lines(value.get("formulaire_contact")), *_lines(value.get("sve"))], _URL, LONGEST["url"], "bad-form"
        ),
        email=sound(_lines(value.get("adresse_courriel")), _EMAIL, LONGEST["email"], "bad-email").lower(),
        phone=cut(next(iter(_lines(value.get("telephone"))), ""), LONGEST["phone"]),
        address=_address(value.get("adresse")),
        place=place_of(
            _line(value.get("categorie")), _line(value.get("code_insee_commune")), _communes(value), _postcodes(value)
        ),
        children=tuple(_lines(value.get("hierarchie"), "service", "id")),
        line=line,
        number=number,
    )


def _line(value: Any) -> str:
    """One line of plain text: "" for whatever is not text."""
    return " ".join(clean(_SURROGATES.sub("", value)).split()) if isinstance(value, str) else ""


def _lines(value: Any, *keys: str) -> list[str]:
    """The texts of a list that holds texts, or objects with one of these keys (`valeur` by default); each once."""
    found: dict[str, None] = {}
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = next((item[key] for key in keys or ("valeur",) if key in item), "")
        if text := _line(item):
            found[text] = None
    return list(found)


def _paragraphs(value: Any) -> str:
    """A longer text, without the tags some services type in it."""
    if not isinstance(value, str):
        return ""
    bare = html.unescape(_TAGS.sub(" ", _SURROGATES.sub("", value)))
    lines = (" ".join(line.split()) for line in clean(bare).split("\n"))
    return "\n".join(line for line in lines if line)


def _address(value: Any) -> str:
    """The first address that says something, as the lines of an envelope."""
    for one in _objects(value):
        street = [_line(one.get(key)) for key in ("complement1", "complement2", "numero_voie", "service_distribution")]
        town = f"{_line(one.get('code_postal'))} {_line(one.get('nom_commune'))}".strip()
        country = _line(one.get("pays"))
        lines = [line for line in [*street, town] if line]
        if lines:
            return "\n".join([*lines, country] if country and country.lower() != "france" else lines)
    return ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _pivots(value: dict[str, Any]) -> list[str]:
    return _lines(value.get("pivot"), "type_service_local")


def _communes(value: dict[str, Any]) -> list[str]:
    return [code for pivot in _objects(value.get("pivot")) for code in _lines(pivot.get("code_insee_commune"))]


def _postcodes(value: dict[str, Any]) -> list[str]:
    return [_line(one.get("code_postal")) for one in _objects(value.get("adresse"))]


def _existing(records: Mapping[str, Record], faults: list[Fault]) -> dict[str, list[str]]:
    """The children of each record that are in the file and are not itself."""
    kept = {}
    for record in records.values():
        own = []
        for child in record.children:
            if child == record.id:
                faults.append(Fault("own-child", record.line, record.number, record.name[:200]))
            elif child not in records:
                faults.append(Fault("dangling", record.line, record.number, child[:200]))
            else:
                own.append(child)
        kept[record.id] = own
    return kept


def _uncircle(children: dict[str, list[str]], records: Mapping[str, Record], faults: list[Fault]) -> None:
    """Drop each link that leads back up to a body it comes from: depth first, in the order of the file."""
    done: set[str] = set()
    for start in children:
        if start in done:
            continue
        path, above = [(start, iter(list(children[start])))], {start}
        while path:
            node, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                above.discard(node)
                done.add(node)
            elif child in above:
                children[node].remove(child)
                record = records[node]
                faults.append(Fault("circular", record.line, record.number, records[child].name[:200]))
            elif child not in done:
                above.add(child)
                path.append((child, iter(list(children[child]))))
