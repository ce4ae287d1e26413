"""Replies a mailbox writes while its owner is away: that they are, and until when. Words are given folded."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_SUBJECT = re.compile(
    r"reponse automatique|message automatique|absence du bureau|\babsen(t|te|ce)\b|"
    r"automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|\booo\b|on leave"
)
_WORDS = re.compile(
    r"\bje suis (actuellement |presentement |en ce moment )?(absente?|en conges?|en deplacement|en arret)|"
    r"\b(actuellement|serai|serais) absente?|"
    r"absente? (du bureau|du|jusqu|de mon|a partir)|\ben conges?\b|\bconge (de )?maternite|"
    r"\bde retour (au bureau )?(le|a partir|au bureau|lundi|mardi|mercredi|jeudi|vendredi)|a mon retour|"
    r"out of (the )?office|\bon (annual |parental |maternity |sick )?leave\b|\baway (from|until|on)\b|"
    r"\bback (in the office )?on\b|\bi will (be back|return)|limited access to (my )?e-?mails?"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january jan janv",
            "fevrier february feb fevr fev",
            "mars march mar",
            "avril april apr avr",
            "mai may",
            "juin june jun",
            "juillet july jul juil",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAME = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_DATE = (
    rf"(?:the )?(?:{_DAY_NAME},? ?)?(?:le |the )?(?:"
    rf"(?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})"
    rf"|(?P<d2>\d{{1,2}})[/.](?P<m2>\d{{1,2}})(?:[/.](?P<y2>\d{{4}}|\d{{2}}))?"
    rf"|(?P<d3>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? (?P<m3>{_MONTH})\b\.?,?(?: (?P<y3>\d{{4}}))?"
    rf"|(?P<m4>{_MONTH})\b\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?: (?P<y4>\d{{4}}))?"
    r")"
)
# what announces the day they are back, or the last one they are away
_CUE = re.compile(
    r"(?:de retour|retour|reprise|joignable|disponible|jusqu'?(?:au?|a)|au bureau|until|till|through|back|"
    r"return(?:ing)?|resume)(?: au bureau| in the office| to the office| at work| to work| work)?,?"
    rf"(?: a (?:partir|compter) du| le| du| au| on| the| from)? {_DATE}"
)
_FROM_TO = re.compile(rf"\b(?:du|from) [\w ,/.-]{{1,40}}? (?:au|to|until) {_DATE}")


def says_away(folded: str, *, subject: bool = False) -> bool:
    return bool((_SUBJECT if subject else _WORDS).search(folded[:4_000]))


def back_on(folded: str, today: date) -> date | None:
    """The day they say they are back, or away until: the last one they give, within a year; a year not written is the
    next one. None when they give none, or one that is past.
    """
    days = [day for day in _days(folded[:4_000], today) if today < day <= today + timedelta(days=400)]
    return max(days, default=None)


def _days(folded: str, today: date) -> Iterator[date]:
    for found in (*_CUE.finditer(folded), *_FROM_TO.finditer(folded)):
        said = {name: value for name, value in found.groupdict().items() if value}
        place = next(name[1] for name in said if name[0] == "d")
        month = said[f"m{place}"]
        number = _MONTHS.get(month) or int(month)
        day, year = int(said[f"d{place}"]), said.get(f"y{place}", "")
        if number > 12:
            day, number = number, day  # written the American way
        try:
            if year:
                yield date(int(year) + (2000 if len(year) == 2 else 0), number, day)
            else:
                first = date(today.year, number, day)
                yield first if first >= today else date(today.year + 1, number, day)
        except ValueError:  # no such day
            continue
