"""The blocks of a page as the page that shows them all presents them: each one made from its own example."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from django.utils.safestring import SafeString
from wagtail.models import Page

from tremplin.content import rendering, ways
from tremplin.content.blocks import PartsBlock, addresses
from tremplin.content.exporter.parts import PartsWriter
from tremplin.content.models import PictureSource
from tremplin.core.offers import Words

# where an example stands: under the heading that names its block
_LEVEL = 3


@dataclass(frozen=True)
class Component:
    """`shown` is empty when the site has nothing yet for the example to show; `written`: in a content file."""

    name: str
    label: Words
    group: Words
    use: Words
    shown: SafeString
    written: str


def components() -> Iterator[Component]:
    """Every block a page may be made of, in the order in which editors find them."""
    rendering.open_page()
    stream, writer = PartsBlock(), PartsWriter(_path_of, _address_of)
    samples = [(block, block.get_preview_value()) for block in stream.child_blocks.values()]
    home = ways.home_in(ways.language()) or ways.home_in("fr")
    urls = addresses(*(value for _block, value in samples))
    leads = ways.leading_all(urls, home) if home else {}
    for block, value in samples:
        shown = SafeString(block.render(value, context={"level": _LEVEL, "leads": leads}).strip())
        rows = writer.stream(stream, stream.normalize([(block.name, value)]))
        lines = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=80)
        yield Component(
            block.name, block.label, block.meta.group, block.get_description(), shown, f"parts:\n{_indented(lines)}"
        )


def _path_of(key: int) -> str | None:
    return PictureSource.objects.filter(picture=key).values_list("path", flat=True).first()


def _address_of(page: Page) -> str:
    home = ways.home_above(page)
    return ways.address_of(page, home) if home else ""


def _indented(lines: str) -> str:
    return "".join(f"  {line}" for line in lines.splitlines(keepends=True))
