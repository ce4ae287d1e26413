"""How an initiative and the programme work together: the conventions, the hours, what is opened to whom."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.actions.working import MOST_HOURS
from tremplin.support.queries.working import Pace
from tremplin.support.states import Audience, Subject

_DAYS = (
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
)
DAY_NAMES = dict(_DAYS)


class WorkingForm(OnceMixin, Form):
    rhythm = forms.CharField(
        label=_("How often you talk"), max_length=200, help_text=_("For example: a call every other Thursday at 6 p.m.")
    )
    channels = forms.CharField(
        label=_("By which channels"), max_length=200, help_text=_("For example: phone for urgent matters, else mail.")
    )
    hours_a_month = forms.IntegerField(
        label=_("Hours a month asked of the team"),
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    money_asked = forms.CharField(
        label=_("Money asked of the team"),
        max_length=200,
        required=False,
        help_text=_("For example: its train tickets to two meetings in Paris. Nothing asked: leave it empty."),
    )
    words = forms.CharField(
        label=_("Anything else agreed"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    read = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HoursForm(OnceMixin, Form):
    days = forms.MultipleChoiceField(
        label=_("Days on which you may be written to"), choices=_DAYS, widget=forms.CheckboxSelectMultiple
    )
    from_time = forms.TimeField(label=_("From"), widget=TimeInput())
    until_time = forms.TimeField(
        label=_("Until"), widget=TimeInput(), help_text=_("Evenings and weekends are yours to choose.")
    )
    ceiling = forms.IntegerField(
        label=_("Open requests at once, at most"),
        min_value=1,
        max_value=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Above, what is asked of you waits in line and reaches you when something is done."),
    )

    def __init__(self, *args: Any, pace: Pace, **options: Any) -> None:
        super().__init__(*args, **options)
        window = pace.window
        known = {"days": list(window.days), "from_time": window.first, "until_time": window.last}
        for name, value in {**known, "ceiling": pace.ceiling}.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_time"), cleaned.get("until_time")
        if first and last and last <= first:
            self.add_error("until_time", _("The last hour comes after the first."))
        return cleaned


class SharesForm(OnceMixin, Form):
    """A box for each subject and each audience."""

    say_optional = False

    def __init__(self, *args: Any, shares: Mapping[tuple[Subject, Audience], Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for subject in Subject:
            for audience in Audience:
                self.fields[f"{subject}.{audience}"] = forms.BooleanField(
                    label=f"{subject.label} – {audience.label}", required=False, initial=(subject, audience) in shares
                )

    @property
    def rows(self) -> list[tuple[Subject, list[Any]]]:
        return [(subject, [self[f"{subject}.{audience}"] for audience in Audience]) for subject in Subject]

    @property
    def opened(self) -> set[tuple[Subject, Audience]]:
        every = ((subject, audience) for subject in Subject for audience in Audience)
        return {pair for pair in every if self.cleaned_data[f"{pair[0]}.{pair[1]}"]}
