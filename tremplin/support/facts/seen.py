"""What is told of supports at a glance, for one person: a fact that happened, and something that waits for somebody.

Lists gather thousands of them and show a few: an address is made when it is shown (`reverse_lazy`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.support.models import Accompaniment
from tremplin.support.queries import accompaniments_led_by, accompaniments_open_to
from tremplin.support.queries.accompaniments import accompaniments_whole_to
from tremplin.support.states import Side, Subject


@dataclass(frozen=True)
class News:
    """`step`: the step of the roadmap it happened in, when it did in one."""

    day: date
    words: str
    url: str | Promise
    step: str = ""


@dataclass(frozen=True)
class Owed:
    """Something somebody has to do; `side` is None when it is neither the initiative nor the programme."""

    side: Side | None
    words: str
    url: str | Promise
    due: date | None = None


@dataclass(frozen=True)
class Seen:
    """A list of supports as one person may see them: the same queries for three initiatives and for eight.

    `since`: nothing that happened before that day is asked for.
    """

    rows: Collection[Accompaniment]
    person: Any
    since: date | None = None
    _open: dict[str, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def known(self) -> dict[int, Accompaniment]:
        return {one.pk: one for one in self.rows}

    @cached_property
    def sides(self) -> dict[int, Side]:
        return sides_for(self.person, self.rows)

    @cached_property
    def led(self) -> frozenset[int]:
        """The keys of those whose private notes the person reads: its officer, the programme team; never its team."""
        found = accompaniments_led_by(self.person).filter(pk__in=self.known).order_by()
        return frozenset(pk for pk in found.values_list("pk", flat=True) if self.sides[pk] == Side.OFFICER)

    @cached_property
    def whole(self) -> frozenset[int]:
        """The keys of those the person sees all of."""
        found = accompaniments_whole_to(self.person).filter(pk__in=self.known).order_by()
        return frozenset(found.values_list("pk", flat=True))

    def open_to(self, subject: Subject) -> frozenset[int]:
        """The keys of those of which the person may see a subject; asked of each subject only for what is not whole."""
        if subject not in self._open:
            rest = self.known.keys() - self.whole
            found = accompaniments_open_to(self.person, subject).filter(pk__in=rest).order_by()
            self._open[subject] = self.whole | frozenset(found.values_list("pk", flat=True) if rest else ())
        return self._open[subject]

    def since_at(self) -> datetime | None:
        """The first instant of `since`, in the earliest day any programme lives."""
        if self.since is None:
            return None
        return datetime.combine(self.since, time.min, tzinfo=ZoneInfo("Pacific/Kiritimati"))

    def day_of(self, instant: datetime, accompaniment: Accompaniment | int) -> date:
        """The day of an instant where the programme of a support lives."""
        one = self.known[accompaniment] if isinstance(accompaniment, int) else accompaniment
        return instant.astimezone(ZoneInfo(one.season.programme.time_zone)).date()


def sides_for(person: Any, rows: Collection[Accompaniment]) -> dict[int, Side]:
    """The voice a person has in each of the accompaniments they may see."""
    joined = TeamMember.objects.filter(person=person, state=MemberState.JOINED)
    mine = set(joined.order_by().values_list("initiative", flat=True))
    return {one.pk: Side.TEAM if one.initiative_id in mine else Side.OFFICER for one in rows}
