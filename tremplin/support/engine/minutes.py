"""The minutes of a committee, in French: drafted from what was noted, put together when two people wrote at once.

They are sections: what is said of the whole session under "", what is said of one file under its reference. Nothing of
a file stands in another section, so that whoever may not read a file reads the minutes without it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

GENERAL = ""
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NARROW, _WIDE = "\u202f", "\u00a0"


@dataclass(frozen=True)
class Sitter:
    """A member: name, quality, and presence (« present », « excused », « expected »: nobody said)."""

    name: str
    quality: str
    presence: str


@dataclass(frozen=True)
class Session:
    """What happened, but for the files: `hours` in words, `quorum` in per cent."""

    kind: str
    season: str
    day: date
    hours: str
    place: str
    quorum: int
    sitters: Sequence[Sitter]


@dataclass(frozen=True)
class Promised:
    """What somebody pledged, or said they would do. Euros."""

    who: str
    what: str
    due: date
    amount: Decimal | None = None


@dataclass(frozen=True)
class Discussed:
    """What was decided of one file. `outcome`: « continue », « extend », « stop » or "" when nothing was; `granted`:
    None when money was not spoken of, zero when it was refused. `left`: who had left the room.
    """

    outcome: str = ""
    until: date | None = None
    granted: Decimal | None = None
    conditions: str = ""
    motive: str = ""
    present: int | None = None
    needed: int | None = None
    left: Sequence[str] = ()
    pledges: Sequence[Promised] = ()
    commitments: Sequence[Promised] = ()


def day_words(day: date) -> str:
    """« 1er juin 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


def euros(amount: Decimal) -> str:
    """« 80 000 € », « 12,50 € »."""
    whole, _dot, cents = f"{amount:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", _NARROW)
    return f"{grouped}{'' if cents == '00' else ',' + cents}{_WIDE}€"


def opening(session: Session) -> str:
    """What is said of the whole session: no file is named in it, none is counted."""
    where = f", {session.place}" if session.place else ""
    lines = [f"{session.kind} – {session.season}, {day_words(session.day)}, {session.hours}{where}."]
    for presence, label in (("present", "Présents"), ("excused", "Excusés"), ("expected", "Absents")):
        names = [f"{one.name} ({one.quality})" for one in session.sitters if one.presence == presence]
        if names:
            lines.append(f"{label}{_WIDE}: {' ; '.join(names)}.")
    share = f"{session.quorum}{_WIDE}%"
    lines.append(f"Quorum{_WIDE}: {share} des membres qui peuvent siéger, vérifié dossier par dossier.")
    return "\n\n".join(lines)


def section(item: Discussed) -> str:
    """What is said of one file."""
    parts = [_decision(item)]
    if item.motive:
        parts.append(f"Motif{_WIDE}: {item.motive}")
    if item.granted is not None:
        given = f"Une aide de {euros(item.granted)} est accordée." if item.granted else "Aucune aide n’est accordée."
        parts.append(given)
    if item.conditions:
        parts.append(f"Conditions de la prochaine tranche{_WIDE}: {item.conditions}")
    if item.left:
        parts.append(f"Ont quitté la salle pendant l’examen de ce dossier{_WIDE}: {', '.join(item.left)}.")
    if item.present is not None and item.needed is not None:
        parts.append(f"Membres présents pouvant siéger{_WIDE}: {item.present} ({item.needed} requis).")
    if item.pledges:
        parts.append(_list("Promesses de soutien", item.pledges))
    if item.commitments:
        parts.append(_list("Engagements", item.commitments))
    return "\n\n".join(parts)


def _decision(item: Discussed) -> str:
    if item.outcome == "continue":
        return "Le comité décide que l’accompagnement se poursuit jusqu’à son terme."
    if item.outcome == "extend" and item.until is not None:
        return f"Le comité décide de prolonger l’accompagnement jusqu’au {day_words(item.until)}."
    if item.outcome == "stop":
        return "Le comité décide d’arrêter l’accompagnement."
    return "Le comité n’a pas pris de décision sur ce dossier."


def _list(title: str, rows: Sequence[Promised]) -> str:
    lines = [f"{title}{_WIDE}:"]
    for one in rows:
        value = f" ({euros(one.amount)})" if one.amount else ""
        lines.append(f"– {one.who}{_WIDE}: {one.what}{value}, d’ici le {day_words(one.due)}")
    return "\n".join(lines)


@dataclass(frozen=True)
class Merged:
    """`sections`: what is to be kept. `both`: what somebody else wrote meanwhile in a section this person changed too,
    by section: a person chooses, nothing is lost.
    """

    sections: dict[str, str]
    both: dict[str, str] = field(default_factory=dict)


def merge(base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merged:
    """Three texts: the one this person read, the one kept since, the one they send. A section only one of them changed
    takes that change; a section this person was not shown (absent from `mine`) stays as it is kept.
    """
    kept, both = dict(theirs), {}
    for key, words in mine.items():
        before, now = base.get(key, ""), theirs.get(key, "")
        if words in (before, now):
            continue
        kept[key] = words
        if now != before:
            both[key] = now
    return Merged(kept, both)


def digest_of(sections: Mapping[str, str]) -> str:
    """The SHA-256 of the words, whatever the order of their sections."""
    written = json.dumps(dict(sections), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
