"""How long events and news are kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.community.actions.registrations import KEPT as REGISTRATIONS_KEPT
from tremplin.community.models import CheckIn, Registration
from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person

KEPT = [
    Retention("community.Event", _("Events"), None, _("kept: no personal data")),
    Retention("community.Registration", _("Registrations to events"), REGISTRATIONS_KEPT, _("destroyed")),
    Retention("community.CheckIn", _("News asked of former laureates"), None, _("kept with the accompaniment")),
]


def _coming(person: Person) -> list[dict[str, Any]]:
    if not person.email:
        return []
    rows = Registration.objects.filter(email=person.email).select_related("event")
    return [
        {"event": str(one.event), "at": one.event.starts_at, "name": one.name, "cancelled": one.cancelled_at}
        for one in rows
    ]


def _news(person: Person) -> list[dict[str, Any]]:
    rows = CheckIn.objects.filter(asked_to=person).select_related("accompaniment__initiative")
    return [
        {
            "initiative": str(one.accompaniment),
            "asked": one.asked_at,
            "answered": one.answered_at if one.answered_by_id == person.pk else None,
            "words": one.words if one.answered_by_id == person.pk else "",
        }
        for one in rows
    ]


COMING = PersonalData(
    "36-events",
    _("Your registrations to events"),
    _coming,
    {"event": _("event"), "at": _("begins"), "name": _("name given"), "cancelled": _("cancelled")},
)
NEWS = PersonalData(
    "37-news",
    _("The news you were asked for"),
    _news,
    {
        "initiative": _("initiative"),
        "asked": _("asked"),
        "answered": _("answered by you"),
        "words": _("what you wrote"),
    },
)
