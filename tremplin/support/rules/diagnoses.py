"""Who answers, compares and accepts a diagnosis."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.support.models import (
    Diagnosis,
    Version,
)
from tremplin.support.queries import (
    accepted_sides,
    last_version,
    side_of,
)
from tremplin.support.queries.diagnoses import is_in
from tremplin.support.rules.accompaniments import can_work_on
from tremplin.support.states import (
    DiagnosisState,
    Side,
)


def can_answer_diagnosis(person: Any, diagnosis: Diagnosis) -> Answer:
    """Each side answers for itself, until it hands in."""
    if isinstance(answer := can_work_on(person, diagnosis.accompaniment), No):
        return answer
    side = side_of(person, diagnosis.accompaniment)
    if diagnosis.state == DiagnosisState.AGREED:
        return No(_("This diagnosis is agreed: it no longer changes."))
    if side is not None and is_in(diagnosis, side):
        return No(_("Your side has handed in its answers."))
    return Yes()


def can_compare(person: Any, diagnosis: Diagnosis) -> Answer:
    """Neither side reads the other before both have handed in."""
    if side_of(person, diagnosis.accompaniment) is None:
        return No(_("This diagnosis belongs to an initiative you do not follow."))
    if diagnosis.team_in_at is None or diagnosis.officer_in_at is None:
        return No(_("Both sides hand in their answers before either reads the other’s."))
    return Yes()


def can_write_version(person: Any, diagnosis: Diagnosis) -> Answer:
    if isinstance(answer := can_work_on(person, diagnosis.accompaniment), No):
        return answer
    if isinstance(answer := can_compare(person, diagnosis), No):
        return answer
    if diagnosis.state == DiagnosisState.AGREED:
        return No(_("This diagnosis is agreed: it no longer changes."))
    return Yes()


def can_accept_version(person: Any, version: Version) -> Answer:
    """Each side accepts the last version, once; for the initiative, somebody who may submit for it."""
    diagnosis = version.diagnosis
    side = side_of(person, diagnosis.accompaniment)
    if side is None:
        return No(_("This diagnosis belongs to an initiative you do not follow."))
    if side == Side.TEAM and not right_of(person, diagnosis.accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person accepts for the initiative."))
    if diagnosis.state == DiagnosisState.AGREED:
        return No(_("This diagnosis is agreed: it no longer changes."))
    last = last_version(diagnosis)
    if last is None or last.pk != version.pk:
        return No(_("A newer version has been written: please read it, then accept that one."))
    if side in accepted_sides(version):
        return No(_("Your side has accepted this version."))
    return Yes()
