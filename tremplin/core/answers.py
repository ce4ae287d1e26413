"""What a rule answers: `Yes()` or `No(reason)`. The button and the door ask the same rule; the reason is shown as it
is.
"""

from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True)
class Yes:
    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True)
class No:
    """A refusal and its sentence, for the person it is told to."""

    reason: str | Promise

    def __bool__(self) -> Literal[False]:
        return False


Answer = Yes | No


def require(answer: Answer) -> None:
    """Pass, or answer 403 with the rule's sentence."""
    if isinstance(answer, No):
        raise PermissionDenied(answer.reason)
