"""Sessions asked for, as each person may see them, and the experts to propose for one."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from tremplin.core import clock
from tremplin.directory.engine.words import cut
from tremplin.directory.models import Territory
from tremplin.people.models import Person
from tremplin.support.engine.experts import Expert, Proposed, Wanted, propose
from tremplin.support.models import Accompaniment, Booking, Expertise, Place, SessionRequest
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.queries.experts import expert_lines, helps_on
from tremplin.support.queries.openings import accompaniments_of_programmes
from tremplin.support.states import BookingState, ExpertKind, SessionRequestState, Subject

WAITING = (SessionRequestState.ASKED, SessionRequestState.PROPOSED, SessionRequestState.ACCEPTED)
_WITH = (
    "accompaniment__initiative",
    "accompaniment__season__programme",
    "need",
    "topic",
    "expertise__person",
    "expertise__programme",
    "given_back_by__person",
    "booking__slot",
    "asked_by",
)


def session_requests_visible_to(person: Any) -> QuerySet[SessionRequest]:
    """Those of the supports whose sessions this person may see."""
    seen = accompaniments_open_to(person, Subject.SESSIONS).order_by().values("pk")
    return SessionRequest.objects.filter(accompaniment__in=seen).select_related(*_WITH)


def requests_to(person: Any) -> QuerySet[SessionRequest]:
    """What an expert is asked."""
    if not isinstance(person, Person) or not person.is_active:
        return SessionRequest.objects.none()
    return SessionRequest.objects.filter(expertise__person=person).select_related(*_WITH)


def requests_to_reassign(expertise: Expertise, person: Any) -> QuerySet[SessionRequest]:
    """What one who left gave back, and nobody has taken up yet."""
    return unassigned_for(person).filter(given_back_by=expertise)


def unassigned_for(person: Any) -> QuerySet[SessionRequest]:
    """What waits for somebody to choose an expert, in the programmes of this person's team: the oldest first."""
    seen = accompaniments_of_programmes(person).order_by().values("pk")
    found = SessionRequest.objects.filter(accompaniment__in=seen, state=SessionRequestState.ASKED)
    return found.select_related(*_WITH).order_by("asked_at", "pk")


def wanted_for(accompaniment: Accompaniment, *, words: str, themes: frozenset[int]) -> Wanted:
    """What the engine is asked: the places of the initiative today, each followed by those that contain it."""
    today = clock.today(accompaniment.season.programme.time_zone)
    now = Q(from_day__lte=today) & (Q(until_day=None) | Q(until_day__gte=today))
    own = Place.objects.filter(now, initiative=accompaniment.initiative_id).values_list("territory", flat=True)
    return Wanted(themes=themes, places=_with_parents(list(own)), words=dict(cut(words)))


def _with_parents(keys: list[int]) -> tuple[int, ...]:
    """Level by level, so that the nearest comes first."""
    found: list[int] = list(dict.fromkeys(keys))
    level = found
    while level:
        above = Territory.objects.filter(pk__in=level).values_list("parent", flat=True)
        level = [key for key in above if key is not None and key not in found]
        found += list(dict.fromkeys(level))
    return tuple(found)


def experts_for(request: SessionRequest) -> list[tuple[Expertise, Proposed]]:
    """All those who help in the programme today, the likeliest first, each with why."""
    accompaniment = request.accompaniment
    programme = accompaniment.season.programme
    today = clock.today(programme.time_zone)
    rows = Expertise.objects.filter(helps_on(today), programme=programme).select_related("person", "programme", "body")
    lines = {line.expertise.pk: line for line in expert_lines(rows.prefetch_related("topics", "territories"))}
    met = _met(accompaniment)
    experts = [
        Expert(
            key=pk,
            name=line.expertise.person.full_name,
            themes={one.pk: str(one) for one in line.expertise.topics.all()},
            places={one.pk: str(one) for one in line.expertise.territories.all()},
            words=dict(cut(line.expertise.words)),
            hours_left=line.hours_left,
            order_left=line.order_left if line.expertise.kind == ExpertKind.COACH else None,
            met=met[line.expertise.person_id][0],
            met_on=met[line.expertise.person_id][1],
            gave_back=request.given_back_by_id == pk,
        )
        for pk, line in lines.items()
    ]
    words = f"{request.words}\n{request.need.title if request.need else ''}"
    themes = frozenset([request.topic_id] if request.topic_id else [])
    found = propose(experts, wanted_for(accompaniment, words=words, themes=themes))
    return [(lines[one.expert.key].expertise, one) for one in found]


def _met(accompaniment: Accompaniment) -> dict[int, tuple[int, date | None]]:
    """By expert: sessions with this initiative, and the day of the last."""
    rows = (
        Booking.objects.filter(accompaniment__initiative=accompaniment.initiative_id)
        .exclude(state=BookingState.CANCELLED)
        .values("slot__expert")
        .annotate(count=Count("pk"), last=Max("slot__starts_at"))
        .order_by()
    )
    found: dict[int, tuple[int, date | None]] = defaultdict(lambda: (0, None))
    for row in rows:
        found[row["slot__expert"]] = (row["count"], row["last"].date())
    return found
