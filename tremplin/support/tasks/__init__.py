"""What waits for a person in this room: a fact with its date, and the next gesture."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Action, Diagnosis, Introduction
from tremplin.support.queries import accompaniments_run_by, accompaniments_visible_to, decisions_to_open
from tremplin.support.queries.accompaniments import parts_played_by
from tremplin.support.states import (
    AccompanimentState,
    ActionState,
    DiagnosisState,
    IntroductionState,
    Owner,
    Subject,
)
from tremplin.support.tasks.relations import tasks_of_programmes, tasks_of_relations
from tremplin.support.tasks.sending import tasks_of_sending

SOON = timedelta(days=7)
_OPEN = [AccompanimentState.PLANNED, AccompanimentState.RUNNING]


def _own(person: Any) -> QuerySet[Accompaniment]:
    """Those of the person's own teams."""
    return accompaniments_visible_to(person).filter(
        initiative__members__person=person, initiative__members__state="joined"
    )


def _of_teams(person: Any) -> list[Task]:
    if not isinstance(person, Person):
        return []
    mine = list(_own(person).filter(state__in=_OPEN).values_list("pk", flat=True))
    tasks = []
    for one in Introduction.objects.filter(
        accompaniment__in=mine, state=IntroductionState.ASKED, bounced_at=None
    ).select_related("accompaniment__initiative", "door"):
        title = _("%(door)s: a message about you waits for your agreement") % {"door": one.door}
        tasks.append(Task(title, reverse("support:introduction", args=[one.ref])))
    for diagnosis in Diagnosis.objects.filter(
        accompaniment__in=mine, state=DiagnosisState.OPEN, team_in_at=None
    ).select_related("accompaniment__initiative"):
        title = _("%(name)s: your side of the shared diagnosis") % {"name": diagnosis.accompaniment}
        why = _("About twenty minutes; it stops and resumes when you like.")
        tasks.append(Task(title, reverse("support:diagnosis", args=[diagnosis.ref]), why=why))
    return tasks + _actions(mine, Owner.TEAM)


def _beside(person: Any, subject: Subject) -> list[int]:
    """Those the person is beside, of which they may see a subject."""
    beside = parts_played_by(person).order_by().values("accompaniment")
    run = accompaniments_run_by(person, subject).filter(state__in=_OPEN, pk__in=beside)
    return list(run.order_by().values_list("pk", flat=True))


def _of_officers(person: Any) -> list[Task]:
    mine, planned, asked = (_beside(person, one) for one in (Subject.TIES, Subject.ROADMAP, Subject.DIAGNOSIS))
    tasks = tasks_of_sending(mine)
    for one in Introduction.objects.filter(
        accompaniment__in=mine, state__in=[IntroductionState.TAKEN_UP, IntroductionState.REDIRECTED]
    ).select_related("accompaniment__initiative", "door"):
        title = _("%(door)s answered about %(name)s: the next gesture is yours") % {
            "name": one.accompaniment,
            "door": one.door,
        }
        taken_up = one.state == IntroductionState.TAKEN_UP
        why = _("A sheet for the meeting is on its page, to print.") if taken_up else ""
        tasks.append(Task(title, reverse("support:introduction", args=[one.ref]), why=why))
    for diagnosis in Diagnosis.objects.filter(
        accompaniment__in=asked, state=DiagnosisState.OPEN, officer_in_at=None
    ).select_related("accompaniment__initiative"):
        title = _("%(name)s: the programme’s side of the shared diagnosis") % {"name": diagnosis.accompaniment}
        tasks.append(Task(title, reverse("support:diagnosis", args=[diagnosis.ref])))
    return tasks + _actions(planned, Owner.OFFICER) + tasks_of_relations(person, mine)


def _actions(accompaniments: list[int], owner: str) -> list[Task]:
    """What is late or due within a week."""
    rows = Action.objects.filter(
        accompaniment__in=accompaniments,
        owner=owner,
        state=ActionState.PLANNED,
        due_on__lte=clock.today() + SOON,
    ).select_related("accompaniment__initiative")
    return [
        Task(
            _("%(name)s: %(action)s") % {"name": one.accompaniment, "action": one.title},
            f"{reverse('support:roadmap', args=[one.accompaniment.ref])}#a-{one.ref}",
            why=_("By %(day)s.") % {"day": date_format(one.due_on)},
        )
        for one in rows
    ]


def _of_the_programme_team(person: Any) -> list[Task]:
    count = decisions_to_open(person).count()
    if not count:
        return []
    title = _("Laureates that accepted, and whose support is not open yet: %(count)s") % {"count": count}
    return [Task(title, reverse("support:open-list"))]


OWN = [
    HomeTasks("support-remarks", tasks_of_programmes),
    HomeTasks("support-teams", _of_teams),
    HomeTasks("support-officers", _of_officers),
    HomeTasks("support-opening", _of_the_programme_team),
]
