"""A grant to an association, through the actions: Ada writes it, Alice answers for the structure."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests import cast
from tests.support.factories import CommitteeFactory, CommitteeItemFactory
from tests.support.story import supported
from tremplin.calls.models import Bearer
from tremplin.core import clock
from tremplin.support.actions import conventions, signatures
from tremplin.support.actions.texts import sign_text, write_text
from tremplin.support.engine.conventions import Terms, TrancheTerms
from tremplin.support.models import (
    Accompaniment,
    Convention,
    ConventionVersion,
    DatedText,
    Tranche,
)
from tremplin.support.queries.money import last_version
from tremplin.support.queries.texts import text_in_force
from tremplin.support.states import (
    CommitteeOutcome,
    CommitteeState,
    Signatory,
    TextKind,
)

TEMPLATE = "Entre {authority} et {beneficiary}, {amount} pour {object}, du {from} au {until}.\n{tranches}"


def texts() -> tuple[DatedText, DatedText]:
    """The republican commitment and the convention of the programme, in force since today."""
    programme, today = cast.programme(), clock.today()
    found = []
    for kind, words in ((TextKind.REPUBLICAN, "L’association s’engage."), (TextKind.CONVENTION, TEMPLATE)):
        found.append(
            text_in_force(programme, kind, today)
            or write_text(
                programme,
                kind=kind,
                title_fr=str(kind.label),
                words_fr=words,
                valid_from=today,
                by=cast.ada(),
                at=clock.now(),
            )
        )
    return found[0], found[1]


def bearer_of(made: Accompaniment) -> Bearer:
    return made.initiative.bearers.get()


def committed(made: Accompaniment) -> Bearer:
    republican, _convention = texts()
    bearer = bearer_of(made)
    sign_text(
        republican, made, name="Alice Martin", quality="présidente", bearer=bearer, by=cast.alice(), at=clock.now()
    )
    return bearer


def terms(amount: str = "80000", **more: Any) -> Terms:
    """Two tranches: the second after a committee and a financial report."""
    today, whole = clock.today(), Decimal(amount)
    half = (whole / 2).quantize(Decimal("0.01"))
    day: date = today + timedelta(days=180)
    made = Terms(
        object="Cartographier les haies",
        amount=whole,
        from_day=today,
        until_day=today + timedelta(days=364),
        report_due_on=today + timedelta(days=400),
        tranches=(
            TrancheTerms(1, half, today),
            TrancheTerms(2, whole - half, day, needs_committee=True, report_due_on=day - timedelta(days=30)),
        ),
    )
    return replace(made, **more)


def proposed(made: Accompaniment | None = None, wanted: Terms | None = None) -> Convention:
    made = made or supported()
    bearer = committed(made)
    convention = conventions.write_convention(made, bearer, wanted or terms(), by=cast.ada(), at=clock.now())
    conventions.propose(convention, by=cast.ada(), at=clock.now())
    return convention


def sign(convention: Convention, *parties: str) -> ConventionVersion:
    version = last_version(convention)
    assert version is not None
    for party in parties or (Signatory.BEARER, Signatory.AUTHORITY):
        signatures.note_signature(
            version,
            party=party,
            name="Alice Martin" if party == Signatory.BEARER else "Sylvie Durand",
            quality="présidente",
            signed_on=clock.today(),
            by=cast.ada(),
            at=clock.now(),
        )
    convention.refresh_from_db()
    return version


def signed(made: Accompaniment | None = None, wanted: Terms | None = None) -> Convention:
    convention = proposed(made, wanted)
    sign(convention)
    return convention


def decided(made: Accompaniment, outcome: str = CommitteeOutcome.CONTINUE, state: str = CommitteeState.SIGNED) -> Any:
    """An item of a committee that begins now."""
    committee = CommitteeFactory.create(
        season=made.season, starts_at=clock.now(), written_by=cast.ada(), signed=state == CommitteeState.SIGNED
    )
    done = state == CommitteeState.SIGNED
    return CommitteeItemFactory.create(
        committee=committee,
        accompaniment=made,
        outcome=outcome if done else "",
        motive="Le projet s’arrête." if outcome == CommitteeOutcome.STOP else "",
        decided_at=clock.now() if done else None,
    )


def tranche(convention: Convention, number: int) -> Tranche:
    return convention.tranches.get(number=number)
