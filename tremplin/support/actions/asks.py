"""What the programme asks of an initiative leaves in the initiative's hours, never above its ceiling: what is above
waits in line, the nearest day first.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tremplin.calls.queries.received import writers_of_initiative
from tremplin.core import clock, journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import hold
from tremplin.support.emails.asks import ask_context
from tremplin.support.models import Accompaniment, Action
from tremplin.support.queries.asks import asked_open
from tremplin.support.queries.working import pace_of
from tremplin.support.rules.asks import may_be_told
from tremplin.support.states import AccompanimentState


def tell_in_line(accompaniment: Accompaniment, *, at: datetime) -> int:
    """Tell what has a place under the ceiling, if now is one of the initiative's hours. In the caller's transaction."""
    held = hold(accompaniment)
    if isinstance(may_be_told(held, at), No):
        return 0
    people = [member.person for member in writers_of_initiative(held.initiative) if member.person.email]
    if not people:
        return 0
    today = clock.today(held.season.programme.time_zone)
    rows = list(asked_open([held.pk]).select_related("written_by"))
    waiting = [one for one in rows if one.told_at is None]
    # "not yet" keeps its place, and is asked again on the day that was given
    again = [one for one in rows if one.told_at and one.later_until and one.later_until <= today]
    free = pace_of(held).ceiling - (len(rows) - len(waiting))
    told = again + waiting[: max(free, 0)]
    for one in told:
        one.accompaniment = held
        Action.objects.filter(pk=one.pk).update(told_at=at, later_until=None)
        journal.record("tell", one, by="", at=at)
        for person in people:
            mail.post(
                "support-ask",
                to=str(person.email),
                language=person.language,
                object=one.ref,
                occasion=f"{at:%Y%m%d%H%M}",
                context=ask_context(one, person, at),
                at=at,
            )
    return len(told)


def tell_next(at: datetime) -> int:
    """What the clock does: every few minutes, what may leave leaves."""
    running = Accompaniment.objects.filter(state=AccompanimentState.RUNNING)
    due = Q(told_at=None) | Q(later_until__lte=at.date() + timedelta(days=1))
    waiting = asked_open(running.order_by().values("pk")).filter(due).order_by().values("accompaniment")
    count = 0
    for accompaniment in running.filter(pk__in=waiting):
        with transaction.atomic():
            count += tell_in_line(accompaniment, at=at)
    return count
