"""Who answers, compares and accepts a diagnosis."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.support.models import (
    Carried,
    Diagnosis,
    Version,
)
from tremplin.support.queries import (
    accepted_sides,
    last_version,
    side_of,
    subjects_open_to,
)
from tremplin.support.queries.diagnoses import is_in
from tremplin.support.rules.accompaniments import can_lead, can_work_on
from tremplin.support.states import (
    DiagnosisState,
    Side,
    Subject,
)


def can_answer_diagnosis(person: Any, diagnosis: Diagnosis) -> Answer:
    """Each side answers for itself, until it hands in."""
    if isinstance(answer := can_work_on(person, diagnosis.accompaniment, Subject.DIAGNOSIS), No):
        return answer
    side = side_of(person, diagnosis.accompaniment)
    if diagnosis.state == DiagnosisState.AGREED:
        return No(_("This diagnosis is agreed: it no longer changes."))
    if side is not None and is_in(diagnosis, side):
        return No(_("Your side has handed in its answers."))
    return Yes()


def can_type_for_team(person: Any, diagnosis: Diagnosis) -> Answer:
    """On the phone, the officer types what the initiative says; the initiative confirms it before it counts."""
    if isinstance(answer := can_lead(person, diagnosis.accompaniment), No):
        return answer
    if isinstance(answer := can_work_on(person, diagnosis.accompaniment), No):
        return answer
    if diagnosis.state == DiagnosisState.AGREED:
        return No(_("This diagnosis is agreed: it no longer changes."))
    if is_in(diagnosis, Side.TEAM):
        return No(_("The initiative has handed in its answers."))
    return Yes()


def can_confirm_carried(person: Any, carried: Carried) -> Answer:
    """What the application said is the initiative's: it confirms, corrects or sets aside; the officer may do it with
    them.
    """
    return can_work_on(person, carried.accompaniment)


def can_compare(person: Any, diagnosis: Diagnosis) -> Answer:
    """Neither side reads the other before both have handed in."""
    if Subject.DIAGNOSIS not in subjects_open_to(person, diagnosis.accompaniment):
        return No(_("This diagnosis belongs to an initiative you do not follow."))
    if diagnosis.team_in_at is None or diagnosis.officer_in_at is None:
        return No(_("Both sides hand in their answers before either reads the other’s."))
    return Yes()


def can_write_version(person: Any, diagnosis: Diagnosis) -> Answer:
    if isinstance(answer := can_work_on(person, diagnosis.accompaniment, Subject.DIAGNOSIS), No):
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
    if side == Side.OFFICER and isinstance(answer := can_lead(person, diagnosis.accompaniment, Subject.DIAGNOSIS), No):
        return answer
    if diagnosis.state == DiagnosisState.AGREED:
        return No(_("This diagnosis is agreed: it no longer changes."))
    last = last_version(diagnosis)
    if last is None or last.pk != version.pk:
        return No(_("A newer version has been written: please read it, then accept that one."))
    if side in accepted_sides(version):
        return No(_("Your side has accepted this version."))
    return Yes()
