"""Money in words: amounts, the ceiling, what a tranche waits for, what does not hold in a file."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.calls.models import Bearer
from tremplin.calls.states import BearerKind
from tremplin.support.engine import subsidies
from tremplin.support.engine.ceilings import Standing
from tremplin.support.engine.conventions import Fault

_SPACE = "\u00a0"


def euros(amount: Decimal) -> str:
    """« 80 000 € », « 1 250,50 € »."""
    whole = amount == int(amount)
    return f"{number_format(amount, decimal_pos=0 if whole else 2, force_grouping=True)}{_SPACE}€"


def rule_in_words(standing: Standing) -> str:
    """Which ceiling, over which time, by which text."""
    said = {"ceiling": euros(standing.rule.ceiling), "source": standing.rule.source}
    if standing.rule.rolling:
        return _("%(ceiling)s over three years, day by day (Regulation (EU) %(source)s)") % said
    return _("%(ceiling)s over the year and the two before (Regulation (EU) %(source)s)") % said


def above_the_ceiling(standing: Standing, amount: Decimal, waiting: Decimal) -> str:
    """Why an amount cannot be granted: the ceiling, what counts, what is left, what was asked."""
    said = {
        "rule": rule_in_words(standing),
        "since": date_format(standing.first_day),
        "counted": euros(standing.counted),
        "left": euros(max(standing.left - waiting, Decimal(0))),
        "amount": euros(amount),
    }
    words = _(
        "%(amount)s would pass the ceiling of this undertaking: %(rule)s. Counted since %(since)s: %(counted)s. "
        "Left: %(left)s."
    )
    if waiting:
        words = _(
            "%(amount)s would pass the ceiling of this undertaking: %(rule)s. Counted since %(since)s: %(counted)s. "
            "Waiting for signatures: %(waiting)s. Left: %(left)s."
        )
        said["waiting"] = euros(waiting)
    return words % said


_TERMS: dict[Fault, str | Promise] = {
    Fault.NO_MONEY: gettext_lazy("The amount is more than nothing."),
    Fault.ENDS_FIRST: gettext_lazy("The last day comes before the first."),
    Fault.NO_TRANCHE: gettext_lazy("A grant is paid in one tranche at least: write when."),
    Fault.SUM: gettext_lazy("The tranches do not add up to the amount of the grant."),
    Fault.TRANCHE_EARLY: gettext_lazy("It is expected before the first day of the convention."),
    Fault.TRANCHES_ORDER: gettext_lazy("It is expected before the tranche that precedes it."),
    Fault.REPORT_AFTER: gettext_lazy("Its financial report is due after it is expected: it could not open in time."),
    Fault.LAST_REPORT: gettext_lazy("The last financial report is due before the first day of the convention."),
}


def of_terms(fault: Fault, tranche: int) -> str:
    if not tranche:
        return str(_TERMS[fault])
    return _("Tranche %(number)s: %(fault)s") % {"number": tranche, "fault": _TERMS[fault]}


def no_contract_needed(bearer: Bearer) -> str:
    """Why this structure does not sign the republican commitment."""
    whys = {
        BearerKind.PERSON: _("Not required: the law asks it of associations and foundations, not of a person."),
        BearerKind.INFORMAL: _("Not required: the law asks it of associations and foundations; this group is neither."),
        BearerKind.COMPANY: _("Not required: the law asks it of associations and foundations, not of a company."),
        BearerKind.ADMINISTRATION: _(
            "Not required: the law asks it of associations and foundations, not of an administration."
        ),
    }
    return whys.get(BearerKind(bearer.kind), "")


_ROWS: dict[subsidies.Fault, str | Promise] = {
    subsidies.Fault.MISSING: gettext_lazy("it is empty, and the schema asks for it"),
    subsidies.Fault.SIRET: gettext_lazy("it is not a SIRET: fourteen digits, the last of which checks the others"),
    subsidies.Fault.RNA: gettext_lazy("it is not a number of the register of associations: W, then nine characters"),
    subsidies.Fault.DAY: gettext_lazy("it is not a day written 2026-03-31"),
    subsidies.Fault.PERIOD: gettext_lazy("it is neither a day nor two days in order with a slash between them"),
    subsidies.Fault.NUMBER: gettext_lazy("it is not an amount above nothing"),
    subsidies.Fault.SHARE: gettext_lazy("it is not a share between 0 and 1"),
    subsidies.Fault.NATURE: gettext_lazy("it is not one of the natures the schema knows"),
    subsidies.Fault.BOOLEAN: gettext_lazy("it is neither true nor false"),
    subsidies.Fault.FORMULA: gettext_lazy("it begins like a formula of a spreadsheet"),
    subsidies.Fault.LINES: gettext_lazy("it holds a line break or another invisible character"),
}
_WHERE: dict[str, str | Promise] = {
    "idAttribuant": gettext_lazy("The SIRET of the authority is written in the page of the programme."),
    "nomBeneficiaire": gettext_lazy("The name of the structure is missing."),
    "idBeneficiaire": gettext_lazy("The number of the structure is written in the page of its money."),
    "rnaBeneficiaire": gettext_lazy("The number of the structure is written in the page of its money."),
}


def of_row(fault: subsidies.RowFault, about: str) -> str:
    """One fault of the file, for whoever can correct it."""
    said = {"row": fault.row, "about": about, "column": fault.column, "why": _ROWS[fault.fault]}
    words = _("Line %(row)s (%(about)s), column %(column)s: %(why)s.") % said
    return f"{words} {_WHERE[fault.column]}" if fault.column in _WHERE else words


def listed(parts: Iterable[str]) -> str:
    """Sentences one after the other."""
    return " ".join(part for part in parts if part)


def day(value: date) -> str:
    return date_format(value)
