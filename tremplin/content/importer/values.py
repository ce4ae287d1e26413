"""What a file says, in the fields of our pages: JSON values that can be compared, kept and written.

One walk over the schema of the layout: each kind names the field it fills. What fills none stays in `kept`, so that
the tree can be written back whole.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField

from tremplin.content import links, pages
from tremplin.content.engine.layouts import SCHEMAS, Shape, first_keys
from tremplin.content.engine.report import Report
from tremplin.content.engine.schema import (
    Address,
    Flag,
    Free,
    Group,
    Image,
    Instant,
    Kind,
    Listing,
    Single,
    Terms,
    Titles,
    Whole,
    Word,
    Words,
)
from tremplin.content.engine.tree import Entry
from tremplin.content.importer.terms import Terms as Vocabulary
from tremplin.core import clock
from tremplin.core.text import fold

MODELS: dict[Shape, type[pages.BasePage]] = {
    Shape.HOME: pages.HomePage,
    Shape.PROGRAM: pages.ProgramPage,
    Shape.LAUREATES: pages.LaureateIndexPage,
    Shape.LAUREATE: pages.LaureatePage,
    Shape.FAQ: pages.FaqPage,
    Shape.NEWS: pages.NewsIndexPage,
    Shape.NEWS_ITEM: pages.NewsPage,
    Shape.PEOPLE: pages.PeoplePage,
    Shape.PORTRAIT: pages.PortraitPage,
    Shape.PARTICIPATE: pages.ParticipatePage,
    Shape.CANDIDATES: pages.CandidatesPage,
    Shape.PROJECT: pages.ProjectPage,
    Shape.CONTRIBUTE: pages.ContributePage,
    Shape.CONTACT: pages.ContactPage,
    Shape.PLAIN: pages.PlainPage,
}
# they say where a page is and whether it is shown, or are written apart
_APART = ("layout", "url", "aliases", "visible", "draft")


class Reader:
    """Turns entries into values. `pictures` gives the key of a picture by its digest, `titles` the site's."""

    def __init__(
        self, pictures: Mapping[str, int], terms: Vocabulary, report: Report, titles: Mapping[str, str]
    ) -> None:
        self.pictures, self.terms, self.report, self.titles = pictures, terms, report, titles
        self.titled: dict[tuple[str, str], set[str]] = {}

    def expect(self, entries: Iterable[Entry]) -> None:
        """The titles that others may name, by shape and language: those of the tree, and of the site."""
        for shape in (Shape.LAUREATE, Shape.NEWS_ITEM):
            for title, language in MODELS[shape].objects.values_list("title", "locale__language_code"):
                self.titled.setdefault((shape, language), set()).add(fold(title))
        for entry in entries:
            self.titled.setdefault((entry.shape, entry.language), set()).add(fold(entry.title))

    def read(self, entry: Entry) -> dict[str, Any]:
        """The fields of the entry's page, `published` and `address` included."""
        reading = _Reading(self, entry)
        values, kept = reading.values, reading.kept
        values["layout"] = "" if entry.shape is Shape.HOME else entry.layout
        if not values["title"]:
            site = self.titles.get(entry.language) or self.titles.get("fr", "")
            values["title"] = (site or "Tremplin") if entry.shape is Shape.HOME else entry.stem[:255]
        if entry.shape is Shape.PEOPLE:
            values["shows"] = pages.people.SHOWN_BY.get(entry.layout, pages.people.Shows.EVERYBODY).value
        values["body"] = entry.body
        expires = entry.values.get("expiryDate")
        shown = entry.published and not (expires and expires <= clock.now())
        # without its home page, there is no site
        values["published"] = shown or entry.shape is Shape.HOME
        values["address"] = entry.address
        values["kept"] = kept
        return values

    def picture(self, entry: Entry, path: str) -> int | None:
        """The key of a picture an entry names."""
        found = entry.pictures.get(path)
        return self.pictures[found.sha1] if found else None


class _Reading:
    """One entry, read: `values` by field, `kept` by key."""

    def __init__(self, reader: Reader, entry: Entry) -> None:
        self.reader, self.entry = reader, entry
        self.fields = {field.name: field for field in MODELS[entry.shape]._meta.get_fields()}
        self.filled: set[str] = set()
        self.whole: dict[str, str] = {}
        self.said: dict[str, str] = {}
        schema = SCHEMAS[entry.shape]
        self.first = first_keys(schema)
        self.values: dict[str, Any] = {name: self._blank(name) for name in self._names(schema)}
        self.aside = deepcopy(entry.kept)
        asked = {key: value for key, value in entry.values.items() if key not in _APART}
        self.kept = merged(self._group(schema, asked, ""), self.aside)
        own = {"whole": self.whole, "said": self.said}
        self.kept |= {f"_{name}": found for name, found in own.items() if found}

    def _names(self, group: Group) -> list[str]:
        names = [group.told_by] if group.told_by else []
        for kind in group.keys.values():
            if isinstance(kind, Group):
                names += self._names(kind)
            elif not isinstance(kind, (Titles, Free)) and kind.field in self.fields:
                names.append(kind.field)
        return names

    def _blank(self, name: str) -> Any:
        field: Any = self.fields[name]
        if isinstance(field, (StreamField, ParentalManyToManyField)):
            return []
        if isinstance(field, (models.ForeignKey, models.DateTimeField)):
            return None
        return field.get_default()

    def _group(self, group: Group, values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
        """Fill the fields; return what is left, by key."""
        left: dict[str, Any] = {}
        for key, kind in group.keys.items():
            if key in values:
                rest = self._one(kind, values[key], f"{prefix}{key}")
                if rest not in (None, "", [], {}):
                    left[key] = rest
        return left

    def _one(self, kind: Kind, value: Any, key: str) -> Any:
        if isinstance(kind, Group):
            if kind.told_by:
                if self.values[kind.told_by]:
                    return plain(value)
                self.values[kind.told_by] = key if _says_something(value) else ""
            return self._group(kind, value, f"{key}.")
        if isinstance(kind, (Titles, Free)) and kind.field in self.fields:
            # read once every page is there (`relations`): what names no page of ours is kept
            return self._lost(kind, value) if isinstance(kind, Titles) else None
        if kind.field not in self.fields:
            return plain(value)
        if isinstance(kind, Terms):
            found = self.reader.terms.keys(kind.collection, value, self.entry.path)
            self.values[kind.field] = sorted({*self.values[kind.field], *found})
            return None
        if isinstance(kind, Listing):
            self.values[kind.field], left = self._rows(kind, value, key)
            return left
        if isinstance(kind, (Words, Free)):
            return plain(value)
        return self._single(kind, value, key)

    def _single(self, kind: Single, value: Any, key: str) -> Any:
        read = self.fit(kind, value, key, getattr(self.fields[kind.field], "max_length", None))
        if read in (None, ""):
            return plain(value)
        if kind.field in self.filled:
            self.reader.report.warning(self.entry.path, self._line(key), "key-not-shown", key=key)
            return plain(value)
        if key not in self.first:
            self.said[kind.field] = key
        self.filled.add(kind.field)
        self.values[kind.field] = read
        return None

    def _lost(self, kind: Titles, value: list[Word]) -> list[str]:
        known = self.reader.titled.get((kind.shape, self.entry.language), set())
        return [word.text for word in value if fold(word.text) not in known]

    def _rows(self, kind: Listing, rows: list[dict[str, Any]], key: str) -> tuple[list[Any], dict[str, Any]]:
        """The blocks of a list, and what is left by number: of the blocks first, then of rows that make none."""
        blocks: list[Any] = []
        left: list[Any] = []
        others: list[Any] = []
        aside = self._taken(key)
        for number, row in enumerate(rows):
            value, rest = self._row(kind, row, f"{key}[{number + 1}]")
            rest |= aside.pop(str(number), {})
            if any(value.values()):
                blocks.append({"type": kind.block, "value": value})
                left.append(rest)
            else:
                others.append(rest)
        others += aside.values()
        return blocks, {str(number): rest for number, rest in enumerate([*left, *filter(None, others)]) if rest}

    def _row(self, kind: Listing, row: dict[str, Any], key: str) -> tuple[dict[str, Any], dict[str, Any]]:
        children = self._stream(kind.field).child_blocks[kind.block].child_blocks
        value: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for name, inner in kind.group.keys.items():
            ours: str = inner.field  # type: ignore[union-attr]  # rows hold single values
            longest = getattr(getattr(children[ours], "field", None), "max_length", None)
            read = self.fit(inner, row[name], f"{key}.{name}", longest) if name in row else None
            value[ours] = read if read is not None else None if isinstance(inner, Image) else ""
            if name in row and read in (None, "") and plain(row[name]) not in (None, ""):
                rest[name] = plain(row[name])
        return value, rest

    def _taken(self, key: str) -> dict[str, Any]:
        """What the schema put aside of a list, taken from there: its rows may be numbered anew."""
        *above, last = key.split(".")
        place = self.aside
        for name in above:
            place = place.get(name, {}) if isinstance(place, dict) else {}
        found = place.pop(last, {}) if isinstance(place, dict) else {}
        return found if isinstance(found, dict) else {}

    def _stream(self, name: str) -> Any:
        field: Any = self.fields[name]
        return field.stream_block

    def fit(self, kind: Kind, value: Any, key: str, longest: int | None) -> Any:
        """A single value as its field holds it; None when it cannot, which is told."""
        if isinstance(kind, Image):
            return self.reader.picture(self.entry, value.text) if isinstance(value, Word) else None
        if isinstance(kind, Instant):
            return value.isoformat()
        if isinstance(kind, (Flag, Whole)):
            return value
        text = str(value)
        if isinstance(kind, Address) and text:
            fit = links.fit(text)
            if not fit or len(fit) > (longest or len(fit)):
                self.reader.report.warning(self.entry.path, self._line(key), "link-refused", key=key, url=text[:200])
                return None
            return fit
        if longest and len(text) > longest:
            self.whole[key] = text
            self.reader.report.warning(self.entry.path, self._line(key), "too-long", key=key, limit=longest)
            return text[: longest - 1].rstrip() + "…"
        return text

    def _line(self, key: str) -> int:
        return self.entry.lines.get(key.partition(".")[0].partition("[")[0], 0)


def merged(first: Any, second: Any) -> Any:
    """Two parts of one value: mappings key by key, rows by their number; else the first that says something."""
    if isinstance(first, dict) and isinstance(second, dict):
        return {
            key: merged(first.get(key), second.get(key)) for key in [*first, *(k for k in second if k not in first)]
        }
    if isinstance(first, list) and isinstance(second, dict) and all(key.isdigit() for key in second):
        rows = [merged(row, second.get(str(number))) for number, row in enumerate(first)]
        return rows + [row for number, row in second.items() if int(number) >= len(first)]
    return second if first is None else first


def _says_something(value: Any) -> bool:
    """Not only keys without a value, however deep: nothing would be written back of them."""
    if isinstance(value, (dict, list)):
        return any(_says_something(child) for child in (value.values() if isinstance(value, dict) else value))
    return value not in (None, "")


def plain(value: Any) -> Any:
    """A value of a file, as JSON."""
    if isinstance(value, Word):
        return value.text
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else value.isoformat()
