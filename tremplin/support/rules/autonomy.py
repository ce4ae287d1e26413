"""Who says whether an initiative could reach a body without the programme: itself, and nobody in its place."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No
from tremplin.support.models import Accompaniment
from tremplin.support.queries import side_of
from tremplin.support.rules.relations import can_keep_relation
from tremplin.support.states import Side


def can_say_alone(person: Any, accompaniment: Accompaniment) -> Answer:
    if side_of(person, accompaniment) != Side.TEAM:
        return No(_("The initiative says this itself."))
    return can_keep_relation(person, accompaniment)
