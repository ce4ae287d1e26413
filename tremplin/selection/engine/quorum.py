"""Whether enough members are there to settle one file: a share of those who may sit on it, rounded up."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Quorum:
    """How many are `members`, are `able` to sit on this file, are able and `present`, and are `needed`."""

    members: int
    able: int
    present: int
    needed: int

    @property
    def met(self) -> bool:
        return self.present >= self.needed


def quorum(members: Collection[str], present: Collection[str], recused: Collection[str], share: int) -> Quorum:
    """The quorum for one file, for which `recused` do not sit; `share` is a percentage, from 1 to 100.

    Who is recused counts neither among those needed nor among those present; who is present without being a member
    does not count; who is named twice counts once. One is needed at least: with nobody able, it is never met.

    ValueError: a share out of its bounds.
    """
    if not 1 <= share <= 100:
        raise ValueError(f"A quorum is a share from 1 to 100 %, not {share}.")
    able = set(members) - set(recused)
    return Quorum(
        members=len(set(members)),
        able=len(able),
        present=len(able & set(present)),
        needed=max(1, -(-share * len(able) // 100)),
    )
