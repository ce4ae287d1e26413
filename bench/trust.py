"""The weights that serve before cases teach more, learned from recorded questions of several catalogues together.

`python -m bench.trust FOLDER`: FOLDER holds doors.jsonl.gz and queries.jsonl.gz. Each family counts as much as another;
questions of the split dev are left out. Each question is judged without itself, one in `UNSEEN` without any case of its
doors, and as by an index that has no case. Prints the entries of `trust._PLAINLY`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tremplin.directory.engine.doors import Case
from tremplin.directory.engine.evaluation import doors_of, questions_of
from tremplin.directory.engine.index import DoorIndex
from tremplin.directory.engine.past import Array, Past
from tremplin.directory.engine.sources import TAKEN
from tremplin.directory.engine.trust import DEFAULT, SHAPES, UNTAUGHT, learned

EACH = 600  # judgements by family: those of a small one count several times
HELD = 10.0
WITHOUT_CASES = 4  # one question in so many


class Judged(DoorIndex):
    """An index that keeps what it would have learned from."""

    groups: list[tuple[Array, Array]]

    def _learned(self, past: Past) -> Array:
        self.groups = list(self._judged(past))
        return DEFAULT


def without_cases(index: Judged, questions: list[tuple[str, set[str]]]) -> Iterator[tuple[Array, Array]]:
    for text, right in questions:
        asked = index._asked(text)
        places, shapes, _evident = index._weighed(asked, None, None, TAKEN)
        share = np.array([index.doors[place].id in right for place in places], dtype=np.float64)
        if share.any():
            yield shapes, share / share.sum()


def main(folder: Path) -> int:
    doors, questions = doors_of(folder / "doors.jsonl.gz"), questions_of(folder / "queries.jsonl.gz")
    groups = []
    for family in sorted({door.family for door in doors}):
        own = [door for door in doors if door.family == family]
        taught = [one for one in questions if one.family == family and one.split != "dev"]
        index = Judged(own, [Case(one.text, door) for one in taught for door in one.right])
        bare = Judged(own)
        some = [(one.text, set(one.right)) for one in taught[::WITHOUT_CASES]]
        found = index.groups + list(without_cases(bare, some))
        groups += [found[place] for place in np.linspace(0, len(found) - 1, EACH).astype(int)]
    weights = learned(groups, np.where(np.isin(SHAPES, UNTAUGHT), DEFAULT, 0.0), held_by=HELD)
    for name, weight in zip(SHAPES, weights, strict=True):
        if name not in UNTAUGHT and abs(weight) >= 0.005:
            print(f'    "{name}": {weight:.2f},')
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
