"""Who opens the pages across rooms."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role


def can_read_week(person: Any) -> Answer:
    if roles_of(person) & {Role.AGENT, Role.OFFICER}:
        return Yes()
    return No(_("This page is for the programme team and the acceleration officers."))
