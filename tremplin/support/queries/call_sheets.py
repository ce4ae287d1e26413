"""What one takes to a meeting: who one meets, what is asked and why, what was said so far, what may come next. Only
what both sides may read: the sheet is the same for the initiative and for its officer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from tremplin.directory.models import Holder
from tremplin.directory.queries import FoundKeys, key_card_of
from tremplin.support.models import Action, Commitment, Contact, Introduction, Need, Nudge, Trace
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.queries.relations import History, history_of, relations_visible_to
from tremplin.support.states import ActionState, NeedState, Subject

MOST_EVENTS = 8
MOST_OTHERS = 4


@dataclass(frozen=True)
class Event:
    """Something that was said or done on a day."""

    day: date
    what: Literal["sent", "nudged", "answered", "met", "trace", "kept"]
    row: Introduction | Nudge | Trace | Commitment


@dataclass(frozen=True)
class CallSheet:
    introduction: Introduction
    holder: Holder | None
    contacts: list[Contact]
    events: list[Event]
    earlier: int
    promises: list[Commitment]
    keys: FoundKeys | None
    steps: list[Action]
    needs: list[Need]


def call_sheet_of(introduction: Introduction, person: Any) -> CallSheet:
    """For somebody who sees the introduction. `earlier`: how many older events are left out of the page."""
    history = _history(introduction, person)
    events = sorted(_events(introduction, history), key=lambda one: one.day)
    supported, need = introduction.accompaniment, introduction.need
    # what else is to be done stands in the roadmap: for whoever may read it
    read = accompaniments_open_to(person, Subject.ROADMAP).filter(pk=supported.pk).order_by().values("pk")
    planned = Action.objects.filter(accompaniment__in=read, state=ActionState.PLANNED)
    others = Need.objects.filter(accompaniment__in=read, state=NeedState.OPEN)
    if need is not None:
        others = others.exclude(pk=need.pk)
    holder = introduction.holder
    return CallSheet(
        introduction=introduction,
        holder=holder if holder is not None and holder.shown else None,
        contacts=history.here if history else [],
        events=events[-MOST_EVENTS:],
        earlier=max(len(events) - MOST_EVENTS, 0),
        promises=history.due if history else [],
        keys=key_card_of(introduction.door.body),
        steps=list(planned.filter(need=need)[:MOST_OTHERS]) if need else [],
        needs=list(others.order_by("written_at", "pk")[:MOST_OTHERS]),
    )


def _history(introduction: Introduction, person: Any) -> History | None:
    """The relation with the body, begun when the message left."""
    relation = (
        relations_visible_to(person)
        .filter(initiative=introduction.accompaniment.initiative_id, body=introduction.door.body_id)
        .first()
    )
    return history_of(relation, person) if relation else None


def _events(introduction: Introduction, history: History | None) -> list[Event]:
    zone = ZoneInfo(introduction.accompaniment.season.programme.time_zone)
    found = [
        Event(nudge.sent_at.astimezone(zone).date(), "nudged", nudge)
        for nudge in introduction.nudges.order_by("sent_at", "pk")
    ]
    for one in history.introductions if history else [introduction]:
        if one.sent_at:
            found.append(Event(one.sent_at.astimezone(zone).date(), "sent", one))
        if one.answered_at:
            found.append(Event(one.answered_at.astimezone(zone).date(), "answered", one))
        if one.met_on:
            found.append(Event(one.met_on, "met", one))
    if history:
        found += [Event(trace.on, "trace", trace) for trace in history.traces]
        found += [Event(one.closed_on, "kept", one) for one in history.closed if one.closed_on and one.state == "kept"]
    return found
