"""The links a page shows, in its texts, its buttons and its blocks; and where on this site each of them leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from tremplin.content.engine import shortcodes
from tremplin.content.links import fit, validate_address
from tremplin.core.parts import parts

# beside an address, what its link says; the first that says something
_WORDS_BESIDE = ("button", "label", "title", "author")


@dataclass(frozen=True)
class TextLink:
    """A link in a text: the lines above it, its words, its address."""

    line: int
    words: str
    url: str


@dataclass(frozen=True)
class ShownLink:
    """`place` says in words which field of the page; `page` is set, in the place of an address, for a chosen page.

    `in_text`: typed among words, and read as a browser reads it.
    """

    place: str
    words: str
    url: str
    page: int | None = None
    in_text: bool = False


def of_text(text: str) -> Iterator[TextLink]:
    """The links of a Markdown text and of its shortcodes."""
    masked, codes = shortcodes.mask(text)
    for part in parts(masked):
        if part.kind == "link":
            yield TextLink(part.line, part.words, part.address)
    for code in codes:
        meant = shortcodes.understand(code)
        if isinstance(meant, shortcodes.ArrowLink):
            yield TextLink(text.count("\n", 0, code.start), meant.title, meant.url)


def of_page(page: Page) -> Iterator[ShownLink]:
    """Every link of a page of ours, without a question to the database."""
    common = {field.name for field in Page._meta.get_fields()}
    for field in page._meta.concrete_fields:
        if field.name in common or not field.editable:
            continue
        place, value = str(capfirst(field.verbose_name)), getattr(page, field.attname)
        if isinstance(field, StreamField):
            for number, child in enumerate(value.raw_data, 1):
                block = field.stream_block.child_blocks.get(child["type"])
                if block is not None:
                    yield from _of_block(block, child["value"], f"{place}, {block.label} {number}", {})
        elif isinstance(field, models.TextField):
            yield from (ShownLink(place, link.words, link.url, in_text=True) for link in of_text(value or ""))
        elif validate_address in field.validators and value:
            stem = field.name.removesuffix("url")
            if words := next((said for name in _WORDS_BESIDE if (said := getattr(page, f"{stem}{name}", ""))), ""):
                yield ShownLink(place, str(words), value)


def _of_block(block: Any, raw: Any, place: str, beside: Mapping[str, Any]) -> Iterator[ShownLink]:
    """`raw` is the value as it is stored: reading it loads neither pages nor pictures."""
    for inside, value, around in _within(block, raw):
        yield from _of_block(inside, value, place, around)
    if not raw:
        return
    if isinstance(block, blocks.PageChooserBlock):
        yield ShownLink(place, "", "", page=int(raw))
    elif isinstance(block, blocks.TextBlock):
        yield from (ShownLink(place, link.words, link.url, in_text=True) for link in of_text(str(raw)))
    elif isinstance(block, blocks.CharBlock) and validate_address in block.field.validators:
        words = next((said for name in _WORDS_BESIDE if (said := beside.get(name))), "")
        yield from [ShownLink(place, str(words), str(raw))] if words else []


def _within(block: Any, raw: Any) -> Iterator[tuple[Any, Any, Mapping[str, Any]]]:
    """The blocks a block holds, the value of each, and the values that stand beside it."""
    if not raw:
        return
    if isinstance(block, blocks.BaseStreamBlock):
        yield from ((found, child["value"], {}) for child in raw if (found := block.child_blocks.get(child["type"])))
    elif isinstance(block, blocks.ListBlock):
        for child in raw:
            item = isinstance(child, dict) and child.get("type") == "item"
            yield block.child_block, child["value"] if item else child, {}
    elif isinstance(block, blocks.BaseStructBlock):
        yield from ((child, raw.get(name), raw) for name, child in block.child_blocks.items())


def path_of(url: str, base: str, *, in_block: bool = False) -> str:
    """The path on this site that a link of the page at `base` leads to; "" when it leads elsewhere, or stays there.

    In a block or a button, « programme » means « /programme »; in a text it is read as a browser does.
    """
    url = url.strip().removeprefix(settings.BASE_URL)
    if in_block:
        url = fit(url)
    if not url or url[0] in "#?" or url.startswith("//"):
        return ""
    try:
        path = urljoin(base, url)
        return unquote(path) if path.startswith("/") else ""
    except ValueError:
        return ""
