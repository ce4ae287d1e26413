"""The `parts` of a page: blocks written as a list of « kind: its fields », read by walking Wagtail's own blocks.

A picture is named by its path, a page by its address, a term by its title.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from tremplin.content.engine.layouts import TERMS
from tremplin.content.models import Facet, Topic
from tremplin.content.models.vocabulary import Term
from tremplin.core.text import fold

# what a value could not become: said with the key that holds it
Tell = Callable[[str, str], None]


class PartsReader:
    """Turns the value of `parts` into blocks. `pictures`, `pages` find keys by path and by address."""

    def __init__(self, pictures: Callable[[str], int | None], pages: Callable[[str], int | None], tell: Tell) -> None:
        self.pictures, self.pages, self.tell = pictures, pages, tell

    def stream(self, block: blocks.StreamBlock, value: Any, key: str) -> list[dict[str, Any]]:
        """Rows of a stream; those that are no block of it are told and left out."""
        rows = []
        for number, row in enumerate(value if isinstance(value, list) else [value], 1):
            name = next(iter(row), "") if isinstance(row, Mapping) and len(row) == 1 else ""
            if name not in block.child_blocks:
                self.tell(f"{key}[{number}]", "part")
                continue
            child = self._value(block.child_blocks[name], row[name], f"{key}[{number}].{name}")
            rows.append({"type": name, "value": child})
        return rows

    def _value(self, block: Any, value: Any, key: str) -> Any:
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, value, key)
        if isinstance(block, blocks.StructBlock):
            return self._structure(block, value, key)
        if isinstance(block, blocks.ListBlock):
            rows = value if isinstance(value, list) else [] if value is None else [value]
            children = (self._value(block.child_block, row, f"{key}[{number}]") for number, row in enumerate(rows, 1))
            return [child for child in children if child not in (None, "")]
        found = self._chosen(block, str(value or "").strip())
        if found is not NotImplemented:
            if found is None and value:
                self.tell(key, "unknown")
            return found
        return self._single(block, value, key)

    def _structure(self, block: blocks.StructBlock, value: Any, key: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            # a part with one text may be written without its name
            first = next(iter(block.child_blocks))
            value = {first: value} if not isinstance(value, list) else {}
        for name in value:
            if name not in block.child_blocks:
                self.tell(f"{key}.{name}", "part")
        return {
            name: self._value(child, value[name], f"{key}.{name}") if name in value else self._missing(child)
            for name, child in block.child_blocks.items()
        }

    def _missing(self, block: Any) -> Any:
        value = block.get_prep_value(block.get_default())
        # as the editor saves a line left empty
        return "" if value is None and isinstance(block, (blocks.CharBlock, blocks.TextBlock)) else value

    def _chosen(self, block: Any, text: str) -> Any:
        if isinstance(block, ImageChooserBlock):
            return self.pictures(text) if text else None
        if isinstance(block, blocks.PageChooserBlock):
            return self.pages(text) if text else None
        if isinstance(block, SnippetChooserBlock):
            return term_key(block.model_class, text) if text else None
        return NotImplemented

    def _single(self, block: Any, value: Any, key: str) -> Any:
        if isinstance(value, (dict, list)):
            self.tell(key, "unknown")
            return self._missing(block)
        if isinstance(block, blocks.BooleanBlock):
            return value is True
        if isinstance(block, blocks.IntegerBlock):
            return value if type(value) is int else None
        text = "" if value is None else str(value)
        longest = getattr(getattr(block, "field", None), "max_length", None)
        if longest and len(text) > longest:
            self.tell(key, "long")
            return text[: longest - 1].rstrip() + "…"
        return text


def term_key(model: type[Term], text: str) -> int | None:
    """A term by its title; among facets, « promos/Promotion 1 » says of which collection."""
    collection, slash, title = text.partition("/")
    folded = fold(title if slash and collection in TERMS else text)
    rows: QuerySet[Any] = model._default_manager.filter(folded=folded)
    if model is Facet and slash and collection in TERMS:
        rows = rows.filter(kind=TERMS[collection])
    found: int | None = rows.order_by("pk").values_list("pk", flat=True).first()
    return found


def term_name(row: Term) -> str:
    if isinstance(row, Topic):
        return row.name_fr
    kind = row.kind if isinstance(row, Facet) else ""
    return f"{next(name for name, ours in TERMS.items() if ours == kind)}/{row.name_fr}"
