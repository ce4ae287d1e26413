"""The class of a season: who belongs to it, and what they chose to show each other. Nothing of anybody's file is read
here.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core.models import StoredFile
from tremplin.core.reading import found_once
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import (
    Accompaniment,
    ClassAnswer,
    ClassCard,
    ClassDocument,
    ClassQuestion,
    Part,
    Workshop,
)
from tremplin.support.queries.accompaniments import parts_today
from tremplin.support.states import WorkshopState


def classes_of(person: Any) -> QuerySet[Season]:
    """The seasons in whose class a person is: their team is supported in it, they stand beside one today, or they run
    the programme.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Season.objects.none()

    def find() -> QuerySet[Season]:
        supported = Accompaniment.objects.filter(season=OuterRef("pk"))
        joined = TeamMember.objects.filter(person=person, state=MemberState.JOINED)
        mine = supported.filter(initiative__in=joined.order_by().values("initiative"))
        beside = Part.objects.filter(parts_today(), person=person, accompaniment__season=OuterRef("pk"))
        runs = Q(Exists(supported), programme__in=programmes_where(person, [Role.AGENT]))
        return Season.objects.filter(Q(Exists(mine)) | Q(Exists(beside)) | runs)

    return found_once(("classes", person.pk), find).select_related("programme")


def people_of(season: Season) -> QuerySet[Person]:
    """Everybody of a class but the programme team: the teams, and those beside them today."""
    supported = Accompaniment.objects.filter(season=season).order_by()
    teams = TeamMember.objects.filter(state=MemberState.JOINED, initiative__in=supported.values("initiative"))
    beside = Part.objects.filter(parts_today(), accompaniment__season=season)
    return Person.objects.filter(
        Q(pk__in=teams.order_by().values("person")) | Q(pk__in=beside.order_by().values("person")), is_active=True
    )


def cards_of(season: Season) -> QuerySet[ClassCard]:
    """What each chose to show, while they belong to the class or to the programme team."""
    team = season.programme.mandates.filter(in_force(), role=Role.AGENT)
    return (
        ClassCard.objects.filter(season=season, shown_at__isnull=False)
        .filter(
            Q(person__in=people_of(season).order_by().values("pk")) | Q(person__in=team.order_by().values("person"))
        )
        .select_related("accompaniment__initiative")
    )


def questions_of(season: Season) -> QuerySet[ClassQuestion]:
    return ClassQuestion.objects.filter(season=season).select_related("by")


def answers_to(question: ClassQuestion) -> QuerySet[ClassAnswer]:
    return ClassAnswer.objects.filter(question=question).select_related("by")


def documents_of(season: Season) -> QuerySet[ClassDocument]:
    return ClassDocument.objects.filter(season=season, removed_at=None).select_related("file", "by")


def document_of_file(stored: StoredFile) -> ClassDocument | None:
    return ClassDocument.objects.filter(file=stored, removed_at=None).select_related("season").first()


def workshops_of(season: Season) -> QuerySet[Workshop]:
    """Collective sessions, to come and held."""
    return Workshop.objects.filter(season=season).exclude(state=WorkshopState.CANCELLED).select_related("leader")


def hearers_of(season: Season, but: Person) -> QuerySet[Person]:
    """Those who asked to be written to when the class is asked something."""
    hears = ClassCard.objects.filter(season=season, hears=True, shown_at__isnull=False)
    return people_of(season).filter(pk__in=hears.order_by().values("person")).exclude(pk=but.pk).order_by("pk")


def shown_name(season: Season, person: Person) -> str:
    """How somebody is named in a class: as they chose, otherwise by their own name."""
    card = ClassCard.objects.filter(season=season, person=person, shown_at__isnull=False).first()
    return card.shown_name if card else str(person)
