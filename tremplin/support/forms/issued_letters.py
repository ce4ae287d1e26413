"""A letter the programme issues about an initiative, and why one is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput


class IssueForm(OnceMixin, Form):
    addressed_to = forms.CharField(
        label=_("Addressed to"), max_length=200, required=False, help_text=_("Empty: to whom it may concern.")
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    words = forms.CharField(
        label=_("Text of the letter"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Proposed from the file: change what is to be changed. It is kept word for word."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", "Français"), ("en", "English")])
    signed_as = forms.CharField(
        label=_("Signed as"), max_length=160, help_text=_("Your function, as it stands under your name.")
    )
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=DayInput(), help_text=_("Empty: without an end.")
    )


class WithdrawLetterForm(Form):
    why = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept inside: in public, one reads that it is withdrawn, and since when."),
    )
