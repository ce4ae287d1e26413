"""An agent's own contacts: doors at bodies found by their names, and whoever holds them.

Bodies and doors that are not known yet are added; a door nobody has edited or confirmed takes what the file says; an
import never changes a person we know, nor brings back one who left or objected. Nothing closes, nothing is published.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.text import fold
from tremplin.directory.engine.columns import bare
from tremplin.directory.engine.contacts import COLUMNS, Contact, Contacts, read
from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.kinds import kind_of
from tremplin.directory.importing.lookup import BodyNames, PlaceNames, Several, topics_by_name
from tremplin.directory.importing.plans import Asked, Plan, Rows, changed_row
from tremplin.directory.importing.sources import Source
from tremplin.directory.importing.tables import DOOR_FIELDS
from tremplin.directory.models import Body, Door, Holder
from tremplin.directory.states import DoorState, HolderPart, ImportSource
from tremplin.people.models import Person

Known = dict[str, Any]


def compare(reading: Contacts, asked: Asked) -> Plan:
    comparison = _Comparison(asked)
    for contact in reading.records:
        comparison.take(contact)
    return comparison.plan


class _Comparison:
    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.by = Person.objects.filter(ref=asked.by).first() if asked.by else None
        self.names, self.places, self.topics = BodyNames(), PlaceNames(), topics_by_name()
        self.known_doors = _doors()
        self.holders = _holders()
        self.tagged = set(Door.topics.through.objects.values_list("door_id", "topic_id"))
        self.new_bodies: dict[str, Body] = {}
        self.new_doors: dict[tuple[Any, ...], Door] = {}
        self.met: set[int] = set()
        self.bodies, self.doors = Rows(Body), Rows(Door)
        self.tags, self.people = Rows(Door.topics.through), Rows(Holder)
        self.plan = Plan(rows=[self.bodies, self.doors, self.tags, self.people])

    def take(self, contact: Contact) -> None:
        self.plan.records += 1
        try:
            found = self.names.find(contact.body, contact.acronym)
        except Several:
            self._say("ambiguous-body", contact, contact.body)
            return
        known_place, place = self.places.find(contact.territory)
        if not known_place:
            self._say("unknown-place", contact, contact.territory)
        door = self.known_doors.get((found, fold(contact.function), place)) if found is not None else None
        if door is not None and not self._may_take(contact, door):
            return
        written, people = self.plan.total, len(self.people.new)
        if door is not None:
            self._change(contact, door)
            holds: dict[str, Any] = {"door_id": door["pk"]}
        else:
            holds = {"door": self._door(contact, found, place)}
        self._tag(contact, holds)
        self._hold(contact, holds, door)
        if self.plan.total == written:
            self.plan.unchanged += 1
        elif door is None or len(self.people.new) > people:
            self.plan.new += 1
        else:
            self.plan.changed += 1

    def _say(self, code: str, contact: Contact, value: str) -> None:
        self.plan.faults.append(Fault(code, contact.line, contact.number, value[:200]))

    def _may_take(self, contact: Contact, door: Known) -> bool:
        """A door that was closed stays so; at one where somebody objected, an import names nobody."""
        if door["state"] == DoorState.CLOSED:
            self._say("door-closed", contact, contact.function)
            return False
        _present, gone, objected = self.holders.get(door["pk"], ({}, set(), False))
        if contact.person and objected and fold(contact.person) not in _present:
            self._say("objected", contact, contact.function)
            return False
        if contact.person and fold(contact.person) in gone:
            self._say("left", contact, contact.function)
            return False
        return True

    def _door(self, contact: Contact, body: int | None, place: int | None) -> Door:
        key = (body if body is not None else fold(contact.body), fold(contact.function), place)
        if key in self.new_doors:
            return self.new_doors[key]
        owner: dict[str, Any] = {"body_id": body} if body is not None else {"body": self._body(contact)}
        reached = {} if contact.person else {"email": contact.email, "phone": contact.phone}
        door = Door(
            **owner,
            name=contact.function,
            does=contact.does,
            for_whom=contact.for_whom,
            website=contact.website,
            territory_id=place,
            **reached,
        )
        self.new_doors[key] = door
        self.doors.new.append(door)
        at = self.names.names[body] if body is not None else contact.body
        self.plan.look.new.append((contact.function, at))
        return door

    def _body(self, contact: Contact) -> Body:
        name = fold(contact.body)
        if name not in self.new_bodies:
            kind = kind_of("", contact.body, ())
            self.new_bodies[name] = body = Body(name=contact.body, acronym=contact.acronym, kind=kind)
            self.bodies.new.append(body)
        return self.new_bodies[name]

    def _change(self, contact: Contact, door: Known) -> None:
        """What the file says of a door that nobody took in hand; once for each door."""
        if door["imported"] or door["edited"] or door["confirmed_on"] is not None or door["pk"] in self.met:
            return
        said = {"does": contact.does, "for_whom": contact.for_whom, "website": contact.website}
        if not contact.person:
            said |= {"email": contact.email, "phone": contact.phone}
        change = changed_row(Door, door, {name: value for name, value in said.items() if value})
        if change is not None:
            self.met.add(door["pk"])
            self.doors.changed.append(change)

    def _tag(self, contact: Contact, holds: dict[str, Any]) -> None:
        for written in contact.topics:
            topic = self.topics.get(bare(written))
            if topic is None:
                self._say("unknown-topic", contact, written)
                continue
            key = (holds.get("door_id") or id(holds["door"]), topic)
            if key not in self.tagged:
                self.tagged.add(key)
                self.tags.new.append(Door.topics.through(**holds, topic_id=topic))

    def _hold(self, contact: Contact, holds: dict[str, Any], door: Known | None) -> None:
        if not contact.person:
            return
        if door is not None:
            present = self.holders.get(door["pk"], ({}, set(), False))[0]
            if (reached := present.get(fold(contact.person))) is not None:
                if (contact.email or reached[0], contact.phone or reached[1]) != reached:
                    self._say("holder-known", contact, contact.function)
                return
        self.people.new.append(
            Holder(
                **holds,
                part=HolderPart.DEPUTY if contact.deputy else HolderPart.HOLDER,
                name=contact.person,
                email=contact.email,
                phone=contact.phone,
                entered_by=self.by,
                entered_at=self.asked.at,
            )
        )


def _doors() -> dict[tuple[int, str, int | None], Known]:
    """By body, name and territory; of those that are the same, one that is open. One that a hand renamed or placed is
    found as it was, too: an import neither writes it twice nor brings back whoever objected there.
    """
    own = ("pk", "ref", "body_id", "territory_id", "state", "imported", "edited", "confirmed_on", "former_names")
    columns = (*own, *DOOR_FIELDS)
    found: dict[tuple[int, str, int | None], Known] = {}
    for row in Door.objects.order_by("pk").values(*columns).iterator(chunk_size=5_000):
        key = (row["body_id"], fold(row["name"]), row["territory_id"])
        if key not in found or found[key]["state"] == DoorState.CLOSED:
            found[key] = dict(row)
    for row in [row for row in found.values() if row["edited"]]:
        for name in (row["name"], *filter(None, row["former_names"].split("\n"))):
            for place in (row["territory_id"], None):
                found.setdefault((row["body_id"], fold(name), place), row)
    return found


def _holders() -> dict[int, tuple[dict[str, tuple[str, str]], set[str], bool]]:
    """By door: those who are there (name → e-mail, telephone), the names of those who left, whether one objected."""
    found: dict[int, tuple[dict[str, tuple[str, str]], set[str], bool]] = {}
    for one in Holder.objects.order_by("pk").iterator(chunk_size=5_000):
        present, gone, objected = found.get(one.door_id, ({}, set(), False))
        if one.objected_at is not None:
            objected = True
        elif one.left_on is not None:
            gone.add(fold(one.name))
        else:
            present[fold(one.name)] = (one.email, one.phone)
        found[one.door_id] = (present, gone - present.keys(), objected)
    return found


SOURCE = Source(
    name=ImportSource.CONTACTS,
    line=_("The functions and persons an agent knows, from their own spreadsheet. Persons show as a function only."),
    suffixes=("xlsx", "csv"),
    read=read,
    compare=compare,
    columns=COLUMNS,
    whole=False,
    personal=True,
)
