"""The import itself: read the tree, keep its pictures, then terms, pages and menu, one small transaction each."""

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from tremplin.content.engine import tree as engine
from tremplin.content.engine.layouts import COLLECTIONS
from tremplin.content.engine.report import Report
from tremplin.content.importer import dead_links, documents, gallery, menu, quiet, redirects, vocabulary
from tremplin.content.importer.around import Around
from tremplin.content.importer.memory import Memory
from tremplin.content.importer.page_import import PageImport
from tremplin.content.importer.places import Places
from tremplin.content.importer.relations import Relations
from tremplin.content.importer.sentences import as_json, as_text
from tremplin.content.importer.terms import Terms
from tremplin.content.importer.values import Reader
from tremplin.core import freshness, segments

Progress = Callable[[str, int, int], None]


class WrongOption(ValueError):
    """An option that cannot be; its text is the sentence to show."""


@dataclass
class Outcome:
    """What an import did. `str()` is what a terminal shows, `json()` what a machine reads."""

    report: Report
    dry_run: bool

    def __str__(self) -> str:
        return as_text(self.report, dry_run=self.dry_run)

    def json(self) -> dict[str, Any]:
        return as_json(self.report, dry_run=self.dry_run)


def import_tree(
    root: Path,
    *,
    dry_run: bool = False,
    maps: Mapping[str, str] | None = None,
    overwrite: Collection[str] = (),
    progress: Progress = lambda step, done, total: None,
) -> Outcome:
    """Import a tree of content files, or import it again. Raises WrongOption before anything is read.

    `overwrite` names files whose values win over what was typed on the site. A dry run changes nothing.
    """
    root = Path(root)
    _check(root, maps or {}, overwrite)
    tree = engine.read(
        root,
        zone=ZoneInfo(settings.TIME_ZONE),
        maps=maps,
        reserved=segments.RESERVED,
        progress=lambda done, total: progress("read", done, total),
    )
    with quiet.quiet(), transaction.atomic() if dry_run else nullcontext():
        _write(tree, dry_run=dry_run, overwrite=set(overwrite), progress=progress)
        if dry_run:
            transaction.set_rollback(True)
    return Outcome(tree.report, dry_run)


def _write(tree: engine.Tree, *, dry_run: bool, overwrite: set[str], progress: Progress) -> None:
    report, memory = tree.report, Memory()
    pictures = gallery.store(tree, dry_run=dry_run)
    documents.store(tree, dry_run=dry_run)
    terms = Terms(report)
    touched: list[Any] = vocabulary.write(tree, terms, memory, overwrite)
    places = Places(report)
    reader = Reader(pictures, terms, report, {"fr": tree.site.title, "en": tree.site.title_en})
    page_import = PageImport(places, reader, memory, report, overwrite)
    entries = [entry for entry in tree.entries if entry.has_address]
    entries.sort(key=lambda entry: (entry.language != "fr", entry.address.count("/"), entry.address))
    reader.expect(entries)
    if any(entry.language == "en" for entry in entries):
        places.home("en")
    for number, entry in enumerate(entries):
        try:
            with transaction.atomic():
                page_import.write(entry)
        except (ValidationError, IntegrityError, DataError) as error:
            # whatever one file holds, the others are imported
            places.cache.clear()
            report.error(entry.path, 0, "not-written", problem=" ".join(str(error).split())[:200])
        progress("write", number + 1, len(entries))
    relations = Relations(places, memory, report, overwrite, reader.picture, page_import.touched)
    relations.write(entries)
    redirects.write(entries, memory, report)
    Around(places, memory, report, overwrite, page_import.touched).write(tree.site)
    menu.write(tree.site, memory, report, overwrite)
    menu.tell_dead(report)
    dead_links.tell(tree.entries, report)
    memory.tell_gone({entry.path for entry in tree.entries}, tree, report)
    touched += [*terms.made, *page_import.touched.values()]
    if not dry_run:
        quiet.catch_up(touched, progress=lambda done, total: progress("index", done, total))
        if touched or report.counts["created"] or report.counts["updated"]:
            freshness.bump()


def _check(root: Path, maps: Mapping[str, str], overwrite: Collection[str]) -> None:
    if not root.is_dir():
        raise WrongOption(f"No folder {root}.")
    if not (root / "content").is_dir():
        raise WrongOption(f"{root} has no content/ folder.")
    for theirs, ours in maps.items():
        if ours not in COLLECTIONS or not theirs:
            raise WrongOption(f"--map {theirs}={ours}: expected NAME=OURS with OURS one of {', '.join(COLLECTIONS)}.")
    for path in overwrite:
        if path != "config.toml" and not (root / path).is_file():
            raise WrongOption(f"--overwrite {path}: no such file in {root}.")
