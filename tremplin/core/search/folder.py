"""One index kept whole on the disk: a new one is built beside it, then takes its place at once. No Django here.

The folder holds one folder for each index, and `current`, which names the one to read. Whoever has an older one open
goes on reading it, and opens the new one at its next question. What cannot be read counts as absent, and says so in
the log: the worker builds it again.
"""

import fcntl
import json
import logging
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from tremplin.core.search import engine

log = logging.getLogger(__name__)


class IndexFolder:
    """Readers are shared by the threads of a process; one process at a time builds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._opened: tuple[str, engine.Reader | None] = ("", None)

    def build(self, documents: Iterable[engine.Document], *, basis: dict[str, str]) -> int:
        """Build an index and put it in the place of the present one; the number of documents it holds.

        `basis` is kept beside it: what it was built from, as whoever builds wants to read it again. When something
        raises, the present one stays.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with self._alone():
            name = secrets.token_hex(8)
            new = self.path / name
            new.mkdir()
            try:
                count = engine.build(new, documents)
                kept = json.dumps({**basis, "format": str(engine.FORMAT)})
                (new / "basis.json").write_text(kept, encoding="utf-8")
                engine.Reader(new)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            pointer = self.path / "current"
            draft = pointer.with_name("current.new")
            draft.write_text(name, encoding="ascii")
            draft.replace(pointer)
            for old in self.path.iterdir():
                if old.is_dir() and old.name != name:
                    shutil.rmtree(old, ignore_errors=True)
        return count

    def basis(self) -> dict[str, str] | None:
        """What the present index was built from; None when there is none that can be read."""
        name = self._name()
        try:
            return self._basis_of(name) if self.reader() is not None else None
        except (OSError, ValueError):  # another took its place meanwhile
            return None

    def reader(self) -> engine.Reader | None:
        """The present index; None when there is none that can be read."""
        with self._lock:
            name = self._name()
            if self._opened[0] != name:
                self._opened = (name, self._open(name))
            return self._opened[1]

    def give_up(self) -> None:
        """The present index turned out to be damaged: there is none until the next is built."""
        (self.path / "current").unlink(missing_ok=True)

    def _open(self, name: str) -> engine.Reader | None:
        if not name:
            return None
        try:
            if self._basis_of(name).get("format") != str(engine.FORMAT):
                return None
            return engine.Reader(self.path / name)
        except (OSError, ValueError) as error:
            log.warning("the search index cannot be read, and will be built again: %s", error)
            return None

    def _basis_of(self, name: str) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.path / name / "basis.json").read_text(encoding="utf-8"))
        return found

    def _name(self) -> str:
        try:
            name = (self.path / "current").read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""
        return name if name.isalnum() else ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let go of by the system when the process dies: a stopped worker never leaves the door shut."""
        with (self.path / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
