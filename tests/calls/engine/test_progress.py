"""What is missing, what is done, how many minutes are left."""

import pytest

from tests.calls.engine.small import COMPLETE, FILE, FORM
from tremplin.calls.engine.faults import Fault
from tremplin.calls.engine.progress import estimate, minutes_left, missing, progress
from tremplin.calls.engine.reading import read_form

FILES = {"proof": [FILE]}


def test_nothing_answered():
    assert missing(FORM, {}, {}) == [
        ("kind", 0, Fault("required")),
        ("referent", 0, Fault("too_few_entries", {"least": 1, "given": 0})),
        ("proof", 0, Fault("too_few_files", {"least": 1, "given": 0})),
    ]
    assert [(line.shown, line.done, line.total, line.to_do) for line in progress(FORM, {}, {})] == [
        (2, 0, 1, 1),
        (2, 0, 2, 2),
        (0, 0, 0, 0),
    ]
    assert minutes_left(FORM, {}, {}) == (0, 20)


def test_everything_answered():
    assert missing(FORM, COMPLETE, FILES) == []
    assert [(line.key, line.done, line.total, line.complete) for line in progress(FORM, COMPLETE, FILES)] == [
        ("la-structure", 3, 3, True),
        ("l-equipe", 2, 2, True),
        ("encore", 1, 1, True),
    ]
    assert minutes_left(FORM, COMPLETE, FILES) == (20, 20)


@pytest.mark.parametrize(
    ("answers", "files", "told"),
    [
        ({("site", 0): "ftp://x"}, 1, [("site", 0, Fault("not_http"))]),
        ({("why", 0): "x" * 801}, 1, [("why", 0, Fault("too_long", {"limit": 800, "length": 801}))]),
        ({("kind", 0): "land", ("why", 0): "x" * 801}, 1, []),
        ({("referent.email", 1): "alice"}, 1, [("referent.email", 1, Fault("not_an_email"))]),
        ({("referent.name", 2): "Bob"}, 1, [("referent.email", 2, Fault("required"))]),
        (
            {(f"referent.{key}", entry): "b@example.org" for key in ("name", "email") for entry in (2, 3)},
            1,
            [("referent", 0, Fault("too_many_entries", {"most": 2, "given": 3}))],
        ),
        ({}, 3, [("proof", 0, Fault("too_many_files", {"most": 2, "given": 3}))]),
    ],
)
def test_something_wrong(answers, files, told):
    assert missing(FORM, COMPLETE | answers, {"proof": [FILE] * files}) == told


def test_an_optional_answer_gone_wrong_leaves_the_section_incomplete():
    first = progress(FORM, COMPLETE | {("site", 0): "nowhere"}, FILES)[0]
    assert (first.done, first.total, first.complete) == (3, 3, False)
    assert minutes_left(FORM, COMPLETE | {("site", 0): "nowhere"}, FILES)[0] < 20


@pytest.mark.parametrize("given", [0, 1, 2])
def test_an_optional_group_accepts_nothing_or_enough(given):
    group = {"id": "g", "type": "repeatable", "min": 2, "required": False, "fields": ["name"]}
    form = read_form({"sections": [{"name": "A", "fields": [group]}]})
    answers = {("g.name", entry): "x" for entry in range(1, given + 1)}
    told = [("g", 0, Fault("too_few_entries", {"least": 2, "given": 1}))] if given == 1 else []
    assert missing(form, answers, {}) == told


def test_minutes_are_a_share_rounded_down():
    answers = {key: text for key, text in COMPLETE.items() if key[0] != "kind"} | {("kind", 0): "land"}
    done, total = minutes_left(FORM, answers, {})
    assert (0 < done < total, total) == (True, 20)


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        # 1 word read in 60/140 seconds, counted down: 0
        ([{"id": "a", "type": "text"}], 1),  # 10 s
        ([{"id": f"a{n}", "type": "textarea"} for n in range(5)], 5),
        ([{"id": f"a{n}", "type": "textarea"} for n in range(5)] + [{"id": "b", "type": "bool"}], 6),
        ([{"id": "a", "type": "files", "required": True}], 3),
        ([{"id": "a", "type": "files"}], 2),  # half of three, rounded up
        ([{"id": "a", "type": "repeatable", "min": 3, "fields": [{"id": "b", "type": "textarea"}]}], 3),
        ([{"id": "a", "type": "text", "help": "mot " * 279}], 3),  # 280 words: two minutes, and 10 s
        ([{"id": "a", "type": "bool", "required": True}, {"id": "b", "type": "textarea", "shown_if": "yes"}], 1),
    ],
)
def test_estimate(fields, minutes):
    assert estimate(read_form({"sections": [{"name": "A", "fields": fields}]})) == minutes


def test_estimate_announced_by_the_form():
    assert estimate(FORM) == 20


def test_nothing_required_is_nothing_left():
    form = read_form({"sections": [{"name": "A", "fields": [{"id": "a", "type": "bool"}]}]})
    assert minutes_left(form, {}, {}) == (1, 1)
