"""What each file said at its last import: read once, written as each object is."""

from typing import Any

from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Tree
from tremplin.content.models import ImportedFile
from tremplin.core import clock


class Memory:
    """The rows of ImportedFile, by path and part."""

    def __init__(self) -> None:
        rows = ImportedFile.objects.select_related("topic", "facet", "menu_entry")
        self.rows: dict[tuple[str, str], ImportedFile] = {(row.path, row.part): row for row in rows}

    def of(self, path: str, part: str = "") -> ImportedFile | None:
        return self.rows.get((path[:500], part[:100]))

    def keep(self, path: str, values: dict[str, Any], digest: str, *, part: str = "", **target: Any) -> None:
        row = self.of(path, part) or ImportedFile(path=path[:500], part=part[:100])
        row.values, row.digest, row.imported_at, row.gone_at = values, digest, clock.now(), None
        for name, value in target.items():
            setattr(row, name, value)
        row.save()
        self.rows[(row.path, row.part)] = row

    def tell_gone(self, paths: set[str], tree: Tree, report: Report) -> None:
        """A file that left the tree leaves its page: a reader's bookmark is not a file's business."""
        for row in self.rows.values():
            if row.part or row.path in paths or row.path == "config.toml" or (tree.root / row.path).is_file():
                continue
            report.info(row.path, 0, "file-gone")
            report.counts["gone"] += 1
            if row.gone_at is None:
                row.gone_at = clock.now()
                row.save(update_fields=["gone_at"])
