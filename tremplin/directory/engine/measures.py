"""How good a ranking is, question by question.

hit@5: is one right door among the first five. recall@10: what part of the right doors is among the first ten. MRR@10:
one over the rank of the first right door (E. Voorhees, TREC-8, 1999). nDCG@10: gains are grades, discounted by the
logarithm of the rank, over the best order (K. Järvelin and J. Kekäläinen, ACM TOIS 20(4), 2002).
"""

import math
from collections.abc import Iterable, Mapping, Sequence

NAMES = ("hit@5", "recall@10", "MRR@10", "nDCG@10")


def measured(ranked: Sequence[str], right: Mapping[str, float]) -> dict[str, float]:
    """`ranked`: ids, best first. `right`: the grade of each right door, above 0; none: ValueError."""
    if not right:
        raise ValueError("no right door")
    first = ranked[:10]
    ranks = [rank for rank, one in enumerate(first, start=1) if one in right]
    gained = sum(right[first[rank - 1]] / math.log2(rank + 1) for rank in ranks)
    best = sum(
        grade / math.log2(rank + 1) for rank, grade in enumerate(sorted(right.values(), reverse=True)[:10], start=1)
    )
    return {
        "hit@5": float(bool(ranks) and ranks[0] <= 5),
        "recall@10": len(ranks) / len(right),
        "MRR@10": 1 / ranks[0] if ranks else 0.0,
        "nDCG@10": gained / best,
    }


def mean(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure, to four decimals; 0 without a row."""
    kept = list(rows)
    return {name: round(math.fsum(row[name] for row in kept) / len(kept), 4) if kept else 0.0 for name in NAMES}
