"""What is typed to plan an announcement and to steer its waves. Instants are on the programme's clock."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import InstantField
from tremplin.selection.states import WaveKind

HOUR = time(9)
DAYS_AFTER = {WaveKind.NOTICE: 0, WaveKind.REFUSALS: 3, WaveKind.PUBLIC: 7}


class ComingField(InstantField):
    """An instant to come, typed on the clock of a zone given when the form is made."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value <= clock.now():
            raise forms.ValidationError(_("This instant has passed: choose one to come."))


class PlanForm(OnceMixin, Form):
    """The three instants; by default the next working day, three days after and a week after."""

    notice = ComingField(
        label=_("Confidential notice to the laureates"), help_text=_("Each is asked to accept or to decline.")
    )
    refusals = ComingField(
        label=_("Answers to the other teams"), help_text=_("After the notice: every team learns it from us first.")
    )
    public = ComingField(
        label=_("Public announcement"),
        help_text=_("Pages of the laureates, figures, mails: only for those who accepted by then."),
    )

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        first = next_working_day(clock.today(zone))
        for kind, field in self._instants().items():
            day = first + timedelta(days=DAYS_AFTER[WaveKind(kind)])
            field.zone = zone
            field.initial = datetime.combine(day, HOUR, ZoneInfo(zone))

    def _instants(self) -> Mapping[str, InstantField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, InstantField)}

    @property
    def due(self) -> dict[str, datetime]:
        return {kind: self.cleaned_data[kind] for kind in WaveKind.values}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for before, after in zip(WaveKind.values, WaveKind.values[1:], strict=False):
            if cleaned.get(before) and cleaned.get(after) and cleaned[after] < cleaned[before]:
                self.add_error(after, _("A wave leaves after the one before it."))
        return cleaned


class GestureForm(OnceMixin, Form):
    """A gesture that asks for nothing else."""


class ApproveForm(OnceMixin, Form):
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)


class InstantForm(OnceMixin, Form):
    """Another instant for a wave, or the instant at which it leaves again."""

    due_at = ComingField(label=_("Leaves on"))

    def __init__(self, *args: Any, zone: str, at: datetime | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["due_at"]
        field.zone = zone  # type: ignore[attr-defined]
        field.initial = at or datetime.combine(next_working_day(clock.today(zone)), HOUR, ZoneInfo(zone))


def next_working_day(day: date) -> date:
    """The first weekday after a day; holidays are the programme's to move."""
    after = day + timedelta(days=1)
    while after.weekday() >= 5:
        after += timedelta(days=1)
    return after
