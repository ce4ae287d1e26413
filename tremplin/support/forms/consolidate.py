"""What the forms of what an initiative consolidates have in common: a past day, a reason, nothing but a button."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput


def past(day: date) -> date:
    if day > clock.today():
        raise forms.ValidationError(_("This day is to come: note what has happened."))
    return day


class PastDayField(forms.DateField):
    """A day that has come; today when nothing else is said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=DayInput(), **options)

    def clean(self, value: Any) -> date | None:
        found: date | None = super().clean(value)
        return past(found) if found is not None else None


class ButtonForm(OnceMixin, Form):
    """Nothing to type: the button says it."""


class WhyForm(OnceMixin, Form):
    """What is closed stays with its reason."""

    why = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class WordsForm(OnceMixin, Form):
    words = forms.CharField(
        label=gettext_lazy("Why it is given up"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
