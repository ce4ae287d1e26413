"""The dated texts of a programme, who signed which, and who is asked to."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.programme.models import Programme
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, DatedText, Signing
from tremplin.support.queries.accompaniments import accompaniments_visible_to
from tremplin.support.states import TextKind

# what an initiative reads and signs as soon as it is supported; the others are signed on their own pages
SIGNED_HERE = (TextKind.NAME_RULES, TextKind.CHARTER)


def programmes_writing_texts(person: Any) -> QuerySet[Programme]:
    return programmes_where(person, [Role.AGENT])


def texts_written_for(person: Any) -> QuerySet[DatedText]:
    """All those of the programmes whose team the person is in."""
    return DatedText.objects.filter(programme__in=programmes_writing_texts(person)).select_related(
        "programme", "written_by"
    )


def text_in_force(programme: Programme, kind: str, day: date) -> DatedText | None:
    """The wording in force on a day: the last one that began by then."""
    found = DatedText.objects.filter(programme=programme, kind=kind, valid_from__lte=day)
    return found.order_by("-valid_from", "-pk").first()


def signings_of(accompaniment: Accompaniment) -> QuerySet[Signing]:
    return Signing.objects.filter(accompaniment=accompaniment).select_related("text", "bearer", "by")


def signing_of(text: DatedText, accompaniment: Accompaniment) -> Signing | None:
    return signings_of(accompaniment).filter(text=text).first()


def text_seen(person: Any, ref: str) -> DatedText | None:
    """A text as the initiatives and those beside them read it, and the programme team."""
    own = accompaniments_visible_to(person).order_by().values("season__programme")
    found = DatedText.objects.filter(ref=ref).select_related("programme")
    return (
        found.filter(programme__in=own).first() or found.filter(programme__in=programmes_writing_texts(person)).first()
    )


def signs_for(person: Any, accompaniment: Accompaniment) -> bool:
    """Does this person answer for the initiative?"""
    return right_of(person, accompaniment.initiative, TeamRight.SUBMIT)
