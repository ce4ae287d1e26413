"""What `config.toml` says of the site as a whole: its name, its words around every page, where it was before."""

from typing import Any

from wagtail.models import Page

from tremplin.content import links, pages
from tremplin.content.engine import site_file
from tremplin.content.engine.report import Report
from tremplin.content.engine.site_file import SiteFile
from tremplin.content.importer import targets
from tremplin.content.importer.compare import Verdict, compare
from tremplin.content.importer.memory import Memory
from tremplin.content.importer.places import Places


class Around:
    """Writes them on the home page of each language; what concerns another generator is kept aside."""

    def __init__(
        self, places: Places, memory: Memory, report: Report, overwrite: set[str], touched: dict[int, Page]
    ) -> None:
        self.places, self.memory, self.report, self.touched = places, memory, report, touched
        self.forced = site_file.NAME in overwrite

    def write(self, site: SiteFile) -> None:
        if not site.present:
            return
        self.memory.keep(site_file.NAME, site.rest, "")
        for language, values in _values(site).items():
            if values["site_title"] and (language == "fr" or language in self.places.homes):
                self._home(language, values)

    def _home(self, language: str, values: dict[str, Any]) -> None:
        # read again: the files of the home pages may have been written since
        home = pages.HomePage.objects.get(pk=self.places.home(language).pk)
        part = f"site:{language}"
        known = self.memory.of(site_file.NAME, part)
        waiting = home.has_unpublished_changes
        draft = home.get_latest_revision_as_object() if home.latest_revision_id else home
        current = targets.read(draft, list(values))
        base = known.values if known else dict.fromkeys(values, "")
        if language == "en" and (home.alias_of_id or not known):
            # a name that follows the French home page, or came from it, was typed by nobody
            french = targets.read(self.places.homes["fr"], list(values))
            base = {name: now if now == french[name] else base[name] for name, now in current.items()}
        verdict = compare(base, values, current, overwrite=self.forced)
        for name in verdict.conflicts:
            label = str(home._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            self.report.warning(site_file.NAME, 0, "edit-kept", field=label, path=site_file.NAME)
        if verdict.write:
            self._save(language, home, draft, verdict, waiting=waiting)
        if verdict.write or known is None:
            self.memory.keep(site_file.NAME, verdict.base, "", part=part, page=home)

    def _save(self, language: str, home: Page, draft: Page, verdict: Verdict, *, waiting: bool) -> None:
        targets.write(draft, verdict.write)
        if home.latest_revision_id:
            revision = draft.save_revision(clean=False)
            if not waiting:
                revision.publish()
        else:
            home.save(clean=False)
        self.places.homes[language] = pages.HomePage.objects.get(pk=home.pk)
        self.touched[home.pk] = self.places.homes[language]


def _values(site: SiteFile) -> dict[str, dict[str, Any]]:
    """The fields of the home page of each language."""
    fields = site_file.OURS
    values: dict[str, dict[str, Any]] = {
        "fr": {"site_title": site.title[:120], "site_tagline": site.tagline[:200]},
        "en": {"site_title": site.title_en[:120], "site_tagline": site.tagline_en[:200]},
    }
    for language, ours in (("fr", site.ours), ("en", site.ours_en)):
        values[language] |= {fields[key]: text for key, text in ours.items()}
    former = links.fit(site.base_url)
    if former.startswith("http"):
        values["fr"]["former_url"] = former.rstrip("/")[:200]
    return values
