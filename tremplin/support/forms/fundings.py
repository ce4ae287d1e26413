"""What is typed of the funding plan: needs by quarter, sources, and what came of each."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.forms.amounts import AmountField
from tremplin.support.forms.consolidate import PastDayField
from tremplin.support.sentences.consolidate import quarter_words


class NeedsForm(OnceMixin, Form):
    """One amount a quarter; left empty, nothing is needed."""

    say_optional = False

    def __init__(self, *args: Any, quarters: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        self.quarters = quarters
        for quarter in quarters:
            label = _("Needed, %(quarter)s, in euros") % {"quarter": quarter_words(quarter)}
            field = AmountField(label=label, required=False)
            field.widget.attrs["class"] = "fr-input"
            self.fields[_name(quarter)] = field

    @property
    def needs(self) -> dict[date, Decimal | None]:
        return {quarter: self.cleaned_data[_name(quarter)] for quarter in self.quarters}

    @staticmethod
    def first(needs: dict[date, Decimal]) -> dict[str, Decimal]:
        """What the fields begin with."""
        return {_name(quarter): amount for quarter, amount in needs.items()}


def _name(quarter: date) -> str:
    return f"q{quarter:%Y%m}"


class FundingForm(OnceMixin, Form):
    name = forms.CharField(label=gettext_lazy("Source"), max_length=200, help_text=gettext_lazy("Who gives the money."))
    asked = AmountField(label=gettext_lazy("Amount asked, in euros"))
    covers_from = forms.DateField(
        label=gettext_lazy("It pays from"),
        widget=DayInput(),
        help_text=gettext_lazy("The amount is spread evenly over the days it pays for."),
    )
    covers_until = forms.DateField(label=gettext_lazy("Until"), widget=DayInput())
    deadline = forms.DateField(label=gettext_lazy("To be asked by"), required=False, widget=DayInput())
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class AskedForm(OnceMixin, Form):
    asked_on = PastDayField(label=gettext_lazy("Asked on"))


class GotForm(OnceMixin, Form):
    got = AmountField(label=gettext_lazy("Amount obtained, in euros"))
    answered_on = PastDayField(label=gettext_lazy("Answered on"))


class RefusedForm(OnceMixin, Form):
    answered_on = PastDayField(label=gettext_lazy("Answered on"))
