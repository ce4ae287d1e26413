"""The words of a page without their form: what a reader sees, for whoever only wants to look for something in it."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from tremplin.content.engine import shortcodes
from tremplin.content.links import validate_address
from tremplin.core import markup

# what a part of a block is called when it says nothing by itself: what to press, what is said of nothing, an address
_SILENT = {"button", "empty", "label", "url", "video"}


@lru_cache(maxsize=2000)  # a worker reads every page again when one changes
def of_markdown(text: str) -> str:
    """The words of a text on one line; of a shortcode, its title."""
    masked, codes = shortcodes.mask(text)
    meanings = [shortcodes.understand(code) for code in codes]
    titles = [meaning.title if meaning else "" for meaning in meanings]
    return " ".join(shortcodes.unmask(markup.to_text(masked), titles, titles).split())


def of_page(page: Page, *, but: Collection[str] = ()) -> str:
    """Every text of the page's own fields in their order, then its themes; the title is not among them.

    `but`: fields the page does not show at present.
    """
    runs: list[str] = []
    for field in page._meta.local_fields:
        if not field.editable or field.name in but or field.name.endswith("_button"):
            continue
        runs += _of_field(field, getattr(page, field.attname))
    for relation in page._meta.local_many_to_many:
        runs += [str(row) for row in getattr(page, relation.name).all()]
    return "\n".join(run for run in runs if run)


def _of_field(field: Any, value: Any) -> Iterator[str]:
    if isinstance(field, StreamField):
        yield from _of_block(value.stream_block, value)
    elif isinstance(field, models.TextField):
        yield of_markdown(value)
    elif isinstance(field, models.CharField) and not field.choices and not _is_address(field.validators, value):
        yield value.strip()


def _of_block(block: blocks.Block, value: Any) -> Iterator[str]:
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _of_block(child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        for name, part in block.child_blocks.items():
            if name not in _SILENT and value.get(name):
                yield from _of_block(part, value[name])
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _of_block(block.child_block, item)
    elif isinstance(block, blocks.FieldBlock):
        yield from _of_leaf(block, value)


def _of_leaf(block: blocks.FieldBlock, value: Any) -> Iterator[str]:
    if isinstance(value, RichText):
        yield of_markdown(value.source)
    elif isinstance(block, blocks.TextBlock):
        yield of_markdown(value)
    elif isinstance(block, blocks.CharBlock) and not _is_address(block.field.validators, value):
        yield value.strip()


def _is_address(validators: Any, value: str) -> bool:
    return validate_address in validators or value.startswith(("http://", "https://"))
