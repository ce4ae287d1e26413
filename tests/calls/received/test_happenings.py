"""Every verb the room writes in the journal has its sentence, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tremplin.calls.happenings import SENTENCES, happening
from tremplin.calls.states import APPLICATION_MOVES, MEMBER_MOVES
from tremplin.core.models import Entry
from tremplin.people.models import Person

ROOM: Path = settings.BASE_DIR / "tremplin" / "calls"


def _verbs() -> Iterator[str]:
    """What is given to `journal.record` and to `move`, both ends of a choice included."""
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = {"journal.record": 0, "move": 1}.get(ast.unparse(node.func))
            if place is not None:
                verb = node.args[place]
                ends = [verb.body, verb.orelse] if isinstance(verb, ast.IfExp) else [verb]
                yield from (ast.literal_eval(end) for end in ends)


def test_every_verb_recorded_has_a_sentence() -> None:
    recorded = {*_verbs(), *APPLICATION_MOVES, *MEMBER_MOVES}
    assert {"submit", "join", "decline", "publish"} <= recorded
    assert recorded == set(SENTENCES)


@pytest.mark.parametrize("verb", SENTENCES)
def test_a_happening_is_a_sentence_that_names_who(verb: str) -> None:
    entry, alice = Entry(verb=verb, actor="k7px2m9qtr"), Person(full_name="Alice")
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            said[language] = happening(entry, alice)
    assert all(sentence.startswith("Alice ") and sentence.endswith(".") for sentence in said.values()), said
    assert said["en"] != said["fr"]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (Entry(verb="submit"), "The date set for the correction passed: what had been submitted stands again."),
        (Entry(verb="submit", actor="k7px2m9qtr"), "Somebody submitted the application."),
        (Entry(verb="submit", actor="k7px2m9qtr", before="returned"), "Somebody submitted the application again."),
        (Entry(verb="weigh", actor="k7px2m9qtr"), "Somebody did something that this page does not tell."),
    ],
)
def test_nobody_known_and_a_verb_of_a_later_room_are_told(entry: Entry, sentence: str) -> None:
    with translation.override("en"):
        assert happening(entry, None) == sentence
