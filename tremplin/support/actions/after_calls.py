"""A call, typed once: the note, and whatever was said to follow from it, written together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions.accompaniments import write_point
from tremplin.support.actions.roadmaps import Attached, close_action, plan_action
from tremplin.support.actions.session_requests import ask_session
from tremplin.support.actions.session_requests import drop as drop_request
from tremplin.support.models import Accompaniment, Action, Need, Point, SessionRequest
from tremplin.support.states import Owner

TAKE_BACK = timedelta(hours=1)


@dataclass(frozen=True)
class ToDo:
    """Something to do that was said in a call; with a door, it is an introduction to write."""

    title: str
    due_on: date
    step: str
    owner: str = Owner.OFFICER
    person: Person | None = None
    owner_name: str = ""
    need: Need | None = None
    door: Door | None = None


@dataclass(frozen=True)
class ToAsk:
    """A session with an expert, to be asked for."""

    words: str
    need: Need | None = None


@dataclass(frozen=True)
class NextCall:
    on: date
    about: str = ""


def keep_call(
    accompaniment: Accompaniment,
    *,
    on: date,
    words: str,
    private: bool,
    to_do: Sequence[ToDo] = (),
    to_ask: Sequence[ToAsk] = (),
    next_call: NextCall | None = None,
    by: Person,
    at: datetime,
) -> Point:
    """The note, then what is born of it. A session asked for bears the instant of its note: that is what ties them."""
    with transaction.atomic():
        held = hold(accompaniment)
        point = write_point(held, on=on, words=words, private=private, by=by, at=at)
        if next_call is not None:
            point.next_on, point.next_words = next_call.on, next_call.about[:200]
            point.save(update_fields=["next_on", "next_words"])
        for one in to_do:
            plan_action(
                held,
                step=one.step,
                title=one.title,
                owner=one.owner,
                owner_name=one.owner_name,
                person=one.person,
                due_on=one.due_on,
                need=one.need,
                attached=Attached(door=one.door),
                point=point,
                by=by,
                at=at,
            )
        for asked in to_ask:
            ask_session(held, words=asked.words, need=asked.need, by=by, at=at)
        return point


def take_back(row: Action | SessionRequest, point: Point, *, by: Person, at: datetime) -> None:
    """Within the hour, by whoever typed it: it is closed with that reason, as everything else is."""
    with transaction.atomic():
        if isinstance(answer := rules.can_work_on(by, point.accompaniment), No):
            raise MoveRefused(answer.reason)
        if point.by_id != by.pk or at - point.at > TAKE_BACK:
            raise MoveRefused(_("It is too late to take this back here: close it from its own page, saying why."))
        why = _("Taken back right after the call.")
        if isinstance(row, Action):
            close_action(row, "drop", result=why, by=by, at=at)
        else:
            drop_request(row, why=why, by=by, at=at)
