"""Who may do what in this room. Each rule answers Yes or No with its sentence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Mandate, Programme, QuietPeriod, Season
from tremplin.programme.queries import lasting_administrators, programmes_where, roles_of
from tremplin.programme.states import Role

_QUIET = _("Quiet periods are opened and ended by the programme team and the administrators.")


def can_manage_seasons(person: Any) -> Answer:
    if roles_of(person) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("Seasons are managed by the programme team and the administrators."))


def can_edit_season(person: Any, season: Season) -> Answer:
    if roles_of(person, season.programme) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("Seasons are managed by the programme team and the administrators."))


def can_manage_programmes(person: Any) -> Answer:
    """Where people write, and the pace at which bodies are asked."""
    if roles_of(person) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("The programme is settled by its team and the administrators."))


def can_change_programme(person: Any, programme: Programme) -> Answer:
    if roles_of(person, programme) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_("The programme is settled by its team and the administrators."))


def can_manage_mandates(person: Any) -> Answer:
    if Role.ADMINISTRATOR in roles_of(person):
        return Yes()
    return No(_("Mandates are given and ended by an administrator."))


def can_end_mandate(person: Any, mandate: Mandate) -> Answer:
    """An administrator ends any mandate of the programme, or brings its end forward; never the last administrator's."""
    [answer] = can_end_mandates(person, [mandate])
    return answer


def can_end_mandates(person: Any, mandates: Sequence[Mandate]) -> list[Answer]:
    """The same rule for each mandate of a list, in as many queries for one as for a hundred."""
    programmes = {mandate.programme_id for mandate in mandates}
    mine = set(programmes_where(person, [Role.ADMINISTRATOR]).values_list("pk", flat=True))
    lasting = list(lasting_administrators(programmes).values_list("programme_id", "pk"))
    answers: list[Answer] = []
    for mandate in mandates:
        others = [pk for programme, pk in lasting if programme == mandate.programme_id and pk != mandate.pk]
        if mandate.programme_id not in mine:
            answers.append(No(_("Mandates are given and ended by an administrator.")))
        elif mandate.until_day is not None and mandate.until_day < clock.today():
            answers.append(No(_("This mandate is over.")))
        elif mandate.role == Role.ADMINISTRATOR and not others:
            answers.append(
                No(_("This is the last administrator of the programme: give the role to somebody else first."))
            )
        else:
            answers.append(Yes())
    return answers


def can_manage_quiet_periods(person: Any) -> Answer:
    if roles_of(person) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_QUIET)


def can_open_quiet_period(person: Any, programme: Programme) -> Answer:
    if roles_of(person, programme) & {Role.ADMINISTRATOR, Role.AGENT}:
        return Yes()
    return No(_QUIET)


def can_resume(person: Any, period: QuietPeriod, at: datetime) -> Answer:
    """End a period that runs, give up one that has not begun."""
    if isinstance(answer := can_open_quiet_period(person, period.programme), No):
        return answer
    if period.is_over(at):
        return No(_("This quiet period is over already."))
    return Yes()


def can_change_quiet_period(person: Any, period: QuietPeriod, at: datetime) -> Answer:
    """The same people, as long as it is not over."""
    return can_resume(person, period, at)


def can_see_operations(person: Any) -> Answer:
    if Role.ADMINISTRATOR in roles_of(person):
        return Yes()
    return No(_("Operations are for administrators."))
