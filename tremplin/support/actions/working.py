"""Conventions of working, written and accepted by both sides; hours, ceiling and openings, said by the initiative."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No, Yes, require
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support.actions.asks import tell_in_line
from tremplin.support.models import Accompaniment, Hours, Share, Working
from tremplin.support.queries import side_of
from tremplin.support.queries.working import shares_of, workings_of
from tremplin.support.rules.working import (
    can_accept_working,
    can_open_subjects,
    can_say_hours,
    can_write_working,
)
from tremplin.support.states import Audience, Side, Subject

MOST_HOURS = 200


def write_working(
    accompaniment: Accompaniment,
    *,
    rhythm: str,
    channels: str,
    hours_a_month: int | None = None,
    money_asked: str = "",
    words: str = "",
    read: int | None = None,
    by: Person,
    at: datetime,
) -> Working:
    """Propose a version: whoever writes it accepts it for their side, when they may. `read`: the number of the version
    the page showed (0 when there was none); another one since is not written over unseen.
    """
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_write_working(by, held))
        last = workings_of(held).first()
        number = last.number if last else 0
        if read is not None and read != number:
            raise MoveRefused(
                _("Version %(number)s was written meanwhile: please read it before proposing another.")
                % {"number": number}
            )
        if not rhythm.strip() or not channels.strip():
            raise MoveRefused(_("Please say how often you talk, and by which channels."))
        if hours_a_month is not None and hours_a_month > MOST_HOURS:
            raise MoveRefused(
                _("%(hours)s hours a month is more than a full time: please check this number.")
                % {"hours": hours_a_month}
            )
        working = Working.objects.create(
            accompaniment=held,
            number=number + 1,
            rhythm=rhythm,
            channels=channels,
            hours_a_month=hours_a_month,
            money_asked=money_asked,
            words=words,
            written_by=by,
            written_at=at,
        )
        journal.record("write", working, by=by.ref, at=at, after=str(working.number))
        if isinstance(can_accept_working(by, working), Yes):
            _accept(working, by, at)
        return working


def accept_working(working: Working, *, by: Person, at: datetime) -> None:
    """Accept the last version for one's side; in force once both sides have."""
    with transaction.atomic():
        hold(working.accompaniment)
        # a newer version is told to whoever accepts this one: they read on, they are not turned away
        if isinstance(answer := can_accept_working(by, hold(working)), No):
            raise MoveRefused(answer.reason)
        _accept(working, by, at)
    working.refresh_from_db()


def _accept(working: Working, by: Person, at: datetime) -> None:
    team = side_of(by, working.accompaniment) == Side.TEAM
    columns = {"team_by": by, "team_at": at} if team else {"officer_by": by, "officer_at": at}
    Working.objects.filter(pk=working.pk).update(**columns)
    journal.record("accept", working, by=by.ref, at=at, after=Side.TEAM if team else Side.OFFICER)


def say_hours(
    accompaniment: Accompaniment,
    *,
    days: Collection[int],
    from_time: time,
    until_time: time,
    ceiling: int,
    by: Person,
    at: datetime,
) -> Hours:
    """They hold at once: what waited in line leaves as soon as they allow it."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_say_hours(by, held))
        if not days or not set(days) <= set(range(1, 8)):
            raise MoveRefused(_("Please choose at least one day."))
        if until_time <= from_time:
            raise MoveRefused(_("The last hour comes after the first."))
        if ceiling < 1:
            raise MoveRefused(_("At least one request at a time: below, nothing could be asked."))
        said, _created = Hours.objects.update_or_create(
            accompaniment=held,
            defaults={
                "days": "".join(str(day) for day in sorted(set(days))),
                "from_time": from_time,
                "until_time": until_time,
                "ceiling": ceiling,
                "said_by": by,
                "said_at": at,
            },
        )
        after = f"{said.days} {from_time:%H:%M}-{until_time:%H:%M} {ceiling}"
        journal.record("hours", held, by=by.ref, at=at, after=after)
        tell_in_line(held, at=at)
        return said


def open_subjects(
    accompaniment: Accompaniment, opened: Collection[tuple[Subject, Audience]], *, by: Person, at: datetime
) -> None:
    """From now on these subjects are open to these audiences, and no other: each change is journalled."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_open_subjects(by, held))
        before, wanted = shares_of(held), set(opened)
        for subject, audience in sorted(set(before) - wanted):
            before[subject, audience].delete()
            journal.record("unshare", held, by=by.ref, at=at, before=f"{subject} {audience}")
        for subject, audience in sorted(wanted - set(before)):
            Share.objects.create(accompaniment=held, subject=subject, audience=audience, opened_by=by, opened_at=at)
            journal.record("share", held, by=by.ref, at=at, after=f"{subject} {audience}")
