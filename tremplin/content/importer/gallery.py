"""The pictures of a tree, in the site's gallery: one row a digest, whatever the number of paths."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from tremplin.content.engine.layouts import Shape
from tremplin.content.engine.pictures import Picture as Found
from tremplin.content.engine.schema import Word
from tremplin.content.engine.tree import Tree
from tremplin.content.models import Picture, PictureSource
from tremplin.core.transactions import must_be_outside


def store(tree: Tree, *, dry_run: bool) -> dict[str, int]:
    """Keep the pictures that are new; return the key of each by digest. A dry run writes no file."""
    if not dry_run:
        must_be_outside("storing pictures")
    names = _names(tree)
    rows = {
        row.file_hash: row.pk for row in Picture.objects.exclude(file_hash="").only("pk", "file_hash").order_by("-pk")
    }
    for found in tree.pictures.values():
        if found.sha1 not in rows:
            about = tree.about.pictures.get(found.path, {})
            rows[found.sha1] = _keep(found, names.get(found.sha1, ""), about, dry_run=dry_run)
            tree.report.counts["pictures"] += 1
    _remember(tree.pictures, rows)
    return rows


def _names(tree: Tree) -> dict[str, str]:
    """A laureate's logo says its name; every other picture of a tree goes with words that say the same."""
    names: dict[str, str] = {}
    for entry in tree.entries:
        word = entry.values.get("image")
        if entry.shape is Shape.LAUREATE and isinstance(word, Word) and word.text in entry.pictures:
            names.setdefault(entry.pictures[word.text].sha1, entry.title)
    return names


def _keep(found: Found, name: str, about: Mapping[str, Any], *, dry_run: bool) -> int:
    stem = found.path.rpartition("/")[2].rpartition(".")[0] or "picture"
    picture = Picture(
        title=(name or stem)[:255],
        is_decorative=not name,
        alternative_fr=name[:300],
        file_size=found.size,
        file_hash=found.sha1,
    )
    _tell_more(picture, about)
    filename = f"{stem[:80]}.{found.extension}"
    file: Any = picture.file
    if dry_run:
        file.name = f"original_images/{filename}"
    else:
        file.save(filename, ContentFile(found.data()), save=False)
    # a drawing without a size of its own, or a file not written yet
    picture.width, picture.height = found.width or 300, found.height or 150
    with transaction.atomic():
        picture.save()
    return int(picture.pk)


def _tell_more(picture: Picture, about: Mapping[str, Any]) -> None:
    """What `files.yaml` says of a new picture."""
    if not about:
        return
    picture.title = str(about.get("title") or picture.title)[:255]
    picture.is_decorative = about.get("decorative") is True
    picture.alternative_fr = str(about.get("alternative_fr") or "")[:300]
    picture.alternative_en = str(about.get("alternative_en") or "")[:300]
    focal = about.get("focal")
    if isinstance(focal, list) and len(focal) == 4 and all(type(value) is int and value >= 0 for value in focal[:2]):
        picture.focal_point_x, picture.focal_point_y = focal[0], focal[1]
        picture.focal_point_width = focal[2] if type(focal[2]) is int else 0
        picture.focal_point_height = focal[3] if type(focal[3]) is int else 0


def _remember(pictures: Mapping[str, Found], rows: Mapping[str, int]) -> None:
    known = dict(PictureSource.objects.values_list("path", "picture_id"))
    for path, found in pictures.items():
        if known.get(path) != rows[found.sha1] and len(path) <= 500:
            PictureSource.objects.update_or_create(path=path, defaults={"picture_id": rows[found.sha1]})
