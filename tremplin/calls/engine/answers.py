"""What is done with what a person types: kept (`store`), read (`clean`), checked at submission (`check`).

`store` never refuses and never cuts: a draft keeps a text over the limit, and says so. What was shown as saved is what
is read back: `clean(question, store(question, raw)) == clean(question, raw)`. No function raises because of a text.

Everywhere, `answers` maps (key, entry) to a stored text: entry 0 for a plain question, 1, 2… for the entries of a
group, whose sub-questions are keyed "group.sub". Gaps between entries are fine. `files` maps the key of a files
question to its files.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from tremplin.calls.engine import contacts, numbers
from tremplin.calls.engine.faults import Fault
from tremplin.calls.engine.schema import NO, YES, Kind, Question
from tremplin.calls.engine.typed import is_blank, normalise, one_line

Answers = Mapping[tuple[str, int], str]
# a file says its name, its sha256 in hexadecimal, its size in bytes, and what else the frozen copy should keep
Files = Mapping[str, Sequence[Mapping[str, str | int]]]


__all__ = ["Answers", "Fault", "Files", "Value", "check", "choices_in", "clean", "limit_of", "store"]


@dataclass(frozen=True)
class Value:
    """An answer as it was understood. `text` is its canonical writing, empty when nothing was answered.

    `number`: an integer, or euros with two decimals. `day`: a date. `choices`: the chosen values, in the order of the
    options.
    """

    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    choices: tuple[str, ...] = ()


# code points; a textarea's is what a page of form can bear, the others what the thing itself can be
_LIMITS: Mapping[Kind, int] = MappingProxyType({
    Kind.EMAIL: 254,
    Kind.TEXT: 250,
    Kind.TEXTAREA: 10_000,
    Kind.URL: 2_000,
    Kind.PHONE: 40,
    Kind.AMOUNT: 40,
    Kind.INTEGER: 40,
    Kind.DATE: 40,
})  # fmt: skip
_WORDS_OF_YES = {YES, "oui", "on", "true", "vrai", "1"}
_WORDS_OF_NO = {NO, "non", "off", "false", "faux", "0"}
_ISO_DAY = re.compile(r"^(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})$")
_FRENCH_DAY = re.compile(r"^(?P<day>[0-9]{1,2})([/. -])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})$")


def limit_of(question: Question) -> int | None:
    """How many code points an answer may have: the question's limit, or its kind's. None for choices, files, groups."""
    return question.max_chars or _LIMITS.get(question.kind)


def store(question: Question, raw: str | Sequence[str]) -> str:
    """The text to keep, whatever its validity: as typed, normalised. `raw`: the values posted, or one text.

    Of several values, a multi keeps all, one per line: the known ones in the order of the options, then the unknown
    ones; another kind keeps the last (a hidden "no" before a ticked "yes"). A yes or a no is stored as "yes" or "no".
    Files and groups hold no text. `store(question, store(question, raw)) == store(question, raw)`.
    """
    parts = (raw,) if isinstance(raw, str) else raw
    last = parts[-1] if parts else ""
    match question.kind:
        case Kind.FILES | Kind.REPEATABLE:
            return ""
        case Kind.TEXTAREA:
            return normalise(last)
        case Kind.MULTI:
            return _store_choices(question, parts)
        case Kind.SINGLE:
            return one_line(last).strip()
        case Kind.BOOL:
            typed = one_line(last).strip()
            word = typed.casefold()
            return YES if word in _WORDS_OF_YES else NO if word in _WORDS_OF_NO else typed
    return one_line(last)


def clean(question: Question, raw: str | Sequence[str]) -> Value | Fault:
    """What the answer says, or what is wrong with it. Nothing answered is `Value()`, even where one is required."""
    text = store(question, raw)
    if is_blank(text):
        return Value()
    limit = limit_of(question)
    if limit is not None and len(text) > limit:
        return Fault("too_long", {"limit": limit, "length": len(text)})
    return _READERS[question.kind](question, text)


def check(question: Question, text: str) -> Fault | None:
    """What prevents this text from being submitted: an answer missing or not valid. Groups, files: see `progress`."""
    found = clean(question, text)
    if isinstance(found, Fault):
        return found
    if question.required and not found.text and question.kind not in (Kind.FILES, Kind.REPEATABLE):
        return Fault("required")
    return None


def choices_in(question: Question, text: str) -> tuple[str, ...]:
    """The known choices that a stored text holds, whether or not the whole answer is valid."""
    typed = set(store(question, text).split("\n"))
    return tuple(value for value in question.choices if value in typed)


def _store_choices(question: Question, parts: Sequence[str]) -> str:
    lines = (line.strip() for part in parts for line in normalise(part).replace("\t", " ").split("\n"))
    typed = dict.fromkeys(line for line in lines if line)
    known = dict.fromkeys(value for value in question.choices if value in typed)
    return "\n".join([*known, *(line for line in typed if line not in known)])


def _read_text(question: Question, text: str) -> Value:
    return Value(text if question.kind is Kind.TEXTAREA else text.strip())


def _read_email(question: Question, text: str) -> Value | Fault:
    found = contacts.read_email(text)
    return Value(found) if found is not None else Fault("not_an_email")


def _read_url(question: Question, text: str) -> Value | Fault:
    found = contacts.read_url(text)
    return found if isinstance(found, Fault) else Value(found)


def _read_phone(question: Question, text: str) -> Value | Fault:
    found = contacts.read_phone(text)
    return Value(found) if found is not None else Fault("not_a_phone")


def _read_number(question: Question, text: str) -> Value | Fault:
    amount = question.kind is Kind.AMOUNT
    found = numbers.read_amount(text) if amount else numbers.read_integer(text)
    if found is None:
        return Fault("not_an_amount" if amount else "not_an_integer")
    least = -numbers.LARGEST if question.least is None else question.least
    most = numbers.LARGEST if question.most is None else question.most
    if found < least:
        return Fault("too_small", {"least": least})
    if found > most:
        return Fault("too_big", {"most": most})
    found = found or abs(found)  # no "-0"
    return Value(str(found), number=found)


def _read_day(question: Question, text: str) -> Value | Fault:
    text = text.strip()
    found = _ISO_DAY.match(text) or _FRENCH_DAY.match(text)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        day = None
    return Value(day.isoformat(), day=day) if day and day.year >= 1000 else Fault("not_a_date")


def _read_yes_or_no(question: Question, text: str) -> Value | Fault:
    return Value(text, choices=(text,)) if text in (YES, NO) else Fault("not_yes_or_no")


def _read_choices(question: Question, text: str) -> Value | Fault:
    chosen = choices_in(question, text)
    unknown = next((line for line in text.split("\n") if line not in chosen), None)
    if unknown is not None:
        return Fault("unknown_option", {"value": unknown[:80]})
    if question.kind is Kind.MULTI and question.least is not None and len(chosen) < question.least:
        return Fault("too_few_choices", {"least": question.least, "given": len(chosen)})
    if question.kind is Kind.MULTI and question.most is not None and len(chosen) > question.most:
        return Fault("too_many_choices", {"most": question.most, "given": len(chosen)})
    return Value(text, choices=chosen)


def _read_nothing(question: Question, text: str) -> Value:
    return Value()


_READERS: Mapping[Kind, Callable[[Question, str], Value | Fault]] = MappingProxyType({
    Kind.EMAIL: _read_email,
    Kind.TEXT: _read_text,
    Kind.TEXTAREA: _read_text,
    Kind.URL: _read_url,
    Kind.PHONE: _read_phone,
    Kind.AMOUNT: _read_number,
    Kind.INTEGER: _read_number,
    Kind.DATE: _read_day,
    Kind.BOOL: _read_yes_or_no,
    Kind.SINGLE: _read_choices,
    Kind.MULTI: _read_choices,
    Kind.FILES: _read_nothing,
    Kind.REPEATABLE: _read_nothing,
})  # fmt: skip
