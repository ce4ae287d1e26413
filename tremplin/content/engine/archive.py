"""A tree of content files in a ZIP archive: unpacked inside a folder and nowhere else, within limits."""

import lzma
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from tremplin.content.engine import files
from tremplin.content.engine.report import Report

MAX_UNPACKED = 500 * 1024 * 1024
_CHUNK = 1024 * 1024
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
)


def unpack(archive: Path, into: Path, report: Report) -> Path | None:
    """Write the files of an archive under `into` (empty) and return the root of the tree: where `content/` is.

    A name that climbs out, a link, a file too large are told and left out. None, and a line, when the archive cannot
    be read or holds no tree. Sizes are those really read, whatever the archive declares.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            _write(opened, into, report)
    except _UNREADABLE:
        report.error(archive.name, 0, "archive-unreadable")
        return None
    roots = [into, *sorted(path for path in into.iterdir() if path.is_dir())]
    root = next((path for path in roots if (path / "content").is_dir()), None)
    if root is None:
        report.error(archive.name, 0, "archive-no-tree")
    return root


def _write(opened: zipfile.ZipFile, into: Path, report: Report) -> None:
    left = MAX_UNPACKED
    for number, member in enumerate(opened.infolist(), 1):
        if number > files.MAX_FILES:
            report.error("content", 0, "too-many-files", limit=files.MAX_FILES)
            return
        if member.is_dir():
            continue
        target = _target(member, into)
        if target is None:
            report.error(member.filename[:200], 0, "archive-outside")
            continue
        most = min(files.MAX_IMAGE, left)
        written = _copy(opened, member, target, most)
        if written is None:
            report.error(member.filename[:200], 0, "file-too-large", size=member.file_size, limit=files.MAX_IMAGE)
        # what was unpacked and thrown away cost as much
        left -= most if written is None else written


def _target(member: zipfile.ZipInfo, into: Path) -> Path | None:
    """Where a member goes; None when it would leave the folder, or is not a plain file."""
    name = PurePosixPath(member.filename)
    mode = member.external_attr >> 16
    plain = not mode or stat.S_IFMT(mode) in (0, stat.S_IFREG)
    unfit = "\\" in member.filename or "\0" in member.filename or ":" in name.parts[0] if name.parts else True
    if unfit or not plain or name.is_absolute() or ".." in name.parts:
        return None
    return into.joinpath(*name.parts)


def _copy(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int | None:
    """The bytes written; None when there were more than `most`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(member) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                break
            out.write(chunk)
    if size > most:
        target.unlink()
        return None
    return size
