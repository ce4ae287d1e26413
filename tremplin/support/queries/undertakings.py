"""What counts to the ceiling of a structure, and what the law asks above some money a year.

Structures of one undertaking count together, whatever the initiative and the programme.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from tremplin.calls.engine.registration import undertaking_of
from tremplin.calls.models import Bearer
from tremplin.programme.models import Programme
from tremplin.support.engine import ceilings, conventions
from tremplin.support.models import Advantage, Convention
from tremplin.support.queries.money import NEVER_NAMED
from tremplin.support.states import AdvantageSource, ConventionState, Nature


def undertakings(bearers: Collection[Bearer]) -> dict[int, frozenset[int]]:
    """For each structure, the keys of those of its undertaking, itself among them: one query."""
    known: dict[str, set[int]] = {}
    for pk, number in Bearer.objects.exclude(number="").order_by().values_list("pk", "number"):
        known.setdefault(undertaking_of(number), set()).add(pk)
    return {one.pk: frozenset(known.get(undertaking_of(one.number), set()) | {one.pk}) for one in bearers}


def counted_for(bearer: Bearer) -> list[ceilings.Counted]:
    """What counts to the ceiling of the undertaking of a structure."""
    return _counted(Advantage.objects.filter(bearer__in=undertakings([bearer])[bearer.pk]))


def _counted(advantages: QuerySet[Advantage]) -> list[ceilings.Counted]:
    standing = advantages.filter(withdrawn_at=None, not_economic="").order_by()
    return [ceilings.Counted(day, amount) for day, amount in standing.values_list("granted_on", "amount")]


@dataclass(frozen=True)
class Room:
    """What counts to the ceiling of a structure: of which `elsewhere` was noted for others of its undertaking."""

    bearer: Bearer
    standing: ceilings.Standing
    elsewhere: Decimal


def room_of(bearer: Bearer, on: date) -> Room:
    together = undertakings([bearer])[bearer.pk]
    others = Advantage.objects.filter(bearer__in=together).exclude(bearer__initiative=bearer.initiative_id)
    return Room(
        bearer,
        ceilings.standing(_counted(Advantage.objects.filter(bearer__in=together)), on),
        ceilings.counted_on(_counted(others), on),
    )


def proposed_besides(bearer: Bearer, convention: Convention | None = None) -> Decimal:
    """What conventions that wait for signatures would add for the undertaking, this one left out."""
    together = undertakings([bearer])[bearer.pk]
    waiting = Convention.objects.filter(bearer__in=together, state=ConventionState.PROPOSED)
    if convention is not None:
        waiting = waiting.exclude(pk=convention.pk)
    total = Decimal(0)
    for one in waiting.prefetch_related("versions"):
        terms = conventions.thaw(max(one.versions.all(), key=lambda version: version.number).frozen)
        if not terms.not_economic:
            total += max(terms.amount - (one.amount if one.signed_on else 0), Decimal(0))
    return total


def _money_granted(bearers: Collection[int]) -> QuerySet[Advantage]:
    """What the authority gave in money, whatever counts to the ceiling."""
    return Advantage.objects.filter(
        bearer__in=bearers, nature=Nature.MONEY, source=AdvantageSource.PROGRAMME, withdrawn_at=None
    ).order_by()


def granted_in_year(bearer: Bearer, programme: Programme, year: int) -> Decimal:
    """The money the authority granted to an undertaking in a calendar year, in this programme."""
    made = _money_granted(undertakings([bearer])[bearer.pk]).filter(programme=programme, granted_on__year=year)
    return made.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def publication_dates(rows: Collection[Convention]) -> dict[int, date | None]:
    """For each, the last day to publish its essential data; None when it is not signed, or the law asks for nothing.
    In the same number of queries for any of them.
    """
    together = undertakings([one.bearer for one in rows])
    wanted = frozenset[int]().union(*together.values())
    granted: dict[tuple[int, int, int], Decimal] = {}
    for bearer, programme, day, amount in _money_granted(wanted).values_list(
        "bearer", "programme", "granted_on", "amount"
    ):
        key = bearer, programme, day.year
        granted[key] = granted.get(key, Decimal(0)) + amount
    found: dict[int, date | None] = {}
    for one in rows:
        found[one.pk] = None
        if one.signed_on is not None and one.bearer.kind not in NEVER_NAMED:
            programme, year = one.accompaniment.season.programme_id, one.signed_on.year
            total = sum((granted.get((pk, programme, year), Decimal(0)) for pk in together[one.bearer.pk]), Decimal(0))
            found[one.pk] = conventions.publication_due(max(total, one.amount), one.signed_on)
    return found


def publication_due(convention: Convention) -> date | None:
    return publication_dates([convention])[convention.pk]
