"""The names of a body through its imports: what it is called, what it was called, and who decides."""

from collections.abc import Iterable
from typing import Any

from tremplin.core.text import fold
from tremplin.directory.engine.records import Record


def names_said(known: dict[str, Any], record: Record) -> dict[str, Any]:
    """The names that a record of a list gives to a body we hold. A name given by hand stays while the list says the one
    it said then (`official_name`); once the list says another, the list's wins and the hand's is a former name.
    """
    if known["official_name"] and known["official_name"] == record.name:
        name, official, acronym = known["name"], known["official_name"], known["acronym"]
    else:
        name, official, acronym = record.name, "", record.acronym
    left = (known["official_name"], known["name"]) if name != known["name"] else ()
    return {
        "name": name,
        "official_name": official,
        "acronym": acronym,
        "former_names": former_names(known["former_names"], [*record.former_names, *left], now=name),
    }


def former_names(held: str, said: Iterable[str], *, now: str) -> str:
    """One a line, each once, without the name it has now: what was once a name of it always finds it."""
    found: dict[str, str] = {}
    for name in (*held.split("\n"), *said):
        if name and fold(name) != fold(now):
            found.setdefault(fold(name), name)
    return "\n".join(found.values())
