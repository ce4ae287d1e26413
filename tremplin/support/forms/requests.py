"""What is typed about requests of public resources."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.forms.places import TerritoryField
from tremplin.programme.forms import DayInput


class SearchForm(Form):
    """What else to look for; what does not hold is ignored."""

    say_optional = False

    q = forms.CharField(
        label=gettext_lazy("What is looked for"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("In plain words. For example: room for a workshop, address data, first hire."),
    )
    territoire = TerritoryField(label=gettext_lazy("Territory"), empty=gettext_lazy("All territories"))


class _Words(OnceMixin, Form):
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _past(day: date) -> date:
    if day > clock.today():
        raise forms.ValidationError(_("This day is to come: note what has happened."))
    return day


class AskedForm(_Words):
    asked_on = forms.DateField(label=gettext_lazy("Asked on"), widget=DayInput())
    field_order: tuple[str, ...] = ("asked_on", "words")

    def clean_asked_on(self) -> date:
        return _past(self.cleaned_data["asked_on"])


class RefusedForm(_Words):
    answered_on = forms.DateField(label=gettext_lazy("Answered on"), widget=DayInput())
    field_order: tuple[str, ...] = ("answered_on", "words")

    def clean_answered_on(self) -> date:
        return _past(self.cleaned_data["answered_on"])


class ObtainedForm(RefusedForm):
    value = forms.DecimalField(
        label=gettext_lazy("Value obtained, in euros"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("When it has one: an amount, or what a room or a licence would have cost."),
    )
    field_order = ("answered_on", "value", "words")


class DroppedForm(_Words):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = True
        self.fields["words"].label = _("Why it is given up")


class ConfirmForm(OnceMixin, Form):
    """Nothing to type: the button says it."""
