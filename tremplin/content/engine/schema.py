"""What a layout may say: the type of each key, and how a value that does not fit is told instead of breaking the file.

A kind also names the field of the page that the key fills (`field`, "" for none): the import and the export walk the
same schema, one in each direction.

`check(node, group, …)` gives the values that fit, under the schema's keys, and `kept`: all the rest, as it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from tremplin.content.engine.nodes import Fields, Items, Node, Scalar, plain
from tremplin.content.engine.report import Report


@dataclass(frozen=True)
class Text:
    """Words on one line or more; a number is taken as it was typed."""

    field: str = ""


@dataclass(frozen=True)
class Address:
    """What stands behind a link."""

    field: str = ""


@dataclass(frozen=True)
class Choice:
    """One word of a list."""

    of: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True)
class Flag:
    field: str = ""


@dataclass(frozen=True)
class Whole:
    field: str = ""


@dataclass(frozen=True)
class Instant:
    field: str = ""


@dataclass(frozen=True)
class Image:
    """A path under static/, to be found later."""

    field: str = ""


@dataclass(frozen=True)
class Words:
    """A list of words, or a single one."""

    field: str = ""
    most: int | None = None


@dataclass(frozen=True)
class Terms(Words):
    """Titles of terms of one collection of the vocabulary."""

    collection: str = ""


@dataclass(frozen=True)
class Titles(Words):
    """Titles of other pages, of one shape."""

    shape: str = ""


@dataclass(frozen=True)
class Free:
    """A value of any form, read later."""

    field: str = ""


@dataclass(frozen=True)
class Group:
    """Keys of their own. `bare`: the key a single value stands for. `told_by`: of several groups that fill the same
    fields, the field that says which one did.
    """

    keys: "Mapping[str, Kind]"
    bare: str = ""
    told_by: str = ""


@dataclass(frozen=True)
class Listing:
    """Rows; in `field`, each is a block of the name `block`."""

    group: Group
    most: int | None = None
    field: str = ""
    block: str = ""


Single = Text | Address | Choice | Flag | Whole | Instant | Image
Kind = Single | Words | Free | Group | Listing


@dataclass(frozen=True)
class Word:
    """A text and the line it stands on, for what must be found later (an image, a term, a title)."""

    text: str
    line: int


@dataclass
class Checked:
    values: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)


def check(node: Fields, group: Group, *, path: str, report: Report, zone: tzinfo, prefix: str = "") -> Checked:
    """Sort the keys of `node`: those of `group` with a fitting value, and the rest, reported and kept."""
    found = Checked()
    for key, line in node.repeated:
        report.warning(path, line, "repeated-key", key=prefix + key)
    for key, child in node.nodes.items():
        line, kind = node.lines[key], group.keys.get(key)
        if kind is None:
            report.warning(path, line, "unknown-key", key=prefix + key)
            found.kept[key] = plain(child)
            continue
        if isinstance(child, Scalar) and child.value is None:
            continue
        try:
            value, kept = _value(child, kind, path=path, report=report, zone=zone, name=prefix + key)
        except _Misfit:
            report.warning(path, line, "wrong-type", key=prefix + key, expected=type(kind).__name__.lower())
            found.kept[key] = plain(child)
            continue
        found.values[key] = value
        if kept:
            found.kept[key] = kept
    return found


class _Misfit(Exception):
    pass


def _value(node: Node, kind: Kind, *, path: str, report: Report, zone: tzinfo, name: str) -> tuple[Any, Any]:
    if isinstance(kind, Group):
        if kind.bare and isinstance(node, Scalar) and isinstance(node.value, str):
            node = Fields(node.line, {kind.bare: node}, {kind.bare: node.line})
        if not isinstance(node, Fields):
            raise _Misfit
        inner = check(node, kind, path=path, report=report, zone=zone, prefix=f"{name}.")
        return inner.values, inner.kept
    if isinstance(kind, Listing):
        return _listing(node, kind, path=path, report=report, zone=zone, name=name)
    if isinstance(kind, Words):
        return _words(node, kind, path=path, report=report, name=name)
    if isinstance(kind, Free):
        return plain(node), None
    if not isinstance(node, Scalar):
        raise _Misfit
    return _single(node, kind, zone), None


def _single(node: Scalar, kind: Single, zone: tzinfo) -> Any:
    if isinstance(kind, (Text, Address)):
        return node.raw.strip()
    if isinstance(kind, Choice):
        if node.raw.strip() not in kind.of:
            raise _Misfit
        return node.raw.strip()
    if isinstance(kind, Image):
        return Word(node.raw.strip(), node.line)
    if isinstance(kind, Instant):
        return _instant(node, zone)
    expected = bool if isinstance(kind, Flag) else int
    if type(node.value) is not expected:
        raise _Misfit
    return node.value


def _listing(node: Node, kind: Listing, *, path: str, report: Report, zone: tzinfo, name: str) -> tuple[Any, Any]:
    if not isinstance(node, Items):
        raise _Misfit
    rows: list[dict[str, Any]] = []
    kept: dict[str, Any] = {}
    others: list[Any] = []
    for number, child in enumerate(node.nodes):
        label = f"{name}[{number + 1}]"
        if isinstance(child, Scalar) and child.value is None:
            continue
        too_many = kind.most is not None and len(rows) >= kind.most
        if too_many or not isinstance(child, Fields):
            if too_many:
                report.warning(path, child.line, "too-many", key=name, most=kind.most)
            else:
                report.warning(path, child.line, "wrong-type", key=label, expected="group")
            others.append(plain(child))
            continue
        inner = check(child, kind.group, path=path, report=report, zone=zone, prefix=f"{label}.")
        rows.append(inner.values)
        if inner.kept:
            kept[str(len(rows) - 1)] = inner.kept
    # what is no row comes after the rows
    return rows, kept | {str(len(rows) + number): other for number, other in enumerate(others)}


def _words(node: Node, kind: Words, *, path: str, report: Report, name: str) -> tuple[Any, Any]:
    nodes = node.nodes if isinstance(node, Items) else [node]
    words: list[Word] = []
    kept: dict[str, Any] = {}
    for number, child in enumerate(nodes):
        if isinstance(child, Scalar) and (child.value is None or not child.raw.strip()):
            continue
        if not isinstance(child, Scalar):
            if not isinstance(node, Items):
                raise _Misfit
            report.warning(path, child.line, "wrong-type", key=f"{name}[{number + 1}]", expected="text")
            kept[str(number)] = plain(child)
        elif kind.most is not None and len(words) >= kind.most:
            report.warning(path, child.line, "too-many", key=name, most=kind.most)
            kept[str(number)] = plain(child)
        else:
            words.append(Word(child.raw.strip(), child.line))
    return words, kept


def _instant(node: Scalar, zone: tzinfo) -> datetime:
    value = node.value
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise _Misfit from error
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(0), tzinfo=zone)
    if not isinstance(value, datetime):
        raise _Misfit
    try:
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError) as error:
        raise _Misfit from error
