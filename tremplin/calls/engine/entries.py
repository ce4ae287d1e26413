"""One object of a form file: typed access to its keys, every problem gathered with the path of its place.

A key nobody asked for is only a warning: a file from elsewhere may say more than we use.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tremplin.calls.engine.typed import normalise


@dataclass
class Notes:
    """What was found in a file, in order: `problems` refuse it, `warnings` are only told. Each is "path: sentence"."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def problem(self, path: str, sentence: str) -> None:
        self.problems.append(f"{path}: {sentence}")


class Entry:
    """An object of the file. Each reader answers a usable value after noting a problem, so that reading goes on."""

    def __init__(self, content: Mapping[object, object], path: str, notes: Notes) -> None:
        self.path = path
        self.notes = notes
        self._content = {str(key): value for key, value in content.items()}
        self._asked: set[str] = set()

    def at(self, key: str) -> str:
        """The path of one of its keys."""
        return f"{self.path}.{key}" if self.path else key

    def problem(self, key: str, sentence: str) -> None:
        self.notes.problem(self.at(key), sentence)

    def get(self, key: str) -> object:
        """The raw value; None when the key is absent or null."""
        self._asked.add(key)
        return self._content.get(key)

    def line(self, key: str, limit: int) -> str:
        """A text on one line, without spaces around; empty when absent."""
        return text_of(self.get(key), self.at(key), limit, self.notes, lines=1)

    def words(self, key: str, limit: int) -> str:
        """A text on any number of lines; empty when absent."""
        return text_of(self.get(key), self.at(key), limit, self.notes)

    def flag(self, key: str) -> bool | None:
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.problem(key, f"must be true or false, not {name_of(value)}")
        return None

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number between two bounds, both accepted."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem(key, f"must be a whole number, not {name_of(value)}")
        elif not least <= value <= most:
            self.problem(key, f"must be between {least} and {most}")
        else:
            return value
        return None

    def listing(self, key: str, most: int) -> Iterator[tuple[str, object]]:
        """The elements of a list, each with its path. Nothing when absent, when not a list, when too long."""
        value = self.get(key)
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self.problem(key, f"must be a list, not {name_of(value)}")
        elif len(value) > most:
            self.problem(key, f"has {len(value)} elements, more than {most}")
        else:
            for place, element in enumerate(value):
                yield f"{self.at(key)}[{place}]", element

    def lines(self, key: str, most: int, limit: int) -> tuple[str, ...]:
        """A list of texts of one line."""
        elements = self.listing(key, most)
        found = (text_of(element, path, limit, self.notes, lines=1, empty=False) for path, element in elements)
        return tuple(line for line in found if line)

    def refuse(self, key: str, sentence: str) -> None:
        """A key that would change the form if it were ignored."""
        if self.get(key) is not None:
            self.problem(key, sentence)

    def close(self) -> None:
        """Tell the keys that nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                self.notes.warnings.append(f"{self.at(key)}: this key says nothing here; ignored")


def entry_of(value: object, path: str, notes: Notes) -> Entry | None:
    """The object at a path, or a problem."""
    if isinstance(value, Mapping):
        return Entry(value, path, notes)
    notes.problem(path or "form", f"must be an object, not {name_of(value)}")
    return None


def text_of(value: object, path: str, limit: int, notes: Notes, *, lines: int | None = None, empty: bool = True) -> str:
    """A text of the file, normalised, without spaces around. Over the limit it is a problem, and comes back empty."""
    if value is None and empty:
        return ""
    if not isinstance(value, str):
        notes.problem(path, f"must be a text, not {name_of(value)}")
        return ""
    text = normalise(value).replace("\t", " ").strip()
    if len(text) > limit:
        notes.problem(path, f"has {len(text)} characters, more than {limit}")
    elif lines == 1 and "\n" in text:
        notes.problem(path, "must hold on one line")
    elif text and unicodedata.combining(text[0]):
        notes.problem(path, "begins with a combining mark")
    elif not text and not empty:
        notes.problem(path, "is empty")
    else:
        return text
    return ""


def name_of(value: object) -> str:
    """A JSON value named for a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list", tuple: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)
