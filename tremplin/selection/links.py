"""What this room shows on the pages of an application: the screening and the decision, to whom may open them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Application
from tremplin.core.offers import Link, ObjectLinks
from tremplin.selection import rules
from tremplin.selection.queries import applications_of, decisions_released_to


def _of_an_application(person: Any, application: Application) -> list[Link]:
    links = []
    if decisions_released_to(person).filter(application=application).exists():
        links.append(Link(_("The decision"), reverse("selection:outcome", args=[application.ref])))
    if rules.runs(person, application.call) and applications_of(application.call, person).filter(pk=application.pk):
        links.append(Link(_("Screening"), reverse("selection:screening", args=[application.ref])))
        links.append(Link(_("Decision"), reverse("selection:decision", args=[application.ref])))
    return links


APPLICATION = ObjectLinks("selection.application", "calls.Application", _of_an_application)
