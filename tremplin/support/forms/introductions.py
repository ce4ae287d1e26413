"""What is typed about an introduction: the search of a door, the message, and what became of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.forms.letters import MessageForm
from tremplin.support.models import Introduction


class ChangeForm(MessageForm):
    """The message again, to the same contact or another; the door may be another when a search found some."""

    def __init__(self, *args: Any, introduction: Introduction, doors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["language"]
        if doors:
            door = forms.ChoiceField(
                label=_("Door"),
                initial=introduction.door.ref,
                choices=list({introduction.door.ref: str(introduction.door), **dict(doors)}.items()),
                widget=forms.Select(attrs={"class": "fr-select"}),
            )
            self.fields = {"door": door, **self.fields}


class RefusalForm(OnceMixin, Form):
    words = forms.CharField(
        label=_("Why, or what should change"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DoorForm(OnceMixin, Form):
    """Which door of ours they mean, among those a search found."""

    door = forms.ChoiceField(label=_("Door"))

    def __init__(self, *args: Any, doors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["door"].choices = [("", _("Choose a door")), *doors]  # type: ignore[attr-defined]


class NextStepForm(OnceMixin, Form):
    """What comes next, who does it, by when; or how it ended."""

    next_step = forms.CharField(label=_("Next step"), required=False, max_length=300)
    next_who = forms.CharField(label=_("Who does it"), required=False, max_length=160)
    next_on = forms.DateField(label=_("By"), required=False, widget=DayInput())
    ending = forms.CharField(
        label=_("Or, if nothing follows: how it ended"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        step, ending = cleaned.get("next_step"), cleaned.get("ending")
        if step and ending:
            self.add_error("ending", _("Either a next step, or how it ended: not both."))
        elif not step and not ending and "next_step" not in self.errors:
            self.add_error("next_step", _("A meeting ends with a next step, or with a stated end: please write one."))
        elif step:
            if not cleaned.get("next_who") and "next_who" not in self.errors:
                self.add_error("next_who", _("Please say who does it."))
            if not cleaned.get("next_on") and "next_on" not in self.errors:
                self.add_error("next_on", _("Please say by when."))
        return cleaned


class MeetingForm(NextStepForm):
    """They met: on which day, and what comes next."""

    met_on = forms.DateField(label=_("They met on"), widget=DayInput())
    field_order = ("met_on", "next_step", "next_who", "next_on", "ending")

    def clean_met_on(self) -> date:
        day: date = self.cleaned_data["met_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is to come: note the meeting once it was held."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        met, by = cleaned.get("met_on"), cleaned.get("next_on")
        if met and by and by < met:
            self.add_error("next_on", _("The next step comes after the meeting."))
        return cleaned


class EndForm(OnceMixin, Form):
    words = forms.CharField(label=_("How it ended"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(OnceMixin, Form):
    """Nothing to type: the button says it."""
