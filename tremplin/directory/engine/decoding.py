"""JSON to its values, one at a time, each with its line: the text is never held whole."""

import json
import re
from collections.abc import Iterator
from typing import Any

_BLANK = re.compile(r"[ \t\r\n]*")
_WINDOW = 1 << 20  # characters read before those that were used are dropped


class NotJson(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


class NoService(Exception):
    pass


class Reader:
    """Goes along a JSON text, value by value, and knows its line. `pieces`: the text, cut anywhere."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text, self._at, self._counted = "", 0, 0
        self._decode = json.JSONDecoder().raw_decode
        self.line = 1

    def skip(self) -> str:
        """Pass the blanks; the character that follows, "" at the end."""
        while True:
            found = _BLANK.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def expect(self, characters: str) -> str:
        found = self.skip()
        if found == "" or found not in characters:
            raise self.broken(f"expected {' or '.join(characters)}")
        self._at += 1
        return found

    def value(self) -> Any:
        self.skip()
        self.count()
        if self._at > _WINDOW:
            self._text = self._text[self._at :]
            self._at = self._counted = 0
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._grow():  # it may only be cut short
                    continue
                self._at = error.pos
                raise self.broken(error.msg) from None
            except (ValueError, RecursionError) as error:  # a number of ten thousand digits, a thousand brackets
                raise self.broken(type(error).__name__) from None
            if end == len(self._text) and self._grow():
                continue  # a number goes on, perhaps
            self._at = end
            return value

    def _grow(self) -> bool:
        """Twice as much text in front of us, so that a value of any length is read in a few tries."""
        found, wanted = [], len(self._text) - self._at
        for piece in self._pieces:
            found.append(piece)
            wanted -= len(piece)
            if wanted <= 0:
                break
        self._text += "".join(found)
        return bool(found)

    def count(self) -> int:
        self.line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self.line

    def broken(self, reason: str) -> NotJson:
        return NotJson(self.count(), reason)


def services(pieces: Iterator[str]) -> Iterator[tuple[Any, int]]:
    """Each value of the array `service`, with its line. Nothing but blanks: nothing."""
    reader, found = Reader(pieces), False
    start = reader.skip()
    if start == "":
        return
    if start != "{":
        reader.value()
        raise NoService
    reader.expect("{")
    more = reader.skip() != "}"
    if not more:
        reader.expect("}")
    while more:
        key = reader.value()
        reader.expect(":")
        if key == "service" and reader.skip() == "[":
            found = True
            yield from items(reader)
        else:
            reader.value()
        more = reader.expect(",}") == ","
    if reader.skip():
        raise reader.broken("Extra data")
    if not found:
        raise NoService


def items(reader: Reader) -> Iterator[tuple[Any, int]]:
    """Each value of an array, with its line."""
    reader.expect("[")
    if reader.skip() == "]":
        reader.expect("]")
        return
    while True:
        value = reader.value()
        yield value, reader.line
        if reader.expect(",]") == "]":
            return
