"""A dated text of the programme, and the signature of one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.states import TextKind


class TextForm(OnceMixin, Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=TextKind.choices)
    title_fr = forms.CharField(label=_("Title, in French"), max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    words_fr = forms.CharField(
        label=_("Text, in French"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("As legal approved it. Of the charter, one duty a line."),
    )
    words_en = forms.CharField(
        label=_("Text, in English"), max_length=60_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    valid_from = forms.DateField(
        label=_("In force from"),
        widget=DayInput(),
        help_text=_("Today or later. The text before stays what it was for whoever signed it."),
    )


class SignForm(OnceMixin, Form):
    name = forms.CharField(label=_("First name and last name"), max_length=160)
    quality = forms.CharField(label=_("Acting as"), max_length=160, help_text=_("For example: president."))
    read = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
