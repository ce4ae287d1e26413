"""Who may publish the figures of a season. What is published is for everybody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.insights.queries import announced_seasons
from tremplin.programme.models import Season
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role


def can_open_figures(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Figures are published by the programme team."))


def can_publish_figures(person: Any, season: Season) -> Answer:
    if Role.AGENT not in roles_of(person, season.programme):
        return No(_("Figures are published by the programme team."))
    if not announced_seasons().filter(pk=season.pk).exists():
        return No(_("The laureates of this season are not announced: its figures are nobody’s yet."))
    return Yes()
