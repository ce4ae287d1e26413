"""How long the programme's own records are kept, and what this room holds about a person."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person
from tremplin.programme.actions.absences import KEPT as ABSENCES_KEPT
from tremplin.programme.models import Absence

KEPT = [
    Retention("programme.Programme", _("Programmes"), None, _("kept")),
    Retention("programme.Season", _("Seasons"), None, _("kept")),
    Retention("programme.QuietPeriod", _("Quiet periods"), None, _("kept: they say when the programme was silent")),
    Retention("programme.Milestone", _("Steps of a season"), None, _("kept: next season’s thread is made of them")),
    Retention("programme.Absence", _("Absences"), ABSENCES_KEPT, _("destroyed")),
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


def _absences(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "from": absence.from_day,
            "until": absence.until_day,
            "back": absence.back_on,
            "who": str(absence.person),
            "stand_in": str(absence.stand_in),
        }
        for absence in Absence.objects.filter(Q(person=person) | Q(stand_in=person)).select_related(
            "person", "stand_in"
        )
    ]


ABSENCES = PersonalData(
    "21-absences",
    _("Absences, yours and those for which you stand in"),
    _absences,
    {
        "from": _("from"),
        "until": _("until"),
        "back": _("back on"),
        "who": _("who is away"),
        "stand_in": _("who stands in"),
    },
)


def _milestones(person: Person) -> list[dict[str, Any]]:
    steps = person.milestones.select_related("season")
    return [{"season": str(step.season), "step": str(step), "day": step.due_on} for step in steps]


MILESTONES = PersonalData(
    "22-steps",
    _("Steps of seasons that are yours"),
    _milestones,
    {"season": _("season"), "step": _("step"), "day": _("by")},
)
