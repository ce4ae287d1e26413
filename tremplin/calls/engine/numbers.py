"""Numbers as French and English people write them, read without guessing.

A separator followed by exactly three digits groups thousands; by one or two digits, it is the decimal mark. Euros
have no third decimal, so « 12,500 », « 12.500 » and « 12 500 » are all twelve thousand five hundred, and « 12,50 » is
twelve and a half.
"""

import re
from decimal import Decimal

LARGEST = 999_999_999_999

_CURRENCY = re.compile(r"^(?:€|eur\b|euros?\b)|(?:€|eur|euros?)$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_MINUS = str.maketrans({"−": "-", "–": "-", "’": "'"})
# one regular expression per way of grouping; the decimal mark is never the grouping mark
_WRITINGS = tuple(
    re.compile(rf"^(?P<whole>{whole})(?:[{marks}](?P<cents>[0-9]{{1,2}}))?$")
    for whole, marks in (
        (r"[0-9]+", ",."),
        (r"[1-9][0-9]{0,2}(?: [0-9]{3})+", ",."),
        (r"[1-9][0-9]{0,2}(?:'[0-9]{3})+", ",."),
        (r"[1-9][0-9]{0,2}(?:,[0-9]{3})+", "."),
        (r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", ","),
    )
)


def read_amount(text: str) -> Decimal | None:
    """Euros with two decimals: « 12 500,50 € », « €12,500.50 », « 12500 EUR ». None when it is not an amount."""
    found = _read(_CURRENCY.sub("", text.strip(), count=1))
    return found.quantize(Decimal("0.01")) if found is not None else None


def read_integer(text: str) -> Decimal | None:
    """A whole number, grouped or not: « 1 200 », « 1,200 ». None when it is not one, or when it has decimals."""
    found = _read(text)
    return found if found is not None and found.as_tuple().exponent == 0 else None


def _read(text: str) -> Decimal | None:
    text = _SPACES.sub(" ", text.translate(_MINUS).strip())
    sign = ""
    if text[:1] in ("+", "-"):
        sign, text = text[0], text[1:].strip()
    if len(text) > 24:  # beyond any number we accept, and Decimal's own precision
        return None
    for writing in _WRITINGS:
        if found := writing.match(text):
            return Decimal(f"{sign}{re.sub('[^0-9]', '', found['whole'])}.{found['cents'] or ''}")
    return None
