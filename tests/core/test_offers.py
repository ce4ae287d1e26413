from dataclasses import dataclass

import pytest

from tremplin.core.offers import Registry, Slot


@dataclass(frozen=True)
class Thing:
    name: str
    size: int = 0


def test_registry_gives_what_is_offered_in_the_order_of_names() -> None:
    registry: Registry[Thing] = Registry()
    registry.add(Thing("b"), Thing("a"))
    registry.add(Thing("c"))
    assert [thing.name for thing in registry] == ["a", "b", "c"]


def test_registry_knows_a_thing_by_its_name() -> None:
    registry: Registry[Thing] = Registry()
    registry.add(Thing("a"))
    assert (registry.get("a"), registry.get("b")) == (Thing("a"), None)


def test_same_thing_offered_twice_is_there_once() -> None:
    registry, thing = Registry[Thing](), Thing("a")
    registry.add(thing, thing)
    assert list(registry) == [thing]


def test_two_things_of_one_name_are_refused() -> None:
    registry: Registry[Thing] = Registry()
    registry.add(Thing("a", 1))
    with pytest.raises(ValueError, match="'a'"):
        registry.add(Thing("a", 2))


def test_thing_withdrawn_is_gone() -> None:
    registry: Registry[Thing] = Registry()
    registry.add(Thing("a"), Thing("b"))
    registry.remove("a")
    assert list(registry) == [Thing("b")]


def test_slot_is_empty_until_somebody_offers() -> None:
    slot: Slot[str] = Slot()
    before = slot.value
    slot.offer("mine")
    assert (before, slot.value) == (None, "mine")
