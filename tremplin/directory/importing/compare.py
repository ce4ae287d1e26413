"""What an import would change: the export beside what we hold. Reads, never writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tremplin.directory.engine.kinds import department_of
from tremplin.directory.engine.official import Export
from tremplin.directory.engine.records import Record
from tremplin.directory.models import Belonging, Body, Door, Territory
from tremplin.directory.states import BodyState, DoorState, TerritoryKind

# what the export says of a body; `official_id` is who it is
BODY_FIELDS = (
    "name",
    "acronym",
    "former_names",
    "kind",
    "mission",
    "functions",
    "website",
    "form_url",
    "email",
    "phone",
    "address",
    "territory_id",
)
DOOR_FIELDS = ("name", "does", "website", "form_url", "email", "phone", "address")
WAYS = ("website", "form_url", "email", "phone")
Values = tuple[str | int | None, ...]


@dataclass(frozen=True)
class KnownDoor:
    ref: str
    state: str
    edited: bool
    values: Values


@dataclass
class Changes:
    """What is to be written, by official identifier, in the order of the file."""

    new: dict[str, Values] = field(default_factory=dict)
    changed: dict[str, Values] = field(default_factory=dict)
    unchanged: int = 0
    returning: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    # the door of each body that can be reached, where it is not yet what the export says; None: a new one
    doors: dict[str, tuple[KnownDoor | None, Values]] = field(default_factory=dict)
    doors_returning: list[str] = field(default_factory=list)
    doors_gone: list[str] = field(default_factory=list)
    links_new: list[tuple[str, str]] = field(default_factory=list)
    links_gone: list[int] = field(default_factory=list)
    successors: Mapping[str, str] = field(default_factory=dict)
    records: int = 0

    @property
    def total(self) -> int:
        """How many rows there are to write."""
        acts = (self.returning, self.gone, self.doors_returning, self.doors_gone, self.links_gone)
        written = len(self.new) + len(self.changed) + len(self.doors) + len(self.links_new)
        return written + sum(len(act) for act in acts)


def compare(export: Export) -> Changes:
    places = _Places()
    changes = Changes(records=len(export.records), successors=export.successors)
    known, states = {}, {}
    rows = Body.objects.exclude(official_id=None).order_by("pk").values_list("official_id", "state", *BODY_FIELDS)
    for official_id, state, *values in rows.iterator(chunk_size=5_000):
        known[official_id], states[official_id] = tuple(values), state
    doors = _known_doors()
    for record in export.records:
        values = _body_values(record, places)
        if record.id not in known:
            changes.new[record.id] = values
        elif known[record.id] != values:
            changes.changed[record.id] = values
        else:
            changes.unchanged += 1
        if states.get(record.id) == BodyState.CLOSED:
            changes.returning.append(record.id)
        _compare_door(record, doors.get(record.id), changes)
    present = {record.id for record in export.records}
    changes.gone = [one for one, state in states.items() if one not in present and state == BodyState.OPEN]
    _compare_links(export, present, changes)
    return changes


class _Places:
    """The territory of a code of the export: its commune when we know it, else its department."""

    def __init__(self) -> None:
        rows = Territory.objects.order_by("pk").values_list("kind", "code", "pk")
        self._known = {(kind, code): pk for kind, code, pk in rows}

    def of(self, code: str) -> int | None:
        if not code:
            return None
        commune = self._known.get((TerritoryKind.COMMUNE, code))
        return commune or self._known.get((TerritoryKind.DEPARTMENT, department_of(code)))


def _body_values(record: Record, places: _Places) -> Values:
    return (
        record.name,
        record.acronym,
        "\n".join(record.former_names),
        record.kind,
        record.mission,
        "\n".join(record.functions),
        record.website,
        record.form_url,
        record.email,
        record.phone,
        record.address,
        places.of(record.place),
    )


def _door_values(record: Record) -> Values:
    return (
        record.name,
        record.mission,
        record.website,
        record.form_url,
        record.email,
        record.phone,
        record.address,
    )


def _known_doors() -> dict[str, KnownDoor]:
    rows = Door.objects.filter(imported=True).exclude(body__official_id=None).order_by("pk")
    columns = rows.values_list("body__official_id", "ref", "state", "edited", *DOOR_FIELDS)
    return {
        official_id: KnownDoor(ref, state, edited, tuple(values))
        for official_id, ref, state, edited, *values in columns.iterator(chunk_size=5_000)
    }


def _compare_door(record: Record, known: KnownDoor | None, changes: Changes) -> None:
    """One door for each body that can be reached; what the team edited is the team's."""
    if known is not None and known.edited:
        return
    if not any(getattr(record, way) for way in WAYS):
        if known is not None and known.state == DoorState.OPEN:
            changes.doors_gone.append(known.ref)
        return
    values = _door_values(record)
    if known is None or known.values != values:
        changes.doors[record.id] = (known, values)
    if known is not None and known.state == DoorState.CLOSED:
        changes.doors_returning.append(known.ref)


def _compare_links(export: Export, present: set[str], changes: Changes) -> None:
    """Links of the file that we lack; ours that came from a file and are no longer in this one."""
    said = {(parent, child) for child, above in export.parents.items() for parent in above}
    rows = Belonging.objects.order_by("pk").values_list("pk", "official", "parent__official_id", "child__official_id")
    held = set()
    for pk, official, parent, child in rows.iterator(chunk_size=5_000):
        held.add((parent, child))
        # a body that is gone keeps what it was part of
        if official and (parent, child) not in said and child in present:
            changes.links_gone.append(pk)
    ordered = ((parent, child) for child, above in export.parents.items() for parent in above)
    changes.links_new = [link for link in ordered if link not in held]
