"""A file, previewed or applied, and all that imports write as plain values to compare."""

from typing import Any

from tremplin.core import clock
from tremplin.directory.actions import imports as actions
from tremplin.directory.importing.sources import sources
from tremplin.directory.models import Belonging, Body, Door, Holder, Import


def previewed(content: bytes, source: str, *, whole: bool = True, by: str = "") -> Import:
    reading = sources()[source].reading(content)
    return actions.preview_import(
        reading, source=source, file_name="fichier", file=None, by=by, at=clock.now(), whole=whole
    )


def applied(content: bytes, source: str, *, whole: bool = True, by: str = "") -> Import:
    row = previewed(content, source, whole=whole, by=by)
    actions.start_import(row, by=by, at=clock.now(), partly=True)
    actions.run_import(row, sources()[source].reading(content), by=by)
    row.refresh_from_db()
    return row


def counts(row: Import) -> tuple[int, int, int, int, int]:
    return row.new, row.changed, row.unchanged, row.closing, row.rejected


def tables() -> list[list[dict[str, Any]]]:
    models = (Body, Belonging, Door, Door.topics.through, Holder)
    return [list(model._base_manager.order_by("pk").values()) for model in models]
