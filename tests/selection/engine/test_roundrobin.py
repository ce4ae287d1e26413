"""Plans small enough to be compared with all those that exist, and one of the size of a season."""

import re
import time
from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremplin.selection.engine.roundrobin import Plan, assign

READERS, FILES = ("ada", "bob", "cleo", "dan"), ("f1", "f2", "f3", "f4")

many = settings(max_examples=150, deadline=None)


def pairs_of(readers, files):
    return st.sets(st.sampled_from(list(product(readers, files))), max_size=len(readers) * len(files) // 2)


@st.composite
def cases(draw, readers=READERS, files=FILES):
    """Anything that may be asked, an ended reader and a withdrawn file in `already` included."""
    capacities = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(readers, st.integers(0, len(files)))))
    chosen = draw(st.lists(st.sampled_from(files), unique=True))
    already = draw(st.one_of(st.just(set()), pairs_of((*readers[:2], "ended"), (*files[:2], "withdrawn"))))
    return {
        "capacities": capacities,
        "files": chosen,
        "per_file": draw(st.integers(1, 3)),
        "forbidden": draw(pairs_of(readers, files)),
        "already": already,
    }


def readers_by_file(plan, already=()):
    found = {}
    for reader, file in [*plan.pairs, *already]:
        found.setdefault(file, []).append(reader)
    return found


def test_one_file():
    assert assign({"ada": 1, "bob": 1}, ["f1"], 2) == Plan((("ada", "f1"), ("bob", "f1")), {}, {"ada": 1, "bob": 1})


def test_a_smaller_capacity_gets_fewer():
    plan = assign({"ada": 6, "bob": 1, "cleo": 6}, [f"f{n}" for n in range(6)], 2)
    assert (plan.short, sum(plan.loads.values())) == ({}, 12)
    assert sorted(plan.loads.items()) == [("ada", 6), ("bob", 1), ("cleo", 5)]


def test_a_file_given_earlier_is_handed_over():
    """f1 is ada's at first; only she may read f2."""
    plan = assign({"ada": 1, "bob": 1}, ["f1", "f2"], 1, forbidden=[("bob", "f2")])
    assert plan == Plan((("bob", "f1"), ("ada", "f2")), {}, {"ada": 1, "bob": 1})


def test_files_are_handed_over_along_a_path():
    forbidden = [("cleo", "f1"), ("cleo", "f3"), ("bob", "f3")]
    plan = assign({"ada": 1, "bob": 1, "cleo": 1}, ["f1", "f2", "f3"], 1, forbidden=forbidden)
    assert plan == Plan((("bob", "f1"), ("cleo", "f2"), ("ada", "f3")), {}, {"ada": 1, "bob": 1, "cleo": 1})


def test_an_uneven_past_is_made_up_for():
    already = [("ada", "f1"), ("ada", "f2")]
    plan = assign({"ada": 9, "bob": 9}, ["f1", "f2", "f3", "f4"], 1, already=already)
    assert plan == Plan((("bob", "f3"), ("bob", "f4")), {}, {"ada": 2, "bob": 2})


def test_what_is_missing_is_spread_over_the_files():
    plan = assign({"ada": 2, "bob": 2}, ["f1", "f2", "f3"], 2)
    assert (len(plan.pairs), plan.short, plan.loads) == (4, {"f2": 1, "f3": 1}, {"ada": 2, "bob": 2})


@pytest.mark.parametrize(
    ("already", "plan"),
    [
        ([("ended", "f1")], Plan((("ada", "f1"),), {}, {"ada": 1})),
        ([("ended", "f1"), ("gone", "f1"), ("left", "f1")], Plan((), {}, {"ada": 0})),
        ([("ada", "f1"), ("ada", "f1")], Plan((), {"f1": 1}, {"ada": 1})),
        ([("ada", "withdrawn")], Plan((), {"f1": 2}, {"ada": 1})),
        ([("ada", "withdrawn"), ("ada", "lost")], Plan((), {"f1": 2}, {"ada": 2})),
    ],
)
def test_what_was_given_already(already, plan):
    assert assign({"ada": 1}, ["f1"], 2, already=already) == plan


def test_a_pair_given_already_stands_though_forbidden_since():
    plan = assign({"ada": 1}, ["f1"], 1, forbidden=[("ada", "f1")], already=[("ada", "f1")])
    assert plan == Plan((), {}, {"ada": 1})


@pytest.mark.parametrize(
    ("capacities", "files", "plan"),
    [
        ({}, [], Plan((), {}, {})),
        ({}, ["f1"], Plan((), {"f1": 3}, {})),
        ({"ada": 0}, ["f1"], Plan((), {"f1": 3}, {"ada": 0})),
        ({"ada": 2}, [], Plan((), {}, {"ada": 0})),
        ({"ada": 2}, ["f1", "f1"], Plan((("ada", "f1"),), {"f1": 2}, {"ada": 1})),
    ],
)
def test_next_to_nothing(capacities, files, plan):
    assert assign(capacities, files, 3) == plan


@pytest.mark.parametrize(
    ("capacities", "per_file", "sentence"),
    [
        ({"ada": 1}, 0, "A file needs at least one reader, not 0."),
        ({"ada": 1, "bob": -2}, 1, "The capacity of bob is -2; it must be 0 or more."),
    ],
)
def test_what_is_refused(capacities, per_file, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        assign(capacities, ["f1"], per_file)


def test_a_season_takes_little_time_and_mixes_partners():
    files = [f"f{number}" for number in range(200)]
    begun = time.perf_counter()
    plan = assign({f"r{number}": 25 for number in range(30)}, files, 3)
    assert time.perf_counter() - begun < 1
    assert (plan.short, set(plan.loads.values())) == ({}, {20})
    trios = readers_by_file(plan).values()
    partners = Counter(pair for trio in trios for pair in combinations(trio, 2))
    # 600 meetings among 435 pairs of readers
    assert max(partners.values()) <= 3
    assert len(partners) > 400
    assert len({tuple(trio) for trio in trios}) > 190


def test_a_season_with_forbidden_pairs_and_a_past_stays_even():
    readers, files = [f"r{number}" for number in range(30)], [f"f{number}" for number in range(200)]
    forbidden = {(reader, file) for r, reader in enumerate(readers) for f, file in enumerate(files) if (r + f) % 7 == 0}
    already = {(readers[number % 5], file) for number, file in enumerate(files[:80])} - forbidden
    plan = assign(dict.fromkeys(readers, 25), files, 3, forbidden=forbidden, already=already)
    assert plan.short == {}
    assert {len(set(trio)) for trio in readers_by_file(plan, already).values()} == {3}
    assert set(plan.loads.values()) == {20}


@many
@given(cases(tuple(f"r{n}" for n in range(7)), tuple(f"f{n}" for n in range(9))))
def test_a_plan_keeps_every_promise(case):
    plan = assign(**case)
    capacities, files, already = case["capacities"], case["files"], case["already"]
    new = Counter(reader for reader, _file in plan.pairs)
    before = Counter(reader for reader, _file in already)
    assert not set(plan.pairs) & (case["forbidden"] | already)
    assert len(set(plan.pairs)) == len(plan.pairs)
    assert plan.loads == {reader: before[reader] + new[reader] for reader in capacities}
    assert all(plan.loads[reader] <= max(capacities[reader], before[reader]) for reader in capacities)
    readers = readers_by_file(plan, already)
    lacking = {file: case["per_file"] - len(set(readers.get(file, ()))) for file in files}
    assert plan.short == {file: number for file, number in lacking.items() if number > 0}
    assert set(new) <= set(capacities)
    assert all(lacking[file] >= 0 for _reader, file in plan.pairs)
    places = [(files.index(file), list(capacities).index(reader)) for reader, file in plan.pairs]
    assert places == sorted(places)
    backwards = {key: list(reversed(list(case[key]))) for key in ("forbidden", "already")}
    assert assign(**case | backwards) == plan


@many
@given(cases(READERS[:3], FILES[:3]))
def test_no_plan_is_more_complete_nor_more_even(case):
    plan = assign(**case)
    possible = list(_every_plan(case))
    most = max(len(pairs) for pairs in possible)
    fullest = [pairs for pairs in possible if len(pairs) == most]
    assert frozenset(plan.pairs) in fullest
    assert sum(plan.short.values()) == min(sum(_short(case, pairs)) for pairs in possible)
    assert max(plan.short.values(), default=0) == min(max(_short(case, pairs), default=0) for pairs in possible)
    assert _unevenness(case, plan.pairs) == min(_unevenness(case, pairs) for pairs in fullest)


def _every_plan(case):
    """Every set of new pairs that breaks no rule."""
    free = [
        (reader, file)
        for reader, file in product(case["capacities"], case["files"])
        if (reader, file) not in case["forbidden"] | case["already"]
    ]
    before = Counter(reader for reader, _file in case["already"])
    had = Counter(file for _reader, file in case["already"])
    for size in range(len(free) + 1):
        for pairs in combinations(free, size):
            loads = Counter(reader for reader, _file in pairs)
            readers = Counter(file for _reader, file in pairs)
            within = all(before[reader] + load <= case["capacities"][reader] for reader, load in loads.items())
            if within and all(had[file] + number <= case["per_file"] for file, number in readers.items()):
                yield frozenset(pairs)


def _short(case, pairs):
    readers = Counter(file for _reader, file in [*pairs, *case["already"]])
    return [max(0, case["per_file"] - readers[file]) for file in case["files"]]


def _unevenness(case, pairs):
    loads = Counter(reader for reader, _file in [*pairs, *case["already"]])
    return sum(loads[reader] ** 2 for reader in case["capacities"])


@many
@given(st.integers(1, 8), st.integers(0, 20), st.integers(1, 8))
def test_loads_differ_by_one_at_most_where_nothing_prevents_it(readers, files, per_file):
    capacities = dict.fromkeys([f"r{number}" for number in range(readers)], files)
    plan = assign(capacities, [f"f{number}" for number in range(files)], per_file)
    missing = max(0, per_file - readers)
    assert plan.short == ({f"f{number}": missing for number in range(files)} if missing else {})
    assert max(plan.loads.values()) - min(plan.loads.values()) <= 1
