"""What is said of supported initiatives at a glance: the last news with its day, and who owes what to whom.

Both are answered for a whole list at once: the same queries for three initiatives and for eight.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core import clock
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Action, Booking, Commitment, Diagnosis, Introduction, Point
from tremplin.support.queries.commitments import promised_in, promisers_of
from tremplin.support.states import (
    ActionState,
    BookingState,
    CommitmentState,
    DiagnosisState,
    IntroductionState,
    Owner,
    Side,
)

QUIET = 30  # days without news after which a call is proposed


@dataclass(frozen=True)
class News:
    day: date
    words: str
    url: str


@dataclass(frozen=True)
class Owed:
    """Something somebody has to do; `side` is None when it is neither the initiative nor the programme."""

    side: Side | None
    words: str
    url: str
    due: date | None = None


def sides_for(person: Any, rows: Collection[Accompaniment]) -> dict[int, Side]:
    """The voice a person has in each of the accompaniments they may see."""
    joined = TeamMember.objects.filter(person=person, state=MemberState.JOINED)
    mine = set(joined.order_by().values_list("initiative", flat=True))
    return {one.pk: Side.TEAM if one.initiative_id in mine else Side.OFFICER for one in rows}


def news_of(rows: Collection[Accompaniment], person: Any) -> dict[int, list[News]]:
    """What happened, the last first, as this person may read it."""
    sides = sides_for(person, rows)
    found: dict[int, list[News]] = defaultdict(list)
    for point in Point.objects.filter(accompaniment__in=sides).order_by("pk").select_related("accompaniment"):
        if point.private and sides[point.accompaniment_id] != Side.OFFICER:
            continue
        url = f"{reverse('support:accompaniment', args=[point.accompaniment.ref])}#p-{point.ref}"
        found[point.accompaniment_id].append(News(point.on, _("a note after a call or a meeting"), url))
    for session in Booking.objects.filter(accompaniment__in=sides, state=BookingState.HELD).select_related(
        "slot__programme"
    ):
        day = session.slot.starts_at.astimezone(ZoneInfo(session.slot.programme.time_zone)).date()
        words = _("session held: %(subject)s") % {"subject": session.subject}
        found[session.accompaniment_id].append(News(day, words, reverse("support:booking", args=[session.ref])))
    for action in Action.objects.filter(accompaniment__in=sides, state=ActionState.DONE).select_related(
        "accompaniment__season__programme"
    ):
        if action.closed_at is not None:
            zone = ZoneInfo(action.accompaniment.season.programme.time_zone)
            words = _("done: %(title)s") % {"title": action.title}
            news = News(action.closed_at.astimezone(zone).date(), words, reverse("support:action", args=[action.ref]))
            found[action.accompaniment_id].append(news)
    for one in Introduction.objects.filter(accompaniment__in=sides).select_related(
        "door", "accompaniment__season__programme"
    ):
        found[one.accompaniment_id] += _of_introduction(one)
    for pk, promises in promised_in(rows, [CommitmentState.KEPT]).items():
        found[pk] += [
            News(
                one.closed_on,
                _("promise kept: %(what)s") % {"what": one.what},
                reverse("support:commitment", args=[one.ref]),
            )
            for one in promises
            if one.closed_on
        ]
    return {pk: sorted(found[pk], key=lambda news: news.day, reverse=True) for pk in sides}


def _of_introduction(one: Introduction) -> list[News]:
    zone = ZoneInfo(one.accompaniment.season.programme.time_zone)
    url = reverse("support:introduction", args=[one.ref])
    news = []
    if one.sent_at:
        news.append(News(one.sent_at.astimezone(zone).date(), _("message sent to %(door)s") % {"door": one.door}, url))
    if one.answered_at:
        words = _("answer of %(door)s") % {"door": one.door}
        news.append(News(one.answered_at.astimezone(zone).date(), words, url))
    if one.met_on:
        news.append(News(one.met_on, _("meeting with %(door)s") % {"door": one.door}, url))
    return news


def owed_in(rows: Collection[Accompaniment]) -> dict[int, list[Owed]]:
    """What is to be done in each, by whom: what has a date first, the nearest date first."""
    known = {one.pk: one for one in rows}
    found: dict[int, list[Owed]] = defaultdict(list)
    for one in Introduction.objects.filter(
        accompaniment__in=known,
        state__in=[
            IntroductionState.ASKED,
            IntroductionState.AGREED,
            IntroductionState.SENT,
            IntroductionState.MET,
        ],
    ).select_related("door"):
        found[one.accompaniment_id].append(_awaited(one))
    started = set()
    for diagnosis in Diagnosis.objects.filter(accompaniment__in=known).prefetch_related("versions__acceptances"):
        started.add(diagnosis.accompaniment_id)
        if diagnosis.state == DiagnosisState.OPEN:
            found[diagnosis.accompaniment_id] += _missing(diagnosis)
    for pk, accompaniment in known.items():
        if pk not in started:
            url = reverse("support:diagnosis-list", args=[accompaniment.ref])
            found[pk].append(Owed(Side.OFFICER, _("Open the shared diagnosis"), url))
    owners: dict[str, Side | None] = {Owner.TEAM: Side.TEAM, Owner.OFFICER: Side.OFFICER}
    for action in Action.objects.filter(accompaniment__in=known, state=ActionState.PLANNED):
        words = f"{action.title} ({action.owner_name})" if action.owner_name else action.title
        url = reverse("support:action", args=[action.ref])
        found[action.accompaniment_id].append(Owed(owners.get(action.owner), words, url, action.due_on))
    promised = promised_in(rows, [CommitmentState.PROMISED])
    promisers = promisers_of(one for promises in promised.values() for one in promises)
    for pk, promises in promised.items():
        found[pk] += [_promised(one, promisers[one.pk]) for one in promises]
    return {pk: sorted(found[pk], key=lambda owed: owed.due or date.min) for pk in known}


def _promised(one: Commitment, promiser: Body | Person) -> Owed:
    words = f"{one.what} ({promiser}, {one.who})"
    return Owed(None, words, reverse("support:commitment", args=[one.ref]), one.due_on)


def _awaited(one: Introduction) -> Owed:
    url, door = reverse("support:introduction", args=[one.ref]), {"door": one.door}
    if one.state == IntroductionState.ASKED:
        return Owed(Side.TEAM, _("Read the message to %(door)s and agree to it, or not") % door, url)
    if one.state == IntroductionState.AGREED:
        return Owed(Side.OFFICER, _("Send the message to %(door)s") % door, url)
    if one.state == IntroductionState.MET:
        step = {**door, "step": one.next_step, "who": one.next_who or _("nobody is named")}
        return Owed(None, _("With %(door)s: %(step)s (%(who)s)") % step, url, one.next_on)
    return Owed(None, _("%(door)s: an answer") % door, url, one.answer_by)


def _missing(diagnosis: Diagnosis) -> list[Owed]:
    url = reverse("support:diagnosis", args=[diagnosis.ref])
    words = _("Answer the shared diagnosis")
    waits = [
        Owed(side, words, url)
        for side, at in ((Side.TEAM, diagnosis.team_in_at), (Side.OFFICER, diagnosis.officer_in_at))
        if at is None
    ]
    if waits:
        return waits
    compared = reverse("support:comparison", args=[diagnosis.ref])
    last = max(diagnosis.versions.all(), key=lambda version: version.number, default=None)
    if last is None:
        words = _("Write one version of the diagnosis for both")
        return [Owed(side, words, compared) for side in (Side.TEAM, Side.OFFICER)]
    accepted = {acceptance.side for acceptance in last.acceptances.all()}
    url = reverse("support:version", args=[diagnosis.ref, last.number])
    words = _("Read version %(number)s of the diagnosis and accept it, or write another") % {"number": last.number}
    return [Owed(side, words, url) for side in (Side.TEAM, Side.OFFICER) if side not in accepted]


@dataclass(frozen=True)
class Morning:
    """One line of the list: the last news, the days without any, and the next gesture of this person's side."""

    accompaniment: Accompaniment
    last: News | None
    silence: int
    gesture: Owed | None
    people: list[Any]

    @property
    def quiet(self) -> bool:
        return self.silence >= QUIET


def mornings(rows: Collection[Accompaniment], person: Any) -> list[Morning]:
    """The longest silence first. `rows` have their parts of today in `today_parts`."""
    sides, news, owed, today = sides_for(person, rows), news_of(rows, person), owed_in(rows), clock.today()
    lines = []
    for one in rows:
        last = next((item for item in news[one.pk] if item.day <= today), None)
        since = last.day if last else one.starts_on
        gesture = next((item for item in owed[one.pk] if item.side == sides[one.pk]), None)
        people = one.today_parts  # type: ignore[attr-defined]
        lines.append(Morning(one, last, max((today - since).days, 0), gesture, people))
    return sorted(lines, key=lambda line: -line.silence)
