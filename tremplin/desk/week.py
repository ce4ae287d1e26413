"""This week in fifteen lines, for the programme team: what is late first, then what comes, then what came.

Whoever stands in for a colleague finds the colleague's lines among theirs, and each says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls.queries.received import calls_read_by, received_since
from tremplin.core import clock, dates
from tremplin.people.models import Person
from tremplin.programme.queries import programmes_where
from tremplin.programme.queries.absences import absences_stood_in_by
from tremplin.programme.queries.threads import StepLine, steps_waiting
from tremplin.programme.states import Role
from tremplin.programme.tasks import QUIET
from tremplin.selection.queries import rounds_visible_to, sittings_visible_to, waves_visible_to
from tremplin.selection.queries.overview import round_counts
from tremplin.selection.states import RoundState, SittingState, WaveState
from tremplin.support.facts import owed_in, sides_for
from tremplin.support.models import Action, Introduction
from tremplin.support.queries import (
    accompaniments_open_to,
    accompaniments_run_by,
    bookings_visible_to,
    decisions_to_open,
)
from tremplin.support.queries.accompaniments import parts_played_by
from tremplin.support.queries.overviews import due_in
from tremplin.support.states import AccompanimentState, ActionState, BookingState, IntroductionState, Subject

MOST = 15
WEEK = timedelta(days=7)
SILENT = timedelta(days=30)
WAITS = timedelta(days=9)  # an introduction without an answer is worth a nudge


@dataclass(frozen=True)
class Line:
    """A fact, the page that tells more, and how it weighs: 0 is late, 1 comes this week, 2 came."""

    words: str
    url: str
    weight: int


def week_of(person: Any) -> list[Line]:
    """At most fifteen, those that weigh most first."""
    now = clock.now()
    lines = [
        *_quiet(person),
        *_thread(person),
        *_projects(person, now),
        *_gestures(person),
        *_choosing(person, now),
        *_sessions(person, now),
        *_received(person, now),
    ]
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.url, line)
    return sorted(first.values(), key=lambda line: line.weight)[:MOST]


def _quiet(person: Any) -> Iterator[Line]:
    """A quiet period that runs, or is about to, comes before everything else."""
    yield from (Line(str(task.title), task.url, 0) for task in QUIET.find(person))


def _thread(person: Any) -> Iterator[Line]:
    """What is late in the threads of one's programmes, then one's own steps of the week, and a colleague's who is
    away.
    """
    if not isinstance(person, Person):
        return
    today = clock.today()
    ours = programmes_where(person, [Role.AGENT, Role.ADMINISTRATOR]).order_by().values("pk")
    for line in steps_waiting(today - timedelta(days=1), programmes=ours):
        yield _step(line)
    for line in steps_waiting(today + WEEK, owner=person):
        yield _step(line)
    for absence in absences_stood_in_by(person):
        for line in steps_waiting(today + WEEK, owner=absence.person):
            found = _step(line)
            yield replace(found, words=_standing_in(found.words, absence.person))


def _step(line: StepLine) -> Line:
    said = {
        "season": line.step.season,
        "step": line.step,
        "day": date_format(line.step.due_on),
        "who": line.step.owner or _("nobody is named"),
    }
    late = _("%(season)s: “%(step)s” was for %(day)s (%(who)s)")
    words = late if line.late else _("%(season)s: “%(step)s”, by %(day)s (%(who)s)")
    return Line(words % said, reverse("programme:step", args=[line.step.ref]), 0 if line.late else 1)


def _standing_in(words: str, away: Any) -> str:
    return _("%(words)s – you stand in for %(name)s") % {"words": words, "name": away}


def _gestures(person: Any) -> Iterator[Line]:
    """Of each project one is beside, the next gesture of the programme's side; for whom one stands in, it says so."""
    if not isinstance(person, Person):
        return
    today, parts = clock.today(), parts_played_by(person).select_related("person")
    played: dict[int, Person] = {}
    for part in parts.filter(accompaniment__state=AccompanimentState.RUNNING):
        if played.get(part.accompaniment_id) != person:
            played[part.accompaniment_id] = part.person
    rows = list(accompaniments_run_by(person).filter(pk__in=played).order_by("initiative__folded", "pk"))
    sides, owed = sides_for(person, rows), owed_in(rows, person)
    for one in rows:
        gesture = next((item for item in owed[one.pk] if item.side == sides[one.pk]), None)
        if gesture is None:
            continue
        said = {"name": one, "gesture": gesture.words, "day": date_format(gesture.due) if gesture.due else ""}
        words = _("%(name)s: %(gesture)s, by %(day)s") if gesture.due else _("%(name)s: %(gesture)s")
        words = words % said
        if played[one.pk] != person:
            words = _standing_in(words, played[one.pk])
        yield Line(words, str(gesture.url), 0 if gesture.due and gesture.due < today else 1)


def _received(person: Any, now: datetime) -> Iterator[Line]:
    for call, count, _last in received_since(person, now - WEEK):
        words = ngettext(
            "%(call)s: %(count)s application received in seven days",
            "%(call)s: %(count)s applications received in seven days",
            count,
        )
        url = f"{reverse('calls:received-list')}?call={call.ref}"
        yield Line(words % {"call": call.title, "count": count}, url, 2)
    for call in calls_read_by(person).filter(intakes__closes_at__range=(now, now + WEEK)).distinct():
        closes_at = call.intakes.filter(closes_at__gt=now).order_by("closes_at")[0].closes_at
        words = _("%(call)s closes on %(at)s") % {"call": call.title, "at": _said(closes_at, call)}
        yield Line(words, reverse("calls:managed", args=[call.ref]), 1)


def _choosing(person: Any, now: datetime) -> Iterator[Line]:
    rounds = list(rounds_visible_to(person).filter(state=RoundState.OPEN).order_by("due_at", "pk"))
    counts = round_counts([one.pk for one in rounds], person)
    for found in rounds:
        said = {
            "round": found,
            "done": counts[found.pk].reviews,
            "all": counts[found.pk].assigned,
            "due": _said(found.due_at, found.call),
        }
        words = _("%(round)s: %(done)s reviews in of %(all)s, due before %(due)s") % said
        yield Line(words, reverse("selection:round", args=[found.ref]), 0 if found.due_at < now else 1)
    for sitting in sittings_visible_to(person).filter(state=SittingState.PLANNED, starts_at__lt=now + WEEK):
        words = _("Sitting of “%(round)s” on %(at)s") % {
            "round": sitting.round,
            "at": _said(sitting.starts_at, sitting.round.call),
        }
        yield Line(words, reverse("selection:sitting", args=[sitting.ref]), 0 if sitting.starts_at < now else 1)
    for wave in waves_visible_to(person).filter(state__in=[WaveState.PLANNED, WaveState.HELD], due_at__lt=now + WEEK):
        words = _("%(call)s, “%(wave)s”: leaves on %(at)s") % {
            "call": wave.release.call,
            "wave": wave,
            "at": _said(wave.due_at, wave.release.call),
        }
        yield Line(words, reverse("selection:wave", args=[wave.ref]), 0 if wave.due_at < now else 1)


def _projects(person: Any, now: datetime) -> Iterator[Line]:
    count = decisions_to_open(person).count()
    if count:
        words = ngettext(
            "%(count)s laureate accepted, and its support is not open",
            "%(count)s laureates accepted, and their support is not open",
            count,
        )
        yield Line(words % {"count": count}, reverse("support:open-list"), 0)
    running = accompaniments_run_by(person).filter(state=AccompanimentState.RUNNING)
    for made in running.annotate(last=Max("points__on")).order_by("last", "pk"):
        since = made.last or made.starts_on
        days = (clock.today() - since).days
        if days >= SILENT.days:
            said = {"name": made, "days": days, "last": date_format(since)}
            words = _("%(name)s: no news for %(days)s days (last: %(last)s)") % said
            yield Line(words, reverse("support:accompaniment", args=[made.ref]), 0)
    planned = accompaniments_open_to(person, Subject.ROADMAP).order_by().values("pk")
    tied = accompaniments_open_to(person, Subject.TIES).order_by().values("pk")
    open_now = running.order_by().values("pk")
    late = Action.objects.filter(
        accompaniment__in=open_now.filter(pk__in=planned), state=ActionState.PLANNED, due_on__lt=clock.today()
    ).select_related("accompaniment__initiative")
    for action in late[:5]:
        said = {"name": action.accompaniment, "action": action.title, "day": date_format(action.due_on)}
        url = reverse("support:roadmap", args=[action.accompaniment.ref])
        yield Line(_("%(name)s: “%(action)s” was for %(day)s") % said, url, 0)
    for promise in due_in(
        list(running.filter(pk__in=tied).values_list("pk", flat=True)), clock.today() - timedelta(days=1)
    )[:5]:
        day = date_format(promise.due_on)
        said = {"name": promise.initiative, "what": promise.what, "who": promise.who, "day": day}
        url = reverse("support:commitment", args=[promise.ref])
        yield Line(_("%(name)s: %(who)s promised “%(what)s” for %(day)s") % said, url, 0)
    waiting = Introduction.objects.filter(
        accompaniment__in=open_now.filter(pk__in=tied), state=IntroductionState.SENT, sent_at__lt=now - WAITS
    ).select_related("accompaniment__initiative", "accompaniment__season__programme", "door")
    for one in waiting[:5]:
        said = {"name": one.accompaniment, "door": one.door, "days": (now - one.sent_at).days if one.sent_at else 0}
        words = _("%(name)s: no answer from %(door)s for %(days)s days") % said
        yield Line(words, reverse("support:introduction", args=[one.ref]), 0)


def _sessions(person: Any, now: datetime) -> Iterator[Line]:
    booked = bookings_visible_to(person).filter(state=BookingState.BOOKED, slot__starts_at__range=(now, now + WEEK))
    for booking in booked.order_by("slot__starts_at", "pk"):
        said = {
            "name": booking.accompaniment,
            "who": booking.slot.expert,
            "at": dates.instant(booking.slot.starts_at, booking.accompaniment.season.programme.time_zone),
        }
        words = _("%(name)s meets %(who)s on %(at)s") % said
        yield Line(words, reverse("support:booking", args=[booking.ref]), 1)


def _said(at: datetime, call: Any) -> str:
    return dates.instant(at, call.season.programme.time_zone)
