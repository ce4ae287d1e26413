"""What is typed about the steps of a season."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.engine.working_days import is_working
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Milestone, Season


class StepForm(OnceMixin, Form):
    title_fr = forms.CharField(label=_("What is to be done, in French"), max_length=160)
    title_en = forms.CharField(label=_("What is to be done, in English"), max_length=160, required=False)
    due_on = forms.DateField(label=_("By"), widget=DayInput(), help_text=_("A working day."))
    owner = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Nobody yet"),
    )
    link = forms.CharField(
        label=_("Page where it is done"),
        max_length=200,
        required=False,
        help_text=_("An address of this site, from its first slash. For example: /gestion/mandats/"),
    )

    def __init__(
        self, *args: Any, season: Season, owners: QuerySet[Person], step: Milestone | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.season, self.step = season, step
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        if step is not None and step.fact:
            del self.fields["link"]

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        kept = self.step is not None and self.step.due_on == day
        if not kept and day != self.season.announced_on and not is_working(day):
            raise forms.ValidationError(
                _("This day is a Saturday, a Sunday or a public holiday: choose a working day.")
            )
        return day

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if link:
            try:
                resolve(link.partition("?")[0].partition("#")[0])
            except Resolver404:
                raise forms.ValidationError(
                    _("No page of this site has this address: copy it from its first slash after the name of the site.")
                ) from None
            if not link.startswith("/") or link.startswith("//"):
                raise forms.ValidationError(_("An address of this site begins with one slash."))
        return link


class DoneForm(OnceMixin, Form):
    done_on = forms.DateField(label=_("Done on"), widget=DayInput(), initial=clock.today)

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class DropForm(OnceMixin, Form):
    why = forms.CharField(label=_("Why it will not be done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class PlanForm(OnceMixin, Form):
    """The day that was shown comes back with the button: what is written is what was read."""

    announced_on = forms.DateField(widget=forms.HiddenInput)
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)


class TakeUpForm(OnceMixin, Form):
    """A gesture that asks for nothing else."""
