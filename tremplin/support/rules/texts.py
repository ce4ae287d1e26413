"""Who writes the dated texts of a programme, and who signs them for an initiative."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.models import Programme
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment
from tremplin.support.queries.texts import signs_for
from tremplin.support.states import AccompanimentState


def can_manage_texts(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("The texts of the programme are written by its team."))


def can_write_texts(person: Any, programme: Programme) -> Answer:
    if Role.AGENT in roles_of(person, programme):
        return Yes()
    return No(_("The texts of the programme are written by its team."))


def can_sign_texts(person: Any, accompaniment: Accompaniment) -> Answer:
    if not signs_for(person, accompaniment):
        return No(_("A text is signed by whoever answers for the initiative in its team."))
    if accompaniment.state == AccompanimentState.CLOSED:
        return No(_("This accompaniment is closed."))
    return Yes()
