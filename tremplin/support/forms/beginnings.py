"""What a support begins with: who is beside it, the lines of its roadmap, its public page."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.queries.capacities import officers_of, referents_of
from tremplin.support.queries.templates import PlannedLine


class BeginForm(Form):
    """Beside the form that opens a support. `lines_of` says of which season lines were shown: those of another, chosen
    meanwhile, were not read, and all of them are planned.
    """

    officer = forms.ModelChoiceField(
        label=_("Acceleration officer"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Nobody yet"),
    )
    referents = forms.ModelMultipleChoiceField(
        label=_("Referents"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see what the initiative opens to them."),
    )
    lines = forms.MultipleChoiceField(
        label=_("What the roadmap begins with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not for this initiative is unticked. No day falls on a weekend or a public holiday."),
    )
    shown = forms.BooleanField(
        label=_("Show its public page from the first day"),
        required=False,
        initial=True,
        help_text=_("Nothing is said in public before the laureates are announced. It can be hidden at any time."),
    )
    lines_of = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, *args: Any, season: Season | None, lines: Collection[PlannedLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.planned, self.season_ref = list(lines), season.ref if season else ""
        fields: dict[str, Any] = self.fields
        if season is not None:
            fields["officer"].queryset = officers_of(season.programme)
            fields["referents"].queryset = referents_of(season.programme)
        fields["lines"].choices = [(one.key, _told(one)) for one in self.planned]
        fields["lines"].initial = [one.key for one in self.planned]
        fields["lines_of"].initial = self.season_ref
        if self.is_bound and self.data.get("lines_of") != self.season_ref:
            self.data = self._with_every_line()
        if not fields["referents"].queryset.exists():
            del fields["referents"]

    def _with_every_line(self) -> Any:
        typed: Any = self.data
        data = typed.copy()
        data.setlist("lines", [one.key for one in self.planned])
        data["lines_of"] = self.season_ref
        return data

    @property
    def chosen(self) -> list[PlannedLine]:
        return [one for one in self.planned if one.key in self.cleaned_data["lines"]]


def _told(one: PlannedLine) -> str:
    return f"{one.line.title} ({one.line.get_owner_display()}, {date_format(one.due_on)})"
