"""What is typed in the class of a season."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin


class CardForm(OnceMixin, Form):
    shown_name = forms.CharField(label=_("The name you show"), max_length=160)
    words = forms.CharField(
        label=_("Who you are, in a few words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helps_with = forms.CharField(
        label=_("What you can help others with"),
        max_length=300,
        required=False,
        help_text=_("For example: hiring, open data licences."),
    )
    reach = forms.CharField(
        label=_("How to reach you"),
        max_length=200,
        required=False,
        help_text=_("Only what you wish the class to read."),
    )
    hears = forms.BooleanField(label=_("Write to me when somebody asks the class a question"), required=False)


class QuestionForm(OnceMixin, Form):
    title = forms.CharField(label=_("Your question"), max_length=200)
    words = forms.CharField(
        label=_("More about it"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(OnceMixin, Form):
    words = forms.CharField(label=_("Your answer"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}))


class DocumentForm(OnceMixin, Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("At most 20 MB. It is checked for viruses before anybody reads it."),
    )
    address = forms.URLField(label=_("Or an address"), max_length=200, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("address")):
            self.add_error("file", _("Please give a file, or an address: one of the two."))
        return cleaned
