"""Registration numbers of French organisations: what kind of number one is, and which undertaking it names.

SIREN: nine digits, the legal unit. SIRET: fourteen, one of its establishments; the first nine are its SIREN. Both end
with a Luhn check digit, but for the establishments of La Poste, whose digits add up to a multiple of five (INSEE,
documentation of the Sirene register). RNA: W and nine characters, the register of associations.
"""

import re
from enum import StrEnum

_RNA = re.compile(r"W[0-9A-Z][0-9]{8}")
_LA_POSTE = "356000000"


class NumberKind(StrEnum):
    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"


def bare(number: str) -> str:
    """As registers write it: no space, dot or dash, capitals. What was typed with them is the same number."""
    return re.sub(r"[\s.\-\u00a0\u202f]", "", number).upper()


def kind_of(number: str) -> NumberKind | None:
    """None when it is none of the three, or when its check digit does not hold."""
    digits = bare(number)
    if _RNA.fullmatch(digits):
        return NumberKind.RNA
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) == 9 and _luhn(digits):
        return NumberKind.SIREN
    if len(digits) == 14 and _siret(digits):
        return NumberKind.SIRET
    return None


def siren_of(number: str) -> str:
    """The nine digits of the legal unit, or ""."""
    return bare(number)[:9] if kind_of(number) in (NumberKind.SIREN, NumberKind.SIRET) else ""


def undertaking_of(number: str) -> str:
    """What two organisations of one undertaking share: the SIREN when it is known, else the number as it is."""
    return siren_of(number) or bare(number)


def _luhn(digits: str) -> bool:
    doubled = (int(one) * (1 + place % 2) for place, one in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _siret(digits: str) -> bool:
    if not _luhn(digits[:9]):
        return False
    return _luhn(digits) or (digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0)
