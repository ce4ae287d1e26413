"""The rows of the file of subsidies, from conventions that are signed and from help that was valued."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tremplin.calls.engine.registration import NumberKind, bare, kind_of, siren_of
from tremplin.calls.models import Bearer
from tremplin.programme.models import Season
from tremplin.support.engine import subsidies
from tremplin.support.engine.ceilings import rule_on
from tremplin.support.models import Advantage, Convention
from tremplin.support.queries.money import NEVER_NAMED
from tremplin.support.sentences.money import of_row
from tremplin.support.states import Nature, TrancheState

Row = dict[str, str]


@dataclass(frozen=True)
class SubsidyFile:
    """`left_out`: what was granted to persons, whom no open file names."""

    rows: list[Row]
    faults: list[str]
    left_out: int


def of_convention(convention: Convention, *, register: str = "") -> Row:
    """Asks for `bearer`, `accompaniment__season__programme` and `tranches`."""
    paid = [one for one in convention.tranches.all() if one.state != TrancheState.CANCELLED]
    days = sorted(one.paid_on or one.due_on for one in paid) or [convention.from_day]
    signed_on = convention.signed_on or convention.from_day
    return {
        **_of(convention.bearer, convention.accompaniment.season),
        "dateConvention": subsidies.day(signed_on),
        "referenceDecision": convention.number,
        "objet": convention.object,
        "montant": subsidies.amount(convention.amount),
        "nature": subsidies.MONEY,
        "conditionsVersement": subsidies.AT_ONCE if len(paid) <= 1 else subsidies.IN_PARTS,
        "datesPeriodeVersement": subsidies.period(days[0], days[-1]),
        "idRAE": register,
        "notificationUE": subsidies.boolean(not convention.not_economic),
    }


def of_advantage(advantage: Advantage, season: Season) -> Row:
    """What was given without a convention: valued help, or a small sum."""
    return {
        **_of(advantage.bearer, season),
        "dateConvention": subsidies.day(advantage.granted_on),
        "referenceDecision": "",
        "objet": advantage.object,
        "montant": subsidies.amount(advantage.amount),
        "nature": subsidies.KIND if advantage.nature == Nature.KIND else subsidies.MONEY,
        "conditionsVersement": subsidies.AT_ONCE,
        "datesPeriodeVersement": subsidies.day(advantage.granted_on),
        "idRAE": advantage.register_number,
        "notificationUE": subsidies.boolean(not advantage.not_economic),
    }


def _of(bearer: Bearer, season: Season) -> Row:
    programme, number = season.programme, bare(bearer.number)
    kind = kind_of(number)
    return dict.fromkeys(subsidies.COLUMNS, "") | {
        "nomAttribuant": programme.authority,
        "idAttribuant": programme.authority_number,
        "nomBeneficiaire": bearer.name,
        # a SIREN is not enough: the fault says so rather than an empty cell
        "idBeneficiaire": "" if kind is NumberKind.RNA else number,
        "rnaBeneficiaire": number if kind is NumberKind.RNA else "",
        "pourcentageSubvention": "1",
        "dispositifAide": f"{programme.name_fr} – {season.name_fr}",
    }


def subsidy_file(season: Season, conventions: Collection[Convention], given: Collection[Advantage]) -> SubsidyFile:
    """Of a season: conventions signed, then help without a convention, by day; persons are left out."""
    numbers = {one.convention_id: one.register_number for one in given if one.convention_id and one.register_number}
    signed = [one for one in conventions if one.signed_on]
    alone = [one for one in given if one.convention_id is None and one.withdrawn_at is None]
    named_conventions = [one for one in signed if one.bearer.kind not in NEVER_NAMED]
    named_alone = [one for one in alone if one.bearer.kind not in NEVER_NAMED]
    rows = [of_convention(one, register=numbers.get(one.pk, "")) for one in named_conventions]
    rows += [of_advantage(one, season) for one in named_alone]
    rows.sort(key=lambda row: row["dateConvention"])
    faults = [of_row(one, rows[one.row - 1]["nomBeneficiaire"] or "–") for one in subsidies.faults(rows)]
    return SubsidyFile(rows, faults, len(signed) + len(alone) - len(rows))


def register_lines(given: Collection[Advantage]) -> Iterator[list[Any]]:
    """What is to be entered in the national register of small aids: what counts, given by this programme."""
    yield [
        _("Beneficiary"),
        _("SIREN"),
        _("Day of grant"),
        _("Amount, in euros"),
        _("Purpose"),
        _("Basis"),
        _("Reference"),
        _("Number in the national register"),
    ]
    for one in given:
        if one.withdrawn_at is None and not one.not_economic:
            yield [
                str(one.bearer),
                siren_of(one.bearer.number),
                one.granted_on.isoformat(),
                subsidies.amount(one.amount),
                one.object,
                _basis(one),
                one.convention.number if one.convention and one.convention.number else one.ref,
                one.register_number,
            ]


def _basis(one: Advantage) -> str:
    with translation.override("fr"):
        return _("Regulation (EU) %(source)s") % {"source": rule_on(one.granted_on).source}
