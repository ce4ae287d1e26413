"""The site's index: built from what the rooms publish, kept up by the worker, asked by anybody.

An index is a copy made earlier. What was withdrawn since is therefore left out when the question is asked, by the room
that published it; what was added waits for the next round of the worker, within a minute.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tremplin.core import freshness, offers
from tremplin.core.search.engine import Document, Hit
from tremplin.core.search.folder import IndexFolder

# hits looked at for one question: beyond, a person asks in other words
MOST = 200

log = logging.getLogger(__name__)
_folders: dict[Path, IndexFolder] = {}


@dataclass(frozen=True)
class Shown:
    """A hit that is published now, and where."""

    hit: Hit
    url: str


@dataclass(frozen=True)
class Found:
    """`more`: there were more than were looked at. `all_words`: each holds all the words asked."""

    shown: list[Shown]
    more: bool
    all_words: bool


def folder() -> IndexFolder:
    path: Path = settings.VAR / "index" / "site"
    return _folders.setdefault(path, IndexFolder(path))


def build(at: datetime) -> int:
    """Build the index now; how many documents it holds."""
    # read first: what is published while the index is built makes it old
    generation = freshness.generation()
    instants = (source.changes_at(at) for source in offers.published)
    until = min((instant for instant in instants if instant), default=None)
    basis = {"generation": generation, "until": until.isoformat() if until else ""}
    return folder().build(_documents(), basis=basis)


def keep_up(at: datetime) -> str:
    """Build the index again if something was published, withdrawn or changed since, or if its instant has come."""
    basis = folder().basis()
    if basis is not None and basis["generation"] == freshness.generation():
        until = datetime.fromisoformat(basis["until"]) if basis["until"] else None
        if until is None or at < until:
            return "ok"
    return str(build(at))


def search(words: str, language: str) -> Found | None:
    """What is published now and answers these words, best first; None while there is no index to ask."""
    reader = folder().reader()
    if reader is None:
        return None
    try:
        result = reader.search(words, language, limit=MOST)
    except (OSError, ValueError):
        log.exception("the search index is damaged, and will be built again")
        folder().give_up()
        return None
    refs = defaultdict(set)
    for hit in result.hits:
        refs[hit.source].add(hit.ref)
    still = {source.name: source.still(refs[source.name], language) for source in offers.published if refs[source.name]}
    pairs = ((hit, still.get(hit.source, {}).get(hit.ref)) for hit in result.hits)
    shown = [Shown(hit, url) for hit, url in pairs if url]
    return Found(shown, result.total > len(result.hits), result.all_words)


def kinds() -> dict[str, offers.Words]:
    """What each kind is called."""
    return {name: label for source in offers.published for name, label in source.kinds.items()}


def _documents() -> Iterator[Document]:
    for source in offers.published:
        for one in source.documents():
            yield Document(source.name, one.ref, one.kind, one.language, one.shown_in, one.title, one.words)
