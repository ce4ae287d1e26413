"""Why a door came up, from what it shows to everybody; cases are counted, their words stay where they are."""

from collections.abc import Collection, Sequence

from tremplin.directory.engine.doors import Door, Reason, Why
from tremplin.directory.engine.sources import Asked
from tremplin.directory.engine.spelling import acronyms_of
from tremplin.directory.engine.words import beginnings, cut


def reasons_of(
    door: Door,
    above: str,
    asked: Asked | None,
    cases: int,
    territory: str | Sequence[str] | None,
    topics: Collection[str] | None,
) -> tuple[Reason, ...]:
    found = []
    if asked is not None:
        known = acronyms_of(door.name, door.acronym) & asked.words
        own = {word for _term, word in cut(door.acronym)} | known
        matched = {
            Why.ACRONYM: sorted(known),
            Why.NAME: [word for word in _shared(door.name, asked) if word not in own],
            Why.DOES: _shared(door.text, asked),
            Why.FOR_WHOM: _shared(door.for_whom, asked),
            Why.ABOVE: _shared(above, asked),
        }
        if not any(matched.values()) and not cases:
            begun = set(beginnings(asked.said))
            matched[Why.NAME] = [word for term, word in cut(door.name) if begun.intersection(beginnings([term]))]
        found += [Reason(why, tuple(dict.fromkeys(words))) for why, words in matched.items() if words]
    if cases:
        found.append(Reason(Why.CASES, count=cases))
    if asked is not None and not found:
        found.append(Reason(Why.KIN))
    shared = tuple(topic for topic in door.topics if topics and topic in topics)
    if shared:
        found.append(Reason(Why.TOPIC, shared))
    if territory and door.territories:
        found.append(Reason(Why.TERRITORY))
    return tuple(found)


def _shared(text: str, asked: Asked) -> list[str]:
    return [word for term, word in cut(text) if term in asked.weighted]
