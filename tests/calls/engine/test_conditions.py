"""Which questions are shown, which entries are begun, which track is chosen."""

import pytest

from tests.calls.engine.small import COMPLETE, FORM
from tremplin.calls.engine.conditions import entries, next_entry, route, shown
from tremplin.calls.engine.reading import read_form

ALWAYS = {"kind", "site", "referent", "proof"}
REFERENT = FORM.by_key["referent"]


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, set()),
        ({"kind": "land"}, set()),
        ({"kind": "code"}, {"licence"}),
        ({"kind": "code", "licence": "free"}, {"licence"}),
        ({"kind": "code", "licence": "other"}, {"licence", "why", "more"}),
        ({"kind": "land", "licence": "other"}, set()),  # what hides the licence hides what depends on it
        ({"kind": "Code"}, set()),
    ],
)
def test_shown(answers, more):
    assert shown(FORM, {(key, 0): text for key, text in answers.items()}) == ALWAYS | more


def test_shown_by_a_known_choice_beside_an_unknown_one():
    form = read_form({
        "sections": [
            {
                "name": "A",
                "fields": [
                    {"id": "heard", "type": "multi", "options": ["mail", "press"]},
                    {"id": "which", "type": "text", "shown_if": "press"},
                    {"id": "ties", "type": "bool"},
                    {"id": "whose", "type": "text", "shown_if": "yes"},
                ],
            }
        ]
    })  # fmt: skip
    answers = {("heard", 0): "mail\npress\nfax", ("ties", 0): "yes"}
    assert shown(form, answers) == {"heard", "which", "ties", "whose"}
    assert shown(form, {("heard", 0): "mail", ("ties", 0): "no"}) == {"heard", "ties"}


@pytest.mark.parametrize(
    ("answers", "begun", "offered"),
    [
        ({}, (), 1),
        ({("referent.name", 1): "Alice"}, (1,), 2),
        ({("referent.name", 2): "Alice"}, (2,), 1),
        ({("referent.name", 3): "Alice", ("referent.email", 1): "x"}, (1, 3), None),
        ({("referent.name", 1): " ", ("referent.lead", 1): "no"}, (), 1),
        ({("referent.lead", 1): "yes"}, (1,), 2),
        ({("other.name", 1): "Alice"}, (), 1),
    ],
)
def test_entries(answers, begun, offered):
    assert (entries(REFERENT, answers), next_entry(REFERENT, answers)) == (begun, offered)


@pytest.mark.parametrize(("kind", "track"), [("code", "DINUM"), ("land", "DITP"), ("other", None), ("", None)])
def test_route(kind, track):
    assert route(FORM, COMPLETE | {("kind", 0): kind}) == track


def test_route_without_any_question_that_leads_to_a_track():
    assert route(read_form({"sections": [{"name": "A", "fields": [{"id": "a", "type": "text"}]}]}), {}) is None


def test_route_of_a_hidden_question():
    fields = [
        {"id": "a", "type": "bool"},
        {"id": "b", "type": "single", "options": ["x"], "routes": ["X"], "shown_if": "yes"},
    ]
    form = read_form({"sections": [{"name": "A", "fields": fields}]})
    assert route(form, {("b", 0): "x"}) is None
    assert route(form, {("a", 0): "yes", ("b", 0): "x"}) == "X"
