"""What moved in one support since a day, every subject together, in the order of a year: the three steps of the roadmap
first, then the rest by subject.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tremplin.support import facts
from tremplin.support.facts import points
from tremplin.support.facts.seen import News, Seen
from tremplin.support.models import Accompaniment
from tremplin.support.states import Step

# by module of this package; a subject that is not here is told under “Other news”
_TITLES: dict[str, str | Promise] = {
    "roadmaps": _("The roadmap as a whole"),
    "sessions": _("Sessions"),
    "ties": _("Introductions and promises"),
    "autonomy": _("Introductions and promises"),
    "consolidate": _("Legal questions, funding, agreements, indicators"),
    "deploy": _("Places, users and the life of the commons"),
    "committees": _("Committees"),
    "money": _("Conventions, tranches and advantages"),
    "diagnoses": _("Shared diagnosis"),
    "exits": _("End of the support"),
}
_OTHERS = _("Other news")


@dataclass(frozen=True)
class Group:
    title: str
    items: list[News]


def moved_since(accompaniment: Accompaniment, since: date, person: Any) -> list[Group]:
    """What this person may read, the last first in each group; a group without anything is left out. Notes are not in
    it: whoever shows this shows them whole.
    """
    seen = Seen([accompaniment], person, since)
    found: dict[str, list[News]] = defaultdict(list)
    for tell in facts.NEWS:
        if tell is points.news:
            continue
        title = _TITLES.get(tell.__module__.rpartition(".")[2], _OTHERS)
        for _pk, item in tell(seen):
            if item.day >= since:
                step = str(capfirst(Step(item.step).label)) if item.step else ""
                found[step or str(title)].append(item)
    order = [str(capfirst(step.label)) for step in Step] + [str(title) for title in (*_TITLES.values(), _OTHERS)]
    return [
        Group(title, sorted(found[title], key=lambda item: item.day, reverse=True))
        for title in dict.fromkeys(order)
        if title in found
    ]
