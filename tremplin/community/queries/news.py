"""News of initiatives after their support, and the ties that last: for whoever works for them.

What is said of a list is read at once: the same queries for three initiatives and for eight.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState, TeamRight
from tremplin.community.models import CheckIn
from tremplin.community.states import CheckInState
from tremplin.core import clock
from tremplin.directory.models import Body, Network
from tremplin.support.models import Accompaniment, Point, Relation
from tremplin.support.queries import accompaniments_run_by
from tremplin.support.queries.relations import histories_of
from tremplin.support.states import AccompanimentState, Subject


@dataclass(frozen=True)
class Sign:
    """Something that showed an initiative, or a relation, is alive."""

    day: date
    words: str


@dataclass(frozen=True)
class Tie:
    """A relation that outlives the support; `partner` is the body as it stands now, or the network."""

    relation: Relation
    partner: Body | Network
    former: list[str]
    last_sign: date | None


@dataclass(frozen=True)
class After:
    """An initiative after its support; `last_sign` is None while nothing was heard, and without somebody `reachable`
    nobody is asked.
    """

    accompaniment: Accompaniment
    last_sign: Sign | None
    check_ins: list[CheckIn]
    reachable: bool


def is_over() -> Q:
    """Accompaniments that are closed, or whose announced last day has passed."""
    return Q(state=AccompanimentState.CLOSED) | Q(ends_on__lt=clock.today())


def _ended_for(person: Any) -> QuerySet[Accompaniment]:
    return accompaniments_run_by(person, Subject.TIES).filter(is_over())


def check_ins_visible_to(person: Any) -> QuerySet[CheckIn]:
    mine = accompaniments_run_by(person, Subject.TIES).order_by().values("pk")
    return CheckIn.objects.filter(accompaniment__in=mine).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "answered_by"
    )


def initiatives_after(person: Any) -> list[After]:
    """Those the person works for, once for each accompaniment that is over: the longest silent first."""
    ended = list(_ended_for(person))
    relations = Relation.objects.filter(initiative__in=[one.initiative_id for one in ended])
    signs: dict[int, list[Sign]] = defaultdict(list)
    for history in histories_of(relations, person):
        if history.last:
            words = _("in a relation with an administration")
            signs[history.relation.initiative_id].append(Sign(history.last, words))
    points = Point.objects.filter(accompaniment__initiative__in=[one.initiative_id for one in ended])
    for initiative, day in points.order_by().values_list("accompaniment__initiative").annotate(Max("on")):
        signs[initiative].append(Sign(day, _("a note after a call or a meeting")))
    asked: dict[int, list[CheckIn]] = defaultdict(list)
    for check_in in check_ins_visible_to(person).order_by("months"):
        asked[check_in.accompaniment_id].append(check_in)
        if check_in.state == CheckInState.ANSWERED:
            day = _day(check_in.answered_at)
            signs[check_in.accompaniment.initiative_id].append(Sign(day, _("the team gave news")))
    reachable = _with_writers({one.initiative_id for one in ended})
    found = [
        After(one, _newest(signs[one.initiative_id]), asked[one.pk], one.initiative_id in reachable) for one in ended
    ]
    return sorted(found, key=lambda one: (one.last_sign.day if one.last_sign else date.min, one.accompaniment.ref))


def _with_writers(initiatives: Collection[int]) -> set[int]:
    """For a whole list, those for which `calls.queries.received.writers_of_initiative` finds somebody."""
    members = TeamMember.objects.filter(initiative__in=initiatives, state=MemberState.JOINED)
    reached = members.exclude(right=TeamRight.READ).exclude(person__email=None).exclude(person__email="")
    return set(reached.order_by().values_list("initiative", flat=True))


def _newest(signs: Collection[Sign]) -> Sign | None:
    return max(signs, key=lambda sign: sign.day, default=None)


def ties_of(person: Any) -> list[Tie]:
    """The relations of initiatives whose support is over, each with its last sign of life: the longest silent first.
    A body that was merged since is told under the one that came after it.
    """
    ended = _ended_for(person).order_by().values("initiative")
    histories = histories_of(Relation.objects.filter(initiative__in=ended), person)
    found = [Tie(one.relation, one.partner, one.former, one.last) for one in histories]
    return sorted(found, key=lambda tie: (tie.last_sign or date.min, tie.relation.pk))


def _day(at: datetime | None) -> date:
    assert at is not None  # noqa: S101
    return at.date()
