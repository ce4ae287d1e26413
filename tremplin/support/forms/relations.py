"""What is noted of a relation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.states import TraceKind


class TraceForm(OnceMixin, Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=TraceKind.choices)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    words = forms.CharField(label=_("In a few words"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    who = forms.CharField(label=_("With whom"), max_length=200, required=False)
    due_on = forms.DateField(
        label=_("For a promise: by when"), widget=DayInput(), required=False, help_text=_("A promise has a day.")
    )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is to come: note what has happened."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == TraceKind.PROMISE and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("A promise has a day: please say by when."))
        return cleaned
