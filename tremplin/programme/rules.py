"""Who may do what in this room. Each rule answers Yes or No with its sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Mandate, Season
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role


def can_manage_seasons(person: Any) -> Answer:
    if roles_of(person) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("Seasons are managed by the programme team and the administrators."))


def can_edit_season(person: Any, season: Season) -> Answer:
    if roles_of(person, season.programme) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("Seasons are managed by the programme team and the administrators."))


def can_manage_mandates(person: Any) -> Answer:
    if Role.ADMINISTRATOR in roles_of(person):
        return Yes()
    return No(_("Mandates are given and ended by an administrator."))


def can_end_mandate(person: Any, mandate: Mandate) -> Answer:
    """An administrator ends any mandate of the programme but the last administrator's."""
    if Role.ADMINISTRATOR not in roles_of(person, mandate.programme):
        return No(_("Mandates are given and ended by an administrator."))
    if mandate.until_day is not None:
        return No(_("This mandate already has an end."))
    if mandate.role == Role.ADMINISTRATOR and not _another_administrator(mandate):
        return No(_("This is the last administrator of the programme: give the role to somebody else first."))
    return Yes()


def _another_administrator(mandate: Mandate) -> bool:
    others = Mandate.objects.filter(programme=mandate.programme, role=Role.ADMINISTRATOR, until_day=None)
    return others.exclude(pk=mandate.pk).exists()


def can_see_operations(person: Any) -> Answer:
    if Role.ADMINISTRATOR in roles_of(person):
        return Yes()
    return No(_("Operations are for administrators."))
