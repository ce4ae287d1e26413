"""What waits for a person of what initiatives consolidate: questions to answer or to hand, answers to read again."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.support.models import LegalQuestion
from tremplin.support.queries import accompaniments_run_by, accompaniments_visible_to
from tremplin.support.queries.accompaniments import parts_played_by
from tremplin.support.queries.indicators import indicators_visible_to, standings_of
from tremplin.support.queries.legal import notes_to_read_again, questions_handed_to
from tremplin.support.states import AccompanimentState, LegalState, Subject

_OPEN = [AccompanimentState.PLANNED, AccompanimentState.RUNNING]


def _of_experts(person: Any) -> list[Task]:
    """Each question handed to them, then the reusable answers whose day has come."""
    if not isinstance(person, Person):
        return []
    tasks = []
    for one in questions_handed_to(person):
        why = _("Hoped for by %(day)s.") % {"day": date_format(one.hoped_by)}
        title = _("A legal question waits for your answer: %(title)s") % {"title": one.title}
        tasks.append(Task(title, reverse("support:legal-question", args=[one.ref]), why=why))
    if count := notes_to_read_again(person).count():
        title = ngettext(
            "%(count)s reusable legal answer is to be read again",
            "%(count)s reusable legal answers are to be read again",
            count,
        )
        tasks.append(Task(title % {"count": count}, reverse("support:legal-note-list")))
    return tasks


def _of_officers(person: Any) -> list[Task]:
    """Questions nobody was handed yet."""
    beside = parts_played_by(person).order_by().values("accompaniment")
    mine = accompaniments_run_by(person, Subject.LEGAL).filter(state__in=_OPEN, pk__in=beside)
    asked = LegalQuestion.objects.filter(
        accompaniment__in=mine.order_by().values("pk"), state=LegalState.ASKED
    ).select_related("accompaniment__initiative")
    return [
        Task(
            _("%(name)s: find who answers “%(title)s”") % {"name": one.accompaniment, "title": one.title},
            reverse("support:legal-question", args=[one.ref]),
            why=_("Hoped for by %(day)s.") % {"day": date_format(one.hoped_by)},
        )
        for one in asked
    ]


def _of_teams(person: Any) -> list[Task]:
    """Values that are due, one line for each initiative."""
    if not isinstance(person, Person):
        return []
    mine = accompaniments_visible_to(person).filter(
        state=AccompanimentState.RUNNING, initiative__members__person=person, initiative__members__state="joined"
    )
    rows = indicators_visible_to(person).filter(
        accompaniment__in=mine.order_by().values("pk"), closed_at=None, carried=False
    )
    today, due = clock.today(), dict[Any, int]()
    for standing in standings_of(list(rows)):
        if standing.is_due(today):
            one = standing.indicator.accompaniment
            due[one] = due.get(one, 0) + 1
    return [
        Task(
            ngettext("%(name)s: %(count)s value is due", "%(name)s: %(count)s values are due", count)
            % {"name": one, "count": count},
            reverse("support:measures", args=[one.ref]),
        )
        for one, count in due.items()
    ]


OWN = [
    HomeTasks("support-legal-experts", _of_experts),
    HomeTasks("support-legal-officers", _of_officers),
    HomeTasks("support-measures", _of_teams),
]
