"""What is typed about seasons, mandates and quiet periods, and what lists are filtered by."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.models import Mandate, Programme, QuietPeriod, Season
from tremplin.programme.states import QuietReason, Role


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InstantInput(forms.DateTimeInput):
    """A day and an hour, to the second where seconds count (a closing), to the minute elsewhere."""

    input_type = "datetime-local"

    def __init__(self, *, seconds: bool = False) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M:%S" if seconds else "%Y-%m-%dT%H:%M")


class InstantField(forms.DateTimeField):
    """An instant typed on the clock of a zone, given when the form is made."""

    widget = InstantInput
    zone = ""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo:
            return timezone.make_naive(value, ZoneInfo(self.zone))
        return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(ZoneInfo(self.zone)):
            return super().to_python(value)


def _check_order(form: forms.Form, first: str, last: str) -> None:
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, _("The last day comes before the first."))


class ProgrammeForm(OnceMixin, Form):
    """Where people write, and the pace at which bodies are asked."""

    contact_email = forms.EmailField(
        label=_("Address people may write to"),
        required=False,
        help_text=_("Shown where somebody may need the team. Expected format: name@domain.fr."),
    )
    authority_number = forms.CharField(
        label=_("SIRET of the authority"),
        required=False,
        max_length=20,
        help_text=_("Fourteen digits. It stands in the file of subsidies."),
    )
    first_nudge = forms.IntegerField(
        label=_("First reminder proposed, in days after a message"),
        min_value=1,
        max_value=90,
        help_text=_("The product proposes, somebody of the team sends."),
    )
    second_nudge = forms.IntegerField(
        label=_("Second reminder proposed, in days after the message"), min_value=2, max_value=180
    )
    give_up_after = forms.IntegerField(
        label=_("Giving up proposed, in days after the message"), min_value=3, max_value=365
    )
    asks_a_week = forms.IntegerField(
        label=_("First messages one body receives in seven days, at most"),
        min_value=1,
        max_value=50,
        help_text=_("Above it, messages agreed to wait for their turn."),
    )

    def clean_authority_number(self) -> str:
        number = "".join(self.cleaned_data["authority_number"].split())
        if number and not (len(number) == 14 and number.isascii() and number.isdigit()):
            raise forms.ValidationError(_("A SIRET has fourteen digits."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, second, last = (cleaned.get(name) for name in ("first_nudge", "second_nudge", "give_up_after"))
        if first and second and second <= first:
            self.add_error("second_nudge", _("The second reminder comes after the first."))
        elif second and last and last <= second:
            self.add_error("give_up_after", _("Giving up comes after the second reminder."))
        return cleaned


class SeasonForm(OnceMixin, Form):
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    name_fr = forms.CharField(label=_("Name, in French"), max_length=120, help_text=_("For example: Saison 3"))
    name_en = forms.CharField(label=_("Name, in English"), max_length=120, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())
    announced_on = forms.DateField(
        label=_("Day of the announcement"),
        widget=DayInput(),
        required=False,
        help_text=_(
            "The thread of the season is planned backwards from it. Nothing is announced by itself on that day. "
            "Without a call, the day the supports are told."
        ),
    )

    def __init__(
        self, *args: Any, programmes: QuerySet[Programme], season: Season | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.season = season
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if season is not None:
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check_order(self, "starts_on", "ends_on")
        programme = self.season.programme if self.season else cleaned.get("programme")
        twins = Season.objects.filter(programme=programme, name_fr=cleaned.get("name_fr", ""))
        if self.season:
            twins = twins.exclude(pk=self.season.pk)
        if twins.exists():
            self.add_error("name_fr", _("Another season of this programme already has this name."))
        if self.season and not cleaned.get("announced_on") and self.season.milestones.exists():
            self.add_error(
                "announced_on",
                _("The thread of this season is planned from the day of the announcement: keep one."),
            )
        return cleaned


class MandateForm(OnceMixin, Form):
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("Expected format: name@domain.fr. They will sign in with it."),
    )
    full_name = forms.CharField(
        label=_("First and last name"),
        max_length=120,
        required=False,
        help_text=_("Kept as it is if the person is already known."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    season = forms.ModelChoiceField(
        label=_("Season"),
        queryset=Season.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("All seasons"),
    )
    from_day = forms.DateField(label=_("From"), widget=DayInput(), initial=clock.today)
    until_day = forms.DateField(
        label=_("Until"), widget=DayInput(), required=False, help_text=_("Leave empty if no end is known.")
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.fields["season"].queryset = Season.objects.filter(programme__in=programmes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check_order(self, "from_day", "until_day")
        season = cleaned.get("season")
        if season and cleaned.get("programme") and season.programme != cleaned["programme"]:
            self.add_error("season", _("This season belongs to another programme."))
        return cleaned


class MandateFilterForm(Form):
    """Filters live in the address; what does not hold is ignored."""

    say_optional = False

    words = forms.CharField(label=_("Name or address"), required=False, max_length=120)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])
    ended = forms.BooleanField(label=_("Show ended mandates"), required=False)


class EndMandateForm(Form):
    last_day = forms.DateField(label=_("Last day of the mandate"), widget=DayInput(), initial=clock.today)

    def __init__(self, *args: Any, mandate: Mandate, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mandate = mandate

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if self.mandate.until_day is not None and day > self.mandate.until_day:
            raise forms.ValidationError(
                _("This mandate already ends on %(day)s: choose an earlier day.")
                % {"day": date_format(self.mandate.until_day)}
            )
        return day


class QuietPeriodForm(OnceMixin, Form):
    """By default from now on, until somebody resumes. A period that has begun keeps its beginning."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=QuietReason.choices)
    starts_at = InstantField(label=_("Begins on"), required=False, help_text=_("Leave empty to begin now."))
    ends_at = InstantField(
        label=_("Ends on"),
        required=False,
        help_text=_("Leave empty if no end is known: the period lasts until somebody resumes."),
    )
    words_fr = forms.CharField(
        label=_("Words for the team, in French"),
        max_length=200,
        required=False,
        help_text=_("Shown to editors and to the team. Nothing of this is public."),
    )
    words_en = forms.CharField(label=_("Words for the team, in English"), max_length=200, required=False)

    def __init__(
        self, *args: Any, programmes: QuerySet[Programme], period: QuietPeriod | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        first = period.programme if period else programmes.first()
        for name in ("starts_at", "ends_at"):
            self.fields[name].zone = first.time_zone if first else "UTC"  # type: ignore[attr-defined]
        if period is not None:
            del self.fields["programme"]
            if period.covers(clock.now()):
                del self.fields["starts_at"]

    def clean_starts_at(self) -> datetime | None:
        instant: datetime | None = self.cleaned_data["starts_at"]
        # a minute, since the field has no seconds: what is chosen as now is now
        if instant is not None and instant < clock.now() - timedelta(minutes=1):
            raise forms.ValidationError(_("This instant has passed: leave the field empty to begin now."))
        return instant

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends_at and ends_at <= clock.now():
            self.add_error("ends_at", _("This instant has passed: choose one to come, or leave the field empty."))
        elif ends_at and starts_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The period ends before it begins."))
        return cleaned


class ResumeForm(OnceMixin, Form):
    """A gesture that asks for nothing else."""
