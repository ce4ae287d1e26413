"""Which reader reads which file: as many pairs as there can be, loads as even as they can be, partners mixed.

One file after the other receives one more reader, those with the fewest readers first, along the shortest augmenting
path to the least loaded reader within reach (successive shortest paths: Ahuja, Magnanti and Orlin, « Network Flows »,
1993, § 9.7). A path may hand a file given earlier in the same plan from a reader to another, never one of `already`,
and never takes a reader away from a file. Hence, whatever is forbidden: no plan holds more pairs, none has more even
loads (their squares add up to the least), and readers who lack are spread over the files as evenly as can be. Partners
are mixed as far as this allows, without a guarantee: among readers equally loaded and equally near, the one who has met
the file's readers least, then the next in turn.

The same inputs, in the same order, give the same plan; the order of `forbidden` and `already` does not count.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class Plan:
    """`pairs`: the new (reader, file), by file then by reader, in the order of the inputs.

    `short`: for each file that lacks some, how many readers are still missing. `loads`: for each reader of
    `capacities`, how many files in all, those of `already` counted.
    """

    pairs: tuple[Pair, ...]
    short: Mapping[str, int]
    loads: Mapping[str, int]


def assign(
    capacities: Mapping[str, int],
    files: Sequence[str],
    per_file: int,
    *,
    forbidden: Collection[Pair] = (),
    already: Collection[Pair] = (),
) -> Plan:
    """`per_file` distinct readers for each file, those of `already` counted; nobody is given files above a capacity.

    A pair of `already` stands whatever the rest says: forbidden since, or above the capacity, it is kept and counts.
    When its reader is not in `capacities` (who ended), it counts for the file only; when its file is not in `files`,
    for the reader only. A file named twice is one file.

    ValueError: `per_file` under 1, a capacity under 0.
    """
    if per_file < 1:
        raise ValueError(f"A file needs at least one reader, not {per_file}.")
    for reader, capacity in capacities.items():
        if capacity < 0:
            raise ValueError(f"The capacity of {reader} is {capacity}; it must be 0 or more.")
    desk = _Desk(capacities, files, frozenset(forbidden), frozenset(already))
    waiting = list(desk.readers)
    level = 0
    while waiting and level < per_file:
        level += 1
        # who cannot be served once never will be: the paths that are left only become fewer
        waiting = [file for file in waiting if len(desk.readers[file]) >= level or desk.serve(file)]
    lacking = {file: per_file - len(readers) for file, readers in desk.readers.items()}
    return Plan(
        pairs=tuple((reader, file) for file in desk.readers for reader in capacities if file in desk.given[reader]),
        short={file: number for file, number in lacking.items() if number > 0},
        loads={reader: len(read) for reader, read in desk.read.items()},
    )


class _Desk:
    """What is given so far. `readers`: of each file, in all; `read`: by each reader, in all; `given`: what is new."""

    def __init__(
        self,
        capacities: Mapping[str, int],
        files: Sequence[str],
        forbidden: frozenset[Pair],
        already: frozenset[Pair],
    ) -> None:
        self._capacities = capacities
        self._forbidden = forbidden
        self._places = {reader: place for place, reader in enumerate(capacities)}
        self._turn = 0
        self.readers: dict[str, set[str]] = {file: set() for file in files}
        self.read: dict[str, set[str]] = {reader: set() for reader in capacities}
        # a mapping without values keeps the order, a set does not
        self.given: dict[str, dict[str, None]] = {reader: {} for reader in capacities}
        for reader, file in already:
            if file in self.readers:
                self.readers[file].add(reader)
            if reader in self.read:
                self.read[reader].add(file)

    def serve(self, file: str) -> bool:
        """Give the file one more reader, handing others over if it must. False, and nothing changed: nobody can be."""
        lightest = min((len(self.read[reader]) for reader in self.read if self._has_room(reader)), default=None)
        if lightest is None:
            return False
        # each reader within reach, with the file to take and who hands it over; nobody for the file to serve
        takes: dict[str, tuple[str, str | None]] = {
            reader: (file, None) for reader in self.read if self._may_read(reader, file)
        }
        reached = list(takes)
        last: str | None = None
        while reached:
            found = self._best_of(reached, takes)
            if found is not None and (last is None or len(self.read[found]) < len(self.read[last])):
                last = found
            if last is not None and len(self.read[last]) == lightest:
                break
            reached = self._further(reached, takes)
        if last is None:
            return False
        self._hand_over(last, takes)
        return True

    def _has_room(self, reader: str) -> bool:
        return len(self.read[reader]) < self._capacities[reader]

    def _may_read(self, reader: str, file: str) -> bool:
        return reader not in self.readers[file] and (reader, file) not in self._forbidden

    def _best_of(self, reached: Sequence[str], takes: Mapping[str, tuple[str, str | None]]) -> str | None:
        """Of readers equally near: with room, the least loaded, who has met the file's readers least, next in turn."""
        able = [reader for reader in reached if self._has_room(reader)]
        least = min((len(self.read[reader]) for reader in able), default=0)
        equal = [reader for reader in able if len(self.read[reader]) == least]
        return min(equal, key=lambda reader: (self._met(reader, takes[reader][0]), self._wait(reader)), default=None)

    def _met(self, reader: str, file: str) -> int:
        """How many files the reader shares with the readers of a file. Who ended meets nobody any more."""
        own = self.read[reader]
        return sum(len(own & self.read[other]) for other in self.readers[file] if other in self.read)

    def _wait(self, reader: str) -> int:
        return (self._places[reader] - self._turn) % len(self._places)

    def _further(self, reached: Sequence[str], takes: dict[str, tuple[str, str | None]]) -> list[str]:
        """The readers one step further, noted in `takes`: to whom those reached could hand over a file given to them.

        A file is never handed over twice on a path: who could take it is noted at the first time.
        """
        further = []
        unseen = [reader for reader in self.read if reader not in takes]
        for giver in reached:
            for file in self.given[giver]:
                for reader in [reader for reader in unseen if self._may_read(reader, file)]:
                    takes[reader] = (file, giver)
                    unseen.remove(reader)
                    further.append(reader)
        return further

    def _hand_over(self, last: str, takes: Mapping[str, tuple[str, str | None]]) -> None:
        """From the last reader of a path, who is given one file more, back to the file to serve."""
        self._turn = self._places[last] + 1
        taker: str | None = last
        while taker is not None:
            file, giver = takes[taker]
            if giver is not None:
                self.readers[file].remove(giver)
                self.read[giver].remove(file)
                del self.given[giver][file]
            self.readers[file].add(taker)
            self.read[taker].add(file)
            self.given[taker][file] = None
            taker = giver
