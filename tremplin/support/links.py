"""What this room shows on the pages of an application: the support it opened."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Application
from tremplin.core.offers import Link, ObjectLinks
from tremplin.support.queries import accompaniments_visible_to


def _of_an_application(person: Any, application: Application) -> list[Link]:
    found = accompaniments_visible_to(person).filter(initiative=application.initiative_id).first()
    return [Link(_("The support"), reverse("support:accompaniment", args=[found.ref]))] if found else []


APPLICATION = ObjectLinks("support.application", "calls.Application", _of_an_application)
