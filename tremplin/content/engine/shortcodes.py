"""Shortcodes in Markdown: `{{< dailymotion ID "title" >}}`, `{{< arrow-link … >}}`; any other stays visible as text.

They are masked before the Markdown is rendered and put back after it is cleaned, so that neither step may bend them.
"""

import re
from dataclasses import dataclass, field

from tremplin.content.engine import videos

# every repetition is bounded: a hostile text costs no more than its length
_OPENING = re.compile(
    r'\{\{[<%]\s{0,9}(/?)\s{0,9}([A-Za-z][\w-]{0,40})((?:[^"{}]|"(?:[^"\\]|\\.){0,2000}"){0,2000})(?<=[>%])\}\}'
)
_WORD = re.compile(r"""(?:([\w-]+)=)?(?:"((?:\\.|[^"\\])*)"|`([^`]*)`|([^\s"`]+))""")
_ID = re.compile(r"[A-Za-z0-9]{1,30}")
_LINK = re.compile(r"(https?://|/(?!/)|mailto:|#)\S+|/")
KNOWN = ("dailymotion", "arrow-link")


@dataclass(frozen=True)
class Shortcode:
    """`source` is the text as it was written; `start` its offset."""

    name: str
    source: str
    start: int
    words: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ArrowLink:
    title: str
    url: str


def find(text: str) -> list[Shortcode]:
    found = []
    for match in _OPENING.finditer(text):
        words, named = [], {}
        for key, quoted, ticked, bare in _WORD.findall(match[3][:-1].rstrip(" /")):
            value = re.sub(r"\\(.)", r"\1", quoted) if quoted else ticked or bare
            if key:
                named[key] = value
            else:
                words.append(value)
        found.append(Shortcode(match[1] + match[2], match[0], match.start(), tuple(words), named))
    return found


def understand(code: Shortcode) -> videos.Video | ArrowLink | None:
    """What a shortcode shows; None when it is unknown, or lacks what it needs, and therefore stays text."""
    if code.name == "dailymotion":
        video = code.named.get("id") or (code.words[0] if code.words else "")
        title = code.named.get("title") or " ".join(code.words[1:]) or video
        if _ID.fullmatch(video):
            return videos.find(video, title)
    if code.name == "arrow-link":
        url = next((code.named[key] for key in ("url", "href", "link", "to") if key in code.named), "")
        url = url or next((word for word in code.words if _LINK.fullmatch(word)), "")
        title = next((code.named[key] for key in ("title", "text", "label", "name") if key in code.named), "")
        title = title or " ".join(word for word in code.words if word != url)
        if _LINK.fullmatch(url):
            return ArrowLink(title or url, url)
    return None


# Two characters of the private use area hold the place; a text that has them of its own loses them.
_PLACE = re.compile("(<p>)?\ue000(\\d+)\ue001(</p>)?")
_PRIVATE = str.maketrans("", "", "\ue000\ue001")


def mask(text: str) -> tuple[str, list[Shortcode]]:
    """The text with a place instead of each shortcode, and the shortcodes in order."""
    codes = find(text := text.translate(_PRIVATE))
    pieces, end = [], 0
    for number, code in enumerate(codes):
        pieces += [text[end : code.start], f"\ue000{number}\ue001"]
        end = code.start + len(code.source)
    return "".join([*pieces, text[end:]]), codes


def unmask(html: str, blocks: list[str], inlines: list[str]) -> str:
    """Put back what each shortcode shows: `blocks` where it stood alone in a paragraph, `inlines` elsewhere."""

    def place(match: re.Match[str]) -> str:
        number = int(match[2])
        if number >= len(blocks):
            return ""
        if match[1] and match[3]:
            return blocks[number]
        return f"{match[1] or ''}{inlines[number]}{match[3] or ''}"

    return _PLACE.sub(place, html)
