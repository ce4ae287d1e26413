"""Key cards: what one has to know before knocking at a body, written by those who found out."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tremplin.core import journal
from tremplin.core.moves import hold
from tremplin.core.text import clean
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.models import Body, KeyCard
from tremplin.directory.queries.keys import PARTS
from tremplin.people.models import Person


def write_key_card(body: Body, *, words: Mapping[str, str], by: Person, at: datetime) -> KeyCard | None:
    """Write or change the card of a body. One that says nothing any more is taken away: None."""
    told = {name: clean(words.get(name, "")).strip() for name in PARTS}
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        body = hold(body)
        card = KeyCard.objects.filter(body=body).first()
        if not any(told.values()):
            if card is not None:
                journal.record("remove", card, by=by.ref, at=at)
                card.delete()
            return None
        verb = "change" if card else "write"
        card = card or KeyCard(body=body)
        for name, text in told.items():
            setattr(card, name, text)
        card.written_by, card.written_at = by, at
        card.save()
        journal.record(verb, card, by=by.ref, at=at)
        return card
