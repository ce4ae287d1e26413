"""The terms of a convention, as they are typed: a grant, and up to a few tranches."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.engine.conventions import Fault, Terms, TrancheTerms, faults
from tremplin.support.forms.money import BearerForm, area_field, euros_field
from tremplin.support.sentences.money import of_terms

ROWS = 4  # tranches one may write at once, more when there are more already


class TermsForm(OnceMixin, Form):
    """The terms of a convention; empty tranches are left out."""

    object = forms.CharField(label=gettext_lazy("What the grant is for"), max_length=300)
    amount = euros_field(gettext_lazy("Amount of the grant, in euros"))
    number = forms.CharField(label=gettext_lazy("Reference of the decision"), max_length=60, required=False)
    from_day = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    until_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    report_due_on = forms.DateField(
        label=gettext_lazy("Last financial report due on"),
        widget=DayInput(),
        help_text=gettext_lazy("On all that was spent."),
    )
    not_economic = area_field(
        gettext_lazy("If it does not count to the ceiling of aids: why it is not for an economic activity"),
        required=False,
    )

    def __init__(self, *args: Any, known: Terms | None = None, **options: Any) -> None:
        if known is not None:
            options["initial"] = _initial(known)
        super().__init__(*args, **options)
        last = max((one.number for one in known.tranches), default=0) if known else 0
        self.numbers = range(1, max(ROWS, last + 1) + 1)
        for number in self.numbers:
            for name, field in _tranche_fields(number):
                self.fields[name] = field
                if not isinstance(field, forms.BooleanField):
                    field.widget.attrs.setdefault("class", "fr-input")

    def own_fields(self) -> list[BoundField]:
        names = ("object", "amount", "number", "from_day", "until_day", "report_due_on", "not_economic")
        return [self[name] for name in names]

    def tranche_fields(self) -> Iterator[tuple[int, list[BoundField]]]:
        for number in self.numbers:
            yield number, [self[name] for name, _field in _tranche_fields(number)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in self.numbers:
            amount, due = cleaned.get(f"t{number}_amount"), cleaned.get(f"t{number}_due_on")
            for name, other in ((f"t{number}_amount", due), (f"t{number}_due_on", amount)):
                if other and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Write both the amount and the day of this tranche, or neither."))
        if not self.errors:
            for fault, number in faults(self.terms()):
                self.add_error(_where(fault, number), of_terms(fault, number))
        return cleaned

    def terms(self) -> Terms:
        said = self.cleaned_data
        names = ("object", "amount", "number", "from_day", "until_day", "report_due_on", "not_economic")
        return Terms(
            **{name: said[name] for name in names},
            tranches=tuple(
                TrancheTerms(
                    number,
                    said[f"t{number}_amount"],
                    said[f"t{number}_due_on"],
                    said[f"t{number}_conditions"],
                    said[f"t{number}_needs_committee"],
                    said[f"t{number}_report_due_on"],
                )
                for number in self.numbers
                if said[f"t{number}_amount"]
            ),
        )


def _tranche_fields(number: int) -> Iterator[tuple[str, forms.Field]]:
    first = number == 1
    yield f"t{number}_amount", euros_field(gettext_lazy("Amount, in euros"), required=first)
    yield f"t{number}_due_on", forms.DateField(label=gettext_lazy("Expected on"), widget=DayInput(), required=first)
    yield (
        f"t{number}_conditions",
        forms.CharField(label=gettext_lazy("Other conditions"), max_length=1_000, required=False),
    )
    yield (
        f"t{number}_needs_committee",
        forms.BooleanField(label=gettext_lazy("Opens after the decision of a committee"), required=False),
    )
    yield (
        f"t{number}_report_due_on",
        forms.DateField(
            label=gettext_lazy("Opens after a financial report, due on"), widget=DayInput(), required=False
        ),
    )


def _initial(known: Terms) -> dict[str, Any]:
    names = ("object", "amount", "number", "from_day", "until_day", "report_due_on", "not_economic")
    first = {name: getattr(known, name) for name in names}
    for one in known.tranches:
        for name in ("amount", "due_on", "conditions", "needs_committee", "report_due_on"):
            first[f"t{one.number}_{name}"] = getattr(one, name)
    return first


_FIELDS = {
    Fault.SUM: "amount",
    Fault.NO_MONEY: "amount",
    Fault.ENDS_FIRST: "until_day",
    Fault.LAST_REPORT: "report_due_on",
    Fault.NO_TRANCHE: "t1_amount",
}


def _where(fault: Fault, number: int) -> str:
    """The field a fault is told beside."""
    if not number:
        return _FIELDS[fault]
    named = {Fault.NO_MONEY: "amount", Fault.REPORT_AFTER: "report_due_on"}.get(fault, "due_on")
    return f"t{number}_{named}"


class ConventionForm(BearerForm, TermsForm):
    """A convention with one of the structures that carry the initiative."""

    def own_fields(self) -> list[BoundField]:
        return [self["bearer"], *super().own_fields()]
