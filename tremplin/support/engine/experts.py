"""Which experts to propose for a session asked for, each with the facts that say why.

The order is that of the facts, read one after the other: those who can give an hour now, those of the theme, those
whose own words meet the request, those of the place, those who already know the initiative, those who have more time;
then by name. Nothing is added up, so that there is no figure to show, or to hide.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MOST_WORDS = 3  # named in a reason; more would read as a list


class Why(StrEnum):
    THEME = "theme"
    WORDS = "words"
    PLACE = "place"
    EVERYWHERE = "everywhere"
    MET = "met"
    HOURS_LEFT = "hours_left"
    NO_HOURS_LEFT = "no_hours_left"
    ORDER_LEFT = "order_left"
    NO_ORDER = "no_order"
    GAVE_BACK = "gave_back"


@dataclass(frozen=True)
class Reason:
    """A fact: names of themes, words or a place; hours; how many sessions, and the day of the last."""

    why: Why
    names: tuple[str, ...] = ()
    hours: Decimal | None = None
    count: int = 0
    day: date | None = None


@dataclass(frozen=True)
class Wanted:
    """What is asked for: keys of themes, the places of the initiative (each with those that contain it, nearest
    first), and the terms of what was written (`directory.engine.words.cut`: stem → word).
    """

    themes: frozenset[int] = frozenset()
    places: tuple[int, ...] = ()
    words: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Expert:
    """What is known of an expert today.

    `themes` and `places`: key → name; none: whatever the theme, wherever. `hours_left` this month, None when they gave
    no ceiling. `order_left`: for a paid coach, what is left of the orders of today; None for whoever is not paid.
    `met`: sessions already held or booked with this initiative, and the day of the last.
    """

    key: int
    name: str
    themes: Mapping[int, str]
    places: Mapping[int, str]
    words: Mapping[str, str]
    hours_left: Decimal | None = None
    order_left: Decimal | None = None
    met: int = 0
    met_on: date | None = None
    gave_back: bool = False


@dataclass(frozen=True)
class Proposed:
    expert: Expert
    reasons: tuple[Reason, ...]


def propose(experts: Iterable[Expert], wanted: Wanted) -> list[Proposed]:
    """All of them, the likeliest first; those who cannot now stand last, with what keeps them."""
    ordered = sorted(experts, key=lambda one: _order(one, wanted))
    return [Proposed(one, tuple(_reasons(one, wanted))) for one in ordered]


def common_words(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The words of the second whose stem is in the first, in their order."""
    return [word for stem, word in other.items() if stem in one]


def _order(one: Expert, wanted: Wanted) -> tuple[object, ...]:
    near = _nearest(one.places, wanted.places)
    return (
        one.gave_back,
        one.order_left == 0,
        one.hours_left == 0,
        not wanted.themes & one.themes.keys(),
        -min(len(common_words(one.words, wanted.words or {})), MOST_WORDS),
        # its own place, then whoever goes anywhere, then elsewhere
        0 if near is not None else 1 if not one.places else 2,
        one.met == 0,
        one.hours_left is not None,
        -(one.hours_left or Decimal(0)),
        one.name,
        one.key,
    )


def _nearest(places: Collection[int], wanted: tuple[int, ...]) -> int | None:
    return next((key for key in wanted if key in places), None)


def _reasons(one: Expert, wanted: Wanted) -> Iterable[Reason]:
    if themes := [name for key, name in one.themes.items() if key in wanted.themes]:
        yield Reason(Why.THEME, names=tuple(themes))
    if words := common_words(one.words, wanted.words or {}):
        yield Reason(Why.WORDS, names=tuple(words[:MOST_WORDS]))
    if (near := _nearest(one.places, wanted.places)) is not None:
        yield Reason(Why.PLACE, names=(one.places[near],))
    elif not one.places:
        yield Reason(Why.EVERYWHERE)
    if one.met:
        yield Reason(Why.MET, count=one.met, day=one.met_on)
    if one.hours_left is not None:
        yield Reason(Why.HOURS_LEFT if one.hours_left else Why.NO_HOURS_LEFT, hours=one.hours_left)
    if one.order_left is not None:
        yield Reason(Why.ORDER_LEFT if one.order_left else Why.NO_ORDER, hours=one.order_left)
    if one.gave_back:
        yield Reason(Why.GAVE_BACK)
