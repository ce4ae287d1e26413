"""An initiative says itself that it stops: its support ends that day, and nothing of it is deleted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import freshness, mail
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support.emails.asks import withdrawal_context
from tremplin.support.models import Accompaniment
from tremplin.support.queries import parts_of
from tremplin.support.queries.asks import asked_open
from tremplin.support.rules.accompaniments import can_withdraw
from tremplin.support.states import EndedAs, PartKind


def withdraw(accompaniment: Accompaniment, *, words: str, by: Person, at: datetime) -> None:
    """What was asked of it is closed with its words; its officer is told, or whoever opened it when there is none."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_withdraw(by, held))
        if not words.strip():
            raise MoveRefused(_("Please say why in a few words: your officer reads them."))
        for action in asked_open([held.pk]):
            move(action, "drop", by=by.ref, at=at, result=words, closed_at=at)
        columns = {"closed_at": at, "closing_words": words, "ended_as": EndedAs.WITHDRAWN}
        move(held, "close", by=by.ref, at=at, detail=words, **columns)
        freshness.bump()
        officers = [part.person for part in parts_of(held) if part.kind == PartKind.OFFICER]
        for person in officers or [held.opened_by]:
            if person.email:
                mail.post(
                    "support-withdrawal",
                    to=str(person.email),
                    language=person.language,
                    object=held.ref,
                    occasion=f"{at:%Y%m%d%H%M%S}",
                    context=withdrawal_context(held, by, words),
                    at=at,
                )
    accompaniment.refresh_from_db()
