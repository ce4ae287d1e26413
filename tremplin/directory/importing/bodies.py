"""A list of bodies beside what we hold: which are new, change, close, come back; their doors; what they are part of.
Reads, never writes.

What a hand did stands: a body closed or merged by somebody stays closed while the list still holds it, a name given by
hand stays while the list says the name it said then, a door that was edited is left alone. Nothing is ever removed but
links that the list no longer says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tremplin.core.text import fold
from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.records import Bodies, Record
from tremplin.directory.importing.held import (
    PREFIXES,
    Known,
    Places,
    bodies_held,
    closed_by_imports,
    doors_held,
    follows,
    links_held,
)
from tremplin.directory.importing.names import former_names, names_said
from tremplin.directory.importing.plans import Asked, Changed, Plan, Rows, changed_row
from tremplin.directory.models import Belonging, Body, Door
from tremplin.directory.states import BodyState, DoorState

WAYS = ("website", "form_url", "email", "phone")


def compare(reading: Bodies, asked: Asked, source: str) -> Plan:
    return _Comparison(reading, asked, source).made()


@dataclass
class _Standing:
    """A body of the file: the row we hold (None: a new one), the row to write, and the name it will have."""

    known: Known | None
    row: Body | None
    name: str
    left: bool = False  # closed by somebody: nothing of it changes

    @property
    def key(self) -> Any:
        return self.row if self.known is None else self.known["pk"]


class _Comparison:
    def __init__(self, reading: Bodies, asked: Asked, source: str) -> None:
        self.reading, self.asked, self.source = reading, asked, source
        self.prefix = PREFIXES.get(source, "")  # type: ignore[call-overload]
        self.places = Places()
        self.held = bodies_held()
        self.by_name = _called_once(self.held.values())
        self.doors = doors_held()
        self.by_import = closed_by_imports(source)
        self.standing: dict[str, _Standing] = {}
        self.bodies, self.links, self.ways = Rows(Body, stamp="imported_at"), Rows(Belonging), Rows(Door)
        self.plan = Plan(
            records=sum(not one.implied for one in reading.records), rows=[self.bodies, self.links, self.ways]
        )

    def made(self) -> Plan:
        for record in self.reading.records:
            self.standing[record.id] = found = self._body(record)
            if not found.left and not record.implied:
                self._door(record, found)
        self._gone()
        self._parents()
        return self.plan

    def _identifier(self, record_id: str) -> str:
        return f"{self.prefix}{record_id}"

    def _body(self, record: Record) -> _Standing:
        identifier = self._identifier(record.id)
        known = self.held.get(identifier)
        if record.implied and (known is not None or (known := self.by_name.get(fold(record.name)))):
            return self._only_named(known)
        said: dict[str, Any] = {
            "acronym": record.acronym,
            "kind": record.kind,
            "mission": record.mission,
            "functions": "\n".join(record.functions),
            "website": record.website,
            "form_url": record.form_url,
            "email": record.email,
            "phone": record.phone,
            "address": record.address,
            "territory_id": self.places.of(record.place),
        }
        if known is None:
            row = Body(
                official_id=identifier,
                name=record.name,
                former_names=former_names("", record.former_names, now=record.name),
                imported_at=self.asked.at,
                **said,
            )
            self.bodies.new.append(row)
            self.plan.new += 1
            self.plan.look.new.append((record.name, ""))
            return _Standing(None, row, record.name)
        if known["state"] == BodyState.CLOSED and known["closed_at"] not in self.by_import:
            self.plan.faults.append(Fault("stays-closed", record.line, record.number, record.name[:200]))
            self.plan.unchanged += 1
            return _Standing(known, None, known["name"], left=True)
        said |= names_said(known, record)
        self._changed_body(known, said)
        return _Standing(known, None, said["name"])

    def _only_named(self, known: Known) -> _Standing:
        """A body that the file names without saying anything of it: found as it is, of this list or of another."""
        if follows(known["official_id"], self.source) and known["state"] == BodyState.OPEN:
            self.bodies.seen[known["pk"]] = known["imported_at"]
        return _Standing(known, None, known["name"], left=known["state"] == BodyState.CLOSED)

    def _changed_body(self, known: Known, said: dict[str, Any]) -> None:
        back = known["state"] == BodyState.CLOSED
        moves = {"state": BodyState.OPEN, "closed_at": None, "successor_id": None} if back else {}
        found = changed_row(Body, known, {**said, **moves}, verb="open_again" if back else "")
        if found is None:
            self.plan.unchanged += 1
        else:
            self.bodies.changed.append(found)
            self.plan.changed += 1
            if "name" in found.after:
                self.plan.look.renamed.append((known["name"], said["name"]))
        self.bodies.seen[known["pk"]] = known["imported_at"]

    def _door(self, record: Record, body: _Standing) -> None:
        """One door for each body that can be reached; what the team edited is the team's, what it closed stays so."""
        known = None if body.known is None else self.doors.get(body.known["pk"])
        if known is not None and (known["edited"] or self._closed_by_hand(known)):
            return
        if not any(getattr(record, way) for way in WAYS):
            if known is not None and known["state"] == DoorState.OPEN:
                closed = {"state": DoorState.CLOSED, "closed_at": self.asked.at}
                self.ways.changed += _some(changed_row(Door, known, closed, verb="close"))
            return
        said = {
            "name": body.name,
            "does": record.mission,
            "for_whom": record.for_whom,
            "website": record.website,
            "form_url": record.form_url,
            "email": record.email,
            "phone": record.phone,
            "address": record.address,
        }
        if known is None:
            owner = {"body": body.row} if body.known is None else {"body_id": body.known["pk"]}
            self.ways.new.append(Door(**owner, imported=True, published=True, **said))
            return
        back = known["state"] == DoorState.CLOSED
        moves = {"state": DoorState.OPEN, "closed_at": None} if back else {}
        self.ways.changed += _some(changed_row(Door, known, {**said, **moves}, verb="open_again" if back else ""))

    def _closed_by_hand(self, door: Known) -> bool:
        return door["state"] == DoorState.CLOSED and door["closed_at"] not in self.by_import

    def _gone(self) -> None:
        """Bodies of this list that are no longer in the file close; so do those of another list that one of these
        replaces. Those already closed learn who came after them; what a person said of that stays.
        """
        present = {self._identifier(one) for one in (*self.standing, *self.reading.aside)}
        replacing = {former: self.standing[one] for former, one in self._successors().items()}
        for identifier, known in self.held.items():
            if identifier in present:
                continue
            own = follows(identifier, self.source)
            successor = replacing.get(identifier)
            if successor is not None and successor.left:
                successor = None  # somebody closed it: it may well lead back here
            if known["state"] == BodyState.OPEN and ((own and self.asked.whole) or successor is not None):
                self._close(known, successor)
            elif known["state"] == BodyState.CLOSED and own and successor is not None and not known["successor_id"]:
                change = Changed(
                    known["pk"], known["ref"], {"successor_id": None}, {"successor_id": successor.key}, "succeed"
                )
                self.bodies.changed.append(change)

    def _successors(self) -> Mapping[str, str]:
        """Former identifiers as our tables know them: those of this list, and those of another that say so."""
        lists = tuple(PREFIXES.values())
        said = self.reading.successors.items()
        return {former if former.startswith(lists) else self._identifier(former): after for former, after in said}

    def _close(self, known: Known, successor: _Standing | None) -> None:
        said: dict[str, Any] = {"state": BodyState.CLOSED, "closed_at": self.asked.at}
        if successor is not None:
            said["successor_id"] = successor.key
        self.bodies.changed += _some(changed_row(Body, known, said, verb="close"))
        self.plan.closing += 1
        self.plan.look.closing.append((known["name"], successor.name if successor is not None else ""))

    def _parents(self) -> None:
        """Links of the file that we lack; ours that came from this list and are no longer in this file. What somebody
        closed or merged keeps the links it was given.
        """
        said = {
            (self._mark(parent), self._mark(child)): (parent, child)
            for child, above in self.reading.parents.items()
            for parent in above
        }
        own = {
            one.known["pk"]: one
            for one in self.standing.values()
            if one.known is not None and follows(one.known["official_id"], self.source)
        }
        held: set[tuple[Any, Any]] = set()
        before: dict[int, list[int]] = {}
        for link in links_held():
            ends = (link["parent_id"], link["child_id"])
            held.add(ends)
            part = own.get(link["child_id"])
            # a body that is gone keeps what it was part of
            if link["official"] and ends not in said and part is not None and not part.left:
                self.links.gone.append(link)
                before.setdefault(link["child_id"], []).append(link["parent_id"])
        names = {known["pk"]: known["name"] for known in self.held.values()}
        for ends, (parent, child) in said.items():
            over, under = self.standing[parent], self.standing[child]
            # a name above that turns out to be another list's body may be that very one
            if ends in held or ends[0] == ends[1] or over.left or under.left:
                continue
            self.links.new.append(Belonging(official=True, **_end("parent", over), **_end("child", under)))
            if under.known is not None and (old := before.get(under.known["pk"])):
                self.plan.look.moved.append((under.name, f"{names.get(old[0], '')} → {over.name}"))

    def _mark(self, record_id: str) -> int | str:
        """The key of a body we hold; a new one is told by its identifier."""
        known = self.standing[record_id].known
        return record_id if known is None else int(known["pk"])


def _called_once(held: Iterable[Known]) -> dict[str, Known]:
    """Bodies in activity by name: a name that several bear names none."""
    found: dict[str, Known | None] = {}
    for known in held:
        if known["state"] == BodyState.OPEN:
            name = fold(known["name"])
            found[name] = None if name in found else known
    return {name: known for name, known in found.items() if known is not None}


def _end(name: str, body: _Standing) -> dict[str, Any]:
    return {name: body.row} if body.known is None else {f"{name}_id": body.known["pk"]}


def _some(change: Changed | None) -> list[Changed]:
    return [] if change is None else [change]
