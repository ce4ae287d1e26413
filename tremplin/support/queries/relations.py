"""What there is between an initiative and a partner, read for many at once: the people, the promises, the last sign of
life.

A body that was merged shows under the one that came after it: whatever was noted with either is told together. An
introduction, or a commitment, is told to whoever sees the accompaniment it was made in, and to nobody else.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tremplin.directory.models import Body, Network
from tremplin.directory.queries import bodies_before, standing_bodies
from tremplin.support.models import Accompaniment, Commitment, Contact, Introduction, Relation, Trace
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.queries.commitments import commitments_visible_to
from tremplin.support.queries.introductions import introductions_visible_to
from tremplin.support.states import CommitmentState, IntroductionState, Subject


def relations_visible_to(person: Any) -> QuerySet[Relation]:
    seen = accompaniments_open_to(person, Subject.TIES).order_by().values("initiative")
    return Relation.objects.filter(initiative__in=seen).select_related("initiative", "body", "network")


def contacts_visible_to(person: Any) -> QuerySet[Contact]:
    seen = accompaniments_open_to(person, Subject.TIES).order_by().values("initiative")
    return Contact.objects.filter(relation__initiative__in=seen).select_related(
        "relation__initiative", "relation__body", "relation__network", "holder", "door", "after"
    )


def accompaniment_followed_by(person: Any, initiative: int) -> Accompaniment | None:
    """The last accompaniment of an initiative that this person sees: their rights on a relation are read from it."""
    return (
        accompaniments_open_to(person, Subject.TIES).filter(initiative=initiative).order_by("-starts_on", "-pk").first()
    )


@dataclass(frozen=True)
class Sign:
    """Something that showed the relation is alive: a trace, a message sent, answered, a meeting, a promise made or
    kept.
    """

    day: date
    what: Literal["trace", "sent", "answered", "met", "promised", "kept"]
    row: Trace | Introduction | Commitment


@dataclass(frozen=True)
class History:
    """An initiative and its partner as it stands now, with all that this person may know of them; traces and
    introductions, newest first. `relation` gives the page its address, `relations` are those that are told together.
    """

    relation: Relation
    relations: list[Relation]
    partner: Body | Network
    bodies: set[int]
    former: list[str]
    traces: list[Trace]
    introductions: list[Introduction]
    contacts: list[Contact]
    commitments: list[Commitment]

    @property
    def signs(self) -> list[Sign]:
        found = [Sign(trace.on, "trace", trace) for trace in self.traces]
        for one in self.introductions:
            zone = ZoneInfo(one.accompaniment.season.programme.time_zone)
            if one.sent_at:
                found.append(Sign(one.sent_at.astimezone(zone).date(), "sent", one))
            if one.answered_at:
                found.append(Sign(one.answered_at.astimezone(zone).date(), "answered", one))
            if one.met_on:
                found.append(Sign(one.met_on, "met", one))
        for promise in self.commitments:
            found.append(Sign(promise.made_on, "promised", promise))
            if promise.state == CommitmentState.KEPT and promise.closed_on:
                found.append(Sign(promise.closed_on, "kept", promise))
        return found

    @property
    def last_sign(self) -> Sign | None:
        return max(self.signs, key=lambda sign: sign.day, default=None)

    @property
    def last(self) -> date | None:
        """The last day something happened between them: a trace, a message, an answer, a meeting, a promise."""
        return self.last_sign.day if self.last_sign else None

    def days_since(self, today: date) -> int | None:
        """How many days ago that was."""
        return (today - self.last).days if self.last else None

    @property
    def due(self) -> list[Commitment]:
        """Promises still to be kept, the nearest first."""
        return [one for one in self.commitments if one.state == CommitmentState.PROMISED]

    @property
    def closed(self) -> list[Commitment]:
        """Those kept or given up."""
        return [one for one in self.commitments if one.state != CommitmentState.PROMISED]

    @property
    def here(self) -> list[Contact]:
        return [one for one in self.contacts if one.gone_on is None]

    @property
    def gone(self) -> list[Contact]:
        return [one for one in self.contacts if one.gone_on is not None]

    @property
    def written_to(self) -> list[Introduction]:
        """Those messages were sent to and who are not among the contacts, each once, the last first."""
        known = {one.email.casefold() for one in self.contacts if one.email}
        known |= {one.name.casefold() for one in self.contacts}
        found: dict[str, Introduction] = {}
        for one in self.introductions:
            address = one.contact_email.casefold()
            if one.sent_at and not known & {address, one.contact_name.casefold()}:
                found.setdefault(address, one)
        return list(found.values())

    @property
    def people(self) -> list[str]:
        """Those they know there, then those met or written to, each once."""
        met = [trace.who for trace in self.traces if trace.who]
        names = [one.shown_name for one in self.here] + met + [one.contact_name for one in self.written_to]
        return list(dict.fromkeys(names))

    @property
    def next_step(self) -> Introduction | None:
        """The introduction whose meeting left something to do, the nearest first."""
        met = [one for one in self.introductions if one.state == IntroductionState.MET]
        return min(met, key=lambda one: one.next_on or date.max, default=None)


def histories_of(relations: QuerySet[Relation], person: Any) -> list[History]:
    """The same few queries, however many relations; those with the latest sign of life first."""
    asked = list(relations)
    groups = _groups(asked)
    rows = [row for group in groups.values() for row in group.rows]
    initiatives = {row.initiative_id for row in rows}
    every_body = set().union(*(group.bodies for group in groups.values())) if groups else set()
    traces = _by_relation(Trace.objects.filter(relation__in=rows).select_related("by"))
    contacts = _by_relation(Contact.objects.filter(relation__in=rows).select_related("holder", "door", "after__holder"))
    introductions = (
        introductions_visible_to(person)
        .filter(accompaniment__initiative__in=initiatives, door__body__in=every_body)
        .order_by("-asked_at", "-pk")
    )
    commitments = commitments_visible_to(person).filter(initiative__in=initiatives, body__in=every_body)
    messages: dict[int, list[Introduction]] = defaultdict(list)
    promises: dict[int, list[Commitment]] = defaultdict(list)
    for one in introductions:
        messages[one.accompaniment.initiative_id].append(one)
    for promise in commitments:
        promises[promise.initiative_id or 0].append(promise)
    found = []
    for group in groups.values():
        initiative = group.rows[0].initiative_id
        own = [one for one in messages[initiative] if one.door.body_id in group.bodies]
        promised = [one for one in promises[initiative] if one.body_id in group.bodies]
        found.append(
            History(
                relation=group.head,
                relations=group.rows,
                partner=group.partner,
                bodies=group.bodies,
                former=group.former([one.door.body for one in own]),
                traces=sorted(_of(group, traces), key=lambda one: (one.on, one.at, one.pk), reverse=True),
                introductions=own,
                contacts=sorted(_of(group, contacts), key=lambda one: (one.gone_on is not None, one.name, one.pk)),
                commitments=promised,
            )
        )
    return sorted(found, key=lambda one: (one.last or date.min, one.relation.pk), reverse=True)


def history_of(relation: Relation, person: Any) -> History:
    return histories_of(Relation.objects.filter(pk=relation.pk), person)[0]


@dataclass(frozen=True)
class _Group:
    """The relations of one initiative that are told together, and the keys of the bodies they are about."""

    partner: Body | Network
    rows: list[Relation]
    bodies: set[int]

    @property
    def head(self) -> Relation:
        """The one with the partner itself, or else the oldest."""
        return min(self.rows, key=lambda row: (row.partner != self.partner, row.since, row.pk))

    def former(self, bodies: Iterable[Body]) -> list[str]:
        """Other names the partner went by: those of the bodies it took the place of, and its own before."""
        if not isinstance(self.partner, Body):
            return []
        others = [row.body for row in self.rows if row.body] + list(bodies)
        names = [body.name for body in others if body.pk != self.partner.pk]
        names += [line.strip() for line in self.partner.former_names.splitlines() if line.strip()]
        return [name for name in dict.fromkeys(names) if name != self.partner.name]


def _groups(asked: list[Relation]) -> dict[tuple[int, str, int], _Group]:
    """The groups these relations are in, with the others of each: by initiative and partner as it stands now."""
    initiatives = {row.initiative_id for row in asked}
    rows = list(Relation.objects.filter(initiative__in=initiatives).select_related("initiative", "body", "network"))
    standing = standing_bodies(row.body_id for row in rows if row.body_id)
    before = bodies_before({body.pk for body in standing.values()})
    members: dict[int, set[int]] = defaultdict(set)
    networks = {row.network_id for row in rows if row.network_id}
    for network, body in Network.bodies.through.objects.filter(network__in=networks).values_list("network", "body"):
        members[network].add(body)
    found: dict[tuple[int, str, int], _Group] = {}
    for row in rows:
        if row.body_id:
            partner: Body | Network = standing[row.body_id]
            key, bodies = (row.initiative_id, "body", partner.pk), before[partner.pk]
        else:
            partner = row.partner
            key, bodies = (row.initiative_id, "network", partner.pk), members[partner.pk]
        found.setdefault(key, _Group(partner, [], bodies)).rows.append(row)
    wanted = {row.pk for row in asked}
    return {key: group for key, group in found.items() if wanted & {row.pk for row in group.rows}}


def _by_relation(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.relation_id].append(row)
    return found


def _of(group: _Group, rows: dict[int, list[Any]]) -> list[Any]:
    return [one for row in group.rows for one in rows.get(row.pk, [])]
