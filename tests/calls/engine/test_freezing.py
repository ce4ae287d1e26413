"""The copy kept at submission, and what changed between two of them."""

import time

import pytest

from tests.calls.engine.small import COMPLETE, FILE, FORM
from tremplin.calls.engine.differences import Segment, differences, segments
from tremplin.calls.engine.freezing import digest, freeze

OTHER = {"name": "comptes.pdf", "sha256": "b" * 64, "size": 3, "ref": "k7px2m9qtr"}


def line(key: str, kind: str, label: str, text: str = "", **more) -> dict:
    empty = {"group": "", "entry": 0, "choices": [], "files": []}
    return {"key": key, "kind": kind, "label": label, "text": text} | empty | more


def test_freeze_what_was_shown_in_order():
    answers = COMPLETE | {("kind", 0): "land"}
    assert freeze(FORM, answers, {"proof": [FILE, OTHER], "gone": [FILE]}) == {
        "title": "Candidature",
        "sections": [
            {
                "key": "la-structure",
                "title": "La structure",
                "answers": [line("kind", "single", "Kind", "land", choices=["Land"]), line("site", "url", "Site")],
            },
            {
                "key": "l-equipe",
                "title": "L’équipe",
                "answers": [
                    line("referent.name", "text", "Name", "Alice", group="Referent", entry=1),
                    line("referent.email", "email", "Email", "alice@example.org", group="Referent", entry=1),
                    line("referent.lead", "bool", "Lead", group="Referent", entry=1),
                    line("proof", "files", "Proof", files=[OTHER, FILE]),
                ],
            },
        ],
    }


def test_freeze_a_group_left_empty():
    lines = freeze(FORM, {}, {})["sections"][1]["answers"]
    assert lines == [line("referent", "repeatable", "Referent"), line("proof", "files", "Proof")]


def test_digest_changes_with_one_character():
    frozen = freeze(FORM, COMPLETE, {})
    assert len(digest(frozen)) == 64
    assert digest(freeze(FORM, dict(COMPLETE), {})) == digest(frozen)
    assert digest(freeze(FORM, COMPLETE | {("why", 0): "Parce que"}, {})) != digest(frozen)
    assert digest(freeze(FORM, COMPLETE, {"proof": [FILE]})) != digest(freeze(FORM, COMPLETE, {"proof": [OTHER]}))


def test_differences():
    before = freeze(FORM, COMPLETE | {("referent.name", 2): "Bob"}, {"proof": [FILE]})
    changed = {
        ("kind", 0): "code",
        ("licence", 0): "free",
        ("site", 0): "example.org",
        ("referent.name", 1): "Alice M.",
    }
    after = freeze(FORM, COMPLETE | changed, {"proof": [OTHER]})
    found = differences(before, after)
    assert [(one.section, one.key, one.entry, one.kind, one.before, one.after) for one in found] == [
        ("la-structure", "licence", 0, "changed", "other", "free"),
        ("la-structure", "site", 0, "added", "", "example.org"),
        ("l-equipe", "referent.name", 1, "changed", "Alice", "Alice M."),
        ("l-equipe", "proof", 0, "changed", "", ""),
        ("la-structure", "why", 0, "removed", "Parce que.", ""),
        ("l-equipe", "referent.name", 2, "removed", "Bob", ""),
        ("encore", "more", 0, "removed", "Rien.", ""),
    ]
    assert (found[2].label, found[2].group) == ("Name", "Referent")
    assert found[2].segments == (Segment("removed", "Alice"), Segment("added", "Alice M."))
    assert (found[3].files_before, found[3].files_after) == ((FILE,), (OTHER,))
    assert found[0].segments == ()


def test_an_empty_question_that_appears_is_no_difference():
    without = {key: text for key, text in COMPLETE.items() if key != ("why", 0)}
    before = freeze(FORM, without | {("licence", 0): "free"}, {})
    found = differences(before, freeze(FORM, without, {}))
    assert [(one.key, one.kind) for one in found] == [("licence", "changed"), ("more", "added")]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", ()),
        ("un deux", "un deux", (Segment("same", "un deux"),)),
        (
            "un deux trois",
            "un 2 trois",
            (Segment("same", "un "), Segment("removed", "deux "), Segment("added", "2 "), Segment("same", "trois")),
        ),
        ("un\n", "un\ndeux", (Segment("same", "un\n"), Segment("added", "deux"))),
    ],
)
def test_segments(before, after, found):
    assert segments(before, after) == found


def test_segments_of_lines_where_words_would_take_long():
    before = "".join(f"{'mot ' * 100}{number}\n" for number in range(50))
    after = before.replace("mot 7\n", "mot sept\n").replace("mot 41\n", "mot 41\nfin\n")
    assert [(one.kind, one.text) for one in segments(before, after) if one.kind != "same"] == [
        ("removed", "mot " * 100 + "7\n"),
        ("added", "mot " * 100 + "sept\n"),
        ("added", "fin\n"),
    ]


def test_segments_of_a_word_changed_in_a_very_long_text():
    assert segments("mot " * 30_000 + "fin", "mot " * 30_000 + "suite") == (
        Segment("same", "mot " * 30_000),
        Segment("removed", "fin"),
        Segment("added", "suite"),
    )


@pytest.mark.parametrize("unit", ["a ", "a\n", "ab", "\n", "a b c d e f g\n"])
def test_segments_of_hostile_texts_take_no_time(unit):
    before, after = unit * 50_000, ("x " + unit) * 40_000
    started = time.monotonic()
    found = segments(before, after)
    assert time.monotonic() - started < 5
    assert "".join(segment.text for segment in found if segment.kind != "removed") == after


def test_segments_of_two_essays_made_to_take_long():
    before = " ".join(f"mot{(number * 7 + number // 5) % 48}" for number in range(1_100))
    after = " ".join(f"mot{(number * 5 + number // 3) % 48}" for number in range(1_100))
    started = time.monotonic()
    assert len(segments(before, after)) > 2
    assert time.monotonic() - started < 15  # on a busy machine
