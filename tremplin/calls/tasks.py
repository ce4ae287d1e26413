"""What waits for a person in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.queries import correction_of, drafts_of, intake_for
from tremplin.calls.states import ApplicationState, MemberState
from tremplin.core import clock
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person


def _of_a_team(person: Any) -> list[Task]:
    """Invitations to answer, drafts to finish before their closing, corrections asked."""
    if not isinstance(person, Person):
        return []
    invited = TeamMember.objects.filter(person=person, state=MemberState.INVITED).select_related("initiative")
    tasks = [
        Task(
            _("Answer the invitation to the team of “%s”") % member.initiative,
            reverse("calls:invitation", args=[member.ref]),
        )
        for member in invited
    ]
    waiting = (
        drafts_of(person)
        .filter(state__in=[ApplicationState.DRAFT, ApplicationState.RETURNED])
        .prefetch_related("call__intakes", "corrections")
    )
    for application in waiting:
        address = reverse("calls:application", args=[application.ref])
        correction = correction_of(application)
        if correction is not None:
            tasks.append(Task(_("Correct the application of “%s”") % application.initiative, address, correction.until))
        elif (intake := intake_for(application.call, clock.now())) is not None:
            tasks.append(Task(_("Finish the application of “%s”") % application.initiative, address, intake.closes_at))
    return tasks


TEAM = HomeTasks("calls-team", _of_a_team)
