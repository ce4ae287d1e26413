"""News asked of former laureates six, twelve and twenty-four months after their support, and what they answer."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tremplin.calls.queries.received import writers_of_initiative
from tremplin.community.emails import news_context
from tremplin.community.engine.months import months_after
from tremplin.community.models import MONTHS, CheckIn
from tremplin.community.states import CheckInState
from tremplin.community.tokens import has_expired
from tremplin.core import journal, mail
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import QuietPeriod
from tremplin.programme.queries import calm_from, quiet_at
from tremplin.support.models import Accompaniment
from tremplin.support.states import AccompanimentState

# a question missed by more than this is not asked any more: past seasons entered late are left in peace
LATE = timedelta(days=60)


def last_day_of(accompaniment: Accompaniment) -> date:
    """The announced last day, or the day of the closing when it came before; resumed, it was not closed."""
    if accompaniment.closed_at is None or accompaniment.state != AccompanimentState.CLOSED:
        return accompaniment.ends_on
    zone = ZoneInfo(accompaniment.season.programme.time_zone)
    return min(accompaniment.ends_on, accompaniment.closed_at.astimezone(zone).date())


def ask_due(at: datetime) -> int:
    """What the clock does: ask each initiative whose moment has come, once; return how many were asked."""
    return sum(_ask(one, months, due, at) for one, months, due in questions_due(at))


def questions_due(at: datetime) -> Iterator[tuple[Accompaniment, int, date]]:
    """What is to be asked at an instant and was not: the support, the term and the day it was due.

    The time a quiet period lasted is not counted as late: what it held is asked once it is over.
    """
    periods = list(QuietPeriod.objects.all())
    day_after = (at + timedelta(days=1)).date()  # no zone is further ahead
    over = Q(state=AccompanimentState.CLOSED) | Q(ends_on__lt=day_after)
    ended = Accompaniment.objects.filter(over).select_related("initiative", "season__programme")
    asked = set(CheckIn.objects.values_list("accompaniment", "months"))
    for one in ended:
        zone, own = ZoneInfo(one.season.programme.time_zone), one.season.programme_id
        today, last = at.astimezone(zone).date(), last_day_of(one)
        for months in MONTHS:
            due = months_after(last, months)
            if due > today or (one.pk, months) in asked:
                continue
            morning = datetime.combine(due, time(), zone)
            calm = calm_from(morning, [period for period in periods if period.programme_id == own]) or at
            if today < calm.astimezone(zone).date() + LATE and not _is_supported(one, today):
                yield one, months, due


def _is_supported(accompaniment: Accompaniment, today: date) -> bool:
    """An initiative supported again is met every week: it is not asked for news."""
    return (
        Accompaniment.objects.filter(initiative=accompaniment.initiative_id, ends_on__gte=today)
        .exclude(state=AccompanimentState.CLOSED)
        .exists()
    )


def _ask(accompaniment: Accompaniment, months: int, due: date, at: datetime) -> int:
    with transaction.atomic():
        if quiet_at(at, accompaniment.season.programme, firmly=True) is not None:
            return 0
        hold(accompaniment)
        writers = [member.person for member in writers_of_initiative(accompaniment.initiative)]
        if not writers or CheckIn.objects.filter(accompaniment=accompaniment, months=months).exists():
            return 0
        check_in = CheckIn.objects.create(accompaniment=accompaniment, months=months, due_on=due, asked_at=at)
        check_in.asked_to.set(writers)
        journal.record("ask", check_in, by="", at=at)
        for person in writers:
            mail.post(
                "community-news",
                to=str(person.email),
                language=person.language,
                object=check_in.ref,
                occasion="asked",
                context=news_context(check_in, person),
                at=at,
            )
        return 1


def answer_check_in(check_in: CheckIn, *, still: str, words: str, helped: str, by: Person, at: datetime) -> None:
    """What the team says, once; the second of two teammates is told that somebody answered."""
    with transaction.atomic():
        held = hold(check_in)
        if held.state == CheckInState.ANSWERED:
            raise MoveRefused(_("Somebody of your team has answered meanwhile."))
        if has_expired(held, at):
            raise MoveRefused(_("This link is no longer valid: more than three months have passed."))
        move(
            held,
            "answer",
            by=by.ref,
            at=at,
            answered_at=at,
            answered_by=by,
            still=still,
            words=words,
            helped=helped,
        )
    check_in.refresh_from_db()
