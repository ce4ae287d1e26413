"""`files.yaml`: what a tree says of its pictures and documents that no front matter can — our own addition."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tremplin.content.engine import files, nodes
from tremplin.content.engine.report import Report

NAME = "files.yaml"


@dataclass
class AboutFiles:
    """By path under static/. A picture: title, alternative_fr, alternative_en, decorative, focal; a document: title."""

    pictures: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)


def read(root: Path, report: Report) -> AboutFiles:
    """What the file says; nothing when it is missing or unreadable, which is told."""
    path = root / NAME
    if not path.is_file() or not files.inside(path, root.resolve()):
        return AboutFiles()
    source = files.read_text(path, root, report)
    if source is None:
        return AboutFiles()
    try:
        said = nodes.plain(nodes.parse(source.text))
    except nodes.Unreadable as error:
        report.error(NAME, error.line, error.code, **error.details)
        return AboutFiles()
    return AboutFiles(_rows(said.get("pictures")), _rows(said.get("documents")))


def _rows(value: Any) -> dict[str, dict[str, Any]]:
    rows = value if isinstance(value, dict) else {}
    return {path: row for path, row in rows.items() if isinstance(row, dict)}
