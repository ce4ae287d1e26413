"""Days planned backwards from an announcement.

A step stands a number of days before the announcement (negative) or after it (positive). It never falls on a Saturday,
a Sunday or a public holiday: before the announcement it comes earlier, so that nothing is late by the calendar's
fault; after it, later. The announcement itself keeps the day it was given. Two steps never change places.
"""

from datetime import date, timedelta

from tremplin.programme.engine.working_days import is_working, working_day_from

_ONE = timedelta(days=1)


def working_day_until(day: date) -> date:
    """That day when it is a working day, else the one before."""
    while not is_working(day):
        day -= _ONE
    return day


def day_of(announced_on: date, offset: int) -> date:
    """The day of a step that stands `offset` days from the announcement."""
    day = announced_on + timedelta(days=offset)
    if offset == 0:
        return day
    if offset > 0:
        return working_day_from(day)
    return working_day_until(day)


def offset_of(announced_on: date, day: date) -> int:
    """How far a day stands from the announcement, in days: what another season's plan is made from."""
    return (day - announced_on).days
