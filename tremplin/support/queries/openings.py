"""What the programme team may open a support for: seasons of its programmes, initiatives it may know of."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from tremplin.calls.models import Initiative
from tremplin.calls.queries import submitted_visible_to
from tremplin.core.text import fold
from tremplin.programme.models import Season
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment
from tremplin.support.queries.accompaniments import accompaniments_run_by


def seasons_to_open_in(person: Any) -> QuerySet[Season]:
    return Season.objects.filter(programme__in=programmes_where(person, [Role.AGENT])).select_related("programme")


def accompaniments_of_programmes(person: Any) -> QuerySet[Accompaniment]:
    """All those of the programmes whose team the person is in, but in conflict."""
    return accompaniments_run_by(person).filter(season__in=seasons_to_open_in(person).order_by().values("pk"))


def initiatives_known_to(person: Any) -> QuerySet[Initiative]:
    """Those that were supported, or whose application the person may read: a draft, a file in conflict, is unknown."""
    applied = submitted_visible_to(person).order_by().values("initiative")
    supported = accompaniments_run_by(person).order_by().values("initiative")
    return Initiative.objects.filter(Q(pk__in=applied) | Q(pk__in=supported))


def initiatives_matching(person: Any, words: str) -> QuerySet[Initiative]:
    """Those whose name holds each of these words, accents and case aside."""
    found = initiatives_known_to(person)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found


def initiatives_by_name(person: Any, names: Collection[str]) -> dict[str, Initiative]:
    """By the folded name, those known under exactly one of these names."""
    return {one.folded: one for one in initiatives_known_to(person).filter(folded__in=[fold(name) for name in names])}
