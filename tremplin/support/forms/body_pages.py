"""What a body says from its own page, and the sending of that page to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.forms.letters import LANGUAGES


class RemarkForm(Form):
    words = forms.CharField(
        label=_("What you would like to say"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For example: too many messages, the wrong office, what worked well."),
    )


class BodyPageForm(OnceMixin, Form):
    """To which of its doors; a word of one's own may come with the link."""

    door = forms.ChoiceField(label=_("To the address of"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
    words = forms.CharField(
        label=_("A word of yours"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, doors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["door"].choices = doors  # type: ignore[attr-defined]
