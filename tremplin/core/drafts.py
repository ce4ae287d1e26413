"""Forms that save themselves while somebody types (`core/draft.js`): each field says which text it replaces.

With each field comes a hidden `revision`: `name=read=mark`, both the digest of the text the page shows. What still has
the digest `mark` was not touched and is left alone (a script sends none: all it sends was touched). `read` says what
was replaced: when somebody saved another text meanwhile, theirs stays and both are shown, until one is chosen.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tremplin.core.text import clean


@dataclass(frozen=True)
class Typed:
    """What a page sends for a field: the text, and the digest of the one it replaces."""

    text: str
    read: str


@dataclass(frozen=True)
class Rival:
    """Two texts for one field: the one just typed, the one that stands, and who saved it."""

    mine: str
    theirs: str
    by: str
    shown: str = ""  # theirs in words, when what is sent is a value


@dataclass
class Saved:
    """What a save did: the text that stands in each field that was sent, and those that lost a race."""

    texts: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    rivals: dict[str, Rival] = field(default_factory=dict)


def mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def token_of(name: str, text: str) -> str:
    mark = mark_of(text)
    return f"{name}={mark}={mark}"


def typed_in(data: QueryDict, names: Collection[str]) -> dict[str, Typed]:
    """What was typed since the page was shown. A field without its revision is not read: it is not ours."""
    found: dict[str, Typed] = {}
    for token in data.getlist("revision"):
        name, _equals, rest = token.partition("=")
        read, _equals, mark = rest.partition("=")
        text = clean(data.get(name, "")).strip()
        if name in names and mark_of(text) != mark:
            found[name] = Typed(text, read)
    return found


def typed_over(texts: Mapping[str, str], standing: Mapping[str, str]) -> dict[str, Typed]:
    """What a page that shows `standing` sends once these texts are typed in it."""
    return {name: Typed(text, mark_of(standing.get(name, ""))) for name, text in texts.items()}


def merge(typed: Mapping[str, Typed], standing: Mapping[str, str], by: Mapping[str, str]) -> Saved:
    """Field by field: the text typed takes the place of the one it had read, or of the same one; otherwise it is a
    rival. `by` names who saved what stands.
    """
    saved = Saved()
    for name, one in typed.items():
        there = standing.get(name, "")
        if one.text == there or one.read == mark_of(there):
            saved.texts[name] = one.text
            if one.text != there:
                saved.changed.add(name)
        else:
            saved.texts[name] = there
            saved.rivals[name] = Rival(one.text, there, by.get(name, ""))
    return saved


def told(saved: Saved, *, said: str, warnings: Mapping[str, str], progress: str = "") -> dict[str, Any]:
    """What the script is answered."""
    return {
        "tokens": {name: token_of(name, text) for name, text in saved.texts.items() if name not in saved.rivals},
        "rivals": [
            {
                "field": name,
                "mine": one.mine,
                "theirs": one.theirs,
                "shown": one.shown,
                "revision": mark_of(one.theirs),
                "by": one.by,
            }
            for name, one in saved.rivals.items()
        ],
        "warnings": dict(warnings),
        "said": said,
        "progress": progress,
    }
