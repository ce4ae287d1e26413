"""The fingerprint of a document: two that say the same have the same one, whoever wrote them down.

The canonical form is JSON (RFC 8259) in UTF-8: keys sorted by code point, strings in NFC, no space, no escape but those
that JSON asks for. It holds no float, since the same number may be written in several ways: euros are texts or cents.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any


def canonical(document: Any) -> bytes:
    """A document made of None, booleans, whole numbers, texts, lists, tuples and mappings with texts as keys.

    A tuple is a list; the order of lists counts, that of mappings does not.

    TypeError: anything else in it, floats first. ValueError: two keys of a mapping that NFC makes the same, or a half
    surrogate, which UTF-8 cannot write.
    """
    text = json.dumps(_plain(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def digest(document: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical form. Raises as `canonical` does."""
    return hashlib.sha256(canonical(document)).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_plain(element) for element in value]
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    raise TypeError(f"A document holds no {type(value).__name__}.")


def _plain_mapping(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError(f"A key is a text, not {type(key).__name__}.")
        normal = unicodedata.normalize("NFC", key)
        if normal in plain:
            raise ValueError(f"Two keys are written {normal!r}.")
        plain[normal] = _plain(value)
    return plain
