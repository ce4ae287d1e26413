"""The groups of words the search takes for one another, and what changing one would change."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tremplin.directory.models import Synonyms
from tremplin.directory.queries import search
from tremplin.directory.queries.doors import manages_doors
from tremplin.directory.queries.records import synonym_groups
from tremplin.directory.queries.search import FoundDoor, MadeIndex

FIRST = 5


def synonyms_visible_to(person: Any) -> QuerySet[Synonyms]:
    """Those who keep the doors keep the words of their search."""
    found = Synonyms.objects.select_related("written_by")
    return found if manages_doors(person) else found.none()


@dataclass(frozen=True)
class Preview:
    """The first doors for some words, with the groups as they are and as they would be."""

    before: list[FoundDoor]
    after: list[FoundDoor]

    @property
    def same(self) -> bool:
        return [row.door.pk for row in self.before] == [row.door.pk for row in self.after]


def preview(words: str, group: list[str], *, instead_of: Synonyms | None = None) -> Preview:
    """Try these words: the index is the one that answers today, its synonyms alone are others."""
    kept = Synonyms.objects.exclude(pk=instead_of.pk) if instead_of else Synonyms.objects.all()
    groups = synonym_groups(kept.order_by("pk").values_list("words", flat=True))
    made = search.held.get()
    other = MadeIndex(made.doors.with_synonyms([*groups, group] if group else groups), made.formerly)
    return Preview(search.found_in(made, words, k=FIRST), search.found_in(other, words, k=FIRST))
