"""What an introduction brought, as one side says it: two questions in ranges, none ticked beforehand."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.states import OutcomeResult, TimeSaved


class OutcomeForm(Form):
    result = forms.ChoiceField(
        label=_("What came of it"),
        choices=OutcomeResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the answers.")},
    )
    saved = forms.ChoiceField(
        label=_("Time it saved the initiative"),
        required=False,
        choices=TimeSaved.choices,
        widget=forms.RadioSelect,
        help_text=_("As far as you can tell, compared with doing without this introduction."),
    )
    words = forms.CharField(
        label=_("A few words"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("result", "saved"):
            field = self.fields[name]
            field.choices = [(value, capfirst(str(label))) for value, label in field.choices]  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("result", "saved", "words")}


class ToldOutcomeForm(OnceMixin, OutcomeForm):
    """By somebody signed in."""


class ContactOutcomeForm(OutcomeForm):
    """By the contact, from the link of a mail."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one the message was written to: it shows that the answer is yours."),
    )
