"""What waits for an officer about messages: to send, to write to another address, to remind."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.offers import Task
from tremplin.support import sentences
from tremplin.support.leaving import said_day
from tremplin.support.models import Introduction
from tremplin.support.queries.proposals import Leaving, leavings_of, programme_of, proposals_of, today_of
from tremplin.support.states import IntroductionState


def tasks_of_sending(accompaniments: list[int]) -> list[Task]:
    rows = Introduction.objects.filter(accompaniment__in=accompaniments).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "door__body"
    )
    agreed = list(rows.filter(state=IntroductionState.AGREED))
    leavings = leavings_of(agreed)
    back = rows.filter(state=IntroductionState.ASKED, bounced_at__isnull=False)
    return [
        *(_task(_("%(name)s: the mail to %(door)s came back, write to another address"), one) for one in back),
        *(_to_send(one, leavings[one.pk]) for one in agreed),
        *_to_remind(list(rows.filter(state=IntroductionState.SENT))),
    ]


def _to_send(one: Introduction, leaving: Leaving) -> Task:
    why = said_day(leaving.day)
    title = _("%(name)s agrees to your message to %(door)s: send it")
    if why:
        title = _("%(name)s agrees to your message to %(door)s: it waits for its day")
    return _task(title, one, why)


def _to_remind(rows: list[Introduction]) -> list[Task]:
    """Those whose day has come."""
    now, proposals, tasks = clock.now(), proposals_of(rows), list[Task]()
    for one in rows:
        today, proposal = today_of(programme_of(one), now), proposals.get(one.pk)
        if proposal is not None and proposal.is_for(today):
            why = sentences.proposed(proposal, sentences.day_of(one, "sent_at") or today, today)
            tasks.append(_task(_("%(name)s: no answer from %(door)s"), one, why, "support:nudge-write"))
    return tasks


def _task(title: str, one: Introduction, why: str = "", name: str = "support:introduction") -> Task:
    said = {"name": one.accompaniment, "door": one.door}
    return Task(title % said, reverse(name, args=[one.ref]), why=why)
