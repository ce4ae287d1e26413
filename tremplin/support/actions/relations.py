"""What happens in a relation between an initiative and a body: contacts, promises made and kept, agreements, news."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.models import Relation, Trace
from tremplin.support.queries.introductions import accompaniment_of
from tremplin.support.states import TraceKind


def write_trace(
    relation: Relation,
    *,
    kind: str,
    on: date,
    words: str,
    who: str = "",
    due_on: date | None = None,
    by: Person,
    at: datetime,
) -> Trace:
    """Something happened between them; a promise has a day."""
    with transaction.atomic():
        _may_follow(by, relation)
        promised = kind == TraceKind.PROMISE
        if promised and due_on is None:
            raise MoveRefused(_("A promise has a day: please say by when."))
        trace = Trace.objects.create(
            relation=relation,
            kind=kind,
            on=on,
            words=words,
            who=who,
            due_on=due_on if promised else None,
            by=by,
            at=at,
        )
        journal.record("trace", relation, by=by.ref, at=at, after=kind)
        return trace


def _may_follow(person: Person, relation: Relation) -> None:
    accompaniment = accompaniment_of(relation)
    if accompaniment is None:
        raise MoveRefused(_("This relation belongs to an initiative that is not followed."))
    if isinstance(refusal := rules.can_work_on(person, accompaniment), No):
        raise MoveRefused(refusal.reason)


def keep_promise(trace: Trace, *, on: date, by: Person, at: datetime) -> None:
    """What was promised is done. Said twice, the first day stands."""
    with transaction.atomic():
        _may_follow(by, trace.relation)
        if Trace.objects.filter(pk=trace.pk, kind=TraceKind.PROMISE, kept_on=None).update(kept_on=on):
            journal.record("keep_promise", trace.relation, by=by.ref, at=at)
    trace.refresh_from_db()
