"""What waits for somebody once an introduction was answered: a mail to file, a step that is due, what it brought."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.support.models import IncomingReply, Introduction
from tremplin.support.queries import accompaniments_run_by, accompaniments_visible_to
from tremplin.support.queries.accompaniments import parts_played_by
from tremplin.support.queries.outcomes import outcomes_due
from tremplin.support.states import AccompanimentState, AskedSide, IntroductionState, Subject

SOON = timedelta(days=7)
_OPEN = (AccompanimentState.PLANNED, AccompanimentState.RUNNING)
_WITH = ("accompaniment__initiative", "accompaniment__season__programme", "door")


def _of_teams(person: Any) -> list[Task]:
    """Next steps, and what each introduction brought: after the end of the support too."""
    if not isinstance(person, Person):
        return []
    mine = accompaniments_visible_to(person).filter(
        initiative__members__person=person, initiative__members__state="joined"
    )
    rows = _rows(mine.order_by().values("pk"))
    tasks = _next_steps(rows)
    for due in outcomes_due(rows, clock.today()):
        if due.side == AskedSide.TEAM:
            title = _("%(door)s: what did this introduction bring?") % {"door": due.introduction.door}
            why = _("Asked since %(day)s; three questions, a minute.") % {"day": date_format(due.since)}
            tasks.append(Task(title, reverse("support:outcome", args=[due.introduction.ref]), why=why))
    return tasks


def _of_officers(person: Any) -> list[Task]:
    mine = (
        accompaniments_run_by(person, Subject.TIES)
        .filter(pk__in=parts_played_by(person).order_by().values("accompaniment"))
        .order_by()
        .values("pk")
    )
    rows = _rows(mine)
    return [*_replies(mine), *_next_steps(rows), *_later(rows), *_to_ask(rows)]


def _rows(accompaniments: Any) -> list[Introduction]:
    over = (IntroductionState.ASKED, IntroductionState.AGREED, IntroductionState.REFUSED)
    found: QuerySet[Introduction] = Introduction.objects.filter(accompaniment__in=accompaniments)
    return list(found.exclude(state__in=over).select_related(*_WITH))


def _named(one: Introduction) -> dict[str, Any]:
    return {"name": one.accompaniment, "door": one.door}


def _replies(accompaniments: Any) -> list[Task]:
    waiting = IncomingReply.objects.filter(introduction__accompaniment__in=accompaniments, filed_at=None)
    first: dict[int, IncomingReply] = {}
    for reply in waiting.select_related("introduction__accompaniment__initiative", "introduction__door"):
        first.setdefault(reply.introduction_id, reply)
    return [
        Task(
            _("%(door)s wrote back about %(name)s: file the reply") % _named(reply.introduction),
            reverse("support:answer-file", args=[reply.introduction.ref]),
            why=_("Received on %(day)s.") % {"day": date_format(reply.received_at)},
        )
        for reply in first.values()
    ]


def _next_steps(rows: Iterable[Introduction]) -> list[Task]:
    """Those that are late or due within a week, while the support runs."""
    soon = clock.today() + SOON
    met = [one for one in rows if one.state == IntroductionState.MET and one.accompaniment.state in _OPEN]
    return [
        Task(
            _("%(name)s and %(door)s: %(step)s (%(who)s)")
            % {**_named(one), "step": one.next_step, "who": one.next_who or _("nobody is named")},
            reverse("support:introduction", args=[one.ref]),
            why=_("By %(day)s.") % {"day": date_format(one.next_on)},
        )
        for one in sorted(met, key=lambda one: one.next_on or date.max)
        if one.next_on and one.next_on <= soon
    ]


def _later(rows: Iterable[Introduction]) -> list[Task]:
    """« Not now », and the day they gave has passed."""
    today = clock.today()
    return [
        Task(
            _("%(door)s said “not now” about %(name)s: write to them again, or end it") % _named(one),
            reverse("support:introduction", args=[one.ref]),
            why=_("Not before %(day)s, they said.") % {"day": date_format(one.away_until)},
        )
        for one in rows
        if one.state == IntroductionState.LATER
        and one.accompaniment.state in _OPEN
        and one.away_until
        and one.away_until <= today
    ]


def _to_ask(rows: Iterable[Introduction]) -> list[Task]:
    return [
        Task(
            _("%(door)s: ask what the introduction to %(name)s brought") % _named(due.introduction),
            reverse("support:outcome", args=[due.introduction.ref]),
            why=_("Due since %(day)s.") % {"day": date_format(due.since)},
        )
        for due in outcomes_due(rows, clock.today())
        if due.side == AskedSide.CONTACT
    ]


OWN = [
    HomeTasks("support-answers-officers", _of_officers),
    HomeTasks("support-answers-teams", _of_teams),
]
