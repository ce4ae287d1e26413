"""Following a proposal of the round robin, or making a pair by hand."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.selection.models import Seat


class ApplyForm(OnceMixin, Form):
    """`seen`: which proposal was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AddReaderForm(Form):
    seat = forms.ChoiceField(
        label=_("Add a reader"),
        error_messages={
            "required": _("Please choose a reader."),
            "invalid_choice": _("This person may not read this file."),
        },
    )

    def __init__(self, *args: Any, seats: Collection[Seat], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("Choose")), *((seat.ref, seat.label) for seat in seats)]
        self.fields["seat"].choices = choices  # type: ignore[attr-defined]
