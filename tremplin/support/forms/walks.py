"""What is typed along a path."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.forms.consolidate import PastDayField


class BeginForm(OnceMixin, Form):
    aim_on = forms.DateField(label=gettext_lazy("Hoped to end by"), required=False, widget=DayInput())

    def clean_aim_on(self) -> date | None:
        day: date | None = self.cleaned_data["aim_on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        return day


class StageForm(OnceMixin, Form):
    on = PastDayField(label=gettext_lazy("Reached on"))
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A reference, a name, where the receipt is kept."),
    )


class WalkEndForm(OnceMixin, Form):
    result = forms.CharField(
        label=gettext_lazy("What came of it"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )
