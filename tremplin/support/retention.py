"""How long the year of support is kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person
from tremplin.support.models import Booking, Part

_WITH = _("kept with the accompaniment, until the archives decide")

KEPT = [
    Retention("support.Accompaniment", _("Accompaniments"), None, _("kept, until the archives decide")),
    Retention("support.Part", _("Officers and referents"), None, _WITH),
    Retention("support.Point", _("What was said, point by point"), None, _WITH),
    Retention("support.Diagnosis", _("Shared diagnoses"), None, _WITH),
    Retention("support.Reply", _("Replies to a diagnosis"), None, _WITH),
    Retention("support.Version", _("Versions of a diagnosis"), None, _WITH),
    Retention("support.VersionAcceptance", _("Acceptances of a version"), None, _WITH),
    Retention("support.Need", _("Needs"), None, _WITH),
    Retention("support.Action", _("Actions of the roadmap"), None, _WITH),
    Retention("support.Slot", _("Slots of experts"), None, _("kept: they tell who helped")),
    Retention("support.Booking", _("Sessions"), None, _WITH),
    Retention("support.Introduction", _("Introductions"), None, _WITH),
    Retention("support.Relation", _("Relations"), None, _("kept while the initiative is")),
    Retention("support.Trace", _("Traces of relations"), None, _("kept with the relation")),
]


def _parts(person: Person) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = [
        {"initiative": str(one.accompaniment), "part": one.get_kind_display(), "from": one.from_day}
        for one in Part.objects.filter(person=person).select_related("accompaniment__initiative")
    ]
    sessions = Booking.objects.filter(slot__expert=person).select_related("slot", "accompaniment__initiative")
    return parts + [
        {"initiative": str(one.accompaniment), "part": one.subject, "from": one.slot.starts_at} for one in sessions
    ]


PARTS = PersonalData(
    "34-support",
    _("The initiatives you are beside, and your sessions"),
    _parts,
    {"initiative": _("initiative"), "part": _("part"), "from": _("since")},
)
