"""The export itself: the site as it is published, written as a tree the import reads back without a change."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tremplin.content import pages, ways
from tremplin.content.engine import about_files, site_file
from tremplin.content.engine.layouts import TERMS
from tremplin.content.exporter import site_export, texts
from tremplin.content.exporter.gallery_export import Gallery
from tremplin.content.exporter.names import Names
from tremplin.content.exporter.page_export import PageExport
from tremplin.content.exporter.parts import PartsWriter
from tremplin.content.importer import targets
from tremplin.content.importer.places import PLACEHOLDER
from tremplin.content.models import Facet, ImportedFile, Topic

# a file of the tree: its path, and its text or the stored file to copy
Piece = tuple[str, Any]


class NotEmpty(ValueError):
    """The folder already holds something: nothing was written."""


def export_tree(folder: Path, progress: Callable[[str], None] = lambda path: None) -> int:
    """Write the site under a folder that is missing or empty; return the number of files. Raises NotEmpty."""
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(str(folder))
    count = 0
    for path, data in pieces():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(data))
        count += 1
        progress(path)
    (folder / "content").mkdir(parents=True, exist_ok=True)
    return count


def export_archive() -> bytes:
    """The same tree, as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in pieces():
            # no date: the same site makes the same archive
            archive.writestr(zipfile.ZipInfo(path), _bytes(data), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bytes(data: Any) -> bytes:
    if isinstance(data, str):
        return data.encode()
    with data.open("rb") as file:
        read: bytes = file.read()
        return read


def pieces() -> Iterator[Piece]:
    """Every file of the tree, in no order that matters."""
    homes = {home.locale.language_code: home for home in pages.HomePage.objects.select_related("locale")}
    if "fr" not in homes:
        return
    gallery, names = Gallery(), Names()
    by_language = {home.locale_id: home for home in homes.values()}

    def address(page: Any) -> str:
        home = by_language[page.locale_id]
        return "/" + str(page.url_path).removeprefix(home.url_path)

    export = PageExport(PartsWriter(gallery.path, lambda page: ways.address_of(page, by_language[page.locale_id])))
    for page in _pages(homes):
        path, place = names.place(page, address(page))
        published = targets.is_published(page)
        # what was never published is read from its draft
        shown = page if page.live or not page.latest_revision_id else page.get_latest_revision_as_object()
        yield path, texts.content_file(export.head(shown, place, published=published), export.body(shown))
    yield from _terms()
    yield site_file.NAME, site_export.config(homes, names.maps)
    if about := gallery.about():
        yield about_files.NAME, texts.front_matter(about)
    for path, file in gallery.files():
        yield f"static/{path}", file


def _pages(homes: dict[str, pages.HomePage]) -> Iterator[pages.BasePage]:
    """Pages with words of their own, the French before the others; none that waits for its file or its translation."""
    for language in sorted(homes, key=lambda code: code != "fr"):
        home = homes[language]
        for page in home.get_descendants(inclusive=True).order_by("path").specific(defer=False):
            waits = page.kept == PLACEHOLDER and page.latest_revision_id is None
            if page.alias_of_id is None and not waits:
                yield page


def _terms() -> Iterator[Piece]:
    collections = {kind: name for name, kind in TERMS.items()}
    paths: dict[tuple[str, int], list[str]] = {}
    for topic, facet, path in ImportedFile.objects.values_list("topic_id", "facet_id", "path"):
        if topic or facet:
            paths.setdefault(("topic", topic) if topic else ("facet", facet), []).append(path)
    taken = {path for rows in paths.values() for path in rows}
    for row in [*Topic.objects.all(), *Facet.objects.all()]:
        kind = row.kind if isinstance(row, Facet) else "theme"
        known = sorted(paths.get(("facet" if isinstance(row, Facet) else "topic", row.pk), []))
        french = next((path for path in known if not path.endswith(".en.md")), "")
        if not french:
            french = f"content/{collections[kind]}/{row.slug}.md"
            french = french if french not in taken else f"content/{collections[kind]}/{row.slug}-{row.pk}.md"
        yield french, texts.content_file({"title": row.name_fr, **row.kept}, "")
        if row.name_en:
            english = next((path for path in known if path.endswith(".en.md")), f"{_stem(french)}.en.md")
            yield english, texts.content_file({"title": row.name_en}, "")


def _stem(path: str) -> str:
    return path.removesuffix(".md").removesuffix(".fr")
