"""What a form is made of: sections, questions, options, conditions. Plain frozen values, equal when they say the same.

`reading.read` guarantees what the types cannot say (unique keys, a condition on an earlier question, one line per
label…).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

YES, NO = "yes", "no"


class Kind(StrEnum):
    EMAIL = "email"
    TEXT = "text"
    TEXTAREA = "textarea"
    URL = "url"
    PHONE = "phone"
    AMOUNT = "amount"
    INTEGER = "integer"
    DATE = "date"
    BOOL = "bool"
    SINGLE = "single"
    MULTI = "multi"
    FILES = "files"
    REPEATABLE = "repeatable"


@dataclass(frozen=True)
class Option:
    """One possible choice. `value` is what is stored: one line, unique in its question."""

    value: str
    label: str
    label_en: str = ""


@dataclass(frozen=True)
class Condition:
    """Show only when the question of this key is itself shown and has this value among its choices."""

    question: str
    value: str


@dataclass(frozen=True)
class Question:
    """One question. What a kind has no use for stays empty.

    `max_chars`: Unicode code points after NFC; None leaves the limit of the kind (`answers.limit_of`).
    `least`, `most`: bounds of an integer or of an amount (euros), number of choices of a multi, of files, of entries
    of a group. A question that is not required but has a `least` accepts nothing, or at least that many. `routes`:
    parallel to `options`, the track each one leads to. `items`: the files expected, each a few words. `fields`:
    sub-questions of a group; the key of each begins with the group's: "referent.email". `help`, `hints`, `purpose`
    (why it is asked) are shown beside the question. An empty English text, or list, means: show the other one; an
    English list that is not empty is parallel to the other one.
    """

    key: str
    kind: Kind
    label: str
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    required: bool = False
    max_chars: int | None = None
    options: tuple[Option, ...] = ()
    condition: Condition | None = None
    hints: tuple[str, ...] = ()
    hints_en: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    items_en: tuple[str, ...] = ()
    fields: "tuple[Question, ...]" = ()
    least: int | None = None
    most: int | None = None
    routes: tuple[str, ...] = ()
    purpose: str = ""
    purpose_en: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that can be chosen, in order: the options, or yes and no. Empty for the other kinds."""
        if self.kind is Kind.BOOL:
            return (YES, NO)
        return tuple(option.value for option in self.options)


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    title_en: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Form:
    """`minutes`: the time announced to fill everything, when the file gives one."""

    title: str
    sections: tuple[Section, ...]
    minutes: int | None = None
    title_en: str = ""

    def questions(self) -> Iterator[Question]:
        """Every question in order, without the sub-questions of the groups."""
        for section in self.sections:
            yield from section.questions

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Every question and sub-question by its key: "summary", "referent", "referent.email"."""
        found: dict[str, Question] = {}
        for question in self.questions():
            found[question.key] = question
            found |= {field.key: field for field in question.fields}
        return found
