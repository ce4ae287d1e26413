"""What this room shows on the pages of earlier rooms: the support an application opened, what a body was asked."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Application
from tremplin.core.answers import No
from tremplin.core.offers import Link, ObjectLinks
from tremplin.directory.models import Body
from tremplin.support import rules
from tremplin.support.queries import accompaniments_visible_to


def _of_an_application(person: Any, application: Application) -> list[Link]:
    found = accompaniments_visible_to(person).filter(initiative=application.initiative_id).first()
    return [Link(_("The support"), reverse("support:accompaniment", args=[found.ref]))] if found else []


def _of_a_body(person: Any, body: Body) -> list[Link]:
    if isinstance(rules.can_follow(person), No):
        return []
    return [Link(_("All that was asked of this body"), reverse("support:body-asked", args=[body.ref]))]


APPLICATION = ObjectLinks("support.application", "calls.Application", _of_an_application)
BODY = ObjectLinks("support.body", "directory.Body", _of_a_body)
