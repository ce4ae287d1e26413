"""The report of a year, drafted from the facts of its file. Pure: it writes sentences from figures, never the reverse.

`year_sentences.draft` gives sections; people then write in them. `join` and `parts` turn sections into one plain text
and back: a heading is a line that begins by “§ ”, with the section's key and its title; a typed line that begins so is
moved by one space, and reads the same. Percentages are never written: a count stands beside what it is counted out of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

MARK = "§ "
STEPS = ("consolidate", "integrate", "deploy")
# in the order they are read; the last is left to people
KEYS = (
    "who",
    *STEPS,
    "diagnosis",
    "sessions",
    "introductions",
    "agreements",
    "indicators",
    "money",
    "committees",
    "promises",
    "next",
)
INTERNAL = ("money",)

_TITLES = {
    "who": ("L’initiative et son accompagnement", "The initiative and its support"),
    "consolidate": ("Consolider", "Consolidate"),
    "integrate": ("Intégrer", "Integrate"),
    "deploy": ("Déployer", "Deploy"),
    "diagnosis": ("Du début à la fin", "From the start to the end"),
    "sessions": ("Les séances d’appui", "The sessions"),
    "introductions": ("Les mises en relation", "The introductions"),
    "agreements": ("Les accords signés", "The agreements signed"),
    "indicators": ("Ce qui a été mesuré", "What was measured"),
    "money": ("L’argent", "The money"),
    "committees": ("Les comités", "The committees"),
    "promises": ("Les engagements", "The commitments"),
    "next": ("Et maintenant", "What comes next"),
}


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    words: str


@dataclass(frozen=True)
class NeedSaid:
    """`state`: met, open or dropped; `result`: what came of it, in people's words."""

    step: str
    title: str
    state: str
    result: str = ""


@dataclass(frozen=True)
class Changed:
    """A question on which both sides no longer agree on the same description as at the start."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Measured:
    name: str
    unit: str
    initial: str
    initial_on: str
    last: str
    last_on: str


@dataclass(frozen=True)
class YearFacts:
    """What the file holds, in the report's language: days and amounts are written as they will be read.

    `asked`: how many questions both occasions have an agreed description for; `outcomes`: (what it brought, how many
    said so), out of `outcomes_said`; `open_promises`: (what, who, by when).
    """

    language: str
    name: str
    words: str
    season: str
    first: str
    last: str
    needs: Sequence[NeedSaid] = ()
    asked: int = 0
    changes: Sequence[Changed] = ()
    sessions: int = 0
    hours: str = ""
    experts: int = 0
    subjects: Sequence[str] = ()
    workshops: int = 0
    written: int = 0
    sent: int = 0
    answered: int = 0
    met: int = 0
    outcomes: Sequence[tuple[str, int]] = ()
    outcomes_said: int = 0
    agreements: Sequence[tuple[str, str, str]] = ()
    indicators: Sequence[Measured] = ()
    money: Sequence[tuple[str, str]] = ()
    committees: Sequence[tuple[str, str, str]] = ()
    promised: int = 0
    kept: int = 0
    open_promises: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


def title_of(key: str, language: str) -> str:
    french, english = _TITLES[key]
    return english if language.startswith("en") else french


def join(sections: Sequence[Section]) -> str:
    return "\n".join(f"{MARK}{one.key} {one.title}\n{_kept(one.words)}".rstrip("\n") for one in sections)


def parts(words: str) -> list[Section]:
    """The sections of a text made by `join`; what stands before the first heading belongs to none and is dropped."""
    found: list[Section] = []
    lines: list[str] = []
    head: tuple[str, str] | None = None
    for line in [*words.split("\n"), f"{MARK} "]:
        if line.startswith(MARK):
            if head is not None:
                found.append(Section(*head, "\n".join(lines).strip("\n")))
            key, _space, title = line.removeprefix(MARK).partition(" ")
            head, lines = (key, title), []
        else:
            lines.append(line)
    return found


def _kept(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return "\n".join(f" {line}" if line.startswith(MARK) else line for line in lines)
