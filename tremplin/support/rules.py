"""Who may do what during the year. Each rule answers Yes or No with its sentence; button and door ask the same."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.rules import can_invite_first
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import (
    Accompaniment,
    Booking,
    Diagnosis,
    Introduction,
    Slot,
    Version,
)
from tremplin.support.queries import (
    accepted_sides,
    accompaniments_run_by,
    accompaniments_visible_to,
    is_announced,
    last_version,
    side_of,
)
from tremplin.support.queries.diagnoses import is_in
from tremplin.support.states import (
    AccompanimentState,
    BookingState,
    DiagnosisState,
    IntroductionState,
    Side,
)

OPEN_STATES = (AccompanimentState.PLANNED, AccompanimentState.RUNNING)
EXPERTS = frozenset({Role.EXPERT, Role.REFERENT, Role.OFFICER, Role.AGENT})
WAITING = (IntroductionState.ASKED, IntroductionState.AGREED)


def can_open_accompaniments(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Accompaniments are opened by the programme team."))


def can_follow(person: Any) -> Answer:
    """For the list of one's own projects, and what one does beside them."""
    if accompaniments_run_by(person).exists() or roles_of(person) & {Role.AGENT, Role.OFFICER, Role.REFERENT}:
        return Yes()
    return No(_("This page is for those who support initiatives."))


def can_lead(person: Any, accompaniment: Accompaniment) -> Answer:
    """What the programme does for an initiative: its officer, its referents, the programme team."""
    if side_of(person, accompaniment) == Side.OFFICER:
        return Yes()
    return No(_("This is done by the acceleration officer or the programme team."))


def can_name(person: Any, accompaniment: Accompaniment) -> Answer:
    """Officers and referents are named by the programme team."""
    if Role.AGENT in roles_of(person, accompaniment.season.programme):
        return Yes()
    return No(_("Officers and referents are named by the programme team."))


def _is_open(accompaniment: Accompaniment) -> Answer:
    if accompaniment.state == AccompanimentState.PAUSED:
        return No(_("This accompaniment is paused: nothing is written in it until it resumes."))
    if accompaniment.state not in OPEN_STATES:
        return No(_("This accompaniment is closed."))
    return Yes()


def _writes(person: Any, accompaniment: Accompaniment) -> Answer:
    side = side_of(person, accompaniment)
    if side is None or (side == Side.TEAM and not right_of(person, accompaniment.initiative, TeamRight.WRITE)):
        return No(_("In this team, you read the roadmap without writing in it."))
    return Yes()


def can_invite_team(person: Any, accompaniment: Accompaniment) -> Answer:
    """Nobody can answer for an initiative entered by the programme until one of its team is invited."""
    return can_name(person, accompaniment) and can_invite_first(person, accompaniment.initiative)


def can_work_on(person: Any, accompaniment: Accompaniment) -> Answer:
    """The roadmap is written by both sides, while the accompaniment is neither paused nor closed."""
    return _writes(person, accompaniment) and _is_open(accompaniment)


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


def can_offer_slots(person: Any) -> Answer:
    if roles_of(person) & EXPERTS:
        return Yes()
    return No(_("Slots are offered by experts."))


def can_book(person: Any, accompaniment: Accompaniment, slot: Slot, at: datetime) -> Answer:
    if isinstance(answer := can_work_on(person, accompaniment), No):
        return answer
    if slot.withdrawn_at is not None:
        return No(_("This slot was withdrawn."))
    if slot.starts_at <= at:
        return No(_("This slot has begun."))
    if slot.programme_id != accompaniment.season.programme_id:
        return No(_("This slot belongs to another programme."))
    if slot.bookings.exclude(state=BookingState.CANCELLED).exists():
        return No(_("Somebody has just taken this slot. Please choose another."))
    return Yes()


def can_cancel_booking(person: Any, booking: Booking) -> Answer:
    if isinstance(person, Person) and booking.slot.expert_id == person.pk:
        return Yes()
    return _writes(person, booking.accompaniment)


def can_write_introduction(person: Any, accompaniment: Accompaniment) -> Answer:
    return can_lead(person, accompaniment) and _is_open(accompaniment)


def can_change_text(person: Any, introduction: Introduction) -> Answer:
    if isinstance(answer := can_write_introduction(person, introduction.accompaniment), No):
        return answer
    if introduction.state not in WAITING:
        return No(_("This message no longer changes."))
    return Yes()


def can_agree(person: Any, introduction: Introduction) -> Answer:
    """Nothing about an initiative leaves before somebody who may submit for it has agreed to the exact text."""
    if not right_of(person, introduction.accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person agrees for the initiative."))
    if introduction.state != IntroductionState.ASKED:
        return No(_("This message no longer waits for an agreement."))
    return _is_open(introduction.accompaniment)


def can_refuse(person: Any, introduction: Introduction) -> Answer:
    """Until it leaves, the initiative may take its agreement back; in a pause too."""
    if not right_of(person, introduction.accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person agrees for the initiative."))
    if introduction.state not in WAITING:
        return No(_("This message no longer waits for an agreement."))
    return Yes()


def can_send(person: Any, introduction: Introduction) -> Answer:
    if isinstance(answer := can_write_introduction(person, introduction.accompaniment), No):
        return answer
    if introduction.sent_at is not None:
        return No(_("This message has already left."))
    if introduction.state != IntroductionState.AGREED:
        return No(_("The initiative agrees to the exact text before it leaves."))
    if introduction.door.state == "closed":
        return No(_("This door has closed since the message was agreed to: choose another, and ask again."))
    return Yes()


def can_pursue(person: Any, introduction: Introduction) -> Answer:
    """File an answer, a meeting, an end."""
    if isinstance(answer := can_lead(person, introduction.accompaniment), No):
        return answer
    if introduction.sent_at is None:
        return No(_("This message has not left."))
    if introduction.state == IntroductionState.ENDED:
        return No(_("This introduction has ended."))
    return Yes()


def can_show_proof(person: Any, accompaniment: Accompaniment) -> Answer:
    """The public page exists from the first day of the support."""
    if isinstance(answer := can_lead(person, accompaniment), No):
        return answer
    if accompaniment.starts_on > clock.today():
        return No(_("The support has not begun."))
    if not Accompaniment.objects.filter(is_announced(), pk=accompaniment.pk).exists():
        return No(_("The laureates are not announced: nothing is said of this support in public yet."))
    return Yes()


def can_open_list(person: Any) -> Answer:
    if accompaniments_visible_to(person).exists() or can_follow(person):
        return Yes()
    return No(_("No support is under way for you yet."))
