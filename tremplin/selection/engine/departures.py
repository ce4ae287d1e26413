"""Where a decision departs from what the colleges said. A departure is allowed: it asks for a reason, and is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PROPOSALS = ("selected", "reserve", "declined")
OUTCOMES = (*PROPOSALS, "not_admissible")
ROUND_STATES = ("passed", "kept", "stopped", "waiting")

# ours, no published rule: from how many opinions on, all favourable, declining departs from them
UNANIMOUS_FROM = 3


@dataclass(frozen=True)
class Departure:
    """`code` and the names that `values` then holds:

    - "admissibility": not admissible though it was found so, or decided on though it was not; `admissible`;
    - "proposal": not what the last sitting proposed; `proposal`;
    - "stopped": selected or on the reserve list though a round stopped it; `round` (its name), once for each round;
    - "opinions": selected against most opinions, or declined against all; `favourable`, `opinions` (in all).
    """

    code: str
    values: Mapping[str, Any]


def departures(
    outcome: str,
    *,
    proposal: str = "",
    rounds: Sequence[tuple[str, str]] = (),
    favourable: int = 0,
    opinions: int = 0,
    admissible: bool = True,
) -> list[Departure]:
    """Everything that a decision departs from, in the order of the codes above.

    `proposal`: one of `PROPOSALS`, empty when no sitting proposed anything. `rounds`: (name, one of `ROUND_STATES`),
    in order. `favourable` of `opinions`. To decline what all citizens favour is no departure when a sitting, which
    read them, proposed it.

    ValueError: an unknown word, more favourable opinions than opinions.
    """
    _refuse_unknown("outcome", outcome, OUTCOMES)
    _refuse_unknown("proposal", proposal, ("", *PROPOSALS))
    for _name, reached in rounds:
        _refuse_unknown("state of a round", reached, ROUND_STATES)
    if not 0 <= favourable <= opinions:
        raise ValueError(f"There cannot be {favourable} favourable opinions among {opinions}.")
    found = []
    if admissible == (outcome == "not_admissible"):
        found.append(Departure("admissibility", {"admissible": admissible}))
    if proposal and outcome != proposal:
        found.append(Departure("proposal", {"proposal": proposal}))
    if outcome in ("selected", "reserve"):
        found += [Departure("stopped", {"round": name}) for name, reached in rounds if reached == "stopped"]
    against_most = outcome == "selected" and favourable * 2 < opinions
    against_all = outcome == "declined" and proposal != "declined" and favourable == opinions >= UNANIMOUS_FROM
    if against_most or against_all:
        found.append(Departure("opinions", {"favourable": favourable, "opinions": opinions}))
    return found


def _refuse_unknown(what: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        raise ValueError(f"Unknown {what}: {word!r}.")
