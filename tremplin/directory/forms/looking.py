"""Looking for a row and choosing it, in two steps and without a script: words, then one of what was found."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.directory.models import Territory
from tremplin.directory.queries.places import label_of
from tremplin.directory.states import TerritoryKind

R = TypeVar("R", bound=models.Model)


class WordsForm(Form):
    """The words looked for; `label` says what is looked for."""

    say_optional = False

    words = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, label: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = label

    @property
    def asked(self) -> str:
        return self.cleaned_data["words"] if self.is_valid() else ""


class ChoiceForm(Form, Generic[R]):
    """One of the rows found; `chosen` is it."""

    say_optional = False

    choice = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of these."),
            "invalid_choice": _("Please choose one of these."),
        },
    )

    def __init__(self, *args: Any, found: Sequence[R], label: Any, empty: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {str(row.ref): row for row in found}  # type: ignore[attr-defined]
        choices = [(ref, _named(row)) for ref, row in self.found.items()]
        field = self.fields["choice"]
        field.label = label
        field.choices = [*([("", empty)] if empty else []), *choices]  # type: ignore[attr-defined]
        field.required = empty is None

    @property
    def chosen(self) -> R | None:
        return self.found.get(self.cleaned_data.get("choice", ""))


def _named(row: models.Model) -> str:
    if isinstance(row, Territory):
        return f"{label_of(row)}, {TerritoryKind(row.kind).label}"
    body = getattr(row, "body", None)
    return f"{row} – {body}" if body else str(row)
