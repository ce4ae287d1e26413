"""Text as it was typed, in one form only: NFC, LF line ends, no control character. Nothing is ever cut.

A length is a number of Unicode code points of that form, a line end counting for one. In a browser, the same count is
`[...value.replace(/\\r\\n/g, "\\n").normalize("NFC")].length`; it can only exceed ours by the control characters
dropped here, and is exactly ours after `.replace(/[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufeff]/g, "")`, put
before `.normalize`.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# controls but for tabulation and LF, the byte order mark, halves of surrogate pairs (which no database can write)
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")

# Normalising takes a time quadratic in the length of a run of combining marks. Unicode's stream-safe process (UAX #15,
# § 13) breaks a run after 30 marks with a joiner that nobody sees. A mark of NFC is at most four marks once
# decomposed.
_MARKS_AT_MOST = 30
_JOINER = "\u034f"
_MARKS_IN_DISGUISE = re.compile("[\u0f73\u0f75\u0f81]")  # not marks by themselves, only marks once decomposed
_MAYBE_MARKS = re.compile("[^\u0300-\U0010ffff]?[\u0300-\U0010ffff]{7,}")

# what can stand alone in a field and show nothing
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_INVISIBLE = _SPACES + "\xad\u034f\u180e\u200b\u200c\u200d\u2060\u2800"


def normalise(text: str) -> str:
    """The text to keep. `normalise(normalise(text)) == normalise(text)`, in a time proportional to its length."""
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MAYBE_MARKS.sub(_break_marks, text))


def one_line(text: str) -> str:
    """The text to keep in a field of one line: line ends and tabulations become spaces."""
    return normalise(text).replace("\n", " ").replace("\t", " ")


def length(text: str) -> int:
    """What the counter of a field shows for a text, kept or not yet."""
    return len(normalise(text))


def is_blank(text: str) -> bool:
    """Nothing that anybody could see: empty, spaces, invisible joiners."""
    return not text.strip(_INVISIBLE)


def _break_marks(found: re.Match[str]) -> str:
    if not any(map(unicodedata.combining, found[0])) and not _MARKS_IN_DISGUISE.search(found[0]):
        return found[0]
    pieces = []
    run = 0
    for character in found[0]:
        before, after, starts = _marks(character)
        if run + before > _MARKS_AT_MOST:
            pieces.append(_JOINER)
            run = 0
        run = after if starts else run + before
        pieces.append(character)
    return "".join(pieces)


def _marks(character: str) -> tuple[int, int, bool]:
    """How many marks a character begins with and ends with once decomposed, and whether it holds anything but marks."""
    if unicodedata.decomposition(character):
        classes = [unicodedata.combining(part) for part in unicodedata.normalize("NFD", character)]
    else:
        classes = [unicodedata.combining(character)]
    bases = [place for place, mark in enumerate(classes) if mark == 0]
    if not bases:
        return len(classes), len(classes), False
    return bases[0], len(classes) - 1 - bases[-1], True
