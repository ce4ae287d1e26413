"""What a laureate answers to its confidential notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.selection.models import Acceptance

LONGEST_NAME = 160
LONGEST_WORDS = 600


class NoticeForm(OnceMixin, Form):
    """The exact name and text to publish, and the agreement to them: a box of its own, never ticked beforehand."""

    public_name = forms.CharField(
        label=_("Name to publish"),
        max_length=LONGEST_NAME,
        help_text=_("Published exactly as it is written here."),
    )
    public_words = forms.CharField(
        label=_("Text to publish"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Published exactly as it is written here, on your page of the site: 600 characters at most."),
    )
    agrees = forms.BooleanField(
        label=_("I agree to the publication of exactly this name and this text"),
        error_messages={"required": _("Without this agreement nothing is published: tick it, or decline.")},
    )

    def __init__(self, *args: Any, acceptance: Acceptance, **options: Any) -> None:
        initial = {"public_name": acceptance.public_name, "public_words": acceptance.public_words}
        super().__init__(*args, initial=initial, **options)


class AnswerForm(OnceMixin, Form):
    """A gesture that asks for nothing else: to decline, to show."""
