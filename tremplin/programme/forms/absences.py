"""What is typed when somebody is away."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Absence


class AbsenceForm(OnceMixin, Form):
    """Filled with what is most likely, so that it is sent as it stands: tomorrow, a week, who stood in last time."""

    person = forms.ModelChoiceField(
        label=_("Who is away"), queryset=Person.objects.none(), to_field_name="ref", empty_label=None
    )
    from_day = forms.DateField(label=_("First day away"), widget=DayInput())
    until_day = forms.DateField(label=_("Last day away"), widget=DayInput())
    stand_in = forms.ModelChoiceField(
        label=_("Who stands in"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        empty_label=None,
        help_text=_("They see and do what the person does in the supports, from the first day to the last."),
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person] | None = None,
        stand_ins: QuerySet[Person],
        changed: Absence | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.changed = changed
        self.fields["stand_in"].queryset = stand_ins  # type: ignore[attr-defined]
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people  # type: ignore[attr-defined]
        if changed is not None:
            del self.fields["from_day"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first = self.changed.from_day if self.changed else cleaned.get("from_day")
        last: date | None = cleaned.get("until_day")
        if last and last < clock.today():
            self.add_error("until_day", _("This day has passed."))
        elif first and last and last < first:
            self.add_error("until_day", _("The last day comes before the first."))
        return cleaned


def likely_days() -> dict[str, date]:
    """Tomorrow, for a week."""
    tomorrow = clock.today() + timedelta(days=1)
    return {"from_day": tomorrow, "until_day": tomorrow + timedelta(days=6)}
