"""One value of the export made a `Record`, and what is wrong in it made `Fault`s. Whatever it holds, nothing raises."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tremplin.core.text import clean
from tremplin.directory.engine.kinds import kind_of, place_of

LONGEST = {"id": 80, "name": 300, "acronym": 60, "phone": 60, "url": 500, "email": 254}

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


Say = Callable[[str, str], None]


def keep(value: Any, line: int, number: int, records: dict[str, Record], faults: list[Fault]) -> None:
    """Read one value of the array into `records`, or say why it is left out."""

    def say(code: str, told: str) -> None:
        faults.append(Fault(code, line, number, told[:200]))

    if not isinstance(value, dict):
        say("not-a-record", _line(value) if isinstance(value, str) else type(value).__name__)
        return
    identifier, name = _line(value.get("id")), _line(value.get("nom"))
    if not identifier or len(identifier) > LONGEST["id"]:
        say("no-id", name)
    elif not name:
        say("no-name", identifier)
    elif identifier in records:
        say("duplicate", identifier)
    elif _line(value.get("statut_de_diffusion")).lower() == "false":
        say("withheld", name)
    else:
        records[identifier] = _record(value, identifier, name, line, number, say)


def _record(value: dict[str, Any], identifier: str, name: str, line: int, number: int, say: Say) -> Record:
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
