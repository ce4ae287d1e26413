"""Where a file answers: its `url:` if it has one, else its path without accents, apostrophes and capitals."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_APOSTROPHES = re.compile(r"['’ʼ‘`´]")
_OTHERS = re.compile(r"[^a-z0-9_\-]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
# what a column of the site's tree can hold
MAX_SEGMENT = 200
MAX_SEGMENTS = 12


class BadAddress(ValueError):
    """An address that cannot be one of this site's."""


def segment(name: str) -> str:
    """« L’Économie d'énergie » → "leconomie-denergie"; "" when nothing is left."""
    bare = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", name.lower().translate(_LIGATURES)))
    bare = "".join(character for character in bare if not unicodedata.combining(character))
    return re.sub(r"-{2,}", "-", _OTHERS.sub("-", bare)).strip("-")[:MAX_SEGMENT].strip("-")


def from_path(folders: list[str], stem: str) -> str:
    """The address of `folders/stem.md`; an `_index` file answers at its folder."""
    names = folders if stem in ("_index", "index") else [*folders, stem]
    parts = [segment(name) for name in names]
    if not all(parts) or len(parts) > MAX_SEGMENTS:
        raise BadAddress("/".join(names))
    return "/" + "".join(f"{part}/" for part in parts)


def from_url(url: str) -> str:
    """The address a `url:` key fixes. A full address counts for its path only. Raises BadAddress."""
    try:
        split = urlsplit(url.strip())
        path = unquote(split.path, errors="strict")
    except ValueError as error:
        raise BadAddress(url) from error
    if split.query or split.fragment or "\\" in path or split.scheme not in ("", "http", "https"):
        raise BadAddress(url)
    names = [name for name in path.split("/") if name]
    if ".." in names or "." in names:
        raise BadAddress(url)
    if names and names[-1] in ("index.html", "index.htm"):
        names.pop()
    elif names:
        names[-1] = re.sub(r"\.html?$", "", names[-1])
    parts = [segment(name) for name in names]
    if not all(parts) or len(parts) > MAX_SEGMENTS:
        raise BadAddress(url)
    return "/" + "".join(f"{part}/" for part in parts)
