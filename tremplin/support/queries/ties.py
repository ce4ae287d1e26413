"""Why a member of a committee does not receive a file: what ties them to the initiative."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import Conflict, TeamMember
from tremplin.calls.states import MemberState
from tremplin.people.models import Person
from tremplin.support.models import Asking, Commitment, CommitteeItem, CommitteeMember, Pledge
from tremplin.support.states import AskingState, CommitmentState, PledgeState


class TieKind(StrEnum):
    PLEDGE = "pledge"
    BODY = "body"
    COMMITMENT = "commitment"
    ASKING = "asking"
    CONFLICT = "conflict"
    TEAM = "team"


@dataclass(frozen=True)
class Tie:
    """One file withheld from one member; `words`: what they pledged, promised or did."""

    member: CommitteeMember
    item: CommitteeItem
    kind: TieKind
    words: str = ""


def _pledges() -> QuerySet[Pledge]:
    return Pledge.objects.exclude(state=PledgeState.WITHDRAWN)


def _commitments() -> QuerySet[Commitment]:
    return Commitment.objects.exclude(state=CommitmentState.DROPPED).filter(sponsor__isnull=False)


def _askings() -> QuerySet[Asking]:
    return Asking.objects.filter(state=AskingState.DONE)


def _joined() -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(state=MemberState.JOINED)


def free_of(person: Person) -> Q:
    """Items whose initiative this person is not tied to, by themselves or by the body they sit for."""
    initiative = OuterRef("accompaniment__initiative")
    seat = CommitteeMember.objects.filter(committee=OuterRef(OuterRef("committee")), person=person)
    mine = _pledges().filter(accompaniment=OuterRef("accompaniment"))
    return (
        ~Q(Exists(mine.filter(sponsor=person)))
        & ~Q(Exists(mine.filter(body__in=seat.order_by().values("body"))))
        & ~Q(Exists(_commitments().filter(sponsor=person, initiative=initiative)))
        & ~Q(Exists(_askings().filter(offer__supporter=person, accompaniment=OuterRef("accompaniment"))))
        & ~Q(Exists(Conflict.objects.filter(person=person, application__initiative=initiative)))
        & ~Q(Exists(_joined().filter(person=person, initiative=initiative)))
    )


def ties_of(members: Iterable[CommitteeMember], items: Collection[CommitteeItem]) -> list[Tie]:
    """One tie for each member and each file withheld: the same few queries, however many there are. The same facts as
    `free_of`, told with their reason.
    """
    seats = list(members)
    found: dict[tuple[int, int], Tie] = {}
    for tell in (_by_pledge, _by_commitment, _by_asking, _by_fact):
        for tie in tell(seats, items):
            found.setdefault((tie.member.pk, tie.item.pk), tie)
    return [found[key] for key in sorted(found)]


def _by_pledge(seats: Collection[CommitteeMember], items: Collection[CommitteeItem]) -> Iterator[Tie]:
    files = {one.accompaniment_id: one for one in items}
    people, bodies = {one.person_id for one in seats}, {one.body_id for one in seats if one.body_id}
    for pledge in _pledges().filter(Q(sponsor__in=people) | Q(body__in=bodies), accompaniment__in=files):
        item = files[pledge.accompaniment_id or 0]
        for seat in seats:
            if pledge.sponsor_id == seat.person_id:
                yield Tie(seat, item, TieKind.PLEDGE, pledge.what)
            elif pledge.body_id and pledge.body_id == seat.body_id:
                yield Tie(seat, item, TieKind.BODY, pledge.what)


def _by_commitment(seats: Collection[CommitteeMember], items: Collection[CommitteeItem]) -> Iterator[Tie]:
    files = {one.accompaniment.initiative_id: one for one in items}
    people = {one.person_id: one for one in seats}
    for promise in _commitments().filter(sponsor__in=people, initiative__in=files):
        yield Tie(people[promise.sponsor_id or 0], files[promise.initiative_id or 0], TieKind.COMMITMENT, promise.what)


def _by_asking(seats: Collection[CommitteeMember], items: Collection[CommitteeItem]) -> Iterator[Tie]:
    files = {one.accompaniment_id: one for one in items}
    people = {one.person_id: one for one in seats}
    done = _askings().filter(offer__supporter__in=people, accompaniment__in=files).select_related("offer")
    for asking in done:
        words = str(asking.offer.get_kind_display())
        yield Tie(people[asking.offer.supporter_id], files[asking.accompaniment_id or 0], TieKind.ASKING, words)


def _by_fact(seats: Collection[CommitteeMember], items: Collection[CommitteeItem]) -> Iterator[Tie]:
    """A conflict declared, a place in the team."""
    files = {one.accompaniment.initiative_id: one for one in items}
    people = {one.person_id: one for one in seats}
    conflicts = Conflict.objects.filter(person__in=people, application__initiative__in=files).order_by()
    for person, initiative in conflicts.values_list("person", "application__initiative"):
        yield Tie(people[person], files[initiative], TieKind.CONFLICT)
    joined = _joined().filter(person__in=people, initiative__in=files).order_by()
    for person, initiative in joined.values_list("person", "initiative"):
        yield Tie(people[person], files[initiative], TieKind.TEAM)
