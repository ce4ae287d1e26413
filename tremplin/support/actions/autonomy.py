"""The initiative says whether it could now reach a body without the programme; the last word said holds."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support.models import Relation
from tremplin.support.queries.relations import accompaniment_followed_by
from tremplin.support.rules.autonomy import can_say_alone

_SAID = {True: "yes", False: "no", None: ""}


def say_alone(relation: Relation, *, alone: bool, by: Person, at: datetime) -> None:
    with transaction.atomic():
        accompaniment = accompaniment_followed_by(by, relation.initiative_id)
        if accompaniment is None:
            raise MoveRefused(_("You no longer follow this initiative."))
        if isinstance(answer := can_say_alone(by, accompaniment), No):
            raise MoveRefused(answer.reason)
        held = hold(relation)
        today = clock.today(accompaniment.season.programme.time_zone)
        Relation.objects.filter(pk=held.pk).update(alone=alone, alone_on=today)
        journal.record("say_alone", held, by=by.ref, at=at, before=_SAID[held.alone], after=_SAID[alone])
    relation.refresh_from_db()
