"""The registration number of a structure that carries an initiative."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.engine.registration import bare, kind_of
from tremplin.calls.models import Bearer
from tremplin.core import journal
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person


def note_number(bearer: Bearer, number: str, *, by: Person, at: datetime) -> None:
    """As registers write it; what is none of SIREN, SIRET or RNA is refused with a sentence."""
    if kind_of(number) is None:
        raise MoveRefused(
            _(
                "“%(number)s” is not a registration number: a SIRET has fourteen digits, a SIREN nine, a number of the "
                "register of associations W and nine characters. The last digit checks the others: please read it "
                "again."
            )
            % {"number": number}
        )
    with transaction.atomic():
        held = hold(bearer)
        Bearer.objects.filter(pk=held.pk).update(number=bare(number))
        journal.record("number", held, by=by.ref, at=at, before=held.number, after=bare(number))
    bearer.refresh_from_db()
