"""What was done in a support between two days, by step: what stands beside a change of the diagnosis."""

from datetime import date
from typing import Any

from tremplin.support import facts
from tremplin.support.facts.seen import News, Seen
from tremplin.support.models import Accompaniment
from tremplin.support.states import Step

# the step of a subject whose facts do not name one themselves
_STEPS = {
    "consolidate": Step.CONSOLIDATE,
    "money": Step.CONSOLIDATE,
    "ties": Step.INTEGRATE,
    "autonomy": Step.INTEGRATE,
    "deploy": Step.DEPLOY,
}


def done_between(accompaniment: Accompaniment, person: Any, first: date, last: date) -> dict[str, list[News]]:
    """By step ("" for what belongs to none), the first first, as this person may read it; both days are counted."""
    seen = Seen([accompaniment], person, first)
    found: dict[str, list[News]] = {step: [] for step in ("", *Step.values)}
    for tell in facts.NEWS:
        usual = _STEPS.get(tell.__module__.rpartition(".")[2], "")
        for _pk, item in tell(seen):
            if first <= item.day <= last:
                found[item.step or usual].append(item)
    return {step: sorted(items, key=lambda news: news.day) for step, items in found.items()}
