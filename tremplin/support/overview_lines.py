"""The officer's introductions at a glance: facts with their day, what is late first, each with the next gesture.

Answered for all projects at once: the same queries for three introductions and for eight.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.support.engine.proposals import Kind, Proposal
from tremplin.support.models import Accompaniment, IncomingReply, Introduction
from tremplin.support.queries.commitments import promisers_of
from tremplin.support.queries.overviews import accompaniments_beside, departures_in, due_in
from tremplin.support.queries.proposals import Leaving, leavings_of, proposals_of
from tremplin.support.rules import OPEN_STATES
from tremplin.support.states import IntroductionState

AHEAD = timedelta(days=30)  # promises due later are not told yet
_ANSWERED = (IntroductionState.TAKEN_UP, IntroductionState.REDIRECTED, IntroductionState.LATER, IntroductionState.MET)


@dataclass(frozen=True)
class Line:
    """`day`: since when, or by when; None when nobody can tell. `late`: that day has passed and something is owed."""

    day: date | None
    late: bool
    name: str
    fact: str
    gesture: str
    url: str


def lines_for(person: Any) -> list[Line]:
    """What waits in the projects this person is beside, the oldest day first; what has no day comes last."""
    mine = list(accompaniments_beside(person))
    today = clock.today()
    found = [*_of_introductions(mine, today), *_of_relations(mine, today)]
    return sorted(found, key=lambda line: (line.day or date.max, line.name, line.fact))


def _of_introductions(mine: Collection[Accompaniment], today: date) -> Iterator[Line]:
    rows = list(
        Introduction.objects.filter(accompaniment__in=mine).select_related(
            "accompaniment__initiative", "accompaniment__season__programme", "door__body"
        )
    )
    replies = {
        reply.introduction_id: reply
        for reply in IncomingReply.objects.filter(introduction__accompaniment__in=mine, filed_at=None)
    }
    proposals = proposals_of([one for one in rows if one.pk not in replies])
    leavings = leavings_of([one for one in rows if _may_leave(one)])
    for one in rows:
        if one.pk in replies:
            yield _reply(one, replies[one.pk])
        elif one.pk in proposals:
            yield _silent(one, proposals[one.pk], today)
        elif one.pk in leavings:
            yield _leaving(one, leavings[one.pk])
        elif one.state in _ANSWERED:
            yield _answered(one, today)
        elif one.bounced_at and one.state == IntroductionState.ASKED:
            day = _day(one, "bounced_at")
            yield _line(one, day, True, _("came back, and reached nobody"), _("Write it again, to another address"))


def _may_leave(one: Introduction) -> bool:
    """Agreed to, and its support is neither paused nor closed."""
    return one.state == IntroductionState.AGREED and one.accompaniment.state in OPEN_STATES


def _line(one: Introduction, day: date | None, late: bool, what: str, gesture: str, url: str = "") -> Line:
    fact = _("%(door)s: %(what)s") % {"door": one.door, "what": what}
    address = url or reverse("support:introduction", args=[one.ref])
    return Line(day, late, str(one.accompaniment), fact, gesture, address)


def _reply(one: Introduction, reply: IncomingReply) -> Line:
    zone = one.accompaniment.season.programme.time_zone
    day = reply.received_at.astimezone(ZoneInfo(zone)).date()
    url = f"{reverse('support:answer-file', args=[one.ref])}?mail={reply.ref}"
    return _line(one, day, True, _("a mail came back"), _("Read it, and file the answer"), url)


def _silent(one: Introduction, proposal: Proposal, today: date) -> Line:
    sent = _day(one, "sent_at")
    what = _("no answer; sent on %(day)s") % {"day": date_format(sent)} if sent else _("no answer")
    gestures = {
        Kind.AGAIN: _("Write to the same person again"),
        Kind.DEPUTY: _("Write to their deputy, or to a colleague"),
        Kind.SUPERIOR: _("Write above them, saying why"),
        Kind.GIVE_UP: _("Give it up, and say so"),
    }
    gesture = gestures[proposal.kind]
    if proposal.on is None:
        gesture = _("%(gesture)s, once the quiet period ends") % {"gesture": gesture}
    elif proposal.on > today:
        gesture = _("%(gesture)s, from %(day)s") % {"gesture": gesture, "day": date_format(proposal.on)}
    ready = proposal.kind != Kind.GIVE_UP and proposal.is_for(today)
    url = reverse("support:nudge-write", args=[one.ref]) if ready else ""
    return _line(one, proposal.due, proposal.due < today, what, gesture, url)


def _leaving(one: Introduction, leaving: Leaving) -> Line:
    agreed_on = _day(one, "agreed_at")
    what = _("agreed to on %(day)s, not sent yet") % {"day": date_format(agreed_on) if agreed_on else "–"}
    if leaving.on is None:
        return _line(one, None, False, what, _("Send it once the quiet period ends"))
    if leaving.on > clock.today():
        said = {"day": date_format(leaving.on), "place": leaving.place}
        gesture = _("It waits for its turn (place %(place)s): send it from %(day)s") % said
        return _line(one, leaving.on, False, what, gesture)
    return _line(one, agreed_on, True, what, _("Send it"))


def _answered(one: Introduction, today: date) -> Line:
    if one.state == IntroductionState.MET:
        what = _("next step: %(step)s (%(who)s)") % {"step": one.next_step, "who": one.next_who}
        late = one.next_on is not None and one.next_on < today
        return _line(one, one.next_on or one.met_on, late, what, _("Say what came of it"))
    day = _day(one, "answered_at")
    if one.state == IntroductionState.TAKEN_UP:
        return _line(one, day, False, _("taken up"), _("Meet, then note the next step"))
    if one.state == IntroductionState.REDIRECTED:
        what = _("sent on to %(to)s") % {"to": one.redirected_to}
        return _line(one, day, True, what, _("Write to those they named"))
    later = one.away_until or day
    return _line(one, later, False, _("“not now”"), _("Write again later, or say how it ended"))


def _of_relations(mine: Collection[Accompaniment], today: date) -> Iterator[Line]:
    keys = [one.pk for one in mine]
    promises = list(due_in(keys, today + AHEAD))
    promisers = promisers_of(promises)
    for promise in promises:
        fact = _("%(body)s promised “%(what)s” (%(who)s)") % {
            "body": promisers[promise.pk],
            "what": promise.what,
            "who": promise.who,
        }
        url = reverse("support:commitment", args=[promise.ref])
        late = promise.due_on < today
        gesture = _("Ask where it stands") if late else _("Kept, given up, or another day?")
        yield Line(promise.due_on, late, str(promise.initiative), fact, gesture, url)
    for contact in departures_in(keys):
        relation = contact.relation
        fact = _("%(body)s: %(contact)s left") % {"body": relation.partner, "contact": contact.shown_name}
        url = f"{reverse('support:contact', args=[contact.ref])}#departure"
        yield Line(contact.gone_on, True, str(relation.initiative), fact, _("Say who comes after"), url)


def _day(one: Introduction, name: str) -> date | None:
    at = getattr(one, name)
    return at.astimezone(ZoneInfo(one.accompaniment.season.programme.time_zone)).date() if at else None
