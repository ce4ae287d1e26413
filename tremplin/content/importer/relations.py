"""The second pass: what names other pages, once they are all there — titles of news and laureates, and `parts`."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.models import Page

from tremplin.content import pages
from tremplin.content.engine.addresses import BadAddress, from_url
from tremplin.content.engine.layouts import SCHEMAS, Shape, titles_of, walk
from tremplin.content.engine.report import Report
from tremplin.content.engine.schema import Free, Titles
from tremplin.content.engine.tree import Entry
from tremplin.content.importer import targets
from tremplin.content.importer.compare import compare
from tremplin.content.importer.memory import Memory
from tremplin.content.importer.parts import PartsReader
from tremplin.content.importer.places import Places
from tremplin.content.importer.values import MODELS
from tremplin.core.text import fold


class Relations:
    """Writes the fields that the first pass left; `picture` gives the key of a picture of an entry by its path."""

    def __init__(
        self,
        places: Places,
        memory: Memory,
        report: Report,
        overwrite: set[str],
        picture: Callable[[Entry, str], int | None],
        touched: dict[int, Page],
    ) -> None:
        self.places, self.memory, self.report, self.overwrite = places, memory, report, overwrite
        self.picture, self.touched = picture, touched
        self.titles: dict[str, dict[tuple[int, str], int]] = {}

    def write(self, entries: list[Entry]) -> None:
        for entry in entries:
            known = self.memory.of(entry.path)
            names = list(self._names(entry, known.values if known else {}))
            if not names or known is None or known.page_id is None:
                continue
            page = MODELS[entry.shape].objects.filter(pk=known.page_id).first()
            if page is not None:
                self._relate(entry, page, {name: self._read(entry, page, key) for key, name in names}, known.values)

    def _names(self, entry: Entry, base: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The keys and fields of an entry that says something there, or said it at its last import."""
        model = MODELS[entry.shape]
        kinds: list[tuple[str, Titles | Free]] = [*titles_of(entry.shape), *_free(entry.shape)]
        for key, kind in kinds:
            if hasattr(model, kind.field) and (dig(entry.values, key) or base.get(kind.field)):
                yield key, kind.field

    def _read(self, entry: Entry, page: pages.BasePage, key: str) -> list[dict[str, Any]]:
        value = dig(entry.values, key)
        kinds = dict(titles_of(entry.shape))
        if key in kinds:
            return [
                {"type": "page", "value": found}
                for word in value or []
                if (found := self._titled(entry, page, kinds[key].shape, word)) is not None
            ]
        line = entry.lines.get(key, 0)
        reader = PartsReader(
            lambda path: self.picture(entry, path),
            lambda address: self._at(entry, address),
            lambda where, problem: self.report.warning(entry.path, line, f"part-{problem}", key=where),
        )
        stream: Any = page._meta.get_field(key)
        return reader.stream(stream.stream_block, value or [], key)

    def _titled(self, entry: Entry, page: pages.BasePage, shape: str, word: Any) -> int | None:
        if shape not in self.titles:
            rows = MODELS[Shape(shape)].objects.only("pk", "title", "locale_id").order_by("-pk")
            self.titles[shape] = {(row.locale_id, fold(row.title)): row.pk for row in rows}
        found = self.titles[shape].get((page.locale_id, fold(word.text)))
        if found is None:
            self.report.warning(entry.path, word.line, "related-unknown", title=word.text[:200])
        return found

    def _at(self, entry: Entry, address: str) -> int | None:
        try:
            page = self.places.at(entry.language, from_url(address))
        except BadAddress:
            return None
        return page.pk if page is not None else None

    def _relate(self, entry: Entry, page: pages.BasePage, wanted: dict[str, Any], base: dict[str, Any]) -> None:
        wanted = targets.settled(wanted)
        draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
        site = targets.read(draft, list(wanted))
        before = {name: base[name] for name in wanted if name in base}
        verdict = compare(before or None, wanted, site, overwrite=entry.path in self.overwrite)
        for name in verdict.conflicts:
            label = str(page._meta.get_field(name).verbose_name)
            self.report.warning(entry.path, entry.lines.get(name, 0), "edit-kept", field=label, path=entry.path)
        if verdict.write:
            fresh = page.pk in self.touched and not page.latest_revision_id
            targets.write(draft, verdict.write)
            if fresh:
                draft.save(clean=False)
            elif (page.live and page.has_unpublished_changes) or not targets.is_published(page):
                draft.save_revision(clean=False)
            else:
                draft.save_revision(clean=False).publish()
            self.touched[page.pk] = draft
        if verdict.write or any(base.get(name) != verdict.base[name] for name in wanted):
            digest = "" if verdict.conflicts else self.memory.rows[(entry.path[:500], "")].digest
            self.memory.keep(entry.path, {**base, **verdict.base}, digest, page=page)


def _free(shape: Shape) -> list[tuple[str, Free]]:
    return [(key, kind) for key, kind in walk(SCHEMAS[shape]) if isinstance(kind, Free)]


def dig(values: Any, key: str) -> Any:
    """The value behind a dotted key; None when it is missing."""
    for name in key.split("."):
        values = values.get(name) if isinstance(values, dict) else None
    return values
