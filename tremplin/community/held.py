"""What a quiet period holds of this room: news asked of former laureates. Mails about an event are owed to guests."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.calls.queries.received import writers_of_initiative
from tremplin.community.actions.news import questions_due
from tremplin.core.offers import Held, HeldThing


def _questions(person: Any, programme: Any, until: datetime) -> list[HeldThing]:
    zone = ZoneInfo(programme.time_zone)
    return [
        HeldThing(
            _("%(name)s: news asked %(months)s months after") % {"name": one.initiative.name, "months": months},
            due=datetime.combine(due, time(), zone),
        )
        for one, months, due in questions_due(until)
        if one.season.programme_id == programme.pk and writers_of_initiative(one.initiative)
    ]


NEWS = Held("60-news", gettext_lazy("Question to a former laureate"), _questions)
