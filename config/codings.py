"""The forms a page is sent in (brotli, gzip, as it is), and which one a browser asked for."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli

# By preference. What is said in `Content-Encoding`, "" for nothing said.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),  # 11 takes fifty times as long for a tenth less
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "": lambda body: body,
}
_LONGEST_KNOWN = 200


def chosen(accepted: str) -> str:
    """The coding for an `Accept-Encoding`: the one the browser prefers, ours first when it has no preference."""
    return _known(accepted) if len(accepted) <= _LONGEST_KNOWN else _read(accepted)


def _read(accepted: str) -> str:
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _separator, rest = part.partition(";")
        weights[name.strip()] = _weight(rest)
    others = weights.get("*", 0.0)
    offered = {name: weights.get(name, others) for name in CODINGS if name}
    best = max(offered.values())
    return next(name for name, weight in offered.items() if weight == best) if best > 0 else ""


def _weight(parameters: str) -> float:
    name, _separator, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


# browsers send a handful of different words, always the same
_known = lru_cache(maxsize=64)(_read)
