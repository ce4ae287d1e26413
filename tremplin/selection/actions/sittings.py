"""A sitting, from its running order to its minutes. Closing it settles the files as they were discussed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tremplin.calls.models import Conflict
from tremplin.calls.states import ApplicationState
from tremplin.core import journal
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.actions import rounds
from tremplin.selection.models import Presence, Round, RoundFile, Seat, Sitting, SittingItem
from tremplin.selection.queries import quorum_of
from tremplin.selection.states import FileState, ItemState, Outcome, RoundState


def plan_sitting(
    found: Round, *, starts_at: datetime, place: str, files: Sequence[RoundFile], by: Person, at: datetime
) -> Sitting:
    """A sitting of the college of a round, and the files it will discuss, in order."""
    with transaction.atomic():
        held = hold(found)
        require(rules.runs(by, held.call))
        if held.state == RoundState.CLOSED:
            raise MoveRefused(_("This round is closed."))
        sitting = Sitting.objects.create(round=held, starts_at=starts_at, place=place)
        _write_order(sitting, files)
        journal.record("plan", sitting, by=by.ref, at=at)
        return sitting


def change_sitting(sitting: Sitting, *, starts_at: datetime, place: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _changeable(sitting, by)
        Sitting.objects.filter(pk=held.pk).update(starts_at=starts_at, place=place)
        journal.record("change", held, by=by.ref, at=at)
    sitting.refresh_from_db()


def set_order(sitting: Sitting, files: Sequence[RoundFile], *, by: Person, at: datetime) -> None:
    """The running order, whole, as the person sees it: a file they are in conflict with stays where it is. A file
    already discussed stays on it.
    """
    with transaction.atomic():
        held = _changeable(sitting, by)
        wanted = {file.pk for file in files}
        hidden = Conflict.objects.filter(person=by, application=OuterRef("file__application"))
        left = held.items.exclude(file__in=wanted).exclude(Exists(hidden))
        if left.filter(state=ItemState.PROPOSED).exists():
            raise MoveRefused(_("A file that was discussed stays on the running order."))
        left.delete()
        _write_order(held, files)
        journal.record("set_order", held, by=by.ref, at=at)


def _write_order(sitting: Sitting, files: Sequence[RoundFile]) -> None:
    for position, file in enumerate(files, start=1):
        if file.round_id != sitting.round_id:
            raise MoveRefused(_("This file belongs to another round."))
        SittingItem.objects.update_or_create(sitting=sitting, file=file, defaults={"position": position})


def mark_present(sitting: Sitting, seats: Collection[Seat], *, by: Person, at: datetime) -> None:
    """Who is there, whole: the quorum of each file follows."""
    with transaction.atomic():
        held = _changeable(sitting, by)
        if any(seat.round_id != held.round_id for seat in seats):
            raise MoveRefused(_("This reader belongs to another round."))
        there = {seat.pk: seat for seat in seats}
        held.presences.all().delete()
        Presence.objects.bulk_create(Presence(sitting=held, seat=seat) for seat in there.values())
        journal.record("mark_present", held, by=by.ref, at=at, after=str(len(there)))


def open_sitting(sitting: Sitting, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = hold(sitting)
        if isinstance(answer := rules.can_open_sitting(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "open", by=by.ref, at=at, opened_at=at)
    sitting.refresh_from_db()


def propose(item: SittingItem, *, outcome: str, words: str, rank: int | None = None, by: Person, at: datetime) -> None:
    """What the sitting proposes for a file. Two people writing it at once: one wins, the other is told."""
    with transaction.atomic():
        hold(item.sitting)
        held = _hold_item(item)
        if isinstance(answer := rules.can_propose(by, held), No):
            raise MoveRefused(answer.reason)
        if outcome not in (Outcome.SELECTED, Outcome.RESERVE, Outcome.DECLINED):
            raise MoveRefused(_("A sitting proposes to select, to put on the complementary list, or not to select."))
        if (outcome == Outcome.RESERVE) != (rank is not None):
            raise MoveRefused(_("A file on the complementary list has a rank; the others have none."))
        if rank is not None and rank < 1:
            raise MoveRefused(_("Ranks start at 1."))
        if rank is not None and held.sitting.items.filter(state=ItemState.PROPOSED, rank=rank).exists():
            raise MoveRefused(_("Another file has this rank on the complementary list."))
        if outcome != Outcome.SELECTED and not words.strip():
            raise MoveRefused(_("Please say why: the reason stays with the file."))
        found = quorum_of(held)
        move(
            held,
            "propose",
            by=by.ref,
            at=at,
            outcome=outcome,
            rank=rank,
            words=words,
            present=found.present,
            needed=found.needed,
            proposed_by=by,
            proposed_at=at,
        )
    item.refresh_from_db()


def discuss_again(item: SittingItem, *, by: Person, at: datetime) -> None:
    """The proposal is taken back: the file is discussed again."""
    with transaction.atomic():
        hold(item.sitting)
        held = _hold_item(item)
        if isinstance(answer := rules.can_discuss_again(by, held), No):
            raise MoveRefused(answer.reason)
        move(
            held,
            "discuss_again",
            by=by.ref,
            at=at,
            detail=held.words,
            outcome="",
            rank=None,
            present=None,
            needed=None,
            proposed_by=None,
            proposed_at=None,
        )
    item.refresh_from_db()


def close_sitting(sitting: Sitting, *, remarks: str, by: Person, at: datetime) -> None:
    """The minutes stand, and each file discussed leaves the round as proposed; one that cannot says why, and nothing
    is closed.
    """
    with transaction.atomic():
        hold(sitting.round)
        held = hold(sitting)
        if isinstance(answer := rules.can_close_sitting(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "close", by=by.ref, at=at, closed_at=at, closed_by=by, remarks=remarks)
        discussed = held.items.filter(state=ItemState.PROPOSED).select_related("file__round", "file__application")
        for item in discussed.exclude(file__application__state=ApplicationState.WITHDRAWN):
            if item.file.state in (FileState.PASSED, FileState.STOPPED):
                continue  # settled before the sitting: what it said stays in the minutes
            _settle(item, by=by, at=at)
    sitting.refresh_from_db()


def _settle(item: SittingItem, *, by: Person, at: datetime) -> None:
    """As the sitting proposed: whoever closes it applies what was said, even of a file they would not touch."""
    if item.outcome == Outcome.SELECTED:
        rounds.settle(item.file, "let_pass", item.words, by=by, at=at)
    elif item.outcome == Outcome.DECLINED:
        rounds.settle(item.file, "stop", item.words, by=by, at=at)
    elif item.file.state == FileState.WAITING:
        rounds.settle(item.file, "keep", item.words, by=by, at=at)


def _hold_item(item: SittingItem) -> SittingItem:
    try:
        return hold(item)
    except SittingItem.DoesNotExist:
        raise MoveRefused(_("This file is no longer on the running order.")) from None


def _changeable(sitting: Sitting, by: Person) -> Sitting:
    held = hold(sitting)
    if isinstance(answer := rules.can_change_sitting(by, held), No):
        raise MoveRefused(answer.reason)
    return held
