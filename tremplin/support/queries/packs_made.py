"""How far the pack of a committee is, and which documents are made."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from tremplin.support.engine.packs import key_of
from tremplin.support.models import Committee, CommitteeMember, PackDocument
from tremplin.support.queries.committees import items_of


@dataclass(frozen=True)
class Progress:
    """`under_way`: asked for, and not ready since; `percent` of the work is done."""

    under_way: bool
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def progress_of(committee: Committee) -> Progress:
    asked, ready = committee.pack_asked_at, committee.packed_at
    under_way = asked is not None and (ready is None or ready < asked)
    return Progress(under_way, committee.pack_done, committee.pack_total)


def documents_missing(committee: Committee, members: Collection[CommitteeMember]) -> list[CommitteeMember]:
    """Members whose document holds other files than they may read now: it is not offered until it is made again."""
    if committee.packed_at is None:
        return []
    made = set(committee.documents.order_by().values_list("key", flat=True))
    found = []
    for member in members:
        read = [one.ref for one in items_of(committee, member.person)]
        if read and key_of(read) not in made:
            found.append(member)
    return found


def document_for(person: Any, committee: Committee) -> PackDocument | None:
    """The document that holds what this person may read, and nothing else."""
    read = [one.ref for one in items_of(committee, person)]
    return committee.documents.filter(key=key_of(read)).select_related("file").first() if read else None
