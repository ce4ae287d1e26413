"""What the programme's money holds about a person: the conventions signed under their name, or noted by them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData
from tremplin.people.models import Person
from tremplin.support.models import ConventionSignature


def _signatures(person: Person) -> list[dict[str, Any]]:
    theirs = Q(by=person)
    if person.full_name:
        theirs |= Q(name__iexact=person.full_name)
    found = ConventionSignature.objects.filter(theirs).select_related("version__convention")
    return [
        {"convention": one.version.convention.object, "name": one.name, "quality": one.quality, "on": one.signed_on}
        for one in found
    ]


SIGNATURES = PersonalData(
    "39-conventions",
    _("The conventions signed under your name, or whose signature you noted"),
    _signatures,
    {"convention": _("convention"), "name": _("who signed"), "quality": _("acting as"), "on": _("signed on")},
)
