"""Pictures and documents, each at the path it came from, and `files.yaml`: what the tree has no key for about them."""

from collections.abc import Iterator
from typing import Any

from tremplin.content.models import DocumentSource, Picture, PictureSource, PublishedDocument


class Gallery:
    """The files of the site by path; a picture without one is given its own name under img/."""

    def __init__(self) -> None:
        self.pictures = {row.pk: row for row in Picture.objects.order_by("pk")}
        self.paths: dict[int, list[str]] = {}
        for path, key in PictureSource.objects.order_by("path").values_list("path", "picture_id"):
            self.paths.setdefault(key, []).append(path)
        taken = {path for paths in self.paths.values() for path in paths}
        for key, row in self.pictures.items():
            if key not in self.paths:
                self.paths[key] = [_free(f"img/{str(row.file.name).rpartition('/')[2]}", taken)]
        self.documents = {row.pk: row for row in PublishedDocument.objects.order_by("pk")}
        sources = dict(DocumentSource.objects.values_list("document_id", "path"))
        self.places = {key: sources.get(key) or row.url.lstrip("/") for key, row in self.documents.items()}

    def path(self, key: int) -> str | None:
        """The path of a picture, as a file of the tree names it."""
        return self.paths[key][0] if key in self.paths else None

    def files(self) -> Iterator[tuple[str, Any]]:
        """Every path under static/ and the file to copy there."""
        for key, paths in self.paths.items():
            for path in paths:
                yield path, self.pictures[key].file
        for key, path in self.places.items():
            yield path, self.documents[key].file

    def about(self) -> dict[str, Any]:
        """What `files.yaml` says."""
        pictures = {self.paths[key][0]: _about(row) for key, row in self.pictures.items()}
        documents = {self.places[key]: {"title": row.title} for key, row in self.documents.items()}
        both = {"pictures": pictures, "documents": documents}
        return {name: {path: found[path] for path in sorted(found)} for name, found in both.items() if found}


def _about(row: Picture) -> dict[str, Any]:
    focal = [row.focal_point_x, row.focal_point_y, row.focal_point_width, row.focal_point_height]
    said = {
        "title": row.title,
        "alternative_fr": row.alternative_fr,
        "alternative_en": row.alternative_en,
        "decorative": row.is_decorative,
        "focal": focal if None not in focal[:2] else None,
    }
    return {name: value for name, value in said.items() if value}


def _free(path: str, taken: set[str]) -> str:
    stem, dot, end = path.rpartition(".")
    number, free = 2, path
    while free in taken:
        free, number = f"{stem}-{number}{dot}{end}", number + 1
    taken.add(free)
    return free
