"""What an initiative measures: its indicators, their values, and the mail that says one is due.

A value is never overwritten: it is corrected by another entry, and the first stays readable. One that cannot be
believed is asked again before it is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tremplin.core import journal, mail
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support.emails.consolidate import measure_letters
from tremplin.support.engine.measured import doubt_of
from tremplin.support.leaving import is_calm
from tremplin.support.models import Accompaniment, Indicator, Measure
from tremplin.support.queries.indicators import Standing, standings_of
from tremplin.support.queries.working import may_be_told_from
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.sentences.consolidate import doubt_words
from tremplin.support.states import AccompanimentState, Subject

MOST = Decimal("99999999999999.99")  # what the columns hold
LONGEST_AGO = 50  # years


class DoubtfulMeasure(MoveRefused):
    """A value that cannot be believed at once: the same again, with `sure`, is kept."""


@dataclass(frozen=True)
class Entry:
    """One line: a value of an indicator, on a day; `sure` once it was asked again."""

    indicator: Indicator
    on: date
    value: Decimal
    words: str = ""
    sure: bool = False


def write_indicator(accompaniment: Accompaniment, *, by: Person, at: datetime, **said: Any) -> Indicator:
    with transaction.atomic():
        supported = hold(accompaniment)
        if isinstance(refusal := can_write_of(by, supported, Subject.RESULTS), No):
            raise MoveRefused(refusal.reason)
        _bounds_in_order(said)
        made = Indicator.objects.create(accompaniment=supported, written_by=by, written_at=at, **said)
        journal.record("write", made, by=by.ref, at=at)
        return made


def change_indicator(indicator: Indicator, *, by: Person, at: datetime, **said: Any) -> None:
    """Changed, what it said before staying in the journal; what was carried from the application is confirmed by it."""
    with transaction.atomic():
        held = _held(indicator, by)
        _bounds_in_order(said)
        Indicator.objects.filter(pk=held.pk).update(carried=False, **said)
        gone = [f"{name} {getattr(held, name)}" for name, value in said.items() if getattr(held, name) != value]
        journal.record("confirm" if held.carried else "change", held, by=by.ref, at=at, detail="\n".join(gone))
    indicator.refresh_from_db()


def stop_measuring(indicator: Indicator, *, why: str, by: Person, at: datetime) -> None:
    """No longer measured, with the reason; its values stay."""
    with transaction.atomic():
        held = _held(indicator, by)
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        if held.closed_at is None:
            Indicator.objects.filter(pk=held.pk).update(closed_at=at, closed_why=why)
            journal.record("close", held, by=by.ref, at=at, detail=why)
    indicator.refresh_from_db()


def measure_again(indicator: Indicator, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(indicator, by)
        if held.closed_at is not None:
            Indicator.objects.filter(pk=held.pk).update(closed_at=None, closed_why="")
            journal.record("open_again", held, by=by.ref, at=at, detail=held.closed_why)
    indicator.refresh_from_db()


def record_measures(entries: Sequence[Entry], *, by: Person, at: datetime) -> list[Measure]:
    """Several at once: all are kept, or none. Raises DoubtfulMeasure for the first that must be asked again."""
    with transaction.atomic():
        return [_record(entry, by, at) for entry in entries]


def record_measure(entry: Entry, *, by: Person, at: datetime) -> Measure:
    return record_measures([entry], by=by, at=at)[0]


def correct_measure(
    measure: Measure, *, on: date, value: Decimal, words: str = "", sure: bool = False, by: Person, at: datetime
) -> Measure:
    """Another entry stands for this one, which stays readable below it."""
    with transaction.atomic():
        indicator = _held(measure.indicator, by)
        if not Measure.objects.filter(pk=measure.pk, replaced_at=None).update(replaced_at=at):
            raise MoveRefused(_("This value was corrected already: please look again."))
        entry = Entry(indicator, on, value, words, sure)
        made = _keep(entry, by, at, replaces=measure)
    measure.refresh_from_db()
    return made


def _record(entry: Entry, by: Person, at: datetime) -> Measure:
    held = _held(entry.indicator, by)
    if held.closed_at is not None:
        raise MoveRefused(_("“%(name)s” is no longer measured.") % {"name": held.name})
    if held.carried:
        raise MoveRefused(_("“%(name)s” comes from the application: confirm it first.") % {"name": held.name})
    known = Measure.objects.filter(indicator=held, on=entry.on, replaced_at=None).first()
    if known is not None and known.value == entry.value:
        return known  # sent twice
    if known is not None:
        said = {"name": held.name, "day": date_format(entry.on), "value": number_format(known.value.normalize())}
        raise MoveRefused(_("“%(name)s” has a value for %(day)s already, %(value)s: correct it from its page.") % said)
    return _keep(Entry(held, entry.on, entry.value, entry.words, entry.sure), by, at)


def _keep(entry: Entry, by: Person, at: datetime, *, replaces: Measure | None = None) -> Measure:
    indicator = entry.indicator
    zone = ZoneInfo(indicator.accompaniment.season.programme.time_zone)
    if entry.on > at.astimezone(zone).date():
        raise MoveRefused(_("This day is to come: a value is measured on a day that has come."))
    if entry.on.year < at.year - LONGEST_AGO:
        raise MoveRefused(_("This day is more than fifty years ago: please look at it again."))
    if abs(entry.value) > MOST:
        raise MoveRefused(_("This value is larger than what can be kept."))
    standing = standings_of([indicator])[0]
    before = [one for one in standing.measures if one.on <= entry.on]
    last = Standing(indicator, before, None)
    doubt = doubt_of(entry.value, least=indicator.least, most=indicator.most, last=last.last_value)
    if doubt and not entry.sure:
        raise DoubtfulMeasure(doubt_words(doubt, last, entry.value))
    if replaces is not None and any(one.on == entry.on for one in standing.measures):
        raise MoveRefused(_("Another value stands for that day already: correct that one."))
    made = Measure.objects.create(
        indicator=indicator, on=entry.on, value=entry.value, words=entry.words, by=by, at=at, replaces=replaces
    )
    journal.record("correct" if replaces else "measure", indicator, by=by.ref, at=at)
    return made


def remind_of_measures(at: datetime) -> int:
    """What is due is told to its team within the hours it gave, once for each due day; answer how many were told of.

    Silent while the support is paused or closed, and in a quiet period.
    """
    open_ones = list(
        Indicator.objects.filter(
            closed_at=None, carried=False, accompaniment__state=AccompanimentState.RUNNING
        ).select_related("accompaniment__initiative", "accompaniment__season__programme")
    )
    due: dict[int, list[Standing]] = {}
    for standing in standings_of(open_ones):
        one = standing.indicator
        zone = ZoneInfo(one.accompaniment.season.programme.time_zone)
        if standing.is_due(at.astimezone(zone).date()) and one.reminded_for != standing.due_on:
            due.setdefault(one.accompaniment_id, []).append(standing)
    count = 0
    for standings in due.values():
        accompaniment = standings[0].indicator.accompaniment
        if may_be_told_from(accompaniment, at) <= at and is_calm(accompaniment.season.programme, at):
            count += _remind(accompaniment, standings, at)
    return count


def _remind(accompaniment: Accompaniment, standings: list[Standing], at: datetime) -> int:
    with transaction.atomic():
        told = [
            one
            for one in standings
            if Indicator.objects.filter(pk=one.indicator.pk, reminded_for=one.indicator.reminded_for).update(
                reminded_for=one.due_on
            )
        ]
        if told:
            for person, context in measure_letters(accompaniment, told, at):
                mail.post(
                    "support-measures",
                    to=str(person.email),
                    language=person.language,
                    object=accompaniment.ref,
                    occasion=at.isoformat(),
                    context=context,
                    at=at,
                )
        return len(told)


def _held(indicator: Indicator, person: Person) -> Indicator:
    held = hold(indicator)
    if isinstance(refusal := can_write_of(person, held.accompaniment, Subject.RESULTS), No):
        raise MoveRefused(refusal.reason)
    return held


def _bounds_in_order(said: dict[str, Any]) -> None:
    least, most = said.get("least"), said.get("most")
    if least is not None and most is not None and most < least:
        raise MoveRefused(_("The lowest value is above the highest: please look at both."))
