"""What is typed about a workshop: what, when on the programme’s clock, where, how many seats; who came."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Season
from tremplin.support.forms.sessions import HourInput
from tremplin.support.models import Accompaniment, Workshop
from tremplin.support.queries.workshops import leaders_in


class WorkshopForm(OnceMixin, Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    words = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    leader = forms.ModelChoiceField(
        label=gettext_lazy("Led by"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        empty_label=gettext_lazy("Choose somebody"),
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    begins = forms.TimeField(label=gettext_lazy("Begins at"), widget=HourInput())
    ends = forms.TimeField(label=gettext_lazy("Ends at"), widget=HourInput())
    place = forms.CharField(
        label=gettext_lazy("Place, or how to join"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("An address, or the link of a video call."),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=1_000,
        required=False,
        help_text=gettext_lazy("One for each initiative. Nothing: for as many as come."),
    )

    def __init__(self, *args: Any, season: Season, workshop: Workshop | None = None, **options: Any) -> None:
        self.zone = ZoneInfo(season.programme.time_zone)
        if workshop is not None:
            options["initial"] = self._first(workshop)
        super().__init__(*args, **options)
        self.fields["leader"].queryset = leaders_in(season.programme)  # type: ignore[attr-defined]

    def _first(self, workshop: Workshop) -> dict[str, Any]:
        starts, ends = workshop.starts_at.astimezone(self.zone), workshop.ends_at.astimezone(self.zone)
        return {
            "title": workshop.title,
            "words": workshop.words,
            "leader": workshop.leader.ref,
            "day": starts.date(),
            "begins": starts.time(),
            "ends": ends.time(),
            "place": workshop.place,
            "seats": workshop.seats,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"day", "begins", "ends"} <= set(cleaned):
            return cleaned
        start, end = self._at("begins"), self._at("ends")
        if end <= start:
            self.add_error("ends", _("It ends after it begins, on the same day."))
        if start <= clock.now():
            self.add_error("day", _("This moment is past: choose one to come."))
        elif start > clock.now() + timedelta(days=732):
            self.add_error("day", _("This is more than two years away: choose a nearer day."))
        for name, at in (("begins", start), ("ends", end)):
            if at.astimezone(ZoneInfo("UTC")).astimezone(self.zone).time() != at.time():
                self.add_error(name, _("That night the clocks go forward: this hour does not exist."))
        return cleaned

    def _at(self, name: str) -> datetime:
        day: date = self.cleaned_data["day"]
        hour: time = self.cleaned_data[name]
        return datetime.combine(day, hour, self.zone)

    @property
    def said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("title", "words", "leader", "place", "seats")}
        return said | {"starts_at": self._at("begins"), "ends_at": self._at("ends")}


class HeldWorkshopForm(OnceMixin, Form):
    came = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Those who came"),
        queryset=Accompaniment.objects.none(),
        to_field_name="ref",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    result = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Read by the whole class."),
    )

    def __init__(self, *args: Any, seated: QuerySet[Accompaniment], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["came"].queryset = seated  # type: ignore[attr-defined]


class CancelWorkshopForm(OnceMixin, Form):
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=gettext_lazy("Those who have a seat read it in the mail that tells them."),
    )
