"""The look as browsers get it: one stylesheet and one script, made from the design system's own files.

The State's design system weighs more than the page it dresses. What is served is the part our sources name: its rules
for the `fr-…` classes written in templates, Python and scripts of ours, and the states its script sets on them. A class
written for the first time is therefore there at the next start, with nothing to declare.

The files are made by whoever looks for them first (`Finder`): the web server of `make run`, a test, `collectstatic`.
They lie in `cache/static/` of TREMPLIN_VAR, and are made again when a source has changed. Beside them lie our own
stylesheets and scripts, compressed, for a server that reads static files where they are written; `collectstatic`
compresses by itself.
"""

import gzip
import hashlib
import posixpath
import re
import secrets
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import brotli
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from tremplin.core.engine import stylesheets

STYLESHEETS = (
    "dsfr.main.min.css",
    "utility/icons/icons.main.min.css",
    "utility/colors/colors.main.min.css",
)
# Its script comes in parts that know only the first; each is served when the classes it moves are written somewhere.
SCRIPTS = {
    "core/core": "fr-container",
    "scheme/scheme": "fr-container",
    "component/accordion/accordion": "fr-accordion",
    "component/breadcrumb/breadcrumb": "fr-breadcrumb",
    "component/button/button": "fr-btn",
    "component/card/card": "fr-card",
    "component/checkbox/checkbox": "fr-checkbox",
    "component/display/display": "fr-display",
    "component/header/header": "fr-header",
    "component/modal/modal": "fr-modal",
    "component/navigation/navigation": "fr-nav",
    "component/password/password": "fr-password",
    "component/range/range": "fr-range",
    "component/segmented/segmented": "fr-segmented",
    "component/sidemenu/sidemenu": "fr-sidemenu",
    "component/tab/tab": "fr-tabs",
    "component/table/table": "fr-table",
    "component/tag/tag": "fr-tag",
    "component/tile/tile": "fr-tile",
    "component/toggle/toggle": "fr-toggle",
    "component/tooltip/tooltip": "fr-tooltip",
    "component/transcription/transcription": "fr-transcription",
}
MADE = ("skin/etat.css", "skin/etat.js")
# Two typefaces are enough to read a page: what asks for a third (500, italic) is set in the nearest, which the browser
# leans if need be. Each weighs 41 kB.
TYPEFACES = ("Marianne-Regular.", "Marianne-Bold.")
NOTICE = (
    "/*! DSFR | SPDX-License-Identifier: MIT | restricted use: services of the French State (terms of the DSFR) */\n"
)

_COMMENT = re.compile(r"/\*!?.*?\*/|^//# sourceMappingURL.*$", re.DOTALL | re.MULTILINE)
_CLASS = re.compile(r"fr-[a-zA-Z0-9_-]+")
_STATE = re.compile(r"[\"'`]-{0,2}([a-z][a-z0-9_-]*)[\"'`]")
_PROPERTY = re.compile(r"--[a-z][\w-]*")
_URL = re.compile(r"url\((?!data:|[\"'])([^)]+)\)")
_FONT = re.compile(r"@font-face\{[^}]*\}")
_OLD_FONT = re.compile(r",url\([^)]*\.woff\) format\(\"woff\"\)")


@cache
def storage() -> FileSystemStorage:
    """Where the files are; they are made if they are not there, or if a source has changed."""
    place: Path = settings.VAR / "cache" / "static"
    stamp = place / "sources"
    digest = _digest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != digest:
        _write(place / MADE[0], stylesheet().encode())
        _write(place / MADE[1], script().encode())
        for name, path in _own().items():
            _write(place / name, path.read_bytes())
        _replace(stamp, digest.encode())
    return FileSystemStorage(location=place)


def stylesheet() -> str:
    """The part of the design system's stylesheets that pages of ours can show."""
    words, moves = _words(), script()
    css = "".join(_placed(name) for name in STYLESHEETS)
    elsewhere = {*_PROPERTY.findall(moves), *_PROPERTY.findall("".join(_texts("css", "html", "js")))}
    may_show = _shown_by(words, set(_STATE.findall(moves)))
    return NOTICE + stylesheets.pruned(css, may_show, read_elsewhere=elsewhere)


def print_stylesheet() -> str:
    """The typefaces of a document on paper: those of the screen, from the same files."""
    faces = zip(TYPEFACES, ("normal", "bold"), strict=True)
    return (
        "".join(
            f"@font-face{{font-family:Marianne;font-weight:{weight};"
            f"src:url({settings.STATIC_URL}dsfr/dist/fonts/{name}woff2)}}"
            for name, weight in faces
        )
        + "html{font-family:Marianne,sans-serif}"
    )


def script() -> str:
    """The parts of the design system's script that move what pages of ours show."""
    blocks = {_block(word) for word in _words()}
    texts = ((_origin() / f"{name}.module.min.js").read_text(encoding="utf-8") for name in _parts(blocks))
    # each keeps its names to itself
    return NOTICE + "\n".join(f"{{{_COMMENT.sub('', text)}}}" for text in texts)


def _parts(blocks: set[str]) -> Iterator[str]:
    return (name for name, block in SCRIPTS.items() if block in blocks or f"{block}-group" in blocks)


def _shown_by(words: set[str], states: set[str]) -> Any:
    """Whether a class may be on a page: written by us, or set by the script on something written by us."""
    begun = tuple(word for word in words if word.endswith("-"))  # fr-alert--{{ kind }}
    blocks = {_block(word) for word in words}

    def may_show(name: str) -> bool:
        if not name.startswith("fr-") or name in words or (begun and name.startswith(begun)):
            return True
        state = name.rpartition("--")[2] if "--" in name else ""
        return _block(name) in blocks and (name.removeprefix("fr-") in states or state in states)

    return may_show


def _block(name: str) -> str:
    """fr-card__title and fr-card--sm are of the block fr-card."""
    return re.split("__|--", name)[0]


def _words() -> set[str]:
    return {word for text in _texts("html", "py", "js") for word in _CLASS.findall(text)}


def _texts(*kinds: str) -> Iterator[str]:
    root = settings.BASE_DIR / "tremplin"
    for kind in kinds:
        for path in sorted(root.rglob(f"*.{kind}")):
            if path != Path(__file__):  # it names them all
                yield path.read_text(encoding="utf-8")


def _placed(name: str) -> str:
    """A stylesheet of the design system, its addresses told from our folder, its typefaces fewer and unmoving."""
    above = posixpath.dirname(f"../dsfr/dist/{name}")
    css = (_origin() / name).read_text(encoding="utf-8")
    css = _FONT.sub(lambda found: _font(found[0]), css)
    return _URL.sub(lambda found: f"url({posixpath.normpath(posixpath.join(above, found[1]))})", css)


def _font(face: str) -> str:
    if "Marianne" in face and not any(name in face for name in TYPEFACES):
        return ""
    # a text that is read never changes its typeface under the eyes: what comes too late serves the next page
    return _OLD_FONT.sub("", face.replace("font-display:swap", "font-display:optional"))


def _own() -> dict[str, Path]:
    """Our stylesheets and scripts, by the name they are served under."""
    found: dict[str, Path] = {}
    for room in sorted((settings.BASE_DIR / "tremplin").glob("*/static")):
        for kind in ("css", "js"):
            found |= {str(path.relative_to(room)): path for path in sorted(room.rglob(f"*.{kind}"))}
    return found


def _origin() -> Path:
    return Path(apps.get_app_config("dsfr").path) / "static" / "dsfr" / "dist"


def _digest() -> str:
    """What decides of the files: the design system, this recipe, the classes we name, our stylesheets and scripts."""
    made = hashlib.sha256(Path(__file__).read_bytes() + Path(stylesheets.__file__).read_bytes())
    theirs = (*STYLESHEETS, *(f"{name}.module.min.js" for name in SCRIPTS))
    for path in (*(_origin() / name for name in theirs), *_own().values()):
        made.update(path.read_bytes())
    made.update(" ".join(sorted(_words())).encode())
    return made.hexdigest()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, data)
    _replace(path.with_name(f"{path.name}.br"), brotli.compress(data))
    _replace(path.with_name(f"{path.name}.gz"), gzip.compress(data, 9, mtime=0))


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: several processes may start together."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.write_bytes(data)
    draft.replace(path)


class Finder(BaseFinder):
    """Shows the made files to whoever serves or collects static files."""

    def check(self, **options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        found = [storage().path(path)] if path in MADE else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        # WhiteNoise, which serves, leaves nothing out and takes the compressed forms that lie beside a file;
        # collectstatic names what to leave out, and makes its own
        serves = ignore_patterns is None
        for name in (*MADE, *_own()) if serves else MADE:
            for form in ("", ".br", ".gz") if serves else ("",):
                yield f"{name}{form}", storage()
