"""Reading what lies in the tree, and nothing outside it: sizes, encodings and links are checked first."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from tremplin.content.engine.report import Report

MAX_MARKDOWN = 2 * 1024 * 1024
MAX_IMAGE = 20 * 1024 * 1024
MAX_FILES = 20_000


@dataclass(frozen=True)
class Source:
    """A file read: `path` is relative to the tree, with slashes."""

    path: str
    text: str
    data: bytes


def inside(path: Path, root: Path) -> bool:
    """Whether a path, its links followed, stays under `root` (already resolved)."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def markdown_files(root: Path, report: Report) -> Iterator[Path]:
    """Every `.md` of the content folder, in the order of their paths; the others are told."""
    folder, resolved = root / "content", root.resolve()
    count = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not inside(path, resolved):
            report.error(name, 0, "outside-the-tree")
        elif path.is_file() and not path.name.startswith("."):
            count += 1
            if count > MAX_FILES:
                report.error("content", 0, "too-many-files", limit=MAX_FILES)
                return
            if path.suffix.lower() in (".md", ".markdown"):
                yield path
            else:
                report.info(name, 0, "not-markdown")


def read_text(path: Path, root: Path, report: Report) -> Source | None:
    """The text of a file in UTF-8 (a byte-order mark is dropped, UTF-16 is read when its mark says so)."""
    name = path.relative_to(root).as_posix()
    try:
        size = path.stat().st_size
        if size > MAX_MARKDOWN:
            report.error(name, 0, "file-too-large", size=size, limit=MAX_MARKDOWN)
            return None
        data = path.read_bytes()
    except OSError as error:
        report.error(name, 0, "unreadable", problem="refused" if isinstance(error, PermissionError) else "damaged")
        return None
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        report.error(name, data[: error.start].count(b"\n") + 1, "not-utf-8")
        return None
    return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"), data)


def image_path(written: str) -> str:
    """The path under static/ of `img/x.jpg`, `/img/x.jpg` or `../img/x.jpg`.

    Raises ValueError("not-ours") for a picture on another site, ValueError("outside") for a path that climbs.
    """
    try:
        split = urlsplit(written)
    except ValueError as error:
        raise ValueError("not-ours") from error
    if split.scheme or split.netloc:
        raise ValueError("not-ours")
    path = unquote(split.path)
    for prefix in ("../", "./", "/", "static/"):
        path = path.removeprefix(prefix)
    parts = PurePosixPath(path).parts
    if not parts or "\0" in path or "\\" in path or ".." in parts or path.startswith("/"):
        raise ValueError("outside")
    return "/".join(parts)
