"""Who writes where an initiative is, who uses it, and how its common lives."""

from typing import Any

from tremplin.core.answers import Answer, No, Yes
from tremplin.support.models import Accompaniment
from tremplin.support.rules.accompaniments import is_open, writes
from tremplin.support.states import AccompanimentState, Subject


def can_tell_results(person: Any, accompaniment: Accompaniment) -> Answer:
    """Both sides, and after the end too: places and users outlive the support. Not in a pause."""
    if isinstance(answer := writes(person, accompaniment, Subject.RESULTS), No):
        return answer
    return Yes() if accompaniment.state == AccompanimentState.CLOSED else is_open(accompaniment)
