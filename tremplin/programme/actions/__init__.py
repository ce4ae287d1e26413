"""Opening seasons, giving and ending mandates, falling silent and resuming."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.actions import welcome
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme, QuietPeriod, Season
from tremplin.programme.rules import (
    can_change_programme,
    can_change_quiet_period,
    can_end_mandate,
    can_open_quiet_period,
    can_resume,
)
from tremplin.programme.states import Role


def found_programme(*, name_fr: str, name_en: str, authority: str, administrator: str, at: datetime) -> Programme:
    """The first act of an installation: a programme, and the administrator who will give every other mandate."""
    with transaction.atomic():
        programme = Programme.objects.create(name_fr=name_fr, name_en=name_en, authority=authority)
        journal.record("found", programme, by="", at=at)
        person = welcome(administrator, at=at)
        mandate = Mandate.objects.create(
            person=person, role=Role.ADMINISTRATOR, programme=programme, from_day=clock.today()
        )
        journal.record("give", mandate, by="", at=at, after=mandate.role)
        return programme


def change_programme(
    programme: Programme,
    *,
    contact_email: str,
    first_nudge: int,
    second_nudge: int,
    give_up_after: int,
    asks_a_week: int,
    authority_number: str | None = None,
    by: Person,
    at: datetime,
) -> None:
    """From now on: what waits is told its day again by the new delays."""
    with transaction.atomic():
        held = hold(programme)
        if isinstance(answer := can_change_programme(by, held), No):
            raise MoveRefused(answer.reason)
        if not 1 <= first_nudge < second_nudge < give_up_after:
            raise MoveRefused(_("The second reminder comes after the first, and giving up after both."))
        if asks_a_week < 1:
            raise MoveRefused(_("A body may be asked at least once a week."))
        before = _pace(held)
        held.contact_email = contact_email
        held.first_nudge, held.second_nudge, held.give_up_after = first_nudge, second_nudge, give_up_after
        held.asks_a_week = asks_a_week
        if authority_number is not None:
            held.authority_number = authority_number
        held.save(
            update_fields=[
                "contact_email",
                "authority_number",
                "first_nudge",
                "second_nudge",
                "give_up_after",
                "asks_a_week",
            ]
        )
        journal.record("change", held, by=by.ref, at=at, before=before, after=_pace(held))


def _pace(programme: Programme) -> str:
    return f"{programme.first_nudge}/{programme.second_nudge}/{programme.give_up_after} {programme.asks_a_week}"


def open_season(
    programme: Programme,
    *,
    name_fr: str,
    name_en: str,
    starts_on: date,
    ends_on: date,
    announced_on: date | None = None,
    by: Person,
    at: datetime,
) -> Season:
    with transaction.atomic():
        season = Season.objects.create(
            programme=programme,
            name_fr=name_fr,
            name_en=name_en,
            starts_on=starts_on,
            ends_on=ends_on,
            announced_on=announced_on,
        )
        journal.record("open", season, by=by.ref, at=at)
        return season


def change_season(
    season: Season,
    *,
    name_fr: str,
    name_en: str,
    starts_on: date,
    ends_on: date,
    announced_on: date | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Another day of announcement moves no step by itself: the thread shows the new dates first (`move_thread`)."""
    with transaction.atomic():
        season = hold(season)
        before = f"{season.starts_on}/{season.ends_on}"
        if announced_on is None and season.milestones.exists():
            raise MoveRefused(_("The thread of this season is planned from the day of the announcement: keep one."))
        season.name_fr, season.name_en, season.starts_on, season.ends_on = name_fr, name_en, starts_on, ends_on
        season.announced_on = announced_on
        season.save()
        journal.record("change", season, by=by.ref, at=at, before=before, after=f"{starts_on}/{ends_on}")


def give_mandate(
    programme: Programme,
    *,
    email: str,
    full_name: str,
    role: str,
    season: Season | None,
    from_day: date,
    until_day: date | None,
    by: Person,
    at: datetime,
) -> Mandate:
    """Give a role to the person at this address, entering them if we do not know them. The same twice gives one
    mandate, that lasts as said last.
    """
    with transaction.atomic():
        person = welcome(email, by=by.ref, at=at, full_name=full_name)
        mandate, created = Mandate.objects.get_or_create(
            person=person,
            role=role,
            programme=programme,
            season=season,
            from_day=from_day,
            defaults={"until_day": until_day},
        )
        if created:
            journal.record("give", mandate, by=by.ref, at=at, after=role)
        elif mandate.until_day is not None and (until_day is None or until_day > mandate.until_day):
            # given again after it was ended: it must hold, as we are about to say
            mandate.until_day = until_day
            mandate.save(update_fields=["until_day"])
            journal.record("prolong", mandate, by=by.ref, at=at, after=role)
        return mandate


def end_mandate(mandate: Mandate, *, last_day: date, by: Person, at: datetime) -> None:
    """The mandate holds until that day, included: an end can be brought forward, never put back. Two administrators
    cannot end each other's at the same instant.
    """
    with transaction.atomic():
        hold(mandate.programme)
        mandate.refresh_from_db()
        require(can_end_mandate(by, mandate))
        mandate.until_day = max(min(last_day, mandate.until_day or last_day), mandate.from_day)
        mandate.save(update_fields=["until_day"])
        journal.record("end", mandate, by=by.ref, at=at, before=mandate.role)


def open_quiet_period(
    programme: Programme,
    *,
    reason: str,
    words_fr: str = "",
    words_en: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> QuietPeriod:
    """From an instant (by default, now) to another (by default, until somebody resumes). Two periods never overlap."""
    with transaction.atomic():
        held = hold(programme)
        require(can_open_quiet_period(by, held))
        period = QuietPeriod(
            programme=held,
            reason=reason,
            words_fr=words_fr,
            words_en=words_en,
            # what has left has left: silence begins now at the earliest
            starts_at=max(starts_at or at, at),
            ends_at=ends_at,
            opened_by=by,
        )
        _must_fit(period, at)
        period.save()
        journal.record("open", period, by=by.ref, at=at, after=reason)
        return period


def change_quiet_period(
    period: QuietPeriod,
    *,
    reason: str,
    words_fr: str,
    words_en: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    by: Person,
    at: datetime,
) -> None:
    """Once begun, its beginning no longer moves."""
    with transaction.atomic():
        hold(period.programme)
        period.refresh_from_db()
        if isinstance(answer := can_change_quiet_period(by, period, at), No):
            raise MoveRefused(answer.reason)
        before = _dates(period)
        if not period.covers(at):
            period.starts_at = max(starts_at or at, at)
        period.reason, period.words_fr, period.words_en, period.ends_at = reason, words_fr, words_en, ends_at
        _must_fit(period, at)
        period.save()
        journal.record("change", period, by=by.ref, at=at, before=before, after=_dates(period))


def resume(period: QuietPeriod, *, by: Person, at: datetime) -> None:
    """What was held leaves at the chores' next turn. A period that has not begun is given up: it will not begin."""
    with transaction.atomic():
        hold(period.programme)
        period.refresh_from_db()
        if isinstance(answer := can_resume(by, period, at), No):
            raise MoveRefused(answer.reason)
        verb = "resume" if period.covers(at) else "cancel"
        period.resumed_at, period.resumed_by = at, by
        period.save(update_fields=["resumed_at", "resumed_by"])
        journal.record(verb, period, by=by.ref, at=at)


def _dates(period: QuietPeriod) -> str:
    """To the minute: both fit in a row of the journal."""
    ends = f"{period.ends_at:%Y-%m-%dT%H:%M}" if period.ends_at else ""
    return f"{period.starts_at:%Y-%m-%dT%H:%M}/{ends}"


def _must_fit(period: QuietPeriod, at: datetime) -> None:
    """After its beginning, after now, and beside every other period of the programme."""
    if period.ends_at is not None and period.ends_at <= max(period.starts_at, at):
        raise MoveRefused(_("A quiet period ends after it begins, and after now."))
    others = QuietPeriod.objects.filter(programme=period.programme_id).exclude(pk=period.pk)
    # cancelled before it began: it covers nothing
    others = others.exclude(resumed_at__lte=F("starts_at"))
    others = others.filter(Q(resumed_at=None) | Q(resumed_at__gt=period.starts_at))
    others = others.filter(Q(ends_at=None) | Q(ends_at__gt=period.starts_at))
    if period.ends_at is not None:
        others = others.filter(starts_at__lt=period.ends_at)
    if others.exists():
        raise MoveRefused(_("Another quiet period of the programme covers part of these dates: change that one."))
