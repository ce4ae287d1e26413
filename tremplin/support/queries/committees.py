"""Committees as each person may see them. Whoever is tied to an initiative (it pledged, promised, helped; it declared a
conflict; it is of the team) sees nothing of its file: not in a list, a count, a pack, nor in the minutes.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.people.models import Person
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.selection.engine.quorum import Quorum, quorum
from tremplin.support.models import Accompaniment, Committee, CommitteeItem, CommitteeMember, Part
from tremplin.support.queries.accompaniments import accompaniments_led_by, parts_today
from tremplin.support.queries.ties import Tie, free_of
from tremplin.support.states import CommitteeState, PartKind, Presence


def committees_run_by(person: Any) -> QuerySet[Committee]:
    """Those of the programmes whose team this person is in."""
    ours = programmes_where(person, [Role.AGENT])
    return Committee.objects.filter(season__programme__in=ours).select_related("season__programme")


def committees_sat_in_by(person: Any) -> QuerySet[Committee]:
    if not isinstance(person, Person) or not person.is_active:
        return Committee.objects.none()
    seats = CommitteeMember.objects.filter(person=person, committee=OuterRef("pk"))
    return Committee.objects.filter(Exists(seats)).select_related("season__programme")


def committees_visible_to(person: Any) -> QuerySet[Committee]:
    """Those one sits in, and those of one's programmes for their team."""
    if not isinstance(person, Person) or not person.is_active:
        return Committee.objects.none()
    seats = CommitteeMember.objects.filter(person=person, committee=OuterRef("pk"))
    ours = programmes_where(person, [Role.AGENT])
    found = Committee.objects.filter(Q(Exists(seats)) | Q(season__programme__in=ours))
    return found.select_related("season__programme")


def items_visible_to(person: Any) -> QuerySet[CommitteeItem]:
    """The files of those committees, unless they were cancelled, and of the supports one answers for: a file speaks of
    every subject; never one's ties.
    """
    if not isinstance(person, Person) or not person.is_active:
        return CommitteeItem.objects.none()
    sat = committees_sat_in_by(person).exclude(state=CommitteeState.CANCELLED)
    found = CommitteeItem.objects.filter(
        Q(committee__in=sat.order_by().values("pk"))
        | Q(committee__in=committees_run_by(person).order_by().values("pk"))
        | Q(accompaniment__in=accompaniments_led_by(person).order_by().values("pk")),
        free_of(person),
    )
    return found.select_related("committee__season__programme", "accompaniment__initiative", "accompaniment__season")


def items_of(committee: Committee, person: Any) -> list[CommitteeItem]:
    """Its files, as this person may read them, in the order of the session."""
    return list(items_visible_to(person).filter(committee=committee))


def members_of(committee: Committee) -> list[CommitteeMember]:
    return list(committee.members.select_related("person", "body"))


def quorum_of(item: CommitteeItem, members: Collection[CommitteeMember], ties: Iterable[Tie]) -> Quorum:
    """Of those who may sit on this file, how many are there and how many are needed."""
    return quorum(
        [one.ref for one in members],
        [one.ref for one in members if one.presence == Presence.PRESENT],
        [tie.member.ref for tie in ties if tie.item.pk == item.pk],
        item.committee.quorum,
    )


def committees_about(accompaniment: Accompaniment) -> list[CommitteeItem]:
    """The files of one support in committees that were not cancelled, the last first."""
    rows = CommitteeItem.objects.filter(accompaniment=accompaniment).exclude(committee__state=CommitteeState.CANCELLED)
    return list(rows.select_related("committee__season__programme").order_by("-committee__starts_at", "-pk"))


def people_to_invite(committee: Committee) -> QuerySet[Person]:
    """Those who hold a role in the programme today, and do not sit yet."""
    mandates = committee.season.programme.mandates.filter(in_force())
    sat = committee.members.order_by().values("person")
    found = Person.objects.filter(pk__in=mandates.order_by().values("person"), is_active=True, email__isnull=False)
    return found.exclude(pk__in=sat)


def officers_of(items: Collection[CommitteeItem]) -> dict[int, list[str]]:
    """Who leads each of these supports today, by its key: one query."""
    found: dict[int, list[str]] = {one.accompaniment_id: [] for one in items}
    parts = Part.objects.filter(parts_today(), accompaniment__in=found, kind=PartKind.OFFICER)
    for part in parts.select_related("person"):
        found[part.accompaniment_id].append(str(part.person))
    return found
