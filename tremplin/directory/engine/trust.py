"""When to trust which source: one conditional logit over what the sources say, learned from past cases.

The probability that a door is right among those proposed is proportional to exp(w·x) (D. McFadden, “Conditional logit
analysis of qualitative choice behavior”, 1973; as a listwise ranking, Z. Cao et al., “Learning to rank”, ICML 2007).
x holds what each source says, how far each puts the door from its own first (ranks as in G. Cormack et al., “Reciprocal
rank fusion”, SIGIR 2009), and products that let trust depend on the need: names count more when no case is near. Each
case is judged by sources that never saw it (stacking, D. Wolpert, Neural Networks 5, 1992). The weights are held to
those that serve without cases, which several catalogues taught together, so that few cases move them little.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.past import Array
from tremplin.directory.engine.sources import SOURCES

_AT = {name: column for column, name in enumerate(SOURCES)}
RELATIVE = ("name", "title", "pair", "prefix", "text", "above", "ridge", "around", "traits", "sort")
RANKED = ("name", "pair", "prefix", "ridge", "traits", "nearest")
PLAIN = ("cover", "name", "pair", "prefix", "acronym", "ridge", "popular", "seen", "kind", "traits", "against")
WHEN_FAR = (
    "cover", "relative name", "rank name", "relative prefix", "relative text", "relative traits", "rank traits",
    "kind", "popular", "seen",
)  # fmt: skip
UNLESS_NAMED = ("log ridge", "log around", "rank ridge", "popular", "seen")
SHAPES = (
    *PLAIN,
    *(f"relative {name}" for name in RELATIVE),
    *(f"rank {name}" for name in RANKED),
    "log ridge", "log nearest", "log around",
    *(f"{name}, far" for name in WHEN_FAR),
    *(f"{name}, unnamed" for name in UNLESS_NAMED),
    "name and kind", "popular of its kind", "name and ridge",
)  # fmt: skip
# what serves before cases teach more: `python -m bench.trust` learns it from recorded questions of several catalogues
_PLAINLY = {
    "cover": 8.2, "name": -1.3, "pair": 1.8, "prefix": -0.2, "acronym": 2.5, "ridge": 1.1, "popular": 0.2,
    "seen": -0.3, "kind": 0.6, "traits": 1.1, "relative name": 0.4, "relative title": 0.3, "relative pair": -0.2,
    "relative prefix": 0.1, "relative text": 0.6, "relative ridge": -1.3, "relative around": -1.2,
    "relative traits": 1.8, "relative sort": 1.2, "rank name": 1.0, "rank pair": 0.6, "rank prefix": 0.6,
    "rank ridge": 1.6, "rank traits": -0.2, "rank nearest": 0.8, "log ridge": 1.2, "log nearest": -0.7,
    "log around": 0.2, "cover, far": -3.0, "relative name, far": -0.9, "rank name, far": 0.4,
    "relative prefix, far": -0.2, "relative text, far": -0.3, "relative traits, far": -0.5, "rank traits, far": 0.4,
    "kind, far": 0.9, "popular, far": 0.1, "seen, far": -0.5, "log ridge, unnamed": 0.6, "log around, unnamed": 0.2,
    "rank ridge, unnamed": -1.0, "popular, unnamed": 0.1, "seen, unnamed": -1.6, "name and kind": -0.1,
    "popular of its kind": -0.3, "name and ridge": -1.2, "against": -8.0, "relative above": 0.5,
}  # fmt: skip
DEFAULT: Array = np.array([_PLAINLY.get(name, 0.0) for name in SHAPES])
UNTAUGHT = ("against", "relative above")  # recorded questions say nothing of these: set by hand, and kept
HELD = 60.0  # how strongly weights are held to those by default, in cases
STEPS = 30


def shaped(said: Array) -> Array:
    """From places × sources to places × `SHAPES`."""
    raw = {name: said[:, column] for name, column in _AT.items()}
    found = {name: np.maximum(raw[name], 0) for name in PLAIN}
    for name in ("name", "pair", "prefix"):
        found[name] = found[name] / 10
    found["acronym"] = np.minimum(found["acronym"], 10) / 10
    for name in RELATIVE:
        found[f"relative {name}"] = _relative(raw[name])
    for name in RANKED:
        found[f"rank {name}"] = 3 / (3 + _ranks(raw[name]))
    found["log ridge"], found["log nearest"] = np.log(found["ridge"] + 0.02) + 4, np.log(raw["nearest"] + 0.02) + 4
    found["log around"] = np.log(raw["around"] / max(float(raw["around"].sum()), 1e-9) + 0.01) + 5
    far, unnamed = 1 - float(raw["nearest"].max(initial=0.0)), 1 - float(raw["cover"].max(initial=0.0))
    for name in WHEN_FAR:
        found[f"{name}, far"] = found[name] * far
    for name in UNLESS_NAMED:
        found[f"{name}, unnamed"] = found[name] * unnamed
    found["name and kind"] = found["kind"] * found["cover"]
    found["popular of its kind"] = found["kind"] * found["popular"]
    found["name and ridge"] = found["relative name"] * found["relative ridge"]
    return np.column_stack([found[name] for name in SHAPES])


def _relative(values: Array) -> Array:
    """1 for the best, 0 for what says nothing."""
    positive = np.maximum(values, 0)
    share: Array = positive / max(float(positive.max(initial=0.0)), 1e-9)
    return share


def _ranks(values: Array) -> Array:
    """0 for the best; those that say the same share the mean of their ranks; what says nothing is far away."""
    _levels, level, count = np.unique(-values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.where(values > 0, (last - (count + 1) / 2)[level], 1e6)


def learned(groups: Sequence[tuple[Array, Array]], default: Array, *, held_by: float = HELD) -> Array:
    """The weights from cases: for each, places × `SHAPES` and, by place, the share of the right doors it is (sums to
    1). Newton’s method: the loss is convex, the answer is the same every time.
    """
    if not groups:
        return default
    rows = np.concatenate([shapes for shapes, _share in groups])
    share = np.concatenate([part for _shapes, part in groups])
    starts = np.concatenate([[0], np.cumsum([len(part) for _shapes, part in groups])[:-1]])
    owner = np.repeat(np.arange(len(groups)), [len(part) for _shapes, part in groups])
    scale = rows.std(axis=0)
    scale[scale < 1e-9] = 1.0
    rows = (rows / scale).astype(np.float32)  # half the memory, and twice as fast
    start = default * scale
    held = held_by * np.where(np.isin(SHAPES, UNTAUGHT), 1e6, 1.0)
    weights = start.copy()
    loss, chances = _loss(rows, share, starts, owner, weights, start, held)
    for _step in range(STEPS):
        slope = rows.T @ (chances - share) + held * (weights - start)
        means = np.add.reduceat(rows * chances[:, None], starts)
        curve = (rows * chances[:, None]).T @ rows - means.T @ means + np.diag(held)
        step = np.linalg.solve(curve, slope)
        size = 1.0
        while size > 1e-4:
            tried, chances_tried = _loss(rows, share, starts, owner, weights - size * step, start, held)
            if tried <= loss:
                break
            size /= 2
        if size <= 1e-4 or loss - tried < 1e-9 * len(groups):
            break
        weights, loss, chances = weights - size * step, tried, chances_tried
    found: Array = weights / scale
    return found


def _loss(
    rows: Array,
    share: Array,
    starts: NDArray[np.int64],
    owner: NDArray[np.int64],
    weights: Array,
    start: Array,
    held: Array,
) -> tuple[float, Array]:
    scores = rows @ weights
    scores -= np.maximum.reduceat(scores, starts)[owner]
    raised = np.exp(scores)
    whole = np.add.reduceat(raised, starts)[owner]
    loss = -float(share @ (scores - np.log(whole))) + float(held @ (weights - start) ** 2) / 2
    return loss, raised / whole
