"""A support by time: its actions and promises, its sessions, its diagnoses, its committees, in one list of dated rows.

The same seven queries, however many there are. What a person may not see of a support is not in the list.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tremplin.support.engine.timelines import Mark, Timeline, draw
from tremplin.support.models import Accompaniment, Action, Booking, CommitteeItem, Diagnosis
from tremplin.support.queries.accompaniments import subjects_open_to
from tremplin.support.queries.boards import promises_of, with_who
from tremplin.support.states import (
    ActionState,
    BookingState,
    CommitmentState,
    CommitteeState,
    Step,
    Subject,
)


@dataclass(frozen=True)
class Dated:
    """One row: `kind` is done, planned or late; `lane` is what it belongs to, in words; `url` is empty when its page
    is not for everybody who reads the roadmap.
    """

    day: date
    lane: str
    words: str
    kind: str
    state: str
    who: str = ""
    url: str = ""


def rows_of(accompaniment: Accompaniment, person: Any, today: date) -> list[Dated]:
    """By day, the first day first; what was given up is left out."""
    seen, zone = subjects_open_to(person, accompaniment), ZoneInfo(accompaniment.season.programme.time_zone)
    rows = [_action(one, zone, today) for one in _actions(accompaniment)]
    if Subject.TIES in seen:
        states = (CommitmentState.PROMISED, CommitmentState.KEPT)
        for promised in promises_of(accompaniment, states):
            one = promised.commitment
            kind = "done" if one.state == CommitmentState.KEPT else "late" if one.due_on < today else "planned"
            url, who = reverse("support:commitment", args=[one.ref]), f"{promised.promiser} ({one.who})"
            rows.append(
                Dated(one.closed_on or one.due_on, _promises(), one.what, kind, one.get_state_display(), who, url)
            )
    if Subject.SESSIONS in seen:
        sessions = Booking.objects.filter(accompaniment=accompaniment).exclude(state=BookingState.CANCELLED)
        for session in sessions.select_related("slot__expert"):
            day, held = session.slot.starts_at.astimezone(zone).date(), session.state == BookingState.HELD
            kind, url = "done" if held else "planned", reverse("support:booking", args=[session.ref])
            who = str(session.slot.expert)
            rows.append(Dated(day, _sessions(), session.subject, kind, session.get_state_display(), who, url))
    if Subject.DIAGNOSIS in seen:
        for diagnosis in Diagnosis.objects.filter(accompaniment=accompaniment):
            at, url = diagnosis.agreed_at or diagnosis.opened_at, reverse("support:diagnosis", args=[diagnosis.ref])
            kind = "done" if diagnosis.agreed_at else "planned"
            state, words = diagnosis.get_state_display(), capfirst(diagnosis.get_occasion_display())
            rows.append(Dated(at.astimezone(zone).date(), _diagnoses(), words, kind, state, url=url))
    if Subject.MONEY in seen:
        items = CommitteeItem.objects.filter(accompaniment=accompaniment).select_related("committee")
        for item in items.exclude(committee__state=CommitteeState.CANCELLED):
            committee = item.committee
            day = committee.starts_at.astimezone(zone).date()
            kind, state = "done" if day < today else "planned", committee.get_state_display()
            rows.append(Dated(day, _committees(), capfirst(committee.get_kind_display()), kind, state))
    return sorted(rows, key=lambda row: (row.day, row.lane, row.words))


def _actions(accompaniment: Accompaniment) -> Any:
    return with_who(Action.objects.filter(accompaniment=accompaniment).exclude(state=ActionState.DROPPED))


def _action(one: Action, zone: ZoneInfo, today: date) -> Dated:
    done = one.state == ActionState.DONE and one.closed_at is not None
    day = one.closed_at.astimezone(zone).date() if done and one.closed_at else one.due_on
    kind = "done" if done else "late" if one.due_on < today else "planned"
    owner = capfirst(one.get_owner_display())
    who, url = f"{owner} ({one.who})" if one.who else owner, reverse("support:action", args=[one.ref])
    return Dated(day, _step(Step(one.step)), one.title, kind, one.get_state_display(), who, url)


def timeline_of(accompaniment: Accompaniment, rows: list[Dated], today: date) -> Timeline:
    """The same rows as a drawing, from the first day of the support to its last."""
    lanes = [_step(step) for step in Step] + [_promises(), _sessions(), _diagnoses(), _committees()]
    marks = [Mark(row.lane, row.day, row.kind, row.words) for row in rows]
    return draw(marks, lanes, first=accompaniment.starts_on, last=accompaniment.ends_on, today=today)


def _step(step: Step) -> str:
    return str(capfirst(step.label))


def _promises() -> str:
    return _("Promises of others")


def _sessions() -> str:
    return _("Sessions")


def _diagnoses() -> str:
    return _("Diagnoses")


def _committees() -> str:
    return _("Committees")
