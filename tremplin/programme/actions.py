"""Opening seasons, giving and ending mandates."""

from datetime import date, datetime

from django.db import transaction

from tremplin.core import clock, journal
from tremplin.core.answers import require
from tremplin.core.moves import hold
from tremplin.people.actions import welcome
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme, Season
from tremplin.programme.rules import can_end_mandate
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


def open_season(
    programme: Programme, *, name_fr: str, name_en: str, starts_on: date, ends_on: date, by: Person, at: datetime
) -> Season:
    with transaction.atomic():
        season = Season.objects.create(
            programme=programme, name_fr=name_fr, name_en=name_en, starts_on=starts_on, ends_on=ends_on
        )
        journal.record("open", season, by=by.ref, at=at)
        return season


def change_season(
    season: Season, *, name_fr: str, name_en: str, starts_on: date, ends_on: date, by: Person, at: datetime
) -> None:
    with transaction.atomic():
        before = f"{season.starts_on}/{season.ends_on}"
        season.name_fr, season.name_en, season.starts_on, season.ends_on = name_fr, name_en, starts_on, ends_on
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
