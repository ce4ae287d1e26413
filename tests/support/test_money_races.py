"""Two grants at the same instant, on two connections: together they never pass the ceiling."""

from decimal import Decimal
from typing import Any

import pytest

from tests import cast
from tests.support.money_story import bearer_of, committed, terms, tranche
from tests.support.money_story import proposed as made_and_proposed
from tests.support.money_story import sign as signed_by
from tests.support.story import supported
from tremplin.core import clock
from tremplin.support.actions import advantages, conventions, signatures, tranches
from tremplin.support.models import Advantage
from tremplin.support.queries.money import last_version
from tremplin.support.states import AdvantageSource, Nature, Signatory

pytestmark = pytest.mark.concurrency


def _kinds(outcomes: list[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_two_aids_at_once_to_one_undertaking_leave_one(race: Any) -> None:
    both = [supported(), supported(name="Semences")]
    ada = cast.ada()
    for made, number in zip(both, ("13002526500013", "130025265"), strict=True):
        advantages.note_bearer_number(bearer_of(made), made, number=number, by=ada, at=clock.now())

    def note(made: Any) -> Advantage:
        return advantages.note_advantage(
            made,
            bearer_of(made),
            nature=Nature.MONEY,
            source=AdvantageSource.DECLARED,
            giver="Région",
            object="Aide",
            amount=Decimal(200_000),
            granted_on=clock.today(),
            by=ada,
            at=clock.now(),
        )

    outcomes = race(*(lambda made=made: note(made) for made in both))
    assert (_kinds(outcomes), Advantage.objects.count()) == (["Advantage", "MoveRefused"], 1)


def test_two_conventions_proposed_at_once_leave_one(race: Any) -> None:
    made, ada = supported(), cast.ada()
    bearer = committed(made)
    written = [
        conventions.write_convention(made, bearer, terms("200000"), by=ada, at=clock.now()) for _turn in range(2)
    ]
    outcomes = race(*(lambda one=one: conventions.propose(one, by=ada, at=clock.now()) for one in written))
    assert _kinds(outcomes) == ["MoveRefused", "NoneType"]


def test_last_signature_noted_twice_at_once_grants_once(race: Any) -> None:
    convention, ada = made_and_proposed(), cast.ada()
    signed_by(convention, Signatory.BEARER)
    version = last_version(convention)
    assert version is not None

    def sign() -> Any:
        return signatures.note_signature(
            version,
            party=Signatory.AUTHORITY,
            name="Sylvie Durand",
            quality="directrice",
            signed_on=clock.today(),
            by=ada,
            at=clock.now(),
        )

    outcomes = race(sign, sign)
    assert _kinds(outcomes) == ["ConventionSignature", "MoveRefused"]
    assert (convention.advantages.count(), convention.tranches.count()) == (1, 2)


def test_payment_noted_twice_at_once_is_noted_once(race: Any) -> None:
    convention, ada = made_and_proposed(), cast.ada()
    signed_by(convention)
    first = tranche(convention, 1)
    tranches.open_tranche(first, by=ada, at=clock.now())
    tranches.request_payment(first, on=clock.today(), by=ada, at=clock.now())
    outcomes = race(
        *(
            lambda number=number: tranches.note_payment(first, on=clock.today(), payment=number, by=ada, at=clock.now())
            for number in ("A", "B")
        )
    )
    assert _kinds(outcomes) == ["MoveRefused", "NoneType"]
