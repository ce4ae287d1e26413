"""Words as people type them, folded for comparison and search."""

import re
import unicodedata

# control characters, but for tabulation and line ends
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})


def fold(value: str) -> str:
    """Lower case, no accent, one space between words: « Économie  d’Énergie » → « economie d'energie »."""
    # twice: « ㎒ » is only seen to be « MHz », in capitals, once decomposed
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold().translate(_LIGATURES))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.split())


def clean(value: str) -> str:
    """What a person typed, in one Unicode form, with LF line ends and no control character."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", value))
