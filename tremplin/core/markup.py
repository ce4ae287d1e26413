"""Markdown as people write it, made into HTML that can do nothing but be read.

markdown-it (CommonMark, tables, strike-through, footnotes, bare addresses, HTML let in) → nh3 with a short list of
elements → headings in order, and the notes tied to the words that call them.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from tremplin.core.text import clean

MAX_LENGTH = 2 * 1024 * 1024


@dataclass(frozen=True)
class Image:
    """A picture of ours, as a page shows it."""

    url: str
    width: int
    height: int
    alternative: str = ""  # for a text that gives none


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
# an address in the text; what ends the sentence does not belong to it
_BARE = re.compile(r"https?://[^\s<>\"'`«»“”\ue000-\uf8ff]{1,500}(?<![.,;:!?…*_)\]’])", re.IGNORECASE)
_RAW_LINK = re.compile(r"<(/?)a(?:\s|>)", re.IGNORECASE)
_SCHEME = re.compile(r"([^/?#:]*):")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_IMAGE = re.compile(r"<img(?: [^>]*)?>")
_ATTRIBUTE = re.compile(r' (src|alt)="([^"]*)"')
_TABLE_BEFORE = (
    '<div class="fr-table"><div class="fr-table__wrapper"><div class="fr-table__container">'
    # wider than a phone, it is scrolled: with the keyboard as well
    '<div class="fr-table__content" tabindex="0"><table>'
)
_TABLE_AFTER = "</table></div></div></div></div>"


def to_html(markdown: str, *, under: int = 1, images: Images | None = None, prefix: str = "") -> SafeString:
    """The HTML of a text that stands under a heading of level `under` (0 to 5).

    Headings start right below it and never jump, whatever levels were typed. A picture is shown when `images` knows
    its path, else its alternative text stands alone. `prefix` begins the identifiers of the notes: it must differ
    for each text of a page (without it, a digest of the text).
    """
    text = clean(markdown[:MAX_LENGTH])
    notes = _Notes(prefix or digest(text))
    rendered = _markdown.render(text, {"notes": notes})
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
    return SafeString(notes.tie(safe))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def tokens(markdown: str) -> list[Token]:
    """A text as it is understood, for `parts`."""
    return _markdown.parse(clean(markdown[:MAX_LENGTH]), {})


def to_text(markdown: str) -> str:
    """The words alone, on one line, for a description or a card."""
    rendered = _markdown.render(clean(markdown[:MAX_LENGTH]), {"notes": None})
    bare = nh3.clean(rendered, tags=set(), clean_content_tags=set(_DROPPED_WITH_CONTENT))
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


class _Notes:
    """The notes of one text. nh3 takes every identifier out: marks nobody can type hold their places meanwhile."""

    def __init__(self, prefix: str) -> None:
        self.prefix, self.secret = prefix, secrets.token_hex(8)
        self.seen: set[str] = set()
        self.marks = re.compile(rf"(?:<(sup|li)>)?\ue002{self.secret}:(ref|note|back):(\d+):(\d+)\ue003")

    def mark(self, kind: str, token: Token) -> str:
        number, turn = token.meta["id"] + 1, token.meta.get("subId", 0) + 1
        return f"\ue002{self.secret}:{kind}:{number}:{turn}\ue003"

    def name(self, kind: str, token: Token) -> str:
        return self._name(kind, token.meta["id"] + 1, token.meta.get("subId", 0) + 1)

    def _name(self, kind: str, number: int, turn: int) -> str:
        again = f"-{turn}" if turn > 1 and kind == "ref" else ""
        return f"{kind}-{self.prefix}-{number}{again}"

    def tie(self, html: str) -> str:
        return self.marks.sub(self._tie, html)

    def _tie(self, match: re.Match[str]) -> str:
        element, kind, number, turn = match[1], match[2], int(match[3]), int(match[4])
        before = f"<{element}>" if element else ""
        if kind == "back":
            label = _("Back to the text, note %(number)s") % {"number": number}
            return f'{before}<span class="fr-sr-only">{escape(label)}</span><span aria-hidden="true">↩</span>'
        name = self._name(kind, number, turn)
        if not element or name in self.seen:
            return before
        self.seen.add(name)
        return f'<{element} id="{escape(name)}">'


def _note_ref(renderer: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    notes: _Notes | None = env.get("notes")
    if notes is None:
        return ""
    token = tokens[at]
    return f'<sup>{notes.mark("ref", token)}<a href="#{notes.name("note", token)}">{token.meta["id"] + 1}</a></sup>'


def _note_open(renderer: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    return f"<li>{env['notes'].mark('note', tokens[at])}"


def _note_back(renderer: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    notes: _Notes = env["notes"]
    return f' <a href="#{notes.name("ref", tokens[at])}">{notes.mark("back", tokens[at])}</a>'


def _leave_notes(state: StateCore) -> None:
    """A text read for its words alone has no notes under it."""
    if "notes" in state.env and state.env["notes"] is None:
        types = [token.type for token in state.tokens]
        if "footnote_block_open" in types:
            del state.tokens[types.index("footnote_block_open") :]


def _link_bare(state: StateCore) -> None:
    """Bare addresses become links, but not inside a link."""
    for block in state.tokens:
        if block.type != "inline" or not block.children or "://" not in block.content:
            continue
        children: list[Token] = []
        inside = 0
        for token in block.children:
            inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "html_inline" and (raw := _RAW_LINK.match(token.content)):
                inside = max(0, inside + (-1 if raw[1] else 1))
            children += _split(token) if token.type == "text" and not inside else [token]
        block.children = children


def _split(text: Token) -> Iterator[Token]:
    end = 0
    for match in _BARE.finditer(text.content):
        yield _text(text.content[end : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": match[0]})
        yield _text(match[0])
        yield Token("link_close", "a", -1)
        end = match.end()
    yield _text(text.content[end:]) if end else text


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin)
    markdown.core.ruler.after("footnote_tail", "leave_notes", _leave_notes)
    markdown.core.ruler.push("link_bare", _link_bare)
    rules: dict[str, Any] = {
        "footnote_ref": _note_ref,
        "footnote_open": _note_open,
        "footnote_anchor": _note_back,
        "footnote_block_open": lambda *given: "<hr>\n<ol>\n",
        "footnote_block_close": lambda *given: "</ol>\n",
    }
    # the plugin binds its own; these stand in their place
    for name, rule in rules.items():
        markdown.add_render_rule(name, rule)
    return markdown


_markdown = _make()


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
    alternative = alternative or escape(image.alternative)
    html: str = f'<img src="{escape(image.url)}" alt="{alternative}" {size} loading="lazy" class="fr-responsive-img">'
    return html
