"""A line of the template roadmap of a season."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.actions.templates import MOST_DAYS
from tremplin.support.states import Owner, Step


class LineForm(OnceMixin, Form):
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    title_fr = forms.CharField(label=_("What is to be done, in French"), max_length=200)
    title_en = forms.CharField(label=_("What is to be done, in English"), max_length=200, required=False)
    owner = forms.ChoiceField(label=_("Who does it"), choices=Owner.choices)
    after_days = forms.IntegerField(
        label=_("Days after the first day"),
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("A day that falls on a weekend or a public holiday is moved to the next working day."),
    )
