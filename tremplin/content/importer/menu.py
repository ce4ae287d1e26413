"""The lines of `config.toml`'s menus."""

import hashlib
from typing import Any

from django.db import transaction

from tremplin.content import pages, ways
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
        made_here = _same(line) if row is None else None
        row = row or made_here
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
                memory.keep(
                    site_file.NAME, verdict.base, "" if verdict.conflicts else digest, part=part, menu_entry=row
                )
        fate = "created" if known is None and made_here is None else "updated" if verdict.write else "unchanged"
        report.counts[fate] += 1
    for (path, part), row_ in memory.rows.items():
        if (
            path == site_file.NAME
            and part not in ("", "site")
            and part not in seen
            and site.present
            and row_.menu_entry
        ):
            report.info(site_file.NAME, 0, "menu-line-gone", name=row_.menu_entry.label_fr)


def _same(line: site_file.MenuLine) -> MenuEntry | None:
    """An entry made on the site and written out to this line."""
    rows = MenuEntry.objects.filter(place=line.place, url=line.url, label_fr=line.name, label_en=line.name_en)
    return rows.order_by("pk").first()


def tell_dead(report: Report) -> None:
    """The lines that lead nowhere on the site as it is now: they are not shown."""
    home = ways.home_in("fr")
    if home is None:
        return
    entries = [
        *MenuEntry.objects.all(),
        *(MenuEntry(pk=-number, url=url, label_fr=name) for number, (name, url) in enumerate(_buttons(home), 1)),
    ]
    shown = ways.addresses(entries, home, home)
    for entry in entries:
        if entry.pk not in shown:
            code = "menu-dead" if entry.pk > 0 else "button-dead"
            report.info(
                site_file.NAME if entry.pk > 0 else "content/_index.md", 0, code, name=entry.label_fr, url=entry.url
            )


def _buttons(home: pages.HomePage) -> list[tuple[str, str]]:
    pairs = [(home.hero_button, home.hero_url), (home.invitation_button, home.invitation_url)]
    return [(name, url) for name, url in pairs if name and url]
