"""Markdown as people write it, made into HTML that can do nothing but be read.

markdown-it (CommonMark, tables, strike-through, HTML let in) → nh3 with a short list of elements → headings in order.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from tremplin.core.text import clean

MAX_LENGTH = 2 * 1024 * 1024


@dataclass(frozen=True)
class Image:
    """A picture of ours, as a page shows it."""

    url: str
    width: int
    height: int


# the path written in the text → our picture; None leaves the alternative text alone
Images = Callable[[str], Image | None]


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TAGS = _words(
    "p br hr h1 h2 h3 h4 h5 h6 strong b em i u s del sup sub blockquote q cite ul ol li dl dt dd a img "
    "table thead tbody tr th td caption code pre abbr span"
)
_DROPPED_WITH_CONTENT = _words(
    "script style iframe object embed svg math template noscript noembed noframes plaintext xmp textarea "
    "select form video audio canvas title"
)
_ATTRIBUTES = {
    "a": {"href", "hreflang", "lang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "span": {"lang"},
    "q": {"lang"},
    "blockquote": {"lang"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
_SCHEME = re.compile(r"([^/?#:]*):")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_IMAGE = re.compile(r"<img(?: [^>]*)?>")
_ATTRIBUTE = re.compile(r' (src|alt)="([^"]*)"')
_TABLE_BEFORE = (
    '<div class="fr-table"><div class="fr-table__wrapper"><div class="fr-table__container">'
    '<div class="fr-table__content"><table>'
)
_TABLE_AFTER = "</table></div></div></div></div>"


def to_html(markdown: str, *, under: int = 1, images: Images | None = None) -> SafeString:
    """The HTML of a text that stands under a heading of level `under` (0 to 5).

    Headings start right below it and never jump, whatever levels were typed. A picture is shown when `images` knows
    its path, else its alternative text stands alone.
    """
    rendered = _markdown.render(clean(markdown[:MAX_LENGTH]))
    safe = nh3.clean(
        rendered,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=_SCHEMES,
        link_rel="noopener",
        strip_comments=True,
        attribute_filter=_filter,
    )
    safe = _HEADING.sub(_Outline(under).place, safe)
    safe = _IMAGE.sub(lambda match: _image(match[0], images), safe)
    safe = safe.replace("<table>", _TABLE_BEFORE).replace("</table>", _TABLE_AFTER)
    return SafeString(safe)


def to_text(markdown: str) -> str:
    """The words alone, on one line, for a description or a card."""
    bare = nh3.clean(
        _markdown.render(clean(markdown[:MAX_LENGTH])), tags=set(), clean_content_tags=set(_DROPPED_WITH_CONTENT)
    )
    return " ".join(_unescape(bare).split())


def _unescape(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _filter(tag: str, name: str, value: str) -> str | None:
    # a raw < or > in an attribute would blind the passes that follow the cleaning
    if name == "alt":
        return value.replace("<", "").replace(">", "")
    if name in ("src", "href"):
        # written out, never taken out: « java<script: » must not become an address that acts
        address = "".join(value.split()).replace("<", "%3C").replace(">", "%3E")
        scheme = _SCHEME.match(address)
        return address if scheme is None or scheme[1].lower() in _SCHEMES else None
    return value if re.fullmatch(r"[\w-]{1,20}", value) or name == "rel" else None


class _Outline:
    """Renumbers headings: each stands one level under the nearest one typed above it."""

    def __init__(self, under: int) -> None:
        self.under = under
        self.above: list[tuple[int, int]] = []
        self.open: list[int] = []

    def place(self, match: re.Match[str]) -> str:
        if match[1]:
            return f"</h{self.open.pop() if self.open else self.under + 1}>"
        typed = int(match[2])
        while self.above and self.above[-1][0] >= typed:
            self.above.pop()
        level = min(6, (self.above[-1][1] if self.above else self.under) + 1)
        self.above.append((typed, level))
        self.open.append(level)
        return f"<h{level}>"


def _image(tag: str, images: Images | None) -> str:
    given: dict[str, str] = dict(_ATTRIBUTE.findall(tag))
    source, alternative = _unescape(given.get("src", "")), given.get("alt", "")
    image = images(source) if images and source else None
    if image is None:
        return alternative
    size = f'width="{image.width}" height="{image.height}"'
    html: str = f'<img src="{escape(image.url)}" alt="{alternative}" {size} loading="lazy" class="fr-responsive-img">'
    return html
