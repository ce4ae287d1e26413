"""Public resources: a catalogue's export, or a table. One that a hand changed is left alone; one that is gone from the
whole catalogue is withdrawn, and comes back if the catalogue takes it up again.
"""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.text import fold
from tremplin.directory.engine.aid import Aid, Aids
from tremplin.directory.engine.aids import COLUMNS, read
from tremplin.directory.engine.faults import Fault
from tremplin.directory.importing.held import Known, closed_by_imports
from tremplin.directory.importing.plans import Asked, Changed, Plan, Rows, changed_row
from tremplin.directory.importing.sources import Source
from tremplin.directory.models import Body, Door, Resource, Territory
from tremplin.directory.states import BodyState, DoorState, ImportSource, TerritoryKind

FIELDS = (
    "name",
    "kind",
    "does",
    "conditions",
    "for_whom",
    "amount",
    "provider",
    "body_id",
    "door_id",
    "territory_id",
    "website",
    "form_url",
    "opens_on",
    "closes_on",
)
_STATE = ("pk", "ref", "source", "external_id", "edited", "published", "withdrawn_at", "checked_on")
_SCALES = {
    "commune": TerritoryKind.COMMUNE,
    "departement": TerritoryKind.DEPARTMENT,
    "region": TerritoryKind.REGION,
}
_READ = 5_000


def compare(reading: Aids, asked: Asked) -> Plan:
    return _Comparison(reading, asked).made()


class _Comparison:
    def __init__(self, reading: Aids, asked: Asked) -> None:
        self.reading, self.asked = reading, asked
        self.around = _Around()
        self.today = asked.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        rows = Resource.objects.filter(source=reading.source).exclude(external_id="").order_by("pk")
        self.held: dict[str, Known] = {
            row["external_id"]: dict(row) for row in rows.values(*_STATE, *FIELDS).iterator(chunk_size=_READ)
        }
        self.by_import = closed_by_imports(ImportSource.RESOURCES)
        through = Resource.topics.through.objects.filter(resource__source=reading.source)
        self.topics: set[tuple[int, int]] = set(through.values_list("resource_id", "topic_id"))
        self.rows, self.links = Rows(Resource, stamp="checked_on"), Rows(Resource.topics.through)
        self.plan = Plan(records=len(reading.records), rows=[self.rows, self.links])

    def made(self) -> Plan:
        for aid in self.reading.records:
            known = self.held.get(aid.id)
            if known is None:
                self._new(aid)
            elif known["edited"] or self._withdrawn_by_hand(known):
                self.plan.unchanged += 1
                if known["edited"]:
                    self._say("left-alone", aid, known["name"])
            else:
                self._known(aid, known)
        self._gone()
        return self.plan

    def _new(self, aid: Aid) -> None:
        said, placed = self._said(aid)
        row = Resource(source=aid.source, external_id=aid.id, published=placed, checked_on=self.today, **said)
        self.rows.new.append(row)
        self.links.new += [
            Resource.topics.through(resource=row, topic_id=topic) for topic in self.around.topics(aid.topics)
        ]
        self.plan.new += 1
        self.plan.look.new.append((aid.name, aid.provider))

    def _known(self, aid: Aid, known: Known) -> None:
        said, _placed = self._said(aid)
        back = {"withdrawn_at": None} if known["withdrawn_at"] is not None else {}
        found = changed_row(Resource, known, {**said, **back}, verb="publish" if back else "")
        if found is None:
            self.plan.unchanged += 1
        else:
            self.rows.changed.append(found)
            self.plan.changed += 1
            if "name" in found.after:
                self.plan.look.renamed.append((known["name"], aid.name))
        self.rows.seen[known["pk"]] = known["checked_on"]
        self.links.new += [
            Resource.topics.through(resource_id=known["pk"], topic_id=topic)
            for topic in self.around.topics(aid.topics)
            if (known["pk"], topic) not in self.topics
        ]

    def _said(self, aid: Aid) -> tuple[dict[str, Any], bool]:
        """Its columns, and whether we know where it may be asked for."""
        territory = self.around.place(aid.place, aid.scale)
        placed = territory is not None or not aid.place
        if not placed:
            self._say("no-place", aid, aid.place)
        door = self.around.doors.get(aid.door)
        if aid.door and door is None:
            self._say("no-door", aid, aid.door)
        told = (aid.conditions, aid.place if not placed else "")
        return {
            "name": aid.name,
            "kind": aid.kind,
            "does": aid.does,
            "conditions": "\n".join(text for text in told if text),
            "for_whom": aid.for_whom,
            "amount": aid.amount,
            "provider": aid.provider,
            "body_id": door[1] if door else self.around.bodies.get(fold(aid.provider)),
            "door_id": door[0] if door else None,
            "territory_id": territory,
            "website": aid.website,
            "form_url": aid.form_url,
            "opens_on": aid.opens_on,
            "closes_on": aid.closes_on,
        }, placed

    def _gone(self) -> None:
        """Of the whole catalogue, those that are no longer in it: a page of it says nothing of the others."""
        if not self.asked.whole or self.reading.partial:
            return
        present = {aid.id for aid in self.reading.records} | self.reading.aside
        for identifier, known in self.held.items():
            if identifier in present or known["edited"] or known["withdrawn_at"] is not None:
                continue
            before, after = {"withdrawn_at": None}, {"withdrawn_at": self.asked.at}
            self.rows.changed.append(Changed(known["pk"], known["ref"], before, after, "withdraw"))
            self.plan.closing += 1
            self.plan.look.closing.append((known["name"], ""))

    def _withdrawn_by_hand(self, known: Known) -> bool:
        return known["withdrawn_at"] is not None and known["withdrawn_at"] not in self.by_import

    def _say(self, code: str, aid: Aid, value: str) -> None:
        self.plan.faults.append(Fault(code, aid.line, aid.number, value[:200]))


class _Around:
    """What a resource may be tied to: places, themes, bodies and doors, by what a file calls them."""

    def __init__(self) -> None:
        places = Territory.objects.order_by("pk").values_list("pk", "kind", "code", "name")
        self._places: dict[str, list[tuple[str, int]]] = {}
        for pk, kind, code, name in places.iterator(chunk_size=_READ):
            self._places.setdefault(fold(name), []).append((kind, pk))
            self._places.setdefault(fold(code), []).append((kind, pk)) if kind == TerritoryKind.DEPARTMENT else None
        self._topics: dict[str, int] = {}
        for pk, *names in Topic.objects.order_by("pk").values_list("pk", "slug", "name_fr", "name_en"):
            for name in filter(None, names):
                self._topics.setdefault(fold(name), pk)
        found: dict[str, set[int]] = {}
        bodies = Body.objects.filter(state=BodyState.OPEN).order_by("pk").values_list("pk", "name", "acronym")
        for pk, name, acronym in bodies.iterator(chunk_size=_READ):
            for said in {fold(name), fold(acronym)} - {""}:
                found.setdefault(said, set()).add(pk)
        # a name that two bodies bear names none
        self.bodies = {name: min(keys) for name, keys in found.items() if len(keys) == 1}
        doors = Door.objects.filter(state=DoorState.OPEN).values_list("ref", "pk", "body_id")
        self.doors = {ref: (pk, body) for ref, pk, body in doors.iterator(chunk_size=_READ)}

    def place(self, name: str, scale: str) -> int | None:
        """The territory of this name, of the kind that is said; without a kind, the only one, or the largest."""
        found = self._places.get(fold(name), [])
        wanted = _SCALES.get(fold(scale))
        if wanted is not None:
            found = [one for one in found if one[0] == wanted]
        elif scale:
            return None  # a basin, a group of communes: none of ours, even under the same name
        order = (TerritoryKind.NATIONAL, TerritoryKind.REGION, TerritoryKind.DEPARTMENT, TerritoryKind.COMMUNE)
        kinds = sorted(found, key=lambda one: (order.index(TerritoryKind(one[0])), one[1]))
        if not kinds or (len(kinds) > 1 and kinds[0][0] == kinds[1][0]):
            return None
        return kinds[0][1]

    def topics(self, names: Iterable[str]) -> list[int]:
        return list(dict.fromkeys(self._topics[fold(name)] for name in names if fold(name) in self._topics))


SOURCE = Source(
    name=ImportSource.RESOURCES,
    line=_("Public resources: the export of the public aids catalogue (JSON), or a table of your own."),
    suffixes=("json", "csv", "xlsx", "gz"),
    read=read,
    compare=compare,
    columns=COLUMNS,
)
