"""Small indexes, written for one test."""

from collections.abc import Iterable
from pathlib import Path

from tremplin.core.search import engine


def document(
    ref: str, title: str = "", words: str = "", *, language: str = "fr", shown_in: tuple[str, ...] = ()
) -> engine.Document:
    return engine.Document("test", ref, "page", language, shown_in or (language,), title or "Titre", words)


def indexed(folder: Path, documents: Iterable[engine.Document]) -> engine.Reader:
    new = folder / "index"
    new.mkdir()
    engine.build(new, documents)
    return engine.Reader(new)


def refs(reader: engine.Reader, words: str, language: str = "fr", **options: int) -> list[str]:
    return [hit.ref for hit in reader.search(words, language, **{"limit": 20, **options}).hits]


def marked(hit: engine.Hit) -> list[str]:
    return [text for text, asked in hit.extract if asked]
