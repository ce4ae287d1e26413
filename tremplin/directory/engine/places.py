"""Which doors serve a place, and which have a topic: sorted arrays, a filter costs the same for any question."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tremplin.directory.engine.doors import Door

Passing = NDArray[np.bool_]


class Places:
    """`within`: for the key of a territory, that of the one which holds it (commune → department → region → country).

    With `within`, `Door.territories` are the territories a door serves, each with all it holds. Without, the first is
    its place and the others those that hold it, smallest first. A door without any serves everywhere.
    """

    def __init__(self, doors: Sequence[Door], within: Mapping[str, str] | None = None) -> None:
        self._within = within or {}
        self._everywhere = np.array([not door.territories for door in doors], dtype=np.bool_)
        alike: dict[tuple[str, ...], list[int]] = {}
        topics: dict[str, list[int]] = {}
        for number, door in enumerate(doors):
            if door.territories:
                alike.setdefault(door.territories, []).append(number)
            for topic in set(door.topics):
                topics.setdefault(topic, []).append(number)
        serving: dict[str, list[int]] = {}
        inside: dict[str, list[int]] = {}
        for territories, numbers in alike.items():
            for key in territories if within else territories[:1]:
                serving.setdefault(key, []).extend(numbers)
            chains = [self.chain(key) for key in territories] if within else [territories]
            for key in {key for chain in chains for key in chain}:
                inside.setdefault(key, []).extend(numbers)
        self._serving = {key: np.array(numbers, dtype=np.int32) for key, numbers in serving.items()}
        self._inside = {key: np.array(numbers, dtype=np.int32) for key, numbers in inside.items()}
        self._topics = {key: np.array(numbers, dtype=np.int32) for key, numbers in topics.items()}

    def chain(self, key: str) -> tuple[str, ...]:
        """A territory and those that hold it, smallest first; a circle ends."""
        found = [key]
        while (up := self._within.get(found[-1])) is not None and up not in found:
            found.append(up)
        return tuple(found)

    def passing(self, territory: str | Sequence[str] | None, topics: Collection[str] | None) -> Passing | None:
        """Doors that serve the place asked: everywhere, inside it, or a place that holds it; and have one of the
        topics. `None` when everything passes.
        """
        asked = self.chain(territory) if isinstance(territory, str) and territory else tuple(territory or ())
        passing: Passing | None = None
        if asked:
            passing = self._everywhere.copy()
            for key in asked:
                passing[self._serving.get(key, [])] = True
            passing[self._inside.get(asked[0], [])] = True
        if topics:
            with_topic = np.zeros(len(self._everywhere), dtype=np.bool_)
            for topic in topics:
                with_topic[self._topics.get(topic, [])] = True
            passing = with_topic if passing is None else passing & with_topic
        return passing
