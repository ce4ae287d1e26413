"""The links that an entry says, with the line and the key of each."""

import re
from collections.abc import Iterator

from tremplin.content import shown_links
from tremplin.content.engine.layouts import SCHEMAS
from tremplin.content.engine.schema import Address, Free, Group, Kind, Listing, Text
from tremplin.content.engine.tree import Entry, texts_of, words_of

_ROW = re.compile(r"\[\d+\]")
_MAY_LINK = re.compile(r"\]\s*[(\[:]|://|<a\b|\{\{", re.IGNORECASE)


def links_of(entry: Entry) -> Iterator[tuple[int, str, str]]:
    """The line, the key ("" for the body) and the address of every link that the page of an entry shows."""
    for key, text, line in texts_of(entry):
        kind = _kind(SCHEMAS[entry.shape], _ROW.sub("", key)) if key else None
        if is_address(kind, key):
            if "." in key and _beside(entry, key):
                yield line, key, text
        elif (not key or isinstance(kind, (Text, Free))) and _MAY_LINK.search(text):
            for link in shown_links.of_text(text):
                yield line if key else line + link.line, key, link.url


def is_address(kind: Kind | None, key: str) -> bool:
    return isinstance(kind, Address) or (isinstance(kind, Free) and key.rpartition(".")[2] == "url")


def words_beside(entry: Entry, key: str) -> str:
    """The words of the link an address stands behind."""
    above = key.rpartition(".")[0]
    names = {f"{above}.{name}" for name in ("btnTitle", "title", "button", "name")}
    return next((str(word) for name, word in words_of(entry.values) if word and name in names), "")


def _beside(entry: Entry, key: str) -> bool:
    """A link without words is not shown; the one of a whole block has no need of any."""
    return bool(words_beside(entry, key)) or key.rpartition(".")[2] == "link"


def _kind(group: Group, key: str) -> Kind | None:
    name, _dot, rest = key.partition(".")
    kind = group.keys.get(name)
    if isinstance(kind, Group):
        return _kind(kind, rest) if rest else None
    if isinstance(kind, Listing):
        return _kind(kind.group, rest) if rest else None
    return kind
