"""Whoever answers from a link types the address it was sent to: right or wrong, and how often it was wrong."""

from datetime import datetime
from enum import Enum

from django.db import transaction

from tremplin.core import journal
from tremplin.core.moves import hold
from tremplin.support.models import Introduction
from tremplin.support.tokens import LOCKED_FOR, MOST_TRIES, is_locked, same_address


class Typed(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"  # too many wrong ones: nothing is compared for an hour


def check_address(introduction: Introduction, expected: str, typed: str, *, at: datetime) -> Typed:
    """Compare, and count what is wrong: exactly, however many try at once. The fifth closes the link for an hour."""
    with transaction.atomic():
        held = hold(introduction)
        if is_locked(held, at):
            return Typed.LOCKED
        if same_address(typed, expected):
            return Typed.RIGHT
        before = held.wrong_tries if held.wrong_at is not None and at < held.wrong_at + LOCKED_FOR else 0
        Introduction.objects.filter(pk=held.pk).update(wrong_tries=before + 1, wrong_at=at)
        if before + 1 >= MOST_TRIES:
            journal.record("lock", held, by="", at=at)
            return Typed.LOCKED
        return Typed.WRONG
