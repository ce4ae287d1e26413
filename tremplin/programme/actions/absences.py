"""Saying that somebody is away and who stands in; being back early. Nothing else is written: rights follow the days."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tremplin.core import clock, journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.programme.models import Absence
from tremplin.programme.rules.absences import can_change_absence, can_say_absence_of, fits

KEPT = timedelta(days=366)  # after its last day: who stood in when something was done may still be asked


def say_absence(
    person: Person, *, from_day: date, until_day: date, stand_in: Person, by: Person, at: datetime
) -> Absence:
    """Two absences of one person never share a day, and nobody stands in on a day they are away themselves."""
    with transaction.atomic():
        _hold_both(person, stand_in)
        _must(can_say_absence_of(by, person))
        _must(fits(person, stand_in, from_day, until_day))
        absence = Absence.objects.create(
            person=person, from_day=from_day, until_day=until_day, stand_in=stand_in, said_by=by, said_at=at
        )
        journal.record("say", absence, by=by.ref, at=at, after=_days(absence))
        return absence


def change_absence(absence: Absence, *, until_day: date, stand_in: Person, by: Person, at: datetime) -> None:
    """Its end, or who stands in: from today on."""
    with transaction.atomic():
        _hold_both(absence.person, stand_in)
        absence.refresh_from_db()
        _must(can_change_absence(by, absence))
        _must(fits(absence.person, stand_in, absence.from_day, until_day, changed=absence))
        before = _days(absence)
        absence.until_day, absence.stand_in = until_day, stand_in
        absence.save(update_fields=["until_day", "stand_in"])
        journal.record("change", absence, by=by.ref, at=at, before=before, after=_days(absence))


def end_absence(absence: Absence, *, by: Person, at: datetime) -> None:
    """Back today; one that has not begun is given up."""
    with transaction.atomic():
        _hold_both(absence.person)
        absence.refresh_from_db()
        _must(can_change_absence(by, absence))
        absence.back_on = clock.today()
        absence.save(update_fields=["back_on"])
        journal.record("end", absence, by=by.ref, at=at, after=f"{absence.back_on:%Y-%m-%d}")


def _hold_both(*people: Person) -> None:
    """In one order, so that two who name each other wait for one another only once."""
    keys = [person.pk for person in people]
    list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _must(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)


def _days(absence: Absence) -> str:
    return f"{absence.from_day:%Y-%m-%d}/{absence.until_day:%Y-%m-%d}"


def forget_old(at: datetime) -> str:
    """A year after its last day, an absence is nobody's business."""
    count, _rows = Absence.objects.filter(until_day__lt=(at - KEPT).date()).delete()
    return str(count)
