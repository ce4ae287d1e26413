"""Bytes to the values of the array `service`, one at a time, each with its line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tremplin.directory.engine.records import Fault

_SPACE = re.compile(r"[ \t\r\n]*")


class NotJson(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


class NoService(Exception):
    pass


def decoded(content: bytes, faults: list[Fault]) -> str:
    """UTF-8 with or without its mark; anything else is read as Windows-1252 or Latin-1, and said."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Fault("encoding", 1, value="UTF-16"))
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault("encoding", content.count(b"\n", 0, error.start) + 1, value="Windows-1252"))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


class _Reader:
    """Goes along a JSON text, value by value, and knows its line."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self._decode = json.JSONDecoder().raw_decode
        self._counted = 0

    def skip(self) -> str:
        """Pass the blanks; the character that follows, "" at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def expect(self, characters: str) -> str:
        found = self.skip()
        if found == "" or found not in characters:
            raise self.broken(f"expected {' or '.join(characters)}")
        self.at += 1
        return found

    def value(self) -> Any:
        self.skip()
        self.count()
        try:
            value, self.at = self._decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            raise self.broken(error.msg) from None
        except (ValueError, RecursionError) as error:  # a number of ten thousand digits, a thousand brackets
            raise self.broken(type(error).__name__) from None
        return value

    def count(self) -> int:
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line

    def broken(self, reason: str) -> NotJson:
        return NotJson(self.count(), reason)


def services(text: str) -> Iterator[tuple[Any, int]]:
    """Each value of the array `service`, with its line."""
    reader, found = _Reader(text), False
    if reader.skip() != "{":
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
            yield from _items(reader)
        else:
            reader.value()
        more = reader.expect(",}") == ","
    if reader.skip():
        raise reader.broken("Extra data")
    if not found:
        raise NoService


def _items(reader: _Reader) -> Iterator[tuple[Any, int]]:
    reader.expect("[")
    if reader.skip() == "]":
        reader.expect("]")
        return
    while True:
        value = reader.value()
        yield value, reader.line
        if reader.expect(",]") == "]":
            return
