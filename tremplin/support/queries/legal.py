"""Legal questions, and the answers anybody supported may read again.

A question is seen by whoever its initiative opened legal questions to, and by the expert it was handed to, while they
are one: that question, and nothing else of the initiative.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.support.engine.look_alikes import alike
from tremplin.support.engine.rhythms import months_after
from tremplin.support.models import Accompaniment, Expertise, LegalNote, LegalQuestion
from tremplin.support.queries.accompaniments import accompaniments_open_to, accompaniments_visible_to
from tremplin.support.states import LegalState, Subject

# who may be handed a question
ANSWERING = (Role.EXPERT, Role.REFERENT, Role.OFFICER, Role.AGENT)
WRITING_NOTES = (Role.EXPERT, Role.AGENT)
_HANDED = (LegalState.WITH_EXPERT, LegalState.ANSWERED)


def questions_visible_to(person: Any) -> QuerySet[LegalQuestion]:
    if not isinstance(person, Person) or not person.is_active:
        return LegalQuestion.objects.none()
    seen = accompaniments_open_to(person, Subject.LEGAL).order_by().values("pk")
    here = programmes_where(person, ANSWERING)
    handed = Q(expert=person, state__in=_HANDED, accompaniment__season__programme__in=here)
    return LegalQuestion.objects.filter(Q(accompaniment__in=seen) | handed).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "expert", "answered_by", "asked_by", "note"
    )


def sees_the_support(person: Any, accompaniment: Accompaniment) -> bool:
    """Or only a question of it."""
    return accompaniments_open_to(person, Subject.LEGAL).filter(pk=accompaniment.pk).exists()


def questions_of(accompaniment: Accompaniment) -> QuerySet[LegalQuestion]:
    return LegalQuestion.objects.filter(accompaniment=accompaniment).select_related("expert", "note")


def questions_handed_to(person: Any) -> QuerySet[LegalQuestion]:
    """What waits for an answer of this person, the nearest day first."""
    return questions_visible_to(person).filter(expert=person, state=LegalState.WITH_EXPERT).order_by("hoped_by", "pk")


def experts_for_questions(programme: Programme) -> QuerySet[Person]:
    """Those to whom a question may be handed today."""
    mandate = Mandate.objects.filter(in_force(), programme=programme, person=OuterRef("pk"), role__in=ANSWERING)
    left = _expertises_over().filter(programme=programme, person=OuterRef("pk"))
    return Person.objects.filter(Exists(mandate), ~Exists(left), is_active=True).order_by("folded", "pk")


def _expertises_over() -> QuerySet[Expertise]:
    """Whoever told that their help ended, or was told so, is handed nothing more."""
    return Expertise.objects.filter(until_day__lt=clock.today())


def questions_left_behind() -> QuerySet[LegalQuestion]:
    """With an expert who is one no more: to be given back."""
    mandate = Mandate.objects.filter(
        in_force(),
        programme=OuterRef("accompaniment__season__programme"),
        person=OuterRef("expert"),
        role__in=ANSWERING,
    )
    left = _expertises_over().filter(programme=OuterRef("accompaniment__season__programme"), person=OuterRef("expert"))
    held = Q(Exists(mandate), ~Exists(left), expert__is_active=True)
    return LegalQuestion.objects.filter(~held, state=LegalState.WITH_EXPERT)


def notes_visible_to(person: Any) -> QuerySet[LegalNote]:
    """Of the programmes that support one of the person's initiatives, and of those they answer or work for."""
    if not isinstance(person, Person) or not person.is_active:
        return LegalNote.objects.none()
    supported = accompaniments_visible_to(person).order_by().values("season__programme")
    mine = Q(programme__in=supported) | Q(programme__in=programmes_where(person, ANSWERING))
    notes = LegalNote.objects.filter(mine).select_related("topic", "programme", "written_by")
    writes = Q(programme__in=programmes_where(person, WRITING_NOTES))
    return notes.filter(Q(withdrawn_at=None) | writes)


def notes_like(words: str, notes: QuerySet[LegalNote], *, k: int = 5) -> list[LegalNote]:
    """Those still given that look like what is typed, the nearest first."""
    known = {one.pk: one for one in notes.filter(withdrawn_at=None)}
    found = alike(words, ((one.pk, one.title, one.words) for one in known.values()), k=k)
    return [known[pk] for pk in found]


def notes_to_read_again(person: Any) -> QuerySet[LegalNote]:
    """Of whoever writes them: those whose day has come."""
    return notes_visible_to(person).filter(
        withdrawn_at=None, check_on__lte=clock.today(), programme__in=programmes_where(person, WRITING_NOTES)
    )


def names_of(accompaniment: Accompaniment) -> list[str]:
    """What would tell which initiative asked: its names, its bearers, their numbers, the people of its team."""
    initiative = accompaniment.initiative
    names = [initiative.name, accompaniment.public_name]
    for bearer in initiative.bearers.all():
        names += [bearer.name, bearer.number]
    for member in initiative.members.select_related("person"):
        names += [member.person.full_name, *member.person.full_name.split(), str(member.person.email or "")]
    return list(dict.fromkeys(name for name in names if name))


def programmes_of_notes(person: Any) -> list[Programme]:
    """Those this person writes reusable answers for."""
    return list(programmes_where(person, WRITING_NOTES).order_by("pk"))


def year_after(day: date) -> date:
    """When an answer is to be read again, unless something else is said."""
    return months_after(day, 12)
