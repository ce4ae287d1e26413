"""How far an import is, told outside the database: its one transaction is seen by nobody before its end."""

from dataclasses import dataclass

from django.core.cache import cache

KEPT = 24 * 3600  # seconds


@dataclass(frozen=True)
class Progress:
    """Rows written out of rows to write; no total while the file is being read and compared."""

    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def tell(ref: str, done: int, total: int) -> None:
    cache.set(_key(ref), (done, total), KEPT)


def told(ref: str) -> Progress:
    return Progress(*(cache.get(_key(ref)) or ()))


def forget(ref: str) -> None:
    cache.delete(_key(ref))


def _key(ref: str) -> str:
    return f"directory.import.{ref}"
