"""Where each page goes in a tree: the path it came from, else one that its layout and its address lead back to."""

from typing import Any

from wagtail.models import Locale

from tremplin.content import pages
from tremplin.content.engine import addresses, layouts
from tremplin.content.engine.layouts import Shape
from tremplin.content.exporter.page_export import SHAPE_OF
from tremplin.content.models import ImportedFile

# layouts that no `layout:` says: only their folder does
_BY_FOLDER = {Shape.LAUREATE: "laureats", Shape.NEWS_ITEM: "actualites", Shape.PORTRAIT: "personnes"}


class Names:
    """Paths of pages, each given once; `maps` are the folders that stand for one of our collections."""

    def __init__(self) -> None:
        rows = ImportedFile.objects.exclude(page=None).filter(part="").order_by("gone_at", "path")
        self.known: dict[int, str] = {}
        for key, path in rows.values_list("page_id", "path"):
            self.known.setdefault(key, path)
        self.taken = {path.lower() for path in self.known.values()}
        self.maps: dict[str, str] = {}
        self.languages = dict(Locale.objects.values_list("pk", "language_code"))
        self.pairs: dict[Any, tuple[str, str]] = {}  # of the French pages: path without its end, address

    def place(self, page: pages.BasePage, address: str) -> tuple[str, dict[str, Any]]:
        """The path of a page and the keys that say where it is. The French page comes before its translation."""
        shape, language = SHAPE_OF[type(page)], self.languages[page.locale_id]
        french = self.pairs.get(page.translation_key) if language != "fr" else None
        path = self.known.get(page.pk) or self._new(shape, language, address, french[0] if french else "")
        pair, folders, stem = _split(path)
        collection = self.maps.get(folders[0], folders[0]) if folders else ""
        if shape in _BY_FOLDER and collection != _BY_FOLDER[shape]:
            self.maps[folders[0]] = collection = _BY_FOLDER[shape]
        keys: dict[str, Any] = {}
        found, layout = layouts.shape_of("", collection, stem, len(folders))
        wanted = page.layout or layouts.LAYOUT_OF.get(shape, layout)
        if (found, layout) != (shape, wanted) and shape not in _BY_FOLDER and shape is not Shape.HOME:
            keys["layout"] = wanted
        if address != (french[1] if french else _from_path(folders, stem)) and shape is not Shape.HOME:
            keys["url"] = address
        if language == "fr":
            self.pairs[page.translation_key] = (pair, address)
        return path, keys

    def _new(self, shape: Shape, language: str, address: str, pair: str) -> str:
        end = ".md" if language == "fr" else f".{language}.md"
        last = address.strip("/").rpartition("/")[2]
        if pair:
            stem = pair
        elif shape is Shape.HOME:
            stem = "content/_index"
        elif shape in _BY_FOLDER:
            stem = f"content/{_BY_FOLDER[shape]}/{last}"
        else:
            stem = f"content/{address.strip('/')}"
        path, number = f"{stem}{end}", 2
        while path.lower() in self.taken:
            path, number = f"{stem}-{number}{end}", number + 1
        self.taken.add(path.lower())
        return path


def _split(path: str) -> tuple[str, list[str], str]:
    """The pair of a path, its folders and its stem, as the engine reads them."""
    *folders, name = path.removeprefix("content/").split("/")
    stem = name.rpartition(".")[0]
    bare, _dot, language = stem.rpartition(".")
    stem = bare if bare and language in ("fr", "en") else stem
    return "/".join(["content", *folders, stem]), folders, stem


def _from_path(folders: list[str], stem: str) -> str:
    try:
        return addresses.from_path(folders, stem)
    except addresses.BadAddress:
        return ""
