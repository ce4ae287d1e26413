"""What is typed about sessions: the moments an expert gives, what a session is about, what came of it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock, dates
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Programme
from tremplin.support.models import Need, SessionRequest, Slot

MOST_AT_ONCE = 8


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SlotForm(OnceMixin, Form):
    """One slot, or several one after the other, on the programme's clock."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    day = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("Begins at"), widget=HourInput())
    minutes = forms.TypedChoiceField(
        label=_("Length of a session"),
        coerce=int,
        initial=60,
        choices=[(30, _("30 minutes")), (45, _("45 minutes")), (60, _("1 hour")), (90, _("1 hour and a half"))],
    )
    count = forms.IntegerField(label=_("How many, one after the other"), initial=1, min_value=1, max_value=MOST_AT_ONCE)
    place = forms.CharField(
        label=_("Place, or how to join"),
        max_length=300,
        help_text=_("An address, or the link of a video call."),
    )
    about = forms.CharField(
        label=_("What it may be about"),
        max_length=200,
        required=False,
        help_text=_("For example: licences, statutes, first hire."),
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if programmes.count() == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = programmes.get().ref

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"programme", "day", "begins"} <= set(cleaned):
            return cleaned
        start = self.starts_at
        if start <= clock.now():
            self.add_error("day", _("This moment is past: choose one to come."))
        elif start > clock.now() + timedelta(days=366):
            self.add_error("day", _("This is more than a year away: choose a nearer day."))
        elif start.astimezone(ZoneInfo("UTC")).astimezone(start.tzinfo).time() != start.time():
            self.add_error("begins", _("That night the clocks go forward: this hour does not exist."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        day: date = self.cleaned_data["day"]
        begins: time = self.cleaned_data["begins"]
        return datetime.combine(day, begins, ZoneInfo(self.cleaned_data["programme"].time_zone))

    @property
    def moments(self) -> list[tuple[datetime, datetime]]:
        """First and last instant of each slot, in UTC: an hour lasts an hour whatever the clocks do."""
        first, length = self.starts_at.astimezone(ZoneInfo("UTC")), timedelta(minutes=self.cleaned_data["minutes"])
        return [(first + n * length, first + (n + 1) * length) for n in range(self.cleaned_data["count"])]


class BookForm(OnceMixin, Form):
    """What the session is about."""

    subject = forms.CharField(
        label=_("What you would like to talk about"),
        max_length=200,
        help_text=_("One question is enough; the expert reads it before you meet."),
    )
    need = forms.ModelChoiceField(
        label=_("Need of the roadmap it serves"),
        queryset=Need.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("None in particular"),
    )

    request = forms.ModelChoiceField(
        label=_("For the session asked for"),
        queryset=SessionRequest.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("None of them"),
    )

    field_order = ("request", "subject", "need")

    def __init__(self, *args: Any, needs: QuerySet[Need], requests: QuerySet[SessionRequest], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
        field = self.fields["request"]
        field.queryset = requests  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: Truncator(one.words).chars(80)  # type: ignore[attr-defined]
        if not requests.exists():
            del self.fields["request"]


class MoveForm(OnceMixin, Form):
    """To which other slot of the same expert."""

    slot = forms.ModelChoiceField(
        label=_("Another slot"),
        queryset=Slot.objects.none(),
        to_field_name="ref",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a slot.")},
    )

    def __init__(self, *args: Any, slots: QuerySet[Slot], zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["slot"]
        field.queryset = slots  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: dates.instant(one.starts_at, zone)  # type: ignore[attr-defined]


class CancelForm(OnceMixin, Form):
    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=False,
        help_text=_("The other side reads it in the mail that tells them."),
    )
