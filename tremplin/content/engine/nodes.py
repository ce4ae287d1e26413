"""YAML that remembers its lines and cannot be made to explode.

Built from the parser's events, not by its composer: depth, aliases and total size are bounded while reading, and no
tag ever builds an object.
"""

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

from tremplin.core.text import clean

MAX_DEPTH = 24
MAX_ALIASES = 20
MAX_NODES = 20_000
_WHOLE = 2**53
_COLLECTION_TAGS = ("!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A single value: as it was typed, and as YAML understands it (None, bool, int, float, str, date, datetime)."""

    raw: str
    value: bool | int | float | str | date | datetime | None
    line: int


@dataclass
class Items:
    line: int
    nodes: "list[Node]" = field(default_factory=list)


@dataclass
class Fields:
    """A mapping, with the line of each key."""

    line: int
    nodes: "dict[str, Node]" = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)


Node = Scalar | Items | Fields


class Unreadable(Exception):
    """The YAML cannot be read. `code` and `details` are those of a report line; `line` counts from 1."""

    def __init__(self, line: int, code: str, **details: Any) -> None:
        super().__init__(code)
        self.line, self.code, self.details = line, code, details


def parse(text: str, *, first_line: int = 1) -> Fields:
    """The mapping a YAML text holds; an empty text is an empty mapping. Raises Unreadable."""
    try:
        root = _Builder(first_line).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.line, text.count("\n")) if mark else 0
        raise Unreadable(
            first_line + at, "yaml", problem=_kind(error.problem or ""), said=error.problem or ""
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        problem = "character" if isinstance(error, yaml.reader.ReaderError) else "form"
        raise Unreadable(first_line, "yaml", problem=problem, said=str(getattr(error, "reason", ""))) from error
    if root is None or (isinstance(root, Scalar) and root.value is None):
        return Fields(first_line)
    if not isinstance(root, Fields):
        raise Unreadable(first_line, "front-matter-not-a-mapping")
    return root


# what PyYAML and libyaml say, each in its own words → a code that has its sentence
_KINDS = (
    ("tab", re.compile(r"tab character|character '\\\\t'")),
    ("start", re.compile(r"cannot start any token")),
    ("colon", re.compile(r"mapping values are not allowed|could not find expected ':'")),
    ("not-closed", re.compile(r"expected ',' or|unexpected end of stream")),
    (
        "indentation",
        re.compile(r"expected key|expected '-' indicator|<block end>|<document start>|violates indentation"),
    ),
    ("escape", re.compile(r"unknown escape character")),
)


def _kind(said: str) -> str:
    return next((code for code, pattern in _KINDS if pattern.search(said)), "form")


def plain(node: Node) -> Any:
    """The node as JSON would say it: nothing lost but the lines; dates and odd numbers stay as they were typed."""
    if isinstance(node, Fields):
        return {key: plain(child) for key, child in node.nodes.items()}
    if isinstance(node, Items):
        return [plain(child) for child in node.nodes]
    value = node.value
    if isinstance(value, (date, datetime)):
        return node.raw
    if isinstance(value, float) and not math.isfinite(value):
        return node.raw
    if isinstance(value, int) and abs(value) > _WHOLE:
        return node.raw
    return value


@dataclass
class _Open:
    """A collection being read: its size once unfolded, and the key that waits for its value."""

    node: Fields | Items
    anchor: str | None
    size: int = 1
    key: tuple[str, int] | None = None


class _Builder:
    """Turns events into nodes with an explicit stack: a deep file costs a line of report, not the process."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.aliases = 0
        self.reader = yaml.SafeLoader("")

    def build(self, events: Any) -> Node | None:
        root: Node | None = None
        stack: list[_Open] = []
        documents = 0
        for event in events:
            line = self.first_line + event.start_mark.line
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise Unreadable(line, "yaml", problem="several-documents")
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                stack.append(self.opened(event, line, len(stack)))
                continue
            closed = self.closed(event, line, stack)
            if closed is None:
                continue
            if stack:
                self.attach(stack[-1], *closed, line)
            else:
                root = closed[0]
        return root

    def opened(self, event: Any, line: int, depth: int) -> "_Open":
        if depth >= MAX_DEPTH:
            raise Unreadable(line, "yaml-too-deep", limit=MAX_DEPTH)
        if event.tag and event.tag not in _COLLECTION_TAGS:
            raise Unreadable(line, "yaml-tag", tag=event.tag)
        if event.anchor:
            self.anchors[event.anchor] = None
        return _Open(Fields(line) if isinstance(event, yaml.MappingStartEvent) else Items(line), event.anchor)

    def closed(self, event: Any, line: int, stack: "list[_Open]") -> tuple[Node, int] | None:
        """The node an event completes, with its size once unfolded; None for an event that completes nothing."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event.anchor, line)
        if isinstance(event, yaml.ScalarEvent):
            found: tuple[Node, int] = (self.scalar(event, line), 1)
            anchor = event.anchor
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            done = stack.pop()
            found, anchor = (done.node, done.size), done.anchor
        else:
            return None
        if anchor:
            self.anchors[anchor] = found
        return found

    def attach(self, frame: "_Open", node: Node, size: int, line: int) -> None:
        frame.size += size
        if frame.size > MAX_NODES:
            raise Unreadable(line, "yaml-too-large", limit=MAX_NODES)
        parent = frame.node
        if isinstance(parent, Items):
            parent.nodes.append(node)
        elif frame.key is None:
            if not isinstance(node, Scalar):
                raise Unreadable(line, "yaml", problem="key-not-a-word")
            frame.key = (node.raw.strip(), line)
        else:
            key, key_line = frame.key
            frame.key = None
            if key in parent.nodes:
                parent.repeated.append((key, key_line))
                return
            parent.nodes[key] = node
            parent.lines[key] = key_line

    def alias(self, anchor: str | None, line: int) -> tuple[Node, int]:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise Unreadable(line, "yaml-too-many-aliases", limit=MAX_ALIASES)
        if anchor is None or anchor not in self.anchors:
            raise Unreadable(line, "yaml", problem="alias", said=anchor or "")
        found = self.anchors[anchor]
        if found is None:
            raise Unreadable(line, "yaml-recursive-alias")
        return found

    def scalar(self, event: Any, line: int) -> Scalar:
        text = _storable(event.value)
        if event.tag and not event.tag.startswith("tag:yaml.org,2002:") and event.tag != "!":
            raise Unreadable(line, "yaml-tag", tag=event.tag)
        if event.tag in ("tag:yaml.org,2002:str", "!") or (not event.tag and not event.implicit[0]):
            return Scalar(text, text, line)
        if event.tag and event.tag.startswith("tag:yaml.org,2002:python"):
            raise Unreadable(line, "yaml-tag", tag=event.tag)
        tag = self.reader.resolve(yaml.ScalarNode, text, (True, False))
        kind = tag.rpartition(":")[2]
        if kind not in ("null", "bool", "int", "float", "timestamp"):
            return Scalar(text, text, line)
        try:
            value = self.reader.construct_object(yaml.ScalarNode(tag, text))
        except (ValueError, OverflowError, yaml.YAMLError):
            value = text
        return Scalar(text, value, line)


def _storable(text: str) -> str:
    """Escapes in quoted YAML can write what no database holds: control characters, halves of a character."""
    return clean(text).encode("utf-8", "replace").decode("utf-8")
