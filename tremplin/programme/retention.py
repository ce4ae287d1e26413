"""How long the programme's own records are kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person

KEPT = [
    Retention("programme.Programme", _("Programmes"), None, _("kept")),
    Retention("programme.Season", _("Seasons"), None, _("kept")),
    Retention("programme.QuietPeriod", _("Quiet periods"), None, _("kept: they say when the programme was silent")),
    Retention("programme.Mandate", _("Mandates"), None, _("kept with the reference of the person, named or forgotten")),
]


def _mandates(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "role": mandate.get_role_display(),
            "programme": str(mandate.programme),
            "season": str(mandate.season or ""),
            "from": mandate.from_day,
            "until": mandate.until_day,
        }
        for mandate in person.mandates.select_related("programme", "season")
    ]


MANDATES = PersonalData(
    "20-mandates",
    _("Your mandates"),
    _mandates,
    {
        "role": _("role"),
        "programme": _("programme"),
        "season": _("season"),
        "from": _("from"),
        "until": _("until"),
    },
)
