"""How long bodies and doors are kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.directory.models import Door
from tremplin.people.models import Person

_CLOSED = _("kept, closed when they end: what refers to them stays readable")

KEPT = [
    Retention("directory.Territory", _("Territories"), None, _("kept: no personal data")),
    Retention("directory.Body", _("Bodies"), None, _CLOSED),
    Retention("directory.Belonging", _("What bodies are part of"), None, _("follows the official directory")),
    Retention("directory.Network", _("Networks of bodies"), None, _("kept: no personal data")),
    Retention("directory.Door", _("Doors"), None, _CLOSED),
    Retention("directory.Case", _("Needs taken to a door"), None, _("kept without a name: search learns from them")),
    Retention("directory.Correction", _("Doors that sent to another"), None, _("kept without a name")),
    Retention("directory.Generation", _("Generation of the index of doors"), None, _("kept: no personal data")),
    Retention("directory.Import", _("Imports of the directory"), None, _("kept, with the file that was applied")),
    Retention("directory.ImportFault", _("Points of imports"), None, _("kept with the import")),
]


def _vouched(person: Person) -> list[dict[str, Any]]:
    doors = Door.objects.filter(vouched_by=person).select_related("body")
    return [{"door": door.name, "body": door.body.name, "confirmed_on": door.confirmed_on} for door in doors]


VOUCHED = PersonalData(
    "35-doors",
    _("The doors you confirmed last"),
    _vouched,
    {"door": _("door"), "body": _("body"), "confirmed_on": _("confirmed on")},
)
