"""The `parts` of a page, written as the import reads them: pictures by path, pages by address, terms by title."""

from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from tremplin.content.importer.parts import term_name


class PartsWriter:
    """Turns blocks into plain values. `picture` gives the path of a picture by its key, `address` that of a page."""

    def __init__(self, picture: Callable[[int], str | None], address: Callable[[Any], str]) -> None:
        self.picture, self.address = picture, address

    def stream(self, block: blocks.StreamBlock, value: Any) -> list[dict[str, Any]]:
        return [{part.block_type: self._value(part.block, part.value)} for part in value]

    def _value(self, block: Any, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, value)
        if isinstance(block, blocks.StructBlock):
            pairs = ((name, self._value(child, value.get(name))) for name, child in block.child_blocks.items())
            return {name: child for name, child in pairs if child not in (None, "", [], {})}
        if isinstance(block, blocks.ListBlock):
            return [self._value(block.child_block, child) for child in value]
        if isinstance(block, ImageChooserBlock):
            return self.picture(value.pk)
        if isinstance(block, blocks.PageChooserBlock):
            return self.address(value)
        if isinstance(block, SnippetChooserBlock):
            return term_name(value)
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
