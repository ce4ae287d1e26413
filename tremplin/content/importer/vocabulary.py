"""Files that define a term: a theme, a field of action, an impact, a season, a category."""

from typing import Any

from django.db import transaction

from tremplin.content.engine import addresses
from tremplin.content.engine.layouts import TERMS
from tremplin.content.engine.tree import Entry, Tree
from tremplin.content.importer.compare import compare
from tremplin.content.importer.memory import Memory
from tremplin.content.importer.terms import Terms
from tremplin.content.models import Facet, Topic


def write(tree: Tree, terms: Terms, memory: Memory, overwrite: set[str]) -> list[Any]:
    """Create and update terms, the French first; return what was written."""
    rows: dict[str, Topic | Facet] = {}
    touched = []
    entries = [entry for entry in tree.entries if not entry.has_address]
    for entry in sorted(entries, key=lambda entry: (entry.language != "fr", entry.path)):
        with transaction.atomic():
            row, changed = _one(entry, rows, terms, memory, tree, overwrite)
        rows[entry.pair] = row
        if changed:
            touched.append(row)
    return touched


def _one(
    entry: Entry, rows: dict[str, Topic | Facet], terms: Terms, memory: Memory, tree: Tree, overwrite: set[str]
) -> tuple[Topic | Facet, bool]:
    report, kind = tree.report, TERMS[entry.collection]
    known = memory.of(entry.path)
    row = (known.topic or known.facet) if known else None
    row = row or rows.get(entry.pair) or terms.at(kind, entry.title)
    name = "name_fr" if entry.language == "fr" else "name_en"
    values: dict[str, Any] = {name: entry.title[:200], "kept": entry.kept}
    if entry.language == "en":
        del values["kept"]
    target: dict[str, Any] = {}
    created = row is None
    if row is None:
        row = terms.make(kind, entry.title, addresses.segment(entry.stem))
    target = {"topic": row} if isinstance(row, Topic) else {"facet": row}
    site = {field: getattr(row, field) for field in values}
    verdict = compare(known.values if known else None, values, site, overwrite=entry.path in overwrite)
    if "name_fr" in verdict.write:
        other = terms.at(kind, values["name_fr"])
        if other is not None and other.pk != row.pk:
            report.warning(entry.path, entry.lines.get("title", 0), "term-twice", title=entry.title[:200])
            verdict.write.pop("name_fr")
    for field in verdict.conflicts:
        report.warning(entry.path, entry.lines.get("title", 0), "edit-kept", field=field, path=entry.path)
    for field, value in verdict.write.items():
        setattr(row, field, value)
    if verdict.write:
        row.save()
        terms.remember(row)
    changed = bool(verdict.write) or created
    report.counts["created" if created else "updated" if changed else "unchanged"] += 1
    if changed or known is None or known.digest != entry.digest or known.gone_at:
        memory.keep(entry.path, verdict.base, "" if verdict.conflicts else entry.digest, **target)
    return row, changed
