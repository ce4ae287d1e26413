"""Relations by title: a term is found again whatever its spaces, capitals and accents, in French or in English."""

from tremplin.content.engine import addresses
from tremplin.content.engine.layouts import TERMS
from tremplin.content.engine.report import Report
from tremplin.content.engine.schema import Word
from tremplin.content.models import Facet, Topic
from tremplin.core.text import fold


class Terms:
    """Topics and facets by kind and folded name. A title no file defines makes its term, with a line."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.known: dict[tuple[str, str], Topic | Facet] = {}
        self.made: list[Topic | Facet] = []
        for topic in Topic.objects.all():
            self.remember(topic)
        for facet in Facet.objects.all():
            self.remember(facet)

    def remember(self, row: Topic | Facet) -> None:
        kind = row.kind if isinstance(row, Facet) else "theme"
        for name in (row.name_en, row.name_fr):
            if name:
                self.known[(kind, fold(name))] = row

    def at(self, kind: str, title: str) -> Topic | Facet | None:
        return self.known.get((kind, fold(title)))

    def make(self, kind: str, title: str, slug: str = "") -> Topic | Facet:
        title = title[:200]
        slug = self._free_slug(kind, (slug or addresses.segment(title) or "term")[:190])
        row = Topic(name_fr=title, slug=slug) if kind == "theme" else Facet(kind=kind, name_fr=title, slug=slug)
        row.save()
        self.remember(row)
        self.made.append(row)
        return row

    def _free_slug(self, kind: str, slug: str) -> str:
        taken = {row.slug for (other, _name), row in self.known.items() if other == kind}
        number, free = 2, slug
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        return free

    def keys(self, collection: str, words: list[Word], path: str) -> list[int]:
        """The keys of the terms a page names, in order."""
        kind, rows = TERMS[collection], []
        for word in words:
            row = self.at(kind, word.text)
            if row is None:
                row = self.make(kind, word.text)
                self.report.warning(path, word.line, "term-made", collection=collection, title=word.text[:200])
            rows.append(row.pk)
        return sorted(set(rows))
