"""A form file becomes a form, or the full list of what is wrong with it, each problem at its exact place.

The file has the shape of the candidature form of season 2: sections with a name and fields; a field with an `id` and
a `type`. It may say more, and this is what is understood where it says less.

- `key` of a section: made from its name. `label`: the id made readable ("n_contributors" → "N contributors"). An
  option, a file expected or a sub-question may be a bare text: its value (its id), and its label once readable.
  `…_en` texts stay empty.
- `rule` and `effort` are lines of the help; `hint` is one of the `hints`; `purpose` stays apart, it says why we ask.
- `required`: everything, but yes/no questions and files, and groups and files follow their `min`. A conditional
  question is required when shown: the condition is what makes it matter. Hidden, a question is never required.
- `min`, `max`: bounds of a number (0 at least, unless the file says otherwise: nobody has a negative budget by
  mistake), how many choices, files (10 at most) or entries of a group (at least 1, at most 10).
- `shown_if`: "question=value", or a bare value: then the nearest earlier question that offers it.
- Sub-questions have no condition, no files and no group of their own.
- A key that says nothing here is a warning, not a problem: files come from elsewhere, with `source` or `pages`. But a
  key that would change the form if ignored (options on a text, routes on a multi) is a problem.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tremplin.calls.engine.entries import Entry, Notes, entry_of, text_of
from tremplin.calls.engine.naming import kind_of, readable, slug
from tremplin.calls.engine.numbers import LARGEST
from tremplin.calls.engine.schema import Condition, Form, Kind, Option, Question, Section
from tremplin.calls.engine.writing import fingerprint, to_data

__all__ = ["FormFileError", "Reading", "fingerprint", "read", "read_form", "to_data"]

QUESTIONS_AT_MOST = 300
SECTIONS_AT_MOST = 50
OPTIONS_AT_MOST = 200
ENTRIES_AT_MOST = 50
CHARACTERS_AT_MOST = 100_000
_TITLE, _LABEL, _WORDS, _VALUE = 200, 500, 4_000, 200
_USUAL_MOST = 10

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,49}")
_CHOSEN = (Kind.SINGLE, Kind.MULTI, Kind.BOOL)
_WRITTEN = (Kind.EMAIL, Kind.TEXT, Kind.TEXTAREA, Kind.URL, Kind.PHONE)
_NUMBERS = (Kind.INTEGER, Kind.AMOUNT)
_NOT_IN_A_GROUP = (Kind.FILES, Kind.REPEATABLE)


class FormFileError(ValueError):
    """The file is not a form. `problems`: one "path: sentence" each, in the order of the file."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Reading:
    """A form, and what its file says that is not understood. Kept apart: warnings are no part of the form."""

    form: Form
    warnings: tuple[str, ...]


def read_form(data: object) -> Form:
    """The form that JSON-like data describes. Raises FormFileError."""
    return read(data).form


def read(data: object) -> Reading:
    """The form that JSON-like data describes, and the warnings. Raises FormFileError, with every problem at once."""
    reader = _Reader()
    form = reader.form(data)
    if form is None or reader.notes.problems:
        raise FormFileError(tuple(reader.notes.problems))
    return Reading(form, tuple(reader.notes.warnings))


class _Reader:
    """Reads one file, in order: a condition only sees what came before it."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.all_ids: set[str] = set()  # of the whole file, to tell "later" from "nowhere"
        self.seen: dict[str, Question | None] = {}  # None: it was read badly, and its own problem is already told
        self.routed = ""
        self.count = 0

    def form(self, data: object) -> Form | None:
        entry = entry_of(data, "", self.notes)
        if entry is None:
            return None
        for key in ("source", "pages", "organisme"):
            entry.get(key)  # where the file comes from
        title, title_en = entry.line("title", _TITLE), entry.line("title_en", _TITLE)
        minutes = entry.whole("minutes", 1, 600)
        before = len(self.notes.problems)
        places = list(entry.listing("sections", SECTIONS_AT_MOST))
        if not places and len(self.notes.problems) == before:
            entry.problem("sections", "a form has at least one section")
        found = [(path, entry_of(value, path, self.notes)) for path, value in places]
        self.all_ids = {identifier for _path, section in found if section for identifier in _ids(section)}
        keys: list[str] = []
        sections = [self.section(section, keys) for _path, section in found if section]
        if self.count > QUESTIONS_AT_MOST:
            entry.problem("sections", f"{self.count} questions in all, more than {QUESTIONS_AT_MOST}")
        entry.close()
        return Form(title, tuple(sections), minutes, title_en)

    def section(self, entry: Entry, keys: list[str]) -> Section:
        title = text_of(entry.get("name"), entry.at("name"), _TITLE, self.notes, lines=1, empty=False)
        key = self.key(entry, "key") if entry.get("key") is not None else self.section_key(title, keys)
        if key and key in keys:
            entry.problem("key", f"“{key}” is already a section")
        keys.append(key)
        section = Section(key, title, entry.line("name_en", _TITLE), self.questions(entry))
        entry.close()
        return section

    def section_key(self, title: str, keys: list[str]) -> str:
        base = slug(title, "-") or "section"
        return next(key for key in (base, *(f"{base}-{number}" for number in range(2, 99))) if key not in keys)

    def questions(self, section: Entry) -> tuple[Question, ...]:
        before = len(self.notes.problems)
        places = list(section.listing("fields", QUESTIONS_AT_MOST))
        if not places and len(self.notes.problems) == before:
            section.problem("fields", "a section has at least one question")
        found = []
        for path, value in places:
            entry = entry_of(value, path, self.notes)
            question = self.question(entry) if entry else None
            if question:
                found.append(question)
        return tuple(found)

    def question(self, entry: Entry) -> Question | None:
        before = len(self.notes.problems)
        key = self.key(entry, "id")
        if key and key in self.seen:
            entry.problem("id", f"“{key}” is already the id of a question")
        kind = self.kind(entry)
        question = None
        if kind is None:
            self.count += 1
            entry = Entry({}, entry.path, self.notes)  # what the other keys should be, nobody knows
        else:
            question = self.of_kind(entry, key, kind, self.condition(entry, key))
            question = replace(question, routes=self.routes(entry, question))
        entry.close()
        self.seen[key] = question if len(self.notes.problems) == before else None
        return question

    def sub_question(self, group: str, path: str, value: object, keys: list[str]) -> Question | None:
        """A sub-question: an object like a question's, or only its name."""
        if isinstance(value, str):
            name = text_of(value, path, _VALUE, self.notes, lines=1, empty=False)
            key = slug(name, "_")
            if name and not key:
                self.notes.problem(path, "no id can be made from this name; write an object with an id")
            entry = Entry({"id": key, "type": kind_of(name).value, "label": readable(name)}, path, self.notes)
            if not key:
                return None
        else:
            found = entry_of(value, path, self.notes)
            if found is None:
                return None
            entry = found
        key = self.key(entry, "id")
        if key and key in keys:
            entry.problem("id", f"“{key}” is already the id of a sub-question")
        keys.append(key)
        kind = self.kind(entry)
        if kind is None:
            return None
        if kind in _NOT_IN_A_GROUP:
            entry.problem("type", f"a group holds no {kind.value} question")
            return None
        entry.refuse("shown_if", "a sub-question cannot have a condition")
        entry.refuse("routes", "a sub-question cannot lead to a track")
        question = self.of_kind(entry, key, kind, None)
        entry.close()
        return replace(question, key=f"{group}.{key}")

    def of_kind(self, entry: Entry, key: str, kind: Kind, condition: Condition | None) -> Question:
        """The question, once its id, kind and condition are known."""
        self.count += 1
        required = entry.flag("required")
        least, most = self.bounds(entry, kind)
        if kind in (Kind.REPEATABLE, Kind.FILES):
            if least is None:
                least = 1 if required or (required is None and kind is Kind.REPEATABLE) else 0
            required = least > 0 if required is None else required
            if required and least == 0:
                entry.problem("min", "is 0, but the question is required")
            most = max(_USUAL_MOST, least) if most is None else most
        options = self.options(entry, kind)
        items, items_en = self.items(entry) if kind is Kind.FILES else ((), ())
        if kind is Kind.MULTI and (least or 0) > len(options):
            entry.problem("min", f"is more than the {len(options)} options")
        fields: tuple[Question, ...] = ()
        if kind is Kind.REPEATABLE:
            keys: list[str] = []
            places = list(entry.listing("fields", QUESTIONS_AT_MOST))
            fields = tuple(field for place in places if (field := self.sub_question(key, *place, keys)))
            if not places and entry.get("fields") in (None, [], ()):
                entry.problem("fields", "a group has at least one sub-question")
        else:
            entry.refuse("fields", f"only for {Kind.REPEATABLE.value}")
        return Question(
            key=key,
            kind=kind,
            label=entry.line("label", _LABEL) or readable(key),
            label_en=entry.line("label_en", _LABEL),
            help=self.help(entry, ""),
            help_en=self.help(entry, "_en"),
            required=kind is not Kind.BOOL if required is None else required,
            max_chars=entry.whole("max_chars", 1, CHARACTERS_AT_MOST) if kind in _WRITTEN else None,
            options=options,
            condition=condition,
            hints=self.hints(entry, ""),
            hints_en=self.hints(entry, "_en"),
            items=items,
            items_en=items_en,
            fields=fields,
            least=least,
            most=most,
            purpose=entry.words("purpose", _WORDS),
            purpose_en=entry.words("purpose_en", _WORDS),
        )

    def key(self, entry: Entry, name: str) -> str:
        key = text_of(entry.get(name), entry.at(name), _VALUE, self.notes, lines=1, empty=False)
        if key and not _KEY.fullmatch(key):
            entry.problem(name, f"“{key}” may only hold letters without accents, digits, _ and -, 50 at most")
        return key

    def kind(self, entry: Entry) -> Kind | None:
        name = text_of(entry.get("type"), entry.at("type"), _VALUE, self.notes, lines=1, empty=False)
        if name and name not in set(Kind):
            entry.problem("type", f"“{name}” is not a kind of question; the kinds are {', '.join(Kind)}")
        return Kind(name) if name in set(Kind) else None

    def bounds(self, entry: Entry, kind: Kind) -> tuple[int | None, int | None]:
        """`min` and `max`, in the unit of the kind; 0 under a number by default."""
        if kind in _NUMBERS:
            lowest, highest = -LARGEST, LARGEST
        elif kind is Kind.MULTI:
            lowest, highest = 1, OPTIONS_AT_MOST
        elif kind in (Kind.FILES, Kind.REPEATABLE):
            lowest, highest = 0, ENTRIES_AT_MOST
        else:
            return None, None
        least = entry.whole("min", lowest, highest)
        most = entry.whole("max", max(lowest, 1) if kind not in _NUMBERS else lowest, highest)
        if kind in _NUMBERS and least is None:
            least = 0 if most is None or most >= 0 else lowest
        if least is not None and most is not None and least > most:
            entry.problem("min", f"{least} is more than max, {most}")
        return least, most

    def options(self, entry: Entry, kind: Kind) -> tuple[Option, ...]:
        if kind not in (Kind.SINGLE, Kind.MULTI):
            entry.refuse("options", f"only for {Kind.SINGLE.value} and {Kind.MULTI.value}")
            return ()
        before = len(self.notes.problems)
        found: dict[str, Option] = {}
        for path, element in entry.listing("options", OPTIONS_AT_MOST):
            option = self.option(path, element)
            if option and option.value in found:
                self.notes.problem(path, f"“{option.value}” is already an option")
            if option:
                found[option.value] = option
        if not found and len(self.notes.problems) == before:
            entry.problem("options", "a choice has at least one option")
        return tuple(found.values())

    def option(self, path: str, element: object) -> Option | None:
        if not isinstance(element, Mapping):
            value = text_of(element, path, _VALUE, self.notes, lines=1, empty=False)
            return Option(value, readable(value)) if value else None
        entry = Entry(element, path, self.notes)
        value = text_of(entry.get("value"), entry.at("value"), _VALUE, self.notes, lines=1, empty=False)
        option = Option(value, entry.line("label", _LABEL) or readable(value), entry.line("label_en", _LABEL))
        entry.close()
        return option if value else None

    def items(self, entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The files expected, and the same in English if one at least says it: texts, or objects with labels."""
        found: dict[str, str] = {}
        for path, element in entry.listing("items", ENTRIES_AT_MOST):
            item = Entry(element if isinstance(element, Mapping) else {"label": element}, path, self.notes)
            place = item.at("label") if isinstance(element, Mapping) else path
            label = readable(text_of(item.get("label"), place, _VALUE, self.notes, lines=1, empty=False))
            if label in found:
                self.notes.problem(path, f"“{label}” is already expected")
            found[label] = item.line("label_en", _VALUE)
            item.close()
        english = tuple(label_en or label for label, label_en in found.items()) if any(found.values()) else ()
        return tuple(found), english

    def routes(self, entry: Entry, question: Question) -> tuple[str, ...]:
        if entry.get("routes") is None:
            return ()
        routes = entry.lines("routes", OPTIONS_AT_MOST, _VALUE)
        if question.kind is not Kind.SINGLE:
            entry.problem("routes", "only a single choice can lead to a track")
        elif self.routed:
            entry.problem("routes", f"“{self.routed}” already chooses the track")
        elif len(routes) != len(question.options):
            entry.problem("routes", f"{len(routes)} for {len(question.options)} options; there must be one each")
        self.routed = self.routed or question.key
        return routes

    def help(self, entry: Entry, language: str) -> str:
        parts = (entry.words(f"{name}{language}", _WORDS) for name in ("help", "rule", "effort"))
        text = "\n".join(part for part in parts if part)
        if len(text) > _WORDS:
            entry.problem(f"help{language}", f"has {len(text)} characters with rule and effort, more than {_WORDS}")
        return text

    def hints(self, entry: Entry, language: str) -> tuple[str, ...]:
        hint = entry.line(f"hint{language}", _LABEL)
        return (*((hint,) if hint else ()), *entry.lines(f"hints{language}", ENTRIES_AT_MOST - bool(hint), _LABEL))

    def condition(self, entry: Entry, key: str) -> Condition | None:
        if entry.get("shown_if") is None:
            return None
        text = text_of(entry.get("shown_if"), entry.at("shown_if"), 2 * _VALUE, self.notes, lines=1, empty=False)
        name, sign, value = (part.strip() for part in text.partition("="))
        if sign and name in self.all_ids:
            return self.explicit_condition(entry, key, name, value)
        for question in reversed(self.seen.values()):
            if question and text in question.choices:
                return Condition(question.key, text)
        if sign:
            entry.problem("shown_if", f"no question has the id “{name}”")
        elif text and all(self.seen.values()):
            entry.problem("shown_if", f"no earlier question offers “{text}”")
        return None

    def explicit_condition(self, entry: Entry, key: str, name: str, value: str) -> Condition | None:
        if name == key:
            entry.problem("shown_if", "a question cannot depend on itself")
        elif name not in self.seen:
            entry.problem("shown_if", f"“{name}” is asked later")
        elif question := self.seen[name]:
            if question.kind not in _CHOSEN:
                entry.problem("shown_if", f"“{name}” offers no choice")
            elif value not in question.choices:
                entry.problem("shown_if", f"“{name}” does not offer “{value}”")
            return Condition(name, value)
        return None


def _ids(section: Entry) -> set[str]:
    """The ids of a section as they are written, before anything is checked."""
    fields = section.get("fields")
    if not isinstance(fields, list | tuple):
        return set()
    return {field["id"] for field in fields if isinstance(field, Mapping) and isinstance(field.get("id"), str)}
