"""Values as files hold them, made sound: text on one line or several, addresses of the web, of mail and of the post.
Whatever they are given, nothing raises; what is not sound is said.
"""

import html
import re
from collections.abc import Callable
from typing import Any

from tremplin.core.text import clean

LONGEST = {"id": 80, "name": 300, "acronym": 60, "phone": 60, "url": 500, "email": 254, "person": 160, "address": 1_000}

Say = Callable[[str, str], None]

_SURROGATES = re.compile("[\ud800-\udfff]")
# marks that turn text around, or that nobody sees: a name must read as it is
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
_TAGS = re.compile(r"<[^<>]*>")
_URL = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>()\",;:]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}", re.IGNORECASE)


def line(value: Any) -> str:
    """One line of plain text: "" for whatever is not text."""
    return " ".join(_bare(value).split()) if isinstance(value, str) else ""


def paragraphs(value: Any) -> str:
    """A longer text, without the tags some services type in it."""
    if not isinstance(value, str):
        return ""
    lines = (" ".join(one.split()) for one in _bare(html.unescape(_TAGS.sub(" ", value))).split("\n"))
    return "\n".join(one for one in lines if one)


def _bare(value: str) -> str:
    return clean(_UNSEEN.sub("", _SURROGATES.sub("", value)))


def cut(text: str, longest: int, say: Say) -> str:
    if len(text) > longest:
        say("too-long", text)
    return text[:longest].rstrip()


def web_address(found: list[str], say: Say, code: str = "bad-website") -> str:
    """The first of these that is one; the others are said only when none is."""
    whole = [text if re.match(r"[a-z]+:", text, re.IGNORECASE) else f"https://{text}" for text in found]
    return _sound(whole, _URL, LONGEST["url"], code, say)


def mail_address(found: list[str], say: Say) -> str:
    return _sound(found, _EMAIL, LONGEST["email"], "bad-email", say).lower()


def _sound(found: list[str], pattern: re.Pattern[str], longest: int, code: str, say: Say) -> str:
    for text in found:
        if len(text) <= longest and pattern.fullmatch(text):
            return text
    if found:
        say(code, found[0])
    return ""
