"""What rooms need to say what they publish, when agents type its words in two columns (`core.fields.Bilingual`)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils import translation

from tremplin.core.offers import Published


def in_two_columns(ref: str, kind: str, row: Any, *, title: str, words: Iterable[str]) -> Iterator[Published]:
    """The French words, and the English ones if any was typed; without any, the French ones stand in both interfaces.

    `title` and `words` name pairs of columns, without their language: what lacks an English word is French in it.
    """
    names = (title, *words)
    translated = any(getattr(row, f"{name}_en") for name in names)
    languages = {"fr": ("fr",), "en": ("en",)} if translated else {"fr": ("fr", "en")}
    for language, shown_in in languages.items():
        texts = [getattr(row, f"{name}_{language}") or getattr(row, f"{name}_fr") for name in names]
        yield Published(ref, kind, language, shown_in, texts[0], "\n".join(text for text in texts[1:] if text))


def addresses(name: str, values: Iterable[str], language: str) -> list[str]:
    """Where a door of this name is, in a language of the interface, for each of these values."""
    with translation.override(language):
        return [reverse(name, args=[value]) for value in values]
