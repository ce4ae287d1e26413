"""What a decision departs from, and what it does not."""

import re
from itertools import product

import pytest

from tremplin.selection.engine.departures import OUTCOMES, PROPOSALS, Departure, departures


@pytest.mark.parametrize("outcome", PROPOSALS)
def test_nothing_to_depart_from(outcome):
    assert departures(outcome) == []


@pytest.mark.parametrize(("outcome", "proposal"), list(product(OUTCOMES[:3], PROPOSALS)))
def test_another_outcome_than_proposed(outcome, proposal):
    told = [Departure("proposal", {"proposal": proposal})] if outcome != proposal else []
    assert departures(outcome, proposal=proposal) == told


@pytest.mark.parametrize(("outcome", "admissible"), list(product(OUTCOMES, (True, False))))
def test_admissibility(outcome, admissible):
    agrees = {("selected", True), ("reserve", True), ("declined", True), ("not_admissible", False)}
    told = [] if (outcome, admissible) in agrees else [Departure("admissibility", {"admissible": admissible})]
    assert departures(outcome, admissible=admissible) == told


@pytest.mark.parametrize(
    ("outcome", "states", "told"),
    [
        ("selected", ["passed", "stopped"], ["round 1"]),
        ("reserve", ["stopped", "passed", "stopped"], ["round 0", "round 2"]),
        ("declined", ["passed", "stopped"], []),
        ("selected", ["passed", "kept", "waiting"], []),
        ("selected", [], []),
    ],
)
def test_a_round_stopped_it(outcome, states, told):
    rounds = [(f"round {number}", state) for number, state in enumerate(states)]
    assert departures(outcome, rounds=rounds) == [Departure("stopped", {"round": name}) for name in told]


@pytest.mark.parametrize(
    ("outcome", "proposal", "favourable", "opinions", "told"),
    [
        ("selected", "selected", 0, 0, False),
        ("selected", "selected", 0, 1, True),
        ("selected", "selected", 1, 2, False),
        ("selected", "selected", 1, 3, True),
        ("selected", "selected", 2, 3, False),
        ("reserve", "reserve", 0, 3, False),
        ("reserve", "reserve", 3, 3, False),
        ("declined", "", 3, 3, True),
        ("declined", "", 2, 2, False),
        ("declined", "", 3, 4, False),
        ("declined", "", 0, 3, False),
        ("declined", "", 0, 0, False),
        ("declined", "declined", 5, 5, False),
    ],
)
def test_opinions(outcome, proposal, favourable, opinions, told):
    expected = [Departure("opinions", {"favourable": favourable, "opinions": opinions})] if told else []
    assert departures(outcome, proposal=proposal, favourable=favourable, opinions=opinions) == expected


def test_departures_come_in_order():
    rounds = [("Screening", "passed"), ("Experts", "stopped")]
    assert departures("selected", proposal="declined", rounds=rounds, favourable=1, opinions=4, admissible=False) == [
        Departure("admissibility", {"admissible": False}),
        Departure("proposal", {"proposal": "declined"}),
        Departure("stopped", {"round": "Experts"}),
        Departure("opinions", {"favourable": 1, "opinions": 4}),
    ]


def test_declined_against_a_proposal_and_every_opinion():
    assert departures("declined", proposal="reserve", favourable=3, opinions=3) == [
        Departure("proposal", {"proposal": "reserve"}),
        Departure("opinions", {"favourable": 3, "opinions": 3}),
    ]


@pytest.mark.parametrize(
    ("outcome", "more", "sentence"),
    [
        ("chosen", {}, "Unknown outcome: 'chosen'."),
        ("selected", {"proposal": "not_admissible"}, "Unknown proposal: 'not_admissible'."),
        ("selected", {"rounds": [("Experts", "failed")]}, "Unknown state of a round: 'failed'."),
        ("selected", {"favourable": 2, "opinions": 1}, "There cannot be 2 favourable opinions among 1."),
        ("selected", {"favourable": -1}, "There cannot be -1 favourable opinions among 0."),
    ],
)
def test_what_is_refused(outcome, more, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        departures(outcome, **more)
