"""Past projects entered from a spreadsheet: all of them, or none."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.actions.initiatives import enter_initiative
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.core.text import fold
from tremplin.people.actions import welcome
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.actions.accompaniments import close, name_part, open_by_act
from tremplin.support.engine.past import Row
from tremplin.support.models import Accompaniment
from tremplin.support.queries.openings import initiatives_by_name
from tremplin.support.states import PartKind


def enter_past(
    rows: Collection[Row], season: Season, *, motive: str, bearer_kind: str, by: Person, at: datetime
) -> list[Accompaniment]:
    """Open each by an act. An initiative already known by this name gets the support; one whose last day is over is
    closed at once, and its officer is not named: nobody is beside it any more.
    """
    made = []
    with transaction.atomic():
        known = initiatives_by_name(by, [row.name for row in rows])
        today = clock.today(season.programme.time_zone)
        for row in rows:
            initiative = known.get(fold(row.name)) or enter_initiative(
                row.name, [(bearer_kind, row.bearer)] if row.bearer else [], by=by, at=at
            )
            try:
                one = open_by_act(
                    initiative,
                    season,
                    motive=motive,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    public_words=row.words,
                    by=by,
                    at=at,
                )
            except MoveRefused as refusal:
                raise MoveRefused(
                    _("Line %(line)s, %(name)s: %(reason)s")
                    % {"line": row.line, "name": row.name, "reason": refusal.reason}
                ) from refusal
            if row.ends_on < today:
                close(one, words=_("It had ended before it was entered here."), by=by, at=at)
            elif row.officer:
                name_part(one, welcome(row.officer, by=by.ref, at=at), kind=PartKind.OFFICER, by=by, at=at)
            made.append(one)
    return made
