"""What is typed about seasons and mandates, and what lists are filtered by."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.models import Mandate, Programme, Season
from tremplin.programme.states import Role


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InstantInput(forms.DateTimeInput):
    """A day and an hour, to the second where seconds count (a closing), to the minute elsewhere."""

    input_type = "datetime-local"

    def __init__(self, *, seconds: bool = False) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M:%S" if seconds else "%Y-%m-%dT%H:%M")


def _check_order(form: forms.Form, first: str, last: str) -> None:
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, _("The last day comes before the first."))


class SeasonForm(OnceMixin, Form):
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    name_fr = forms.CharField(label=_("Name, in French"), max_length=120, help_text=_("For example: Saison 3"))
    name_en = forms.CharField(label=_("Name, in English"), max_length=120, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())

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
