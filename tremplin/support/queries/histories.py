"""What happened to a need or an action since it was written: who did what, on which day, and what was said of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tremplin.core import journal
from tremplin.core.models import Entry
from tremplin.people.models import Person
from tremplin.support.models import Action, Comment, Need
from tremplin.support.queries.roadmaps import comments_visible_to


@dataclass(frozen=True)
class Happened:
    """One line of a history: an entry of the journal, or a comment; `by` is empty for what the clock did."""

    at: datetime
    by: Person | None
    entry: Entry | None = None
    comment: Comment | None = None


def history_of(row: Need | Action, person: Any) -> list[Happened]:
    """The oldest first. What only changed its place on the board is left out, and comments stand for themselves."""
    entries = [entry for entry in journal.of(row).exclude(verb="comment") if not _same_place(entry)]
    people = {one.ref: one for one in Person.objects.filter(ref__in={entry.actor for entry in entries})}
    found = [Happened(entry.at, people.get(entry.actor), entry=entry) for entry in entries]
    found += [Happened(one.at, one.by, comment=one) for one in comments_visible_to(person, row)]
    return sorted(found, key=lambda line: line.at)


def _same_place(entry: Entry) -> bool:
    return entry.verb in ("place", "move") and entry.before == entry.after
