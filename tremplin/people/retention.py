"""How long persons are kept, and what this room holds about one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import offers
from tremplin.core.offers import PersonalData, Retention
from tremplin.people.actions import UNCONFIRMED_KEPT
from tremplin.people.models import Person

KEPT = [
    Retention("people.Person", _("Persons"), None, _("name and address erased when forgotten, the reference kept")),
    Retention("people.StoppedMail", _("Mails no longer wanted"), None, _("destroyed with the choice")),
    Retention("people.unconfirmed", _("Addresses nobody confirmed"), UNCONFIRMED_KEPT, _("destroyed")),
]


def _identity(person: Person) -> list[dict[str, Any]]:
    rows = Person.objects.filter(pk=person.pk)
    return [dict(row) for row in rows.values("ref", "email", "full_name", "language", "joined_at", "confirmed_at")]


IDENTITY = PersonalData(
    "10-identity",
    _("Who you are"),
    _identity,
    {
        "ref": _("reference"),
        "email": _("e-mail address"),
        "full_name": _("first and last name"),
        "language": _("language of mails"),
        "joined_at": _("known since"),
        "confirmed_at": _("address confirmed"),
    },
)


def _stopped(person: Person) -> list[dict[str, Any]]:
    labels = {kind.name: str(kind.label) for kind in offers.mails}
    return [{"kind": labels.get(row.kind, row.kind), "since": row.since} for row in person.stopped_mails.all()]


STOPPED = PersonalData(
    "11-mails", _("Mails you no longer receive"), _stopped, {"kind": _("kind of mail"), "since": _("since")}
)
