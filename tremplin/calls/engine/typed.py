"""Text as it was typed, in one form only: NFC, LF line ends, no control character. Nothing is ever cut.

A length is a number of Unicode code points of that form, a line end counting for one. In a browser, the same count is
`[...value.replace(/\\r\\n/g, "\\n").normalize("NFC")].length`; it can only exceed ours by the control characters
dropped here, and is exactly ours after `.replace(/[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufeff]/g, "")`, put
before `.normalize`.
"""

import re
import unicodedata
from functools import cache

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# controls but for tabulation and LF, the byte order mark, halves of surrogate pairs (which no database can write)
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")

# Normalising takes a time quadratic in the length of a run of combining marks. Unicode's stream-safe process (UAX #15,
# § 13) breaks a run after 30 marks with a joiner that nobody sees.
_JOINER = "\u034f"
_MAYBE_MARKS = re.compile("[\u0300-\U0010ffff]{10}")

# what can stand alone in a field and show nothing
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_INVISIBLE = _SPACES + "\xad\u034f\u180e\u200b\u200c\u200d\u2060\u2800"


def normalise(text: str) -> str:
    """The text to keep. `normalise(normalise(text)) == normalise(text)`, in a time proportional to its length."""
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _break_marks(text) if _MAYBE_MARKS.search(text) else text)


def one_line(text: str) -> str:
    """The text to keep in a field of one line: line ends and tabulations become spaces."""
    return normalise(text).replace("\n", " ").replace("\t", " ")


def length(text: str) -> int:
    """What the counter of a field shows for a text, kept or not yet."""
    return len(normalise(text))


def is_blank(text: str) -> bool:
    """Nothing that anybody could see: empty, spaces, invisible joiners."""
    return not text.strip(_INVISIBLE)


def _break_marks(text: str) -> str:
    """Runs of at most 30 marks once decomposed. A text whose runs have fewer than 10 marks is left as it is."""
    mark = _mark()
    if not re.search(f"{mark}{{10}}", text):
        return text
    run = re.compile(f"{mark}{{30}}(?={mark})")
    text = run.sub(rf"\g<0>{_JOINER}", text)  # so that decomposing takes no time
    return run.sub(rf"\g<0>{_JOINER}", unicodedata.normalize("NFD", text))


@cache
def _mark() -> str:
    """The regular expression of one combining mark, or of what decomposes into marks only (three Tibetan vowels)."""
    codes = [code for code in range(0x300, 0x110000) if unicodedata.combining(chr(code))]
    starts = [code for code in codes if not unicodedata.combining(chr(code - 1))]
    ends = [code for code in codes if not unicodedata.combining(chr(code + 1))]
    ranges = "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))
    return f"[{ranges}\u0f73\u0f75\u0f81]"
