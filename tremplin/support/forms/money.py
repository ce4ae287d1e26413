"""What is typed about the programme's money: signatures, payments, reports, advantages."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.calls.models import Bearer
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.forms.relations import past_day
from tremplin.support.models import CommitteeItem
from tremplin.support.states import AdvantageSource, Nature, Signatory

Choices = list[tuple[str, str | Promise]]


def euros_field(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal("0.01"), max_digits=12, decimal_places=2, localize=True, **options
    )


def area_field(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4_000, widget=forms.Textarea(attrs={"rows": rows}), **options)


class BearerForm(Form):
    bearer = forms.ChoiceField(label=gettext_lazy("Structure"))

    def __init__(self, *args: Any, bearers: Collection[Bearer], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["bearer"]
        field.choices = [(one.ref, str(one)) for one in bearers]  # type: ignore[attr-defined]
        if len(bearers) == 1:
            field.initial = next(iter(bearers)).ref


class SignerForm(OnceMixin, Form):
    name = forms.CharField(label=gettext_lazy("First name and last name"), max_length=160)
    quality = forms.CharField(
        label=gettext_lazy("Acting as"),
        max_length=160,
        help_text=gettext_lazy("For example: chair of the association."),
    )


class ContractForm(SignerForm):
    """`read`: the hash of the text the page showed."""

    agreed = forms.BooleanField(label=gettext_lazy("I have read this contract, and sign it for the structure"))
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)


def _copy_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=forms.FileInput(attrs={"class": "fr-upload"}),
        help_text=gettext_lazy("PDF, image, text document or spreadsheet: 10 MB at most."),
    )


class SignatureForm(SignerForm):
    party = forms.ChoiceField(label=gettext_lazy("Signed for"), widget=forms.RadioSelect)
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=DayInput())
    file = _copy_field(gettext_lazy("Signed copy"))

    field_order = ("party", "name", "quality", "signed_on", "file")

    def __init__(self, *args: Any, parties: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.value, one.label) for one in Signatory if one in parties]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["party"].initial = choices[0][0]

    def clean_signed_on(self) -> date:
        return past_day(self.cleaned_data["signed_on"])


class WhyForm(OnceMixin, Form):
    why = area_field(gettext_lazy("Why"))


class EndingForm(OnceMixin, Form):
    words = area_field(gettext_lazy("How it ended, in a few words"))


class OnForm(OnceMixin, Form):
    on = forms.DateField(label=gettext_lazy("On which day"), widget=DayInput())

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])


class PaymentForm(OnForm):
    payment = forms.CharField(
        label=gettext_lazy("Reference of the payment"),
        max_length=60,
        help_text=gettext_lazy("As the accounting software gives it: the accounts stay there."),
    )


class OpeningForm(OnceMixin, Form):
    """Which decision opens the tranche, when it waits for a committee."""

    decision = forms.ModelChoiceField(
        label=gettext_lazy("Decision of the committee"), queryset=CommitteeItem.objects.none(), to_field_name="ref"
    )

    def __init__(self, *args: Any, decisions: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if decisions is None:
            del self.fields["decision"]
        else:
            field = self.fields["decision"]
            field.queryset = decisions  # type: ignore[attr-defined]
            field.label_from_instance = _decision_label  # type: ignore[attr-defined]


def _decision_label(item: CommitteeItem) -> str:
    return f"{item.committee}, {item.get_outcome_display()}"


class ReportForm(OnceMixin, Form):
    spent = forms.DecimalField(
        label=gettext_lazy("Spent so far, in euros"), min_value=0, max_digits=12, decimal_places=2, localize=True
    )
    words = area_field(gettext_lazy("What it was spent on"), rows=5)
    file = _copy_field(gettext_lazy("Accounts or table"))


class RemarkForm(OnceMixin, Form):
    remark = area_field(gettext_lazy("What is to be corrected"))


class NumberForm(OnceMixin, Form):
    number = forms.CharField(
        label=gettext_lazy("Registration number"),
        max_length=20,
        help_text=gettext_lazy(
            "SIRET (fourteen digits) when there is one, else the number of the register of associations (W and nine "
            "characters)."
        ),
    )


class AdvantageForm(OnceMixin, BearerForm):
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=Nature.choices, widget=forms.RadioSelect)
    source = forms.ChoiceField(
        label=gettext_lazy("Given by"), choices=AdvantageSource.choices, widget=forms.RadioSelect
    )
    giver = forms.CharField(
        label=gettext_lazy("Name of the giver"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("When it is not this programme."),
    )
    object = forms.CharField(label=gettext_lazy("What it is"), max_length=300)
    amount = euros_field(gettext_lazy("Value, in euros"))
    valued = forms.CharField(
        label=gettext_lazy("How it was valued"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For help in kind. For example: 6 hours at 120 € an hour."),
    )
    granted_on = forms.DateField(label=gettext_lazy("Granted on"), widget=DayInput())
    not_economic = area_field(
        gettext_lazy("If it does not count to the ceiling of aids: why it is not for an economic activity"),
        required=False,
    )

    field_order = ("bearer", "nature", "source", "giver", "object", "amount", "valued", "granted_on", "not_economic")

    def clean_granted_on(self) -> date:
        return past_day(self.cleaned_data["granted_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("nature") == Nature.KIND and not cleaned.get("valued"):
            self.add_error("valued", _("Please say how the help in kind was valued."))
        if cleaned.get("source") == AdvantageSource.DECLARED and not cleaned.get("giver"):
            self.add_error("giver", _("Please say who gave it."))
        return cleaned


class SessionValueForm(OnceMixin, BearerForm):
    """The value of a session of a paid coach: hours that were held, at a price somebody writes."""

    hourly = euros_field(gettext_lazy("Price of an hour, in euros"))
    not_economic = AdvantageForm.base_fields["not_economic"]


class OutForm(OnceMixin, Form):
    words = area_field(gettext_lazy("Why it is not for an economic activity"))


class RegisterForm(OnceMixin, Form):
    number = forms.CharField(label=gettext_lazy("Number in the national register"), max_length=60)
