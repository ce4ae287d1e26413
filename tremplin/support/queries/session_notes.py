"""What was written of a session, as each person may read it: a note goes to whom it is for, and nobody else."""

from typing import Any

from django.db.models import Q, QuerySet

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Booking, Feedback, SessionNote
from tremplin.support.queries.accompaniments import accompaniments_run_by, parts_played_by, side_of
from tremplin.support.states import NoteAudience, PartKind, Side


def is_of_programme(person: Any, accompaniment: Accompaniment) -> bool:
    """The officer and the programme team: not referents, who may come from anywhere."""
    if not isinstance(person, Person) or not accompaniments_run_by(person).filter(pk=accompaniment.pk).exists():
        return False
    officer = parts_played_by(person).filter(accompaniment=accompaniment, kind=PartKind.OFFICER)
    return officer.exists() or Role.AGENT in roles_of(person, accompaniment.season.programme)


def is_of_team(person: Any, accompaniment: Accompaniment) -> bool:
    return (
        isinstance(person, Person)
        and TeamMember.objects.filter(
            person=person, state=MemberState.JOINED, initiative=accompaniment.initiative_id
        ).exists()
    )


def notes_visible_to(person: Any, booking: Booking) -> QuerySet[SessionNote]:
    """Of a session this person may see: one's own, those for both sides, those of one's side."""
    if not isinstance(person, Person):
        return SessionNote.objects.none()
    read = Q(by=person) | Q(audience=NoteAudience.SHARED)
    if is_of_team(person, booking.accompaniment):
        read |= Q(audience=NoteAudience.TEAM)
    elif is_of_programme(person, booking.accompaniment):
        read |= Q(audience=NoteAudience.PROGRAMME)
    return SessionNote.objects.filter(read, booking=booking).select_related("by")


def audiences_for(person: Any, booking: Booking) -> list[str]:
    """For whom this person may write."""
    found = [NoteAudience.SHARED, NoteAudience.MINE]
    if is_of_team(person, booking.accompaniment):
        return [*found, NoteAudience.TEAM]
    return [*found, NoteAudience.PROGRAMME]


def feedback_side_of(person: Any, booking: Booking) -> Side | None:
    """The side a person answers for after a session: the initiative’s team, or the expert."""
    if not isinstance(person, Person):
        return None
    if booking.slot.expert_id == person.pk:
        return Side.OFFICER
    return Side.TEAM if side_of(person, booking.accompaniment) == Side.TEAM else None


def feedback_visible_to(person: Any, booking: Booking) -> QuerySet[Feedback]:
    """What each side said is read by that side, and by the officer and the programme team."""
    said = Feedback.objects.filter(booking=booking).select_related("by")
    if is_of_programme(person, booking.accompaniment) and booking.slot.expert_id != person.pk:
        return said
    return said.filter(side=feedback_side_of(person, booking) or "")
