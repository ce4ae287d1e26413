"""From children to parents: links that lead nowhere, to oneself or back up are left out, and said."""

from collections.abc import Mapping

from tremplin.directory.engine.faults import Fault
from tremplin.directory.engine.records import Record


def parents_of(records: Mapping[str, Record], faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """For each record that has some, its parents in the order of the file."""
    children = _existing(records, faults)
    _uncircle(children, records, faults)
    parents: dict[str, list[str]] = {}
    for parent, own in children.items():
        for child in own:
            parents.setdefault(child, []).append(parent)
    return {child: tuple(above) for child, above in parents.items()}


def _existing(records: Mapping[str, Record], faults: list[Fault]) -> dict[str, list[str]]:
    """The children of each record that are in the file and are not itself."""
    kept = {}
    for record in records.values():
        own = []
        for child in record.children:
            if child == record.id:
                faults.append(Fault("own-child", record.line, record.number, record.name[:200]))
            elif child not in records:
                faults.append(Fault("dangling", record.line, record.number, child[:200]))
            else:
                own.append(child)
        kept[record.id] = own
    return kept


def _uncircle(children: dict[str, list[str]], records: Mapping[str, Record], faults: list[Fault]) -> None:
    """Drop each link that leads back up to a body it comes from: depth first, in the order of the file."""
    done: set[str] = set()
    for start, first in children.items():
        if start in done:
            continue
        path, above = [(start, iter(list(first)))], {start}
        while path:
            node, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                above.discard(node)
                done.add(node)
            elif child in above:
                children[node].remove(child)
                record = records[node]
                told = f"{_called(record)} > {_called(records[child])}"
                faults.append(Fault("circular", record.line, record.number, told))
            elif child not in done:
                above.add(child)
                path.append((child, iter(list(children[child]))))


def _called(record: Record) -> str:
    """Its name and its identifier, short enough for two of them to be told."""
    return f"{record.name[:40]} ({record.id[:50]})"
