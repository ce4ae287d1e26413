"""What blocks are made of: their fields, and what every block finds in its template."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale

from tremplin.content.links import validate_address

MARKDOWN_HELP = _("Markdown: **bold**, *italic*, [link](https://…), lists with dashes, ## for a heading.")
# where a block stands when nothing says otherwise: right under the title of the page
LEVEL = 2


def line(label: Any, *, required: bool = False, help_text: Any = "", longest: int = 500) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, help_text=help_text, max_length=longest)


def words(label: Any, *, required: bool = False, help_text: Any = MARKDOWN_HELP, rows: int = 4) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=required, help_text=help_text, rows=rows)


def address(label: Any, *, required: bool = False) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, max_length=500, validators=[validate_address])


def title() -> blocks.CharBlock:
    return line(_("Title"), help_text=_("A heading above; may be left empty."))


def several(child: blocks.Block, label: Any, *, most: int | None = None, least: int = 0) -> blocks.ListBlock:
    """A list that begins empty, or with as many as it must have."""
    return blocks.ListBlock(child, label=label, default=[], min_num=least or None, max_num=most)


class LiveValue(blocks.StructValue):
    """The value of a block that says something else by itself one day."""

    @property
    def changes_at(self) -> datetime | None:
        return None


class Part(blocks.StructBlock):
    """A block whose headings follow from where it stands.

    Its template finds `level`, that of its own heading; `under`, that of the heading above it; `inner`, that of the
    headings of what it holds, which depends on whether it has a title of its own.
    """

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["level"] = level = int(context.get("level") or LEVEL)
        context["under"] = level - 1
        context["inner"] = level + 1 if value.get("title") else level
        return context

    def sample(self) -> Mapping[str, Any]:
        """What it looks like, for who wonders whether to use it; pages and pictures are the site's own."""
        return {}

    def normalize(self, value: Any) -> Any:
        """What is not said is as in a new block."""
        if not isinstance(value, self.meta.value_class):
            value = {name: child.get_default() for name, child in self.child_blocks.items()} | dict(value)
        return super().normalize(value)

    def get_preview_value(self) -> Any:
        return self.normalize(dict(self.sample()))

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "leads": {url: url for url in addresses(value)}}


def locale_of(context: Mapping[str, Any]) -> Locale:
    """The language of the page a block stands in; without a page, that of the moment."""
    page = context.get("page")
    if page is not None:
        found: Locale = page.locale
        return found
    code = "en" if (get_language() or "fr").startswith("en") else "fr"
    return Locale.objects.filter(language_code=code).first() or Locale.objects.get(language_code="fr")


def structures(value: Any) -> Iterator[blocks.StructValue]:
    """Every structure in the value of a stream, a list or a structure, however deep."""
    if isinstance(value, blocks.StructValue):
        yield value
        for child in value.values():
            yield from structures(child)
    elif isinstance(value, blocks.StreamValue):
        for part in value:
            yield from structures(part.value)
    elif isinstance(value, blocks.list_block.ListValue):
        for item in value:
            yield from structures(item)


def changes_at(*values: Any) -> datetime | None:
    """The first instant at which one of these values says something else by itself."""
    live = [found for value in values for found in structures(value) if isinstance(found, LiveValue)]
    return min((instant for found in live if (instant := found.changes_at)), default=None)


def addresses(*values: Any) -> list[str]:
    """Every address that a link of these values leads to: the key is `url` in each block."""
    return [url for value in values for found in structures(value) if (url := found.get("url"))]
