"""A page as its content file says it: the schema of its layout, walked from the fields to the keys."""

from collections.abc import Mapping
from typing import Any

from wagtail.contrib.redirects.models import Redirect

from tremplin.content import pages
from tremplin.content.engine.layouts import SCHEMAS, TERMS, Shape, first_keys
from tremplin.content.engine.schema import (
    Free,
    Group,
    Image,
    Instant,
    Kind,
    Listing,
    Terms,
    Titles,
)
from tremplin.content.exporter.parts import PartsWriter
from tremplin.content.importer.values import MODELS
from tremplin.content.models import Facet, Topic
from tremplin.core.text import fold

SHAPE_OF = {model: shape for shape, model in MODELS.items()}
_APART = ("layout", "url", "aliases", "visible", "draft")


class PageExport:
    """Gives the front matter of pages. `picture` gives the path of a picture by its key."""

    def __init__(self, parts: PartsWriter) -> None:
        self.parts = parts
        self.picture = parts.picture
        self.aliases: dict[int, list[str]] = {}
        for page, path in Redirect.objects.exclude(redirect_page=None).values_list("redirect_page_id", "old_path"):
            self.aliases.setdefault(page, []).append(path)
        self.topics = dict(Topic.objects.values_list("pk", "name_fr"))
        self.facets = {row.pk: row for row in Facet.objects.all()}
        self.titles: dict[Shape, dict[int, str]] = {}
        self.folded: dict[tuple[Shape, int], set[str]] = {}

    def head(self, page: pages.BasePage, place: Mapping[str, Any], *, published: bool) -> dict[str, Any]:
        """The keys of a page. `place`: those that say where it is (`layout`, `url`), found by the caller."""
        shape = SHAPE_OF[type(page)]
        said = _Said(self, page, shape)
        kept = {key: value for key, value in page.kept.items() if key not in ("_whole", "_said")}
        head = {**place, **said.group(SCHEMAS[shape], "", kept)}
        if aliases := sorted(self.aliases.get(page.pk, [])):
            head["aliases"] = aliases
        if not published:
            head["visible"] = False
        return head

    def body(self, page: pages.BasePage) -> str:
        return str(page.body).replace("\r\n", "\n").strip("\n")

    def titles_at(self, shape: Shape) -> dict[int, str]:
        """The titles of the pages of a shape, by key."""
        if shape not in self.titles:
            self.titles[shape] = dict(MODELS[shape].objects.values_list("pk", "title"))
        return self.titles[shape]

    def folded_at(self, shape: Shape, locale: int) -> set[str]:
        """The titles that name a page of a shape, in a language."""
        key = (shape, locale)
        if key not in self.folded:
            titles = MODELS[shape].objects.filter(locale=locale).values_list("title", flat=True)
            self.folded[key] = {fold(title) for title in titles}
        return self.folded[key]


class _Said:
    """One page, from its fields to the keys of its layout."""

    def __init__(self, export: PageExport, page: pages.BasePage, shape: Shape) -> None:
        self.export, self.page = export, page
        self.whole: dict[str, str] = page.kept.get("_whole", {})
        self.keys: dict[str, str] = page.kept.get("_said", {})
        self.first = first_keys(SCHEMAS[shape])
        self.fields = {field.name: field for field in page._meta.get_fields()}

    def group(self, group: Group, prefix: str, kept: Any) -> dict[str, Any]:
        """What the fields say, in the order of the schema, then what was kept."""
        aside: dict[str, Any] = kept if isinstance(kept, dict) else {}
        out: dict[str, Any] = {}
        for key, kind in group.keys.items():
            if prefix or key not in _APART:
                value = self._one(kind, f"{prefix}{key}", aside.get(key))
                if value not in (None, "", [], {}):
                    out[key] = value
        return out | {key: value for key, value in aside.items() if key not in group.keys}

    def _one(self, kind: Kind, key: str, kept: Any) -> Any:
        if isinstance(kind, Group):
            return self._within(kind, key, kept)
        if isinstance(kind, Titles) and kind.field in self.fields:
            return self._titles(kind, kept)
        said = self._own(kind, key) if kind.field in self.fields else None
        if isinstance(said, list):
            return _with_rows(said, kept)
        return kept if said in (None, "") else said

    def _within(self, kind: Group, key: str, kept: Any) -> Any:
        told = getattr(self.page, kind.told_by) if kind.told_by else key
        # made on the site: the first of the keys that fill these fields
        if told != key and (told or not self._is_first(kind, key)):
            return kept
        inner = self.group(kind, f"{key}.", kept)
        return inner or (None if isinstance(kept, dict) else kept)

    def _own(self, kind: Kind, key: str) -> Any:
        """What the field of a key says: a list for rows and terms, else a single value."""
        if isinstance(kind, Terms):
            return self._terms(kind)
        if isinstance(kind, Listing):
            return self._rows(kind, key)
        name: str = kind.field  # type: ignore[union-attr]  # a group has none and is handled above
        if isinstance(kind, Free):
            field: Any = self.fields[name]
            return self.export.parts.stream(field.stream_block, getattr(self.page, name))
        if self.keys.get(name, key if key in self.first else "") != key:
            return None
        return self._single(kind, getattr(self.page, name), key)

    def _is_first(self, group: Group, key: str) -> bool:
        schema = SCHEMAS[SHAPE_OF[type(self.page)]]
        told = [name for name, kind in schema.keys.items() if isinstance(kind, Group) and kind.told_by == group.told_by]
        return told[0] == key

    def _single(self, kind: Kind, value: Any, key: str) -> Any:
        if isinstance(kind, Image):
            picture = getattr(self.page, f"{kind.field}_id")
            return self.export.picture(picture) if picture else None
        if isinstance(kind, Instant):
            return value
        field: Any = self.fields[kind.field]  # type: ignore[union-attr]
        if isinstance(value, bool):
            return None if value == field.get_default() else value
        return self._text(value, key) if isinstance(value, str) else value

    def _text(self, value: str, key: str) -> str:
        """The whole of a text that its column shows cut, unless it was changed since."""
        text = value.replace("\r\n", "\n").strip()
        whole = self.whole.get(key, "")
        return whole if text.endswith("…") and whole.startswith(text[:-1]) else text

    def _titles(self, kind: Titles, typed: Any) -> list[str]:
        """The titles of the pages chosen, and those of the file that name no page of ours."""
        known = self.export.titles_at(Shape(kind.shape))
        chosen = [block.value.pk for block in getattr(self.page, kind.field) if block.value is not None]
        folded = self.export.folded_at(Shape(kind.shape), self.page.locale_id)
        rows = typed if isinstance(typed, list) else []
        lost = [title for title in rows if isinstance(title, str) and fold(title) not in folded]
        return [known[pk] for pk in chosen if pk in known] + lost

    def _terms(self, kind: Terms) -> list[str]:
        rows = getattr(self.page, kind.field).all()
        if TERMS[kind.collection] == "theme":
            return [self.export.topics[row.pk] for row in rows]
        facets = (self.export.facets[row.pk] for row in rows)
        return [facet.name_fr for facet in facets if facet.kind == TERMS[kind.collection]]

    def _rows(self, kind: Listing, key: str) -> list[dict[str, Any]]:
        rows = []
        for number, block in enumerate(getattr(self.page, kind.field)):
            row: dict[str, Any] = {}
            for name, inner in kind.group.keys.items():
                value = block.value.get(inner.field)  # type: ignore[union-attr]  # rows hold single values
                if isinstance(inner, Image):
                    value = self.export.picture(value.pk) if value is not None else None
                elif isinstance(value, str):
                    value = self._text(value, f"{key}[{number + 1}].{name}")
                if value not in (None, ""):
                    row[name] = value
            rows.append(row)
        return rows


def _with_rows(rows: list[Any], kept: Any) -> Any:
    """Rows, with what was kept of each by its number."""
    if not isinstance(kept, dict) or not all(number.isdigit() for number in kept):
        return rows or kept
    both = [
        {**kept[str(number)], **row} if isinstance(row, dict) and isinstance(kept.get(str(number)), dict) else row
        for number, row in enumerate(rows)
    ]
    return both + [value for number, value in kept.items() if int(number) >= len(rows) or not isinstance(value, dict)]
