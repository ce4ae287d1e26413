"""How long bodies and doors are kept, and what this room holds about a person."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.directory.models import Door, Holder, KeyCard, Report, Synonyms
from tremplin.directory.queries.holders import KEPT_AFTER_LEAVING
from tremplin.people.models import Person

_CLOSED = _("kept, closed when they end: what refers to them stays readable")

KEPT = [
    Retention("directory.Territory", _("Territories"), None, _("kept: no personal data")),
    Retention("directory.Body", _("Bodies"), None, _CLOSED),
    Retention("directory.Belonging", _("What bodies are part of"), None, _("follows the official directory")),
    Retention("directory.Network", _("Networks of bodies"), None, _("kept: no personal data")),
    Retention("directory.Door", _("Doors"), None, _CLOSED),
    Retention(
        "directory.Holder",
        _("Holders of doors"),
        KEPT_AFTER_LEAVING,
        _("name, address and telephone erased at the first objection, or three years after they left; the dates stay"),
    ),
    Retention("directory.Report", _("What was said of doors"), None, _("kept with the door, without a name")),
    Retention("directory.Case", _("Needs taken to a door"), None, _("kept without a name: search learns from them")),
    Retention("directory.Correction", _("Doors that sent to another"), None, _("kept without a name")),
    Retention("directory.Generation", _("Generation of the index of doors"), None, _("kept: no personal data")),
    Retention("directory.Resource", _("Public resources"), None, _("kept, hidden once they end")),
    Retention("directory.KeyCard", _("Key cards of bodies"), None, _("kept until emptied")),
    Retention("directory.Synonyms", _("Synonyms of the search"), None, _("kept until removed")),
    Retention(
        "directory.Import",
        _("Imports of the directory"),
        None,
        _("kept, with the file that was applied; one that names persons is erased once applied, or after a week"),
    ),
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


def _held(person: Person) -> list[dict[str, Any]]:
    """Of the doors they hold, and of what they said, wrote or settled about doors."""
    own = Holder.objects.filter(email__iexact=person.email) if person.email else Holder.objects.none()
    entered = Holder.objects.filter(entered_by=person).select_related("door")
    reports = Report.objects.filter(Q(by=person) | Q(settled_by=person)).select_related("door")
    rows = [
        *((one.get_part_display(), one.door.name, one.since or one.entered_at) for one in own.select_related("door")),
        *((_("holder you wrote down"), one.door.name, one.entered_at) for one in entered),
        *((one.get_kind_display(), one.door.name, one.at) for one in reports),
    ]
    return [{"what": what, "about": about, "on": on} for what, about, on in rows]


HELD = PersonalData(
    "37-held",
    _("Doors you hold, and what you wrote about those who hold them"),
    _held,
    {"what": _("what"), "about": _("about"), "on": _("on")},
)


def _wrote(person: Person) -> list[dict[str, Any]]:
    cards = KeyCard.objects.filter(written_by=person).select_related("body")
    rows = [{"what": _("key card"), "about": card.body.name, "written_on": card.written_at} for card in cards]
    groups = Synonyms.objects.filter(written_by=person)
    return rows + [{"what": _("synonyms"), "about": str(group), "written_on": group.written_at} for group in groups]


WROTE = PersonalData(
    "36-keys",
    _("The key cards and synonyms you wrote last"),
    _wrote,
    {"what": _("what"), "about": _("about"), "written_on": _("written on")},
)
