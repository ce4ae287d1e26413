"""Ways to reach somebody, as people type them: e-mail addresses, web addresses, phone numbers. None means: not one."""

import re
from urllib.parse import urlsplit

from tremplin.calls.engine.faults import Fault

_LOCAL = re.compile(r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
_LABEL = re.compile(r"^[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?$")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):(?![0-9]+(?:[/?#]|$))")
_NOT_IN_A_URL = re.compile(r"[\s<>\"\\^`{|}]")


def read_email(text: str) -> str | None:
    """The address, its domain in lower case. The part before @ is left alone: only its own server knows it."""
    local, sign, domain = text.strip().rpartition("@")
    if not sign or len(local) > 64 or not _LOCAL.match(local) or not _is_domain(domain):
        return None
    return f"{local}@{domain.lower()}"


def read_url(text: str) -> str | Fault:
    """The address of a public page, with https:// when nothing was said. An address of a machine (IP) is not one."""
    text = text.strip()
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Fault("not_http")
    address = text if scheme else "https://" + text.removeprefix("//")
    try:
        parts = urlsplit(address)
        sound = bool(_is_domain(parts.hostname or "") and "@" not in parts.netloc and parts.port != 0)
    except ValueError:
        sound = False
    if not sound or _NOT_IN_A_URL.search(address):
        return Fault("not_a_url")
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()


def read_phone(text: str) -> str | None:
    """« 01 23 45 67 89 » for a French number, however written; « +32 2 123 45 67 » for another, with its own spaces."""
    text = re.sub(r"[\s./()-]+", " ", text.replace("(0)", " ")).strip()
    text = re.sub(r"^(?:\+|00) ?", "+", text)
    digits = text.replace(" ", "")
    if digits.startswith("+33"):
        digits = "0" + digits[3:].removeprefix("0")
    if re.fullmatch(r"0[1-9][0-9]{8}", digits):
        return " ".join(digits[place : place + 2] for place in range(0, 10, 2))
    return text if re.fullmatch(r"\+[1-9][0-9]{7,14}", digits) else None


def _is_domain(domain: str) -> bool:
    """Several labels, the last one not a number; accented letters are welcome."""
    labels = domain.split(".")
    if len(domain) > 253 or len(labels) < 2 or labels[-1].isdigit() or len(labels[-1]) < 2:
        return False
    return all(_LABEL.match(label) for label in labels)
