"""What is said of values asked again, of quarters, of walks: in words with dates."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tremplin.support.engine.measured import Doubt
from tremplin.support.queries.indicators import Standing


def number(value: Decimal) -> str:
    """« 12 000 », « 3,5 »: no zeros after the comma that say nothing."""
    whole = value == value.to_integral_value()
    return number_format(value, decimal_pos=0 if whole else 2, force_grouping=True)


def doubt_words(doubt: Doubt, standing: Standing, value: Decimal) -> str:
    """What was typed, what makes it doubtful, and the question."""
    one = standing.indicator
    said = {"name": one.name, "value": number(value)}
    if doubt == Doubt.UNDER and one.least is not None:
        return _("%(name)s: you typed %(value)s; it is said never to be under %(least)s. Keep it?") % (
            said | {"least": number(one.least)}
        )
    if doubt == Doubt.OVER and one.most is not None:
        return _("%(name)s: you typed %(value)s; it is said never to be over %(most)s. Keep it?") % (
            said | {"most": number(one.most)}
        )
    said |= {"last": number(standing.last_value or Decimal(0))}
    if standing.last_on is None:
        return _("%(name)s: you typed %(value)s; last time %(last)s. Keep it?") % said
    said |= {"day": date_format(standing.last_on)}
    return _("%(name)s: you typed %(value)s; last time, on %(day)s, %(last)s. Keep it?") % said


def quarter_words(quarter: date) -> str:
    """« 1st quarter of 2027 », named by its number."""
    return _("quarter %(number)s of %(year)s") % {"number": (quarter.month + 2) // 3, "year": quarter.year}
