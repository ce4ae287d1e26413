"""Bodies as files tell them: what the readers of the official export, of counters and of services all give."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tremplin.directory.engine.faults import Reading


@dataclass(frozen=True, slots=True)
class Record:
    """A body: no `None`, "" where the file says nothing. `place` is an INSEE code of a commune or of a department, for
    local services only. `part_of`: the name of a body above. `children`: identifiers. `implied`: the file names it
    without saying anything of it.
    """

    id: str
    name: str
    acronym: str = ""
    former_names: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    kind: str = "other"
    mission: str = ""
    functions: tuple[str, ...] = ()
    for_whom: str = ""
    website: str = ""
    form_url: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    place: str = ""
    part_of: str = ""
    children: tuple[str, ...] = ()
    implied: bool = False
    line: int = 0
    number: int = 0


@dataclass(frozen=True)
class Bodies(Reading):
    """`parents`: for each body that has some, its parents in the order of the file. `successors`: a former identifier
    that is no longer in the file → the body of the file that took it over; one of another file has its prefix.
    """

    records: tuple[Record, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)

    @property
    def dangling(self) -> int:
        return sum(fault.code == "dangling" for fault in self.faults)
