"""Who reads what: the round robin's proposal once a person has seen it, and pairs made or undone by hand."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.actions.reviews import hold_review
from tremplin.selection.models import Review, Round, RoundFile, Seat
from tremplin.selection.queries.readers import pairs_that_hold


def assign(file: RoundFile, seat: Seat, *, by: Person, at: datetime) -> Review:
    """One pair, checked: no conflict, no load passed, nobody twice on a file."""
    with transaction.atomic():
        hold(file.round)
        hold(file.application)  # not withdrawn meanwhile
        file, seat = hold(file), hold(seat)
        if isinstance(answer := rules.can_assign(by, file, seat), No):
            raise MoveRefused(answer.reason)
        review = Review.objects.create(file=file, seat=seat, assigned_at=at)
        journal.record("assign", review, by=by.ref, at=at)
        return review


def assign_all(found: Round, pairs: Sequence[tuple[RoundFile, Seat]], *, by: Person, at: datetime) -> int:
    """The pairs of a proposal, each checked again: how many were made. A pair that no longer holds is left out.

    The checks are those of `rules.can_assign`, asked of all the pairs in a fixed number of queries.
    """
    with transaction.atomic():
        held = hold(found)
        if isinstance(answer := rules.can_assign_several(by, held), No):
            raise MoveRefused(answer.reason)
        holding = pairs_that_hold(held, pairs)
        # nobody recused has a pair here: a recusal is a conflict
        made = Review.objects.bulk_create(Review(file=file, seat=seat, assigned_at=at) for file, seat in holding)
        for review in made:
            journal.record("assign", review, by=by.ref, at=at)
    return len(made)


def unassign(review: Review, *, by: Person, at: datetime) -> None:
    """Undo a pair whose reading has not begun."""
    with transaction.atomic():
        hold(review.file.round)
        held = hold_review(review)
        if isinstance(answer := rules.can_unassign(by, held), No):
            raise MoveRefused(answer.reason)
        journal.record("unassign", held, by=by.ref, at=at)
        held.delete()
