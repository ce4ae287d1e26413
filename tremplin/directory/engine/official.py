"""The official export of the French public directory: bytes in, bodies and points to know out.

The file is one JSON object, `{"service": [{…}, …]}`, in UTF-8, packed with gzip or not. A record names its **children**
(`hierarchie`); parents are derived here. Real files hold links to bodies that are not in them, bodies with several
parents, and empty strings everywhere. Whatever a value holds, it is read or it becomes a `Fault` with its line and its
record: nothing raises. Names of persons (`affectation_personne`) are never read: only the function they hold.

The array is decoded one record at a time: beside the bytes, a file of 100 MB costs what its records hold. Lines and
records count from 1. Format: public directory open data, DILA (service-public.fr), Licence Ouverte.
"""

from collections.abc import Mapping
from typing import Any

from tremplin.directory.engine.decoding import NoService, NotJson, services
from tremplin.directory.engine.faults import Fault, in_order
from tremplin.directory.engine.hierarchy import parents_of
from tremplin.directory.engine.kinds import kind_of, place_of
from tremplin.directory.engine.records import Bodies, Record
from tremplin.directory.engine.unpacking import Unreadable, encoding_of, pieces, unpacked
from tremplin.directory.engine.values import LONGEST, Say, cut, line, mail_address, paragraphs, web_address

# identifiers of the list of local counters, under which a body of that list stands in our tables
COUNTERS = "counters:"


def read(content: bytes) -> Bodies:
    """Read a whole file. A file that cannot be used gives no record and one fatal fault."""
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    aside: set[str] = set()
    try:
        content = unpacked(content)
        for number, (value, at) in enumerate(services(pieces(content, encoding_of(content, faults))), 1):
            _keep(value, at, number, records, faults, aside)
    except Unreadable as error:
        return Bodies(faults=(error.fault,))
    except NotJson as error:
        return Bodies(faults=(Fault("not-json", error.line, value=error.reason),))
    except NoService:
        return Bodies(faults=(Fault("no-service", 1),))
    if not records:
        return Bodies(faults=(*faults, Fault("no-record", 1)))
    parents = parents_of(records, faults)
    return Bodies(
        records=tuple(records.values()),
        parents=parents,
        successors=_successors(records),
        faults=in_order(faults),
        aside=frozenset(aside - records.keys()),
    )


def _successors(records: Mapping[str, Record]) -> dict[str, str]:
    """A former identifier that is no longer in the file → the first body that says it was its own."""
    found: dict[str, str] = {}
    for record in records.values():
        for former in record.former_ids:
            if former not in records:
                found.setdefault(former, record.id)
    return found


def _keep(value: Any, at: int, number: int, records: dict[str, Record], faults: list[Fault], aside: set[str]) -> None:
    """Read one value of the array into `records`, or say why it is left out."""

    def say(code: str, told: str) -> None:
        faults.append(Fault(code, at, number, told[:200]))

    if not isinstance(value, dict):
        say("not-a-record", line(value) if isinstance(value, str) else type(value).__name__)
        return
    identifier, name = line(value.get("id")), line(value.get("nom"))
    if not identifier or len(identifier) > LONGEST["id"]:
        say("no-id", name)
    elif not name:
        say("no-name", identifier)
        aside.add(identifier)
    elif identifier in records:
        say("duplicate", identifier)
    elif line(value.get("statut_de_diffusion")).lower() == "false":
        say("withheld", name)
    else:
        records[identifier] = _record(value, identifier, name, at, number, say)


def _record(value: dict[str, Any], identifier: str, name: str, at: int, number: int, say: Say) -> Record:
    former = [one for one in _lines(value.get("ancien_identifiant")) if one != identifier]
    counters = [COUNTERS + one for one in _lines(value.get("ancien_code_pivot"))]
    return Record(
        id=identifier,
        name=cut(name, LONGEST["name"], say),
        acronym=cut(line(value.get("sigle")), LONGEST["acronym"], say),
        former_names=tuple(_lines(value.get("ancien_nom"))),
        former_ids=(*former, *counters),
        kind=kind_of(line(value.get("type_organisme")), name, _pivots(value)),
        mission=paragraphs(value.get("mission")),
        functions=tuple(_lines(value.get("affectation_personne"), "fonction")),
        website=web_address(_lines(value.get("site_internet")), say),
        form_url=web_address([*_lines(value.get("formulaire_contact")), *_lines(value.get("sve"))], say, "bad-form"),
        email=mail_address(_lines(value.get("adresse_courriel")), say),
        phone=cut(next(iter(_lines(value.get("telephone"))), ""), LONGEST["phone"], say),
        address=_address(value.get("adresse")),
        place=place_of(
            line(value.get("categorie")), line(value.get("code_insee_commune")), _communes(value), _postcodes(value)
        ),
        children=tuple(_lines(value.get("hierarchie"), "service", "id")),
        line=at,
        number=number,
    )


def _lines(value: Any, *keys: str) -> list[str]:
    """The texts of a list that holds texts, or objects with one of these keys (`valeur` by default); each once."""
    found: dict[str, None] = {}
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = next((item[key] for key in keys or ("valeur",) if key in item), "")
        if text := line(item):
            found[text] = None
    return list(found)


def _address(value: Any) -> str:
    """The first address that says something, as the lines of an envelope."""
    for one in _objects(value):
        street = [line(one.get(key)) for key in ("complement1", "complement2", "numero_voie", "service_distribution")]
        town = f"{line(one.get('code_postal'))} {line(one.get('nom_commune'))}".strip()
        country = line(one.get("pays"))
        lines = [text for text in [*street, town] if text]
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
    return [line(one.get("code_postal")) for one in _objects(value.get("adresse"))]
