"""Who writes the template roadmap of a season."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Season
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role


def can_write_template(person: Any, season: Season) -> Answer:
    if Role.AGENT in roles_of(person, season.programme):
        return Yes()
    return No(_("The template roadmap of a season is written by the programme team."))
