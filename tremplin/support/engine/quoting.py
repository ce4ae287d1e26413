"""The words of a reply alone: without the message it quotes, without the signature of a device, without markup.

Follows what mailboxes write, in French and in English: « Le … a écrit : », “On … wrote:”, the block of Outlook.
"""

import html
import re
from collections.abc import Iterator

_OPENS = re.compile(
    r"^[ \t>]*(?:"
    r"le\b[^\n]{0,200}(?:\n[^\n]{0,200}){0,2}?\ba\s+écrit\s?:"
    r"|on\b[^\n]{0,200}(?:\n[^\n]{0,200}){0,2}?\bwrote:"
    r"|-{2,} ?(?:message d[’']origine|message original|original message|message transféré|forwarded message) ?-{2,}"
    r"|début du message (?:transféré|réexpédié)|begin forwarded message"
    r"|(?:_{10,}[ \t]*\n\s{0,20})?[ \t]*\*?(?:de|from) ?:\*? [^\n]{1,300}\n(?:[^\n]{0,300}\n){0,4}?"
    r"[ \t]*\*?(?:objet|subject) ?:"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(r"^--[ \t]?$", re.MULTILINE)
_DEVICE = re.compile(
    r"^(?:envoyé (?:de|depuis) mon\b|envoyé à partir de|sent from my\b|sent from (?:outlook|yahoo|mail)\b|"
    r"get outlook for\b|obtenir outlook pour\b|télécharge[rz] outlook pour\b)[^\n]{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b([^<>]{0,4000})>")
_COMMENT = ("<!--", "-->")
_UNSEEN = {"script", "style", "head", "title"}
_NEW_LINE = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "blockquote", "hr"}
# what a mailbox puts around the message it quotes: nothing of the reply comes after
_QUOTES = re.compile(
    r"gmail_quote|moz-cite-prefix|yahoo_quoted|divrplyfwdmsg|appendonsend|protonmail_quote", re.IGNORECASE
)


def own_words(text: str) -> str:
    """What this reply adds: above the quoted message; else below it, or between its lines."""
    above = _OPENS.split(text, maxsplit=1)[0]
    found = _without_quotes(_without_signature(above))
    return found or _without_quotes(_without_signature(_OPENS.sub("", text, count=1)))


def _without_quotes(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n") if not line.lstrip().startswith(">")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_signature(text: str) -> str:
    return _DEVICE.sub("", _SIGNATURE.split(text, maxsplit=1)[0])


def text_of_html(source: str) -> str:
    """The words of a page, a line a block; read once from one end to the other, whatever it holds."""
    out: list[str] = []
    unseen = ""
    for words, tag in _pieces(source):
        if not unseen:
            out.append(re.sub(r"\s+", " ", words))
        if tag is None:
            continue
        closing, name, attributes = bool(tag.group(1)), tag.group(2).lower(), tag.group(3)
        if unseen:
            unseen = "" if closing and name == unseen else unseen
        elif not closing and _begins_a_quote(name, attributes, out):
            break
        elif name in _UNSEEN:
            unseen = "" if closing else name
        elif name in _NEW_LINE:
            out.append("\n")
    return re.sub(r"[ \t]*\n[ \t]*", "\n", html.unescape("".join(out))).strip()


def _pieces(source: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Words, and the tag that ends them, in order; comments are skipped, a stray « < » too."""
    place = 0
    while place < len(source):
        opens = source.find("<", place)
        words, opens = source[place : opens if opens >= 0 else None], opens if opens >= 0 else len(source)
        tag = _TOKEN.match(source, opens)
        if tag is not None:
            place = tag.end()
        elif source.startswith(_COMMENT[0], opens):
            closes = source.find(_COMMENT[1], opens)
            place = closes + len(_COMMENT[1]) if closes >= 0 else len(source)
        else:
            place = opens + 1
        yield words, tag


def _begins_a_quote(name: str, attributes: str, before: list[str]) -> bool:
    return bool(_QUOTES.search(attributes)) or (name == "blockquote" and bool("".join(before).strip()))
