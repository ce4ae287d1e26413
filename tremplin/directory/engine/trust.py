"""When to trust which source: one conditional logit over what the sources say, learned from past cases.

The probability that a door is right among those proposed is proportional to exp(w·x) (D. McFadden, “Conditional logit
analysis of qualitative choice behavior”, 1973; as a listwise ranking, Z. Cao et al., “Learning to rank”, ICML 2007).
x holds what each source says, how far each puts the door from its own first (ranks as in G. Cormack et al., “Reciprocal
rank fusion”, SIGIR 2009), and products that let trust depend on the need: names count more when no case is near. Each
case is judged by sources that never saw it (stacking, D. Wolpert, Neural Networks 5, 1992). The weights are held to
those that serve without cases, so that few cases move them little.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.past import Array
from tremplin.directory.engine.sources import SOURCES

_AT = {name: column for column, name in enumerate(SOURCES)}
RANKED = ("name", "title", "prefix", "text", "pair", "ridge", "traits", "nearest")
RELATIVE = ("name", "title", "prefix", "text", "pair", "ridge", "traits", "nearest")
WHEN_FAR = ("rank name", "rank title", "cover", "relative name", "relative title", "traits", "rank traits", "popular")
WHEN_NAMED = ("ridge", "rank ridge", "nearest")
SHAPES = (
    *SOURCES,
    *(f"rank {name}" for name in RANKED),
    *(f"relative {name}" for name in RELATIVE),
    *(f"{name}, far" for name in WHEN_FAR),
    *(f"{name}, named" for name in WHEN_NAMED),
    "both", "log ridge", "log nearest", "root ridge",
)  # fmt: skip
# what serves without cases; what is not written is worth nothing until cases teach it
_PLAINLY = {
    "name": 0.1, "cover": 2.0, "title": 0.1, "pair": 0.2, "text": 0.1, "prefix": 0.05, "above": 0.1, "acronym": 0.5,
    "ridge": 8.0, "nearest": 4.0, "against": -8.0,
}  # fmt: skip
DEFAULT: Array = np.array([_PLAINLY.get(name, 0.0) for name in SHAPES])
HELD = 6.0  # how strongly weights are held to those by default, in cases
STEPS = 30


def shaped(said: Array) -> Array:
    """From places × sources to places × `SHAPES`."""
    columns = {name: said[:, column] for name, column in _AT.items()}
    for name in RANKED:
        columns[f"rank {name}"] = 3 / (3 + _ranks(columns[name]))
    for name in RELATIVE:
        values = np.maximum(columns[name], 0)
        columns[f"relative {name}"] = values / max(float(values.max(initial=0.0)), 1e-9)
    far = 1 - float(columns["nearest"].max(initial=0.0))
    named = float(columns["cover"].max(initial=0.0))
    for name in WHEN_FAR:
        columns[f"{name}, far"] = columns[name] * far
    for name in WHEN_NAMED:
        columns[f"{name}, named"] = columns[name] * named
    ridge = np.maximum(columns["ridge"], 0)
    columns["both"] = columns["rank name"] * columns["rank ridge"]
    columns["log ridge"], columns["log nearest"] = np.log(ridge + 0.02) + 4, np.log(columns["nearest"] + 0.02) + 4
    columns["root ridge"] = np.sqrt(ridge)
    return np.column_stack([columns[name] for name in SHAPES])


def _ranks(values: Array) -> Array:
    """0 for the best; what says nothing is far away."""
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values))
    return np.where(values > 0, ranks, 1e6)


def learned(groups: Sequence[tuple[Array, Array]], default: Array) -> Array:
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
    held = HELD * np.where(np.array([name == "against" for name in SHAPES]), 1e6, 1.0)  # no case teaches it
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
