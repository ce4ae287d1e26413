"""One page from its file: created, updated where the file changed, left where the site did."""

from typing import Any

from wagtail.models import Page

from tremplin.content import pages
from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Entry
from tremplin.content.importer import targets
from tremplin.content.importer.compare import Verdict, compare
from tremplin.content.importer.memory import Memory
from tremplin.content.importer.places import PLACEHOLDER, Places
from tremplin.content.importer.values import MODELS, Reader


class PageImport:
    """Writes pages; `touched` are those to index afterwards, by key."""

    def __init__(self, places: Places, reader: Reader, memory: Memory, report: Report, overwrite: set[str]) -> None:
        self.places, self.reader, self.memory, self.report, self.overwrite = places, reader, memory, report, overwrite
        self.touched: dict[int, Page] = {}
        self.by_pair: dict[str, Page] = {}

    def write(self, entry: Entry) -> None:
        known, digest, wanted = self.memory.of(entry.path), entry.digest, entry.address
        forced = entry.path in self.overwrite
        if known and known.digest == digest and known.page_id and not known.gone_at and not forced:
            self.report.counts["unchanged"] += 1
            return
        if known and known.page_id is None and known.digest == digest and not forced:
            self.report.info(entry.path, 0, "page-removed", path=entry.path)
            self.report.counts["unchanged"] += 1
            return
        values = targets.settled(self.reader.read(entry))
        page = Page.objects.get(pk=known.page_id).specific if known and known.page_id else self._adopt(entry, values)
        made_here = page is not None and known is None and not page.alias_of_id
        if made_here and self._says_the_same(page, values):
            self._take_over(entry, page, values)
            return
        if page is not None and type(page) is not MODELS[entry.shape]:
            self.report.warning(entry.path, entry.lines.get("layout", 0), "layout-changed", layout=entry.layout)
            self.report.counts["unchanged"] += 1
            return
        if page is None:
            page = self._create(entry, values)
            self.memory.keep(entry.path, {**values, "address": wanted}, digest, page=page)
            self.report.counts["created"] += 1
        else:
            base = known.values if known else self._blank(page, values)
            self._update(entry, page, values, base, forced=forced)

    def _adopt(self, entry: Entry, values: dict[str, Any]) -> Page | None:
        """A page that waits for its file: a home page, an alias of the French, a parent made for its children."""
        there = self.places.at(entry.language, entry.address)
        if there is None:
            return None
        if isinstance(there, pages.HomePage) or (there.alias_of_id and type(there) is MODELS[entry.shape]):
            return there
        if there.kept == PLACEHOLDER:
            return there if type(there) is MODELS[entry.shape] else None
        if type(there) is MODELS[entry.shape] and self._says_the_same(there, values):
            return there
        wanted, number = entry.address, 1
        while self.places.at(entry.language, entry.address) is not None:
            entry.address = f"/pages{wanted}" if number == 1 else f"/pages{wanted.rstrip('/')}-{number}/"
            number += 1
        line = entry.lines.get("url", 0)
        self.report.warning(entry.path, line, "address-on-site", address=wanted, instead=entry.address)
        return None

    def _says_the_same(self, page: Page, values: dict[str, Any]) -> bool:
        """A page made on the site and written out to this file: nothing is lost when the file takes it over."""
        own = {name: value for name, value in values.items() if name not in ("kept", "layout", "address")}
        return targets.read(page, list(own)) | {"published": targets.is_published(page)} == own

    def _take_over(self, entry: Entry, page: Page, values: dict[str, Any]) -> None:
        """The page says what the file says: only how the file says it is remembered."""
        said = {name: values[name] for name in ("layout", "kept")}
        type(page).objects.filter(pk=page.pk).update(**said)
        self.memory.keep(entry.path, {**values, "address": entry.address}, entry.digest, page=page)
        self.report.counts["unchanged"] += 1

    def _blank(self, page: Page, values: dict[str, Any]) -> dict[str, Any] | None:
        """What a waiting page held before anybody typed in it; None when nothing in it is anybody's."""
        if not isinstance(page, pages.HomePage) or page.alias_of_id:
            return None
        blank = pages.HomePage(title="Tremplin")
        return {**targets.read(blank, list(values)), "published": page.live, "address": "/"}

    def _create(self, entry: Entry, values: dict[str, Any]) -> Page:
        page = MODELS[entry.shape]()
        targets.write(page, values)
        french = self._french(entry)
        if french is not None:
            page.translation_key = french.translation_key
        page.live = entry.published and not page.go_live_at
        page.has_unpublished_changes = not page.live
        self.places.put(page, entry.language, entry.address, entry)
        if page.go_live_at and entry.published:
            page.save_revision(approved_go_live_at=page.go_live_at, clean=False)
        self.touched[page.pk] = page
        self.by_pair[f"{entry.language}:{entry.pair}"] = page
        return page

    def _french(self, entry: Entry) -> Page | None:
        if entry.language == "fr":
            return None
        found = self.by_pair.get(f"fr:{entry.pair}")
        if found is None:
            rows = (self.memory.of(f"{entry.pair}{suffix}.md") for suffix in ("", ".fr"))
            found = next((row.page for row in rows if row and row.page_id), None)
        if found is None:
            return None
        taken = Page.objects.filter(translation_key=found.translation_key, locale=self.places.home("en").locale)
        return None if taken.exists() else found

    def _update(
        self, entry: Entry, page: Page, values: dict[str, Any], base: dict[str, Any] | None, *, forced: bool
    ) -> None:
        if page.alias_of_id:
            page.alias_of = None
            page.save(clean=False)
        draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
        site = targets.read(draft, list(values))
        site |= {"published": targets.is_published(page), "address": self.places.address(page)}
        verdict = compare(base, values, site, overwrite=forced)
        for name in verdict.conflicts:
            label = self._label(page, name)
            line = self._line(entry, name)
            self.report.warning(entry.path, line, "edit-kept", field=label, path=entry.path)
        if verdict.write.get("address") and not self._move(entry, page, draft, values):
            verdict.base["address"] = (base or {}).get("address", site["address"])
            verdict.write.pop("address")
        if verdict.write:
            self._save(entry, page, draft, verdict)
        # what the second pass wrote is compared there
        verdict.base |= {name: value for name, value in (base or {}).items() if name not in values}
        complete = not verdict.conflicts and verdict.base["address"] == values["address"]
        self.memory.keep(entry.path, verdict.base, entry.digest if complete else "", page=page)
        self.report.counts["updated" if verdict.write else "unchanged"] += 1

    def _move(self, entry: Entry, page: Page, draft: Page, values: dict[str, Any]) -> bool:
        moved = self.places.move(page, entry.language, values["address"], entry)
        if moved:
            draft.slug = page.slug
            for name in ("path", "depth", "url_path"):
                setattr(draft, name, getattr(page, name))
            self.report.info(entry.path, entry.lines.get("url", 0), "page-moved", address=values["address"])
        else:
            self.report.warning(entry.path, entry.lines.get("url", 0), "page-not-moved", address=values["address"])
        return moved

    def _save(self, entry: Entry, page: Page, draft: Page, verdict: Verdict) -> None:
        """Put the values on the page: live when it is live, in the draft when somebody's draft is waiting."""
        waiting = page.live and page.has_unpublished_changes
        targets.write(draft, verdict.write)
        wanted = verdict.write.get("published", targets.is_published(page))
        self.touched[page.pk] = page
        if not wanted:
            draft.save_revision(clean=False)
            if page.live:
                page.unpublish()
        elif waiting:
            draft.save_revision(clean=False)
            self.report.info(entry.path, 0, "draft-waiting")
        else:
            draft.save_revision(clean=False).publish()
        self.touched[page.pk] = type(page).objects.get(pk=page.pk)

    def _label(self, page: Page, name: str) -> str:
        if name in ("published", "address"):
            return name
        return str(getattr(page._meta.get_field(name), "verbose_name", name))

    def _line(self, entry: Entry, name: str) -> int:
        key = _KEYS.get(name, name.partition("_")[0])
        return entry.body_line if name == "body" else entry.lines.get(key, 0)


# the front-matter key behind a field, where the name alone does not say it
_KEYS = {
    "lead": "desc",
    "cover": "image",
    "dated_at": "date",
    "menu_mark": "menu",
    "address": "url",
    "published": "visible",
    "bearer": "who",
    "topics": "themes",
    "facets": "domains",
    "laureates_title": "laureats",
    "laureates_text": "laureats",
    "invitation_title": "join",
    "press": "medias",
}
