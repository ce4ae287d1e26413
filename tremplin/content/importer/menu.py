"""The lines of `config.toml`'s menus."""

import hashlib
from typing import Any

from django.db import transaction

from tremplin.content.engine import site_file
from tremplin.content.engine.report import Report
from tremplin.content.importer.compare import compare
from tremplin.content.importer.memory import Memory
from tremplin.content.models import MenuEntry


def write(site: site_file.SiteFile, memory: Memory, report: Report, overwrite: set[str]) -> None:
    seen = set()
    for line in site.menu:
        part = f"{line.place}:{line.identifier}"
        seen.add(part)
        values: dict[str, Any] = {
            "label_fr": line.name,
            "label_en": line.name_en,
            "url": line.url,
            "weight": line.weight,
            "place": line.place,
        }
        known = memory.of(site_file.NAME, part)
        row = known.menu_entry if known else None
        if known and row is None:
            report.info(site_file.NAME, 0, "menu-line-removed", name=line.name)
            continue
        digest = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
        row = row or MenuEntry(identifier=line.identifier)
        current = {name: getattr(row, name) for name in values}
        verdict = compare(known.values if known else None, values, current, overwrite=site_file.NAME in overwrite)
        for name in verdict.conflicts:
            report.warning(site_file.NAME, 0, "edit-kept", field=f"{line.name}: {name}", path=site_file.NAME)
        for name, value in verdict.write.items():
            setattr(row, name, value)
        with transaction.atomic():
            if verdict.write:
                row.save()
            if verdict.write or known is None or known.digest != digest:
                memory.keep(site_file.NAME, verdict.base, "" if verdict.conflicts else digest, part=part, menu_entry=row)
        report.counts["created" if known is None else "updated" if verdict.write else "unchanged"] += 1
    for (path, part), row_ in memory.rows.items():
        if path == site_file.NAME and part not in ("", "site") and part not in seen and site.present and row_.menu_entry:
            report.info(site_file.NAME, 0, "menu-line-gone", name=row_.menu_entry.label_fr)
