"""Files people give us: named by their content, kept out of the public folder, in quarantine until they are checked.

received → clean | infected | unscanned. Only a clean file is downloaded (with TREMPLIN_ANTIVIRUS=off, an unscanned one
too, and the page says so), through a rule *and* an address signed for five minutes, always as an attachment.
"""

import hashlib
import logging
import re
import secrets
import socket
import zipfile
import zlib
from collections.abc import Collection
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import puremagic
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tremplin.core import clock, journal, offers
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, move
from tremplin.core.states import FileState
from tremplin.core.text import clean
from tremplin.core.transactions import must_be_outside

log = logging.getLogger(__name__)

SIGNED_FOR = 300  # seconds
_ZIPPED = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_TEXT = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown"}
_MAGIC = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
_DATA = {"json": "application/json", "jsonl": "application/jsonl"}  # for rooms that ask for it by name
_ARCHIVE = {"zip": "application/zip"}  # likewise
_PACKED = {"gz": "application/gzip"}  # likewise
KNOWN = frozenset({*_ZIPPED, *_OPEN_DOCUMENT, *_TEXT, *_MAGIC})


class FileRefused(Exception):
    """The file cannot be taken; the reason is a sentence for the person who sent it."""


def sniff(name: str, content: bytes) -> str:
    """The media type of a file, when what it holds is what its name says. Raises FileRefused."""
    extension = Path(name).suffix.lower().lstrip(".")
    if extension not in {*KNOWN, *_DATA, *_ARCHIVE, *_PACKED}:
        raise FileRefused(
            _("“%(name)s”: this kind of file is not accepted. Accepted: %(known)s.")
            % {"name": name, "known": ", ".join(sorted(KNOWN))}
        )
    found = ""
    if extension in _MAGIC:
        # a PDF must begin with its own mark: what stands before it is how one file passes for two
        passes_for_two = extension == "pdf" and not content.startswith(b"%PDF-")
        found = "" if passes_for_two else _by_magic(content)
    elif extension in _TEXT | _DATA:
        found = (_TEXT | _DATA)[extension] if _is_text(content) else ""
    elif extension in _ARCHIVE:
        found = _ARCHIVE[extension] if zipfile.is_zipfile(BytesIO(content)) else ""
    elif extension in _PACKED:
        found = _PACKED[extension] if content.startswith(b"\x1f\x8b") else ""
    else:
        found = _container(content)
    zipped = {key: kind for key, (_part, kind) in _ZIPPED.items()}
    expected = (_MAGIC | _TEXT | _DATA | _ARCHIVE | _PACKED | _OPEN_DOCUMENT | zipped)[extension]
    if found != expected:
        raise FileRefused(
            _("“%(name)s”: its content is not that of a .%(extension)s file.") % {"name": name, "extension": extension}
        )
    return expected


def _by_magic(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: what a spreadsheet calls « Unicode text »
        return True
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return True


def _container(content: bytes) -> str:
    if not content.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii", "replace").strip()
            return next((kind for part, kind in _ZIPPED.values() if part in names), "")
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError, OSError, RuntimeError):
        return ""  # broken, encrypted, or packed in a way nobody uses


def receive(
    upload: UploadedFile, *, kind: str, owner: str, largest: int, by: str, at: datetime, only: Collection[str] = KNOWN
) -> StoredFile:
    """Take a file: sniff it, hash it, keep it in quarantine. `largest` is in bytes. Raises FileRefused with a sentence.

    Call it before the action's transaction: bytes are written and hashed here.
    """
    must_be_outside("hashing a file")
    name = _bare_name(upload.name or "")
    if upload.size is not None and upload.size > largest:
        raise FileRefused(
            _("“%(name)s” weighs %(size)s MB: at most %(largest)s MB.")
            % {"name": name, "size": _megabytes(upload.size), "largest": _megabytes(largest)}
        )
    content = upload.read()
    if not content:
        raise FileRefused(_("“%(name)s” is empty.") % {"name": name})
    if Path(name).suffix.lower().lstrip(".") not in only:
        raise FileRefused(
            _("“%(name)s”: this kind of file is not accepted. Accepted: %(known)s.")
            % {"name": name, "known": ", ".join(sorted(only))}
        )
    media_type = sniff(name, content)
    stored = StoredFile.objects.create(
        kind=kind,
        owner=owner,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        key=_written(content),
        received_by=by,
        received_at=at,
    )
    journal.record("receive", stored, by=by, at=at, after=stored.state)
    return stored


def keep_made(content: bytes, *, name: str, kind: str, owner: str, by: str, at: datetime) -> StoredFile:
    """Keep a document the house made itself, word for word: nobody gave it to us, so it passes no quarantine.

    Call it before the action's transaction: bytes are written and hashed here.
    """
    must_be_outside("hashing a file")
    stored = StoredFile.objects.create(
        kind=kind,
        owner=owner,
        name=name,
        media_type=sniff(name, content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        key=_written(content),
        state=FileState.CLEAN,
        received_by=by,
        received_at=at,
        scanned_at=at,
    )
    journal.record("make", stored, by=by, at=at, after=stored.state)
    return stored


def _written(content: bytes) -> str:
    """The key under which the bytes now lie."""
    key = secrets.token_hex(24)
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
    return key


def _megabytes(size: int) -> str:
    """« 1,5 », “1.5”; a whole number without its zero."""
    rounded = round(size / 1e6, 1)
    return number_format(rounded, decimal_pos=0 if rounded.is_integer() else 1, force_grouping=True)


def _bare_name(name: str) -> str:
    """The name alone: no folder (of any system), one line, nothing unprintable, such as marks that turn « fdp.exe »
    around.
    """
    line = " ".join(clean(name).split())
    bare = "".join(character for character in line if character.isprintable())
    return re.split(r"[/\\]", bare)[-1].strip()[-200:] or "file"


def _path(key: str) -> Path:
    folder: Path = settings.PRIVATE_FILES
    return folder / key[:2] / key


def content_of(stored: StoredFile) -> Path:
    """Where the bytes lie."""
    return _path(stored.key)


def scan_waiting(at: datetime) -> str:
    """Check every file in quarantine, and again those that could not be checked.

    One file the antivirus does not answer for leaves the others their turn; the chore then fails, and says so.
    """
    if not settings.ANTIVIRUS:
        return _("no antivirus: files stay in quarantine")
    waiting = StoredFile.objects.filter(state__in=[FileState.RECEIVED, FileState.UNSCANNED]).order_by("pk")
    if settings.ANTIVIRUS == "off":
        waiting = waiting.filter(state=FileState.RECEIVED)
    count, trouble = 0, None
    for stored in waiting:
        try:
            if settings.ANTIVIRUS == "off":
                move(stored, "wave_through", by="", at=at)
            else:
                verb = "clear" if is_clean(content_of(stored)) else "condemn"
                move(stored, verb, by="", at=at, scanned_at=at)
        except MoveRefused:
            continue  # another worker had it
        except ConnectionRefusedError:
            raise  # nobody answers: no use in asking for each file
        except OSError as error:
            log.warning("file %s not checked: %s", stored.ref, type(error).__name__)
            trouble = error
        else:
            count += 1
    if trouble is not None:
        raise trouble
    return str(count)


def is_clean(path: Path) -> bool:
    """Ask clamd over INSTREAM. Raises OSError when it does not answer, or answers neither OK nor FOUND."""
    must_be_outside("scanning a file")
    with _clamd() as clamd, path.open("rb") as source:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := source.read(64 * 1024):
            clamd.sendall(len(chunk).to_bytes(4, "big") + chunk)
        clamd.sendall((0).to_bytes(4, "big"))
        answer = b""
        while not answer.endswith(b"\0"):
            part = clamd.recv(4096)
            if not part:
                break
            answer += part
    verdict = answer.rstrip(b"\0").decode("utf-8", "replace")
    if verdict.endswith("OK"):
        return True
    if verdict.endswith("FOUND"):
        return False
    raise OSError(f"the antivirus answered: {verdict[:80]}")


def _clamd() -> socket.socket:
    where: str = settings.ANTIVIRUS
    if where.startswith("unix:"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(60)
        clamd.connect(where.removeprefix("unix:"))
        return clamd
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=60)


def may_download(person: Any, stored: StoredFile) -> Answer:
    """The rule of the file's kind, then its state."""
    kind = offers.file_kinds.get(stored.kind)
    if kind is None:
        return No(_("Nobody may download this file."))
    return kind.may_download(person, stored) and is_checked(stored)


def is_checked(stored: StoredFile) -> Answer:
    """The part of the answer that is the same for everybody."""
    if stored.state == FileState.CLEAN or (stored.state == FileState.UNSCANNED and settings.ANTIVIRUS == "off"):
        return Yes()
    if stored.state == FileState.INFECTED:
        return No(_("This file is infected: it cannot be downloaded."))
    return No(_("This file is being checked for viruses. Please try again in a minute."))


def download_address(stored: StoredFile, person: Any) -> str:
    """An address good for five minutes, for that person."""
    until = int(clock.now().timestamp()) + SIGNED_FOR
    token = signing.dumps([stored.ref, person.ref, until], salt="core.files", compress=False)
    return reverse("file-download", args=[stored.ref, token])


def signature_holds(stored: StoredFile, person: Any, token: str) -> bool:
    try:
        ref, person_ref, until = signing.loads(token, salt="core.files")
    except (signing.BadSignature, TypeError, ValueError):
        return False
    return (ref, person_ref) == (stored.ref, person.ref) and clock.now().timestamp() < until
