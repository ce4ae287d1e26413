"""The few columns of our own."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import get_language

from tremplin.core.refs import LENGTH, new_ref
from tremplin.core.text import fold


class RefField(models.CharField):
    """The public reference of a row: drawn once, never changed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LENGTH, "unique": True, "default": new_ref, "editable": False, **options})


class FoldedField(models.TextField):
    """The searchable shadow of other columns: their words, folded, kept in step at each save."""

    def __init__(self, *, sources: Sequence[str] = (), **options: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(**{"editable": False, "blank": True, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "sources": self.sources}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        folded = fold(" ".join(str(getattr(instance, source) or "") for source in self.sources))
        setattr(instance, self.attname, folded)
        return folded


class Bilingual:
    """Words an agent types in two columns, French and English: `name = Bilingual("name")` reads `name_fr` or `name_en`.

    English falls back on French, so that nothing is ever blank because a translation is missing.
    """

    def __init__(self, stem: str) -> None:
        self.stem = stem

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        french: str = getattr(instance, f"{self.stem}_fr")
        if (get_language() or "fr").startswith("en"):
            return getattr(instance, f"{self.stem}_en") or french
        return french
