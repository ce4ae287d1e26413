"""The pictures a tree uses: found under static/, opened once, named by the digest of their bytes."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from tremplin.content.engine import files
from tremplin.content.engine.report import Report
from tremplin.content.engine.schema import Word
from tremplin.core import svg

MAX_PIXELS = 80_000_000
_FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


@dataclass(frozen=True)
class Picture:
    """A picture fit to be kept. `sha1` is over the bytes that will be stored (for an SVG: sanitised)."""

    path: str
    file: Path
    sha1: str
    size: int
    extension: str
    width: int | None
    height: int | None

    def data(self) -> bytes:
        """The bytes to store, read again: a large tree is never held in memory."""
        raw = self.file.read_bytes()
        return svg.sanitise(raw) if self.extension == "svg" else raw


class Pictures:
    """Opens each picture once, and tells each place that names one that is missing or unfit."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root, self.report = root, report
        self.static = (root / "static").resolve()
        self.found: dict[str, Picture] = {}
        self.problems: dict[str, tuple[str, str]] = {}

    def find(self, word: Word, path: str) -> Picture | None:
        """The picture a line names, or None and a report line. `path` is the file that names it."""
        try:
            name = files.image_path(word.text)
        except ValueError as error:
            note = self.report.warning if str(error) == "not-ours" else self.report.error
            note(path, word.line, f"image-{error}", image=word.text[:200])
            return None
        if name not in self.found and name not in self.problems:
            self._open(name)
        if name in self.problems:
            code, problem = self.problems[name]
            self.report.error(path, word.line, code, image=name, problem=problem)
            return None
        return self.found[name]

    def take(self, path: str) -> None:
        """A picture that no text names, when it is there and fit."""
        try:
            name = files.image_path(path)
        except ValueError:
            return
        if name not in self.found and name not in self.problems:
            self._open(name)

    def _open(self, name: str) -> None:
        file = self.static / name
        try:
            if not files.inside(file, self.static):
                self.problems[name] = ("image-outside", "")
            elif not file.is_file():
                self.problems[name] = ("image-missing", "")
            elif file.stat().st_size > files.MAX_IMAGE:
                self.problems[name] = ("image-too-large", "")
            else:
                self.found[name] = _inspect(name, file)
        except UnidentifiedImageError:
            self.problems[name] = ("image-not-a-picture", "")
        except _Unfit as error:
            self.problems[name] = ("image-unreadable", str(error))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            self.problems[name] = ("image-unreadable", "pixels")
        except (OSError, ValueError, SyntaxError):
            self.problems[name] = ("image-unreadable", "damaged")


class _Unfit(ValueError):
    pass


def _inspect(name: str, file: Path) -> Picture:
    data = file.read_bytes()
    if file.suffix.lower() == ".svg" or data.lstrip()[:5] in (b"<?xml", b"<svg "):
        try:
            data = svg.sanitise(data)
        except ValueError as error:
            # one of the few sentences of core.svg, translated with ours
            raise _Unfit(str(error)) from error
        width, height = svg.size(data)
        return Picture(
            name, file, hashlib.sha1(data, usedforsecurity=False).hexdigest(), len(data), "svg", width, height
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=tuple(_FORMATS)) as image:
            kind, (width, height) = image.format or "", image.size
            image.verify()
    if width * height > MAX_PIXELS:
        raise _Unfit("pixels")
    return Picture(
        name, file, hashlib.sha1(data, usedforsecurity=False).hexdigest(), len(data), _FORMATS[kind], width, height
    )
