"""What a contact answers to an introduction: one of four, none of them ticked beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form

CHOICES = [
    ("take_up", _("I take it up")),
    ("redirect", _("Not me, but somebody else")),
    ("postpone", _("Not now")),
    ("decline", _("No")),
]


class AnswerForm(Form):
    verb = forms.ChoiceField(
        label=_("Your answer"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the four answers."),
            "invalid_choice": _("Please choose one of the four answers."),
        },
    )
    redirected_to = forms.CharField(
        label=_("If it is somebody else: to whom"),
        required=False,
        max_length=300,
        help_text=_("A name, a service, an address."),
    )
    words = forms.CharField(
        label=_("A few words"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") == "redirect" and not cleaned.get("redirected_to"):
            self.add_error("redirected_to", _("Please say to whom: a name, a service, an address."))
        return cleaned
