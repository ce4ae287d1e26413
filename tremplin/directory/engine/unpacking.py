"""Bytes as they were given: unpacked within bounds, and in which encoding. What cannot be read is a `Fault`."""

import codecs
import io
import zlib
from collections.abc import Iterator

from tremplin.directory.engine.faults import Fault

# an upload stops at 100 MB; packed, it may not become more than this
LARGEST = 300_000_000
_PIECE = 1 << 20


class Unreadable(Exception):
    """Nothing can be read of this file; the fault says why."""

    def __init__(self, code: str, line: int = 1, value: str = "") -> None:
        super().__init__(code)
        self.fault = Fault(code, line, value=value[:200])


def unpacked(content: bytes) -> bytes:
    """What a gzip file holds; anything else as it is. Never more than `LARGEST`, whatever the file says."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    out, packed = io.BytesIO(), content
    try:
        while packed.startswith(b"\x1f\x8b"):  # several members may follow each other
            stream = zlib.decompressobj(wbits=31)
            out.write(stream.decompress(packed, LARGEST + 1 - out.tell()))
            if out.tell() > LARGEST or stream.unconsumed_tail:
                raise Unreadable("too-large", value=str(LARGEST // 1_000_000))
            if not stream.eof:
                raise Unreadable("bad-gzip")
            packed = stream.unused_data
    except zlib.error:
        raise Unreadable("bad-gzip") from None
    return out.getvalue()


def encoding_of(content: bytes, faults: list[Fault]) -> str:
    """The codec that reads these bytes. UTF-8 is expected, with or without its mark; anything else is said."""
    if found := _utf16(content):
        faults.append(Fault("encoding", 1, value="UTF-16"))
        return found
    broken = _first_not_utf8(content)
    if broken is None:
        return "utf-8-sig"
    faults.append(Fault("encoding", content.count(b"\n", 0, broken) + 1, value="Windows-1252"))
    # five bytes mean nothing in Windows-1252; Latin-1 reads them as control characters, that are left out
    return "latin-1" if content.translate(None, b"\x81\x8d\x8f\x90\x9d") != content else "cp1252"


def _utf16(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:2_000]
    # without its mark: every other byte of French text is then a zero
    if len(start) >= 8 and start[1::2].count(0) > len(start) // 4 and not start[::2].count(0):
        return "utf-16-le"
    if len(start) >= 8 and start[::2].count(0) > len(start) // 4 and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def _first_not_utf8(content: bytes) -> int | None:
    decoder, at = codecs.getincrementaldecoder("utf-8")(), 0
    for first in range(0, len(content), _PIECE):
        try:
            at = first - len(decoder.getstate()[0])
            decoder.decode(content[first : first + _PIECE], final=first + _PIECE >= len(content))
        except UnicodeDecodeError as error:
            return at + error.start
    return None


def pieces(content: bytes, codec: str) -> Iterator[str]:
    """The text of a file, a piece at a time: the whole of it never stands twice in memory."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for first in range(0, len(content), _PIECE):
        if piece := decoder.decode(content[first : first + _PIECE], final=first + _PIECE >= len(content)):
            yield piece
