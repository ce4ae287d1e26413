"""An index the process holds: made on first use, and made again when the word that names its rows has changed.

One that is quickly made is made again on the spot. One that is not goes on answering as it was while a thread makes the
next one, and changes in a burst make one new index, not one each.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connections

from tremplin.directory.models import Generation

log = logging.getLogger(__name__)

QUICK = 1.0  # seconds of processor: an index made in less is made on the spot
REST = 30.0  # seconds between the beginnings of two that are made aside

T = TypeVar("T")


def generation(name: str) -> str | None:
    """The word that names the present rows, None as long as nobody said that they changed."""
    return Generation.objects.filter(name=name).values_list("token", flat=True).first()


@dataclass(frozen=True)
class _Made(Generic[T]):
    word: str
    index: T
    cost: float


class HeldIndex(Generic[T]):
    """`word` names the present rows, `make` reads them; without a word nothing is worth holding. The same rows give the
    same index, wherever it is made.
    """

    def __init__(
        self, word: Callable[[], str | None], make: Callable[[], T], *, quick: float = QUICK, rest: float = REST
    ) -> None:
        self._word, self._make = word, make
        self._quick, self._rest = quick, rest
        self._held: _Made[T] | None = None
        self._making = threading.Lock()
        self._aside: threading.Thread | None = None
        self._begun = -rest  # time.monotonic() of the last one made aside

    def get(self) -> T:
        word, held = self._word(), self._held
        if word is None:
            return self._make()
        if held is not None and held.word == word:
            return held.index
        if held is not None and held.cost > self._quick:
            self._make_aside()
            return held.index
        return self._make_here(word)

    def settled(self) -> bool:
        """Whether `get` answers from the present rows, rather than from those of a moment ago."""
        word, held = self._word(), self._held
        return word is None or held is None or held.word == word or held.cost <= self._quick

    def wait(self) -> None:
        """Until the index under way is made. For tests and commands."""
        if (thread := self._aside) is not None:
            thread.join()

    def _make_here(self, word: str) -> T:
        with self._making:  # the others wait for the one who makes it
            held = self._held
            if held is None or held.word != word:
                began = time.thread_time()
                made = self._make()
                held = self._held = _Made(word, made, time.thread_time() - began)
            return held.index

    def _make_aside(self) -> None:
        with self._making:
            resting = time.monotonic() - self._begun < self._rest
            if resting or (self._aside is not None and self._aside.is_alive()):
                return
            self._begun = time.monotonic()
            self._aside = threading.Thread(target=self._run, name="index of doors", daemon=True)
            self._aside.start()

    def _run(self) -> None:
        try:
            if (word := self._word()) is not None:
                began = time.thread_time()
                made = self._make()
                self._held = _Made(word, made, time.thread_time() - began)
        except Exception:
            log.exception("the index could not be made again: the one before goes on answering")
        finally:
            connections.close_all()
