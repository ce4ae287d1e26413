"""The documents that texts lead to: kept among the site's documents, their old path leading there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from tremplin.content import links, shown_links, ways
from tremplin.content.engine import files
from tremplin.content.engine.tree import Tree
from tremplin.content.importer.said_links import links_of
from tremplin.content.models import DocumentSource, PublishedDocument
from tremplin.core.transactions import must_be_outside

KINDS = frozenset(
    [
        "pdf",
        "odt",
        "ods",
        "odp",
        "odg",
        "docx",
        "xlsx",
        "pptx",
        "doc",
        "xls",
        "ppt",
        "rtf",
        "txt",
        "csv",
        "json",
        "geojson",
        "zip",
        "ics",
        "epub",
        "mp3",
        "mp4",
    ]
)


def store(tree: Tree, *, dry_run: bool) -> None:
    """Keep each document of the tree that a text leads to, or that `files.yaml` names, once."""
    if not dry_run:
        must_be_outside("storing documents")
    known = dict(DocumentSource.objects.values_list("path", "document_id"))
    for path, source, line in dict.fromkeys(_asked(tree)):
        file = tree.root / "static" / path
        if not files.inside(file, (tree.root / "static").resolve()):
            tree.report.error(source, line, "document-outside", path=path)
        elif file.is_file():
            _keep(tree, path, file, source, line, known, dry_run=dry_run)


def _asked(tree: Tree) -> Iterator[tuple[str, str, int]]:
    """The path under static/, the file that names it and its line."""
    for entry in tree.entries:
        if not entry.has_address:
            continue
        for line, _key, url in links_of(entry):
            here = shown_links.path_of(links.at_home(url, tree.site.base_url), entry.address)
            path = here.partition("?")[0].partition("#")[0].lstrip("/")
            if path.rpartition(".")[2].lower() in KINDS:
                yield path, entry.path, line
    for path in tree.about.documents:
        yield path, "files.yaml", 0


def _keep(tree: Tree, path: str, file: Path, source: str, line: int, known: dict[str, int], *, dry_run: bool) -> None:
    if file.stat().st_size > files.MAX_IMAGE:
        tree.report.error(source, line, "document-too-large", path=path)
        return
    if path in known or len(path) > 500:
        return
    data = file.read_bytes()
    if data.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<scri", b"<?xml", b"<svg "):
        tree.report.error(source, line, "document-is-a-page", path=path)
        return
    title = str(tree.about.documents.get(path, {}).get("title") or file.stem.replace("-", " "))[:255]
    document = PublishedDocument(title=title, file_size=len(data))
    held: Any = document.file
    if dry_run:
        held.name = f"documents/{file.name[:80]}"
    else:
        held.save(file.name[:80], ContentFile(data), save=False)
    with transaction.atomic():
        document.save()
        DocumentSource.objects.create(path=path, document=document)
        old = ways.old_path(f"/{path}")
        if old != Redirect.normalise_path(document.url):
            Redirect.objects.get_or_create(
                old_path=old, site=None, defaults={"redirect_link": document.url, "is_permanent": True}
            )
    known[path] = document.pk
    tree.report.counts["documents"] += 1
