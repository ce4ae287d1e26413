"""What a Markdown text is made of, for those who check it rather than show it: headings, links, pictures, by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it.token import Token

from tremplin.core import markup

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True)
class Part:
    """`kind` is heading, link or image; `line` counts the lines above; `words` are what is read of it.

    A heading has its level as typed, a link or an image its address. The words of an image are its alternative text;
    those of a link that holds an image without any are empty.
    """

    kind: str
    line: int
    words: str
    level: int = 0
    address: str = ""
    image: str = ""  # in a link: the address of its first image, whose alternative may be known elsewhere


def parts(markdown: str) -> list[Part]:
    """The headings, links and images of a text, typed in Markdown or in HTML, in the order in which they end."""
    walk = _Walk()
    for token, line in _lines(markup.tokens(markdown)):
        walk.line = line
        walk.read(token)
    for opened in list(walk.open):  # begun in HTML and never ended: it holds all that follows
        walk.handle_endtag("a" if opened.kind == "link" else f"h{opened.level}")
    return walk.found


def _lines(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        inner = line
        for child in token.children or []:
            inner += child.type in ("softbreak", "hardbreak")
            yield child, inner


@dataclass
class _Open:
    kind: str
    line: int
    level: int = 0
    address: str = ""
    words: str = ""
    image: str = ""


class _Walk(HTMLParser):
    """One reader for both ways of writing: a Markdown token says the same as the tag it would become."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.line = 0
        self.found: list[Part] = []
        self.open: list[_Open] = []

    def read(self, token: Token) -> None:
        if token.type in ("html_inline", "html_block"):
            above = self.line
            for number, piece in enumerate(token.content.splitlines(keepends=True)):
                self.line = above + number
                self.feed(piece)
        elif token.type == "image":
            words = "".join(child.content for child in token.children or [])
            self._image(str(token.attrGet("src") or ""), words)
        elif token.type in ("text", "code_inline"):
            self.handle_data(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self.handle_data(" ")
        elif token.type in ("link_open", "heading_open"):
            self.handle_starttag(token.tag, [("href", str(token.attrGet("href") or ""))])
        elif token.type in ("link_close", "heading_close"):
            self.handle_endtag(token.tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.open.append(_Open("link", self.line, address=given["href"]))
        elif tag in _HEADINGS:
            self.open.append(_Open("heading", self.line, level=_HEADINGS[tag]))
        elif tag == "img":
            self._image(given.get("src", ""), given.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        kind = "link" if tag == "a" else "heading" if tag in _HEADINGS else ""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at].kind == kind:
                ended = self.open.pop(at)
                words = " ".join(ended.words.split())
                self.found.append(Part(ended.kind, ended.line, words, ended.level, ended.address, ended.image))
                return

    def handle_data(self, data: str) -> None:
        for opened in self.open:
            opened.words += data

    def _image(self, address: str, alternative: str) -> None:
        self.found.append(Part("image", self.line, " ".join(alternative.split()), address=address))
        for opened in self.open:
            opened.words += alternative
            opened.image = opened.image or address
