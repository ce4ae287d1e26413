"""Days as people say them in a note, in French or in English: “le 12 mai”, “d'ici fin juin”, “in two weeks”, “12/05”.

`find(text, today)` gives the first day said in a line and where it stands, with the words that lead to it; None when no
day is said. A day without its year is the next one to come, today included; a month or a week alone is its last working
day (Friday). The day of the week is the next one, never today. Words are compared without accents nor case.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    **dict.fromkeys(("janvier", "janv", "january", "jan"), 1),
    **dict.fromkeys(("fevrier", "fevr", "fev", "february", "feb"), 2),
    **dict.fromkeys(("mars", "march", "mar"), 3),
    **dict.fromkeys(("avril", "avr", "april", "apr"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("juin", "june", "jun"), 6),
    **dict.fromkeys(("juillet", "juil", "july", "jul"), 7),
    **dict.fromkeys(("aout", "august", "aug"), 8),
    **dict.fromkeys(("septembre", "sept", "september", "sep"), 9),
    **dict.fromkeys(("octobre", "oct", "october"), 10),
    **dict.fromkeys(("novembre", "nov", "november"), 11),
    **dict.fromkeys(("decembre", "dec", "december"), 12),
}
_WEEK = {
    name: place
    for place, names in enumerate(
        (
            ("lundi", "monday"),
            ("mardi", "tuesday"),
            ("mercredi", "wednesday"),
            ("jeudi", "thursday"),
            ("vendredi", "friday"),
            ("samedi", "saturday"),
            ("dimanche", "sunday"),
        )
    )
    for name in names
}
_NUMBERS = {
    "un": 1,
    "une": 1,
    "a": 1,
    "one": 1,
    "deux": 2,
    "two": 2,
    "trois": 3,
    "three": 3,
    "quatre": 4,
    "four": 4,
    "cinq": 5,
    "five": 5,
    "six": 6,
    "sept": 7,
    "seven": 7,
    "huit": 8,
    "eight": 8,
    "dix": 10,
    "ten": 10,
    "quinze": 15,
    "fifteen": 15,
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = "|".join(_WEEK)
_COUNT = r"\d{1,2}|" + "|".join(_NUMBERS)
# what leads to a day belongs to it: it is taken away with it
_LEAD = (
    r"(?:(?:d['’ ]?ici(?: a)?(?: la| le| au)?|avant(?: la| le)?|pour(?: la| le)?|au plus tard(?: le)?|a partir du"
    r"|des le|vers le|le|la|ce|au|du|by(?: the)?|before(?: the)?|on(?: the)?|until|around|this|due)\s+)?"
)
_PART = r"(?P<part>fin|mi|debut|end|mid|early|the end)(?:\s+of|\s+de|\s+du mois de|-)?\s*-?\s*"
_RULES = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})",
    r"(?P<d1>\d{1,2})/(?P<m1>\d{1,2})(?:/(?P<y1>\d{4}|\d{2}))?",
    rf"(?:(?:{_DAY})\s+)?(?P<d2>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\b\.?(?:\s+(?P<y2>\d{{4}}))?",
    rf"(?:(?:{_DAY})\s+)?(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y3>\d{{4}}))?",
    _PART + rf"(?P<m4>{_MONTH})\b(?:\s+(?P<y4>\d{{4}}))?",
    r"(?P<eom>fin (?:du|de ce) mois|(?:the )?end of (?:the|this) month)",
    r"(?P<eow>fin de (?:la )?semaine|(?:the )?end of (?:the|this) week)",
    r"(?P<next>semaine prochaine|next week)",
    r"(?P<nextmonth>mois prochain|next month)",
    rf"(?:dans|d['’]ici|sous|in|within)\s+(?P<count>{_COUNT})\s+(?P<unit>jours?|semaines?|mois|days?|weeks?|months?)",
    r"(?P<after>apres[- ]demain|day after tomorrow)",
    r"(?P<tomorrow>demain|tomorrow)",
    r"(?P<today>aujourd['’]hui|today|ce soir|tonight)",
    rf"(?P<name>{_DAY})(?:\s+(?:prochain|en huit))?|next\s+(?P<nextday>{_DAY})",
)
_FOUND = [re.compile(rf"(?<![\w/]){_LEAD}(?:{rule})(?!\w)") for rule in _RULES]


@dataclass(frozen=True)
class Said:
    """A day, and the place of its words in the text."""

    day: date
    start: int
    end: int


def plain(text: str) -> str:
    """Without accents nor case, each character in its place: what is found here stands at the same place in `text`."""
    return "".join(_base(character) for character in text)


def _base(character: str) -> str:
    first = unicodedata.normalize("NFD", character)[0].lower()
    return first if len(first) == 1 else character


def find(text: str, today: date) -> Said | None:
    """The first rule that gives a true day; of its matches, the first."""
    folded = plain(text)
    for pattern in _FOUND:
        for match in pattern.finditer(folded):
            day = _day(match.groupdict(), today)
            if day is not None:
                return Said(day, match.start(), match.end())
    return None


def _day(found: dict[str, str | None], today: date) -> date | None:
    given = {name: value for name, value in found.items() if value}
    for name, read in _READ.items():
        if name in given:
            return read(given, today)
    return None


def _make(year: str | int | None, month: int, day: int, today: date) -> date | None:
    """A true day, or None; without a year, the next to come."""
    try:
        if year:
            return date(int(year) + (2000 if int(year) < 100 else 0), month, day)
        first = date(today.year, month, day)
        return first if first >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _iso(given: dict[str, str], today: date) -> date | None:
    try:
        return date.fromisoformat(given["iso"])
    except ValueError:
        return None


def _of_month(given: dict[str, str], today: date) -> date | None:
    """The beginning, the middle or the end of a month, on a working day."""
    month = _MONTHS[given["m4"]]
    year = int(given.get("y4", 0)) or (today.year if month >= today.month else today.year + 1)
    part = given["part"]
    days = {"debut": 7, "early": 7, "mi": 15, "mid": 15}
    return _working(date(year, month, days.get(part, monthrange(year, month)[1])))


def _working(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _in(given: dict[str, str], today: date) -> date | None:
    count, unit = given["count"], given["unit"]
    number = int(count) if count.isdigit() else _NUMBERS[count]
    days = 1 if unit[0] in "jd" else 7 if unit[0] in "sw" else 30
    return today + timedelta(days=number * days)


def _weekday(name: str, today: date) -> date:
    return today + timedelta(days=(_WEEK[name] - today.weekday() - 1) % 7 + 1)


def _end_of_month(day: date) -> date:
    return _working(date(day.year, day.month, monthrange(day.year, day.month)[1]))


_READ: dict[str, Callable[[dict[str, str], date], date | None]] = {
    "iso": _iso,
    "d1": lambda given, today: _make(given.get("y1"), int(given["m1"]), int(given["d1"]), today),
    "d2": lambda given, today: _make(given.get("y2"), _MONTHS[given["m2"]], int(given["d2"]), today),
    "d3": lambda given, today: _make(given.get("y3"), _MONTHS[given["m3"]], int(given["d3"]), today),
    "part": _of_month,
    "eom": lambda given, today: _end_of_month(today),
    "eow": lambda given, today: today + timedelta(days=(4 - today.weekday()) % 7),
    "next": lambda given, today: today + timedelta(days=11 - today.weekday()),
    "nextmonth": lambda given, today: _end_of_month(today.replace(day=1) + timedelta(days=32)),
    "count": _in,
    "after": lambda given, today: today + timedelta(days=2),
    "tomorrow": lambda given, today: today + timedelta(days=1),
    "today": lambda given, today: today,
    "name": lambda given, today: _weekday(given["name"], today),
    "nextday": lambda given, today: _weekday(given["nextday"], today),
}
