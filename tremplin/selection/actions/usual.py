"""The two usual rounds of a call, prepared together or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import Call
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.selection import usual
from tremplin.selection.actions.rounds import prepare_round
from tremplin.selection.models import Round


def prepare_usual_rounds(
    call: Call, *, first: Mapping[str, Any], second: Mapping[str, Any], by: Person, at: datetime
) -> tuple[Round, Round]:
    """`first` and `second`: per_file, passing, starts_at and due_at of each round. Refused when the call has rounds."""
    with transaction.atomic():
        hold(call)
        if Round.objects.filter(call=call).exists():
            raise MoveRefused(_("This call has rounds already: prepare another one, or change them."))
        experts = prepare_round(call, criteria=usual.EXPERT_CRITERIA, by=by, at=at, **usual.FIRST, **first)
        citizens = prepare_round(call, criteria=usual.CITIZEN_QUESTIONS, by=by, at=at, **usual.SECOND, **second)
        return experts, citizens
