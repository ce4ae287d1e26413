"""What an initiative answers to a request: done, not yet, or no."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.programme.forms import DayInput

_ANSWERS = (("done", _("It is done")), ("later", _("Not yet")), ("no", _("We do not do it")))


class AskAnswerForm(Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=_ANSWERS, widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("If not yet: by which day"),
        required=False,
        widget=DayInput(),
        help_text=_("You are asked again on that day, not before."),
    )
    words = forms.CharField(
        label=_("A word for your officer"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("If you do not do it, please say why."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == "later" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Please give a day to come: until then nobody asks again."))
        if cleaned.get("answer") == "no" and not cleaned.get("words"):
            self.add_error("words", _("Please say why in a few words: it stays with what was asked."))
        return cleaned
