"""The official export of the French public directory: bytes in, bodies and points to know out.

The file is one JSON object, `{"service": [{…}, …]}`, in UTF-8. A record names its **children** (`hierarchie`); parents
are derived here. Real files hold links to bodies that are not in them, bodies with several parents, and empty strings
everywhere. Whatever a value holds, it is read or it becomes a `Fault` with its line: nothing raises. Names of persons
(`affectation_personne`) are never read: only the function they hold.

The array is decoded one record at a time, so that a file of 100 000 records stays small in memory and every fault has
its line. Lines and records count from 1. Format: public directory open data, DILA (service-public.fr), Licence Ouverte.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tremplin.directory.engine.decoding import NoService, NotJson, decoded, services
from tremplin.directory.engine.hierarchy import parents_of
from tremplin.directory.engine.records import Fault, Record, keep

# what makes the whole file useless; every other code concerns one record or one value
FATAL = frozenset({"not-json", "no-service", "no-record"})


@dataclass(frozen=True)
class Export:
    """What was read. `parents`: for each body that has some, its parents in the order of the file. `successors`: a
    former identifier → the body of the file that took it over.
    """

    records: tuple[Record, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def usable(self) -> bool:
        return not any(fault.code in FATAL for fault in self.faults)

    @property
    def dangling(self) -> int:
        return sum(fault.code == "dangling" for fault in self.faults)


def read(content: bytes) -> Export:
    """Read a whole file. A file that cannot be used gives no record and one fatal fault."""
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    text = decoded(content, faults)
    try:
        if text.strip():
            for number, (value, line) in enumerate(services(text), 1):
                keep(value, line, number, records, faults)
    except NotJson as error:
        return Export(faults=(Fault("not-json", error.line, value=error.reason),))
    except NoService:
        return Export(faults=(Fault("no-service", 1),))
    if not records:
        return Export(faults=(*faults, Fault("no-record", 1)))
    parents = parents_of(records, faults)
    return Export(
        records=tuple(records.values()),
        parents=parents,
        successors=_successors(records),
        faults=tuple(sorted(faults, key=lambda fault: (fault.line, fault.record))),
    )


def _successors(records: Mapping[str, Record]) -> dict[str, str]:
    """A former identifier that is no longer in the file → the first body that says it was its own."""
    found: dict[str, str] = {}
    for record in records.values():
        for former in record.former_ids:
            if former not in records:
                found.setdefault(former, record.id)
    return found
