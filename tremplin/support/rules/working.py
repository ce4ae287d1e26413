"""Who writes and accepts the conventions of working, and who says the initiative's own hours and openings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.support.models import Accompaniment, Working
from tremplin.support.queries import side_of
from tremplin.support.queries.working import workings_of
from tremplin.support.rules.accompaniments import can_lead, is_open
from tremplin.support.states import AccompanimentState, Side


def can_write_working(person: Any, accompaniment: Accompaniment) -> Answer:
    """Either side proposes a version: of the initiative whoever writes for it, of the programme whoever leads."""
    if side_of(person, accompaniment) != Side.TEAM:
        return can_lead(person, accompaniment) and is_open(accompaniment)
    if not right_of(person, accompaniment.initiative, TeamRight.WRITE):
        return No(_("In this team, another person writes how you work together."))
    return is_open(accompaniment)


def can_accept_working(person: Any, working: Working) -> Answer:
    """Each side accepts the last version, once; for the initiative, somebody who may submit for it."""
    accompaniment, side = working.accompaniment, side_of(person, working.accompaniment)
    if side != Side.TEAM and isinstance(answer := can_lead(person, accompaniment), No):
        return answer
    if side == Side.TEAM and not right_of(person, accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person accepts for the initiative."))
    last = workings_of(accompaniment).first()
    if last is None or last.pk != working.pk:
        return No(
            _("Version %(number)s was written meanwhile: please read it, then accept that one.")
            % {"number": last.number if last else 1}
        )
    if (working.team_at if side == Side.TEAM else working.officer_at) is not None:
        return No(_("Your side has accepted this version."))
    return is_open(accompaniment)


def can_say_hours(person: Any, accompaniment: Accompaniment) -> Answer:
    """The hours and the ceiling are the initiative's own."""
    if not right_of(person, accompaniment.initiative, TeamRight.WRITE):
        return No(_("The initiative says its hours itself."))
    if accompaniment.state == AccompanimentState.CLOSED:
        return No(_("This accompaniment is closed."))
    return Yes()


def can_open_subjects(person: Any, accompaniment: Accompaniment) -> Answer:
    """What is opened, and to whom, is said by whoever answers for the initiative; after the end too."""
    if right_of(person, accompaniment.initiative, TeamRight.SUBMIT):
        return Yes()
    return No(_("What others may see is decided by whoever answers for the initiative in its team."))
