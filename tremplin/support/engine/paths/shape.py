"""What a path is made of, in two languages, and who most often decides."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Said:
    """The same words in two languages."""

    fr: str
    en: str

    def words(self, language: str) -> str:
        return self.en if language.startswith("en") else self.fr


@dataclass(frozen=True)
class Stage:
    key: str
    title: Said
    does: Said
    who: Said
    takes: Said


@dataclass(frozen=True)
class Path:
    """`source`: the name of the official page, in its own language; `checked_on`: when these words were read again."""

    key: str
    title: Said
    about: Said
    source: str
    address: str
    checked_on: date
    stages: tuple[Stage, ...]


CHECKED = date(2026, 11, 23)
YOU = Said("L’initiative elle-même", "The initiative itself")
MEMBERS = Said(
    "Les membres, selon les règles des statuts en vigueur", "The members, by the rules of the statutes in force"
)
