"""A frozen copy as a page shows it: answers in words, the entries of a group put together, files found again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tremplin.calls.engine.answers import Value, clean
from tremplin.calls.engine.schema import Kind, Question
from tremplin.calls.models import Attachment


@dataclass(frozen=True)
class CopiedFile:
    """A file as the copy names it, and the attachment that holds it, if it is still held."""

    name: str
    size: int
    attachment: Attachment | None


@dataclass(frozen=True)
class Line:
    """One answer in words. `long`: a text of its own lines; `address`: a web page somebody typed."""

    key: str
    label: str
    words: str
    long: bool = False
    address: str = ""
    choices: tuple[str, ...] = ()
    files: tuple[CopiedFile, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.words or self.choices or self.files)


@dataclass(frozen=True)
class Block:
    """A plain answer (one line, no title), or a group: its title, and the lines of each entry."""

    title: str
    entries: list[list[Line]] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    blocks: list[Block]


def sections_of(frozen: Mapping[str, Any], attachments: Iterable[Attachment] = ()) -> list[Section]:
    """The sections of a copy, in its order."""
    held = {(one.question.key, one.file.sha256, one.file.name): one for one in attachments}
    return [Section(part["key"], part["title"], list(_blocks(part["answers"], held))) for part in frozen["sections"]]


def files_of(sections: Iterable[Section]) -> list[tuple[Line, CopiedFile]]:
    """Every file of a copy, with the question it answers."""
    lines = (line for section in sections for block in section.blocks for entry in block.entries for line in entry)
    return [(line, file) for line in lines for file in line.files]


def words_of(kind: str, text: str) -> str:
    """A stored text as a person reads it: a day, an amount, a yes. What does not hold is shown as it was typed."""
    if kind == Kind.BOOL:
        return {"yes": _("Yes"), "no": _("No")}.get(text, text)
    if kind in (Kind.DATE, Kind.AMOUNT, Kind.INTEGER):
        value = clean(Question("", Kind(kind), "", least=-(10**15)), text)
        if isinstance(value, Value) and value.day is not None:
            return date_format(value.day)
        if isinstance(value, Value) and value.number is not None:
            whole = value.number == value.number.to_integral_value()
            figure = number_format(value.number, 0 if whole else 2, force_grouping=True)
            return f"{figure} €" if kind == Kind.AMOUNT else figure
    return text


def _blocks(answers: Iterable[Mapping[str, Any]], held: Mapping[tuple[str, str, str], Attachment]) -> Iterator[Block]:
    group: Block | None = None
    place: tuple[str, int] = ("", 0)
    for answer in answers:
        line = _line(answer, held)
        if not answer["group"]:
            group = None
            yield Block("", [[line]])
            continue
        now = (answer["key"].partition(".")[0], answer["entry"])
        if group is None or now[0] != place[0]:
            group = Block(answer["group"], [[line]])
            yield group  # filled as the next lines come: the caller makes a list before reading
        elif now[1] != place[1]:
            group.entries.append([line])
        else:
            group.entries[-1].append(line)
        place = now


def _line(answer: Mapping[str, Any], held: Mapping[tuple[str, str, str], Attachment]) -> Line:
    kind, text = answer["kind"], answer["text"]
    return Line(
        key=answer["key"],
        label=answer["label"],
        words="" if answer["choices"] else words_of(kind, text),
        long=kind == Kind.TEXTAREA,
        address=text if kind == Kind.URL and text.startswith(("http://", "https://")) else "",
        choices=tuple(answer["choices"]),
        files=tuple(
            CopiedFile(file["name"], file["size"], held.get((answer["key"], file["sha256"], file["name"])))
            for file in answer["files"]
        ),
    )
