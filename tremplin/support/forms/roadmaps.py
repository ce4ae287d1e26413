"""What is typed in the roadmap: needs and actions, and how each one ends."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.models import Need
from tremplin.support.states import Owner, Step


class NeedForm(OnceMixin, Form):
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    title = forms.CharField(
        label=_("Need"), max_length=200, help_text=_("In one line. For example: know who decides on licences.")
    )
    words = forms.CharField(
        label=_("In a few words"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class ActionForm(OnceMixin, Form):
    need = forms.ModelChoiceField(
        label=_("For the need"),
        queryset=Need.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("None of them"),
    )
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it"), choices=Owner.choices)
    owner_name = forms.CharField(label=_("Name"), max_length=160, required=False)
    due_on = forms.DateField(label=_("By"), widget=DayInput())

    def __init__(self, *args: Any, needs: QuerySet[Need], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        return day


class _EndForm(Form):
    """How something ends; giving up says why."""

    verb = forms.ChoiceField(label=_("What comes of it"), widget=forms.RadioSelect)
    result = forms.CharField(
        label=_("In a few words"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") == "drop" and not cleaned.get("result"):
            self.add_error("result", _("Please say why: what is closed stays with its reason."))
        return cleaned


class NeedEndForm(_EndForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verb"].choices = [("meet", _("The need is met")), ("drop", _("It is no longer asked"))]  # type: ignore[attr-defined]


class ActionEndForm(_EndForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verb"].choices = [("finish", _("It is done")), ("drop", _("It is given up"))]  # type: ignore[attr-defined]


class ActionMoveForm(Form):
    due_on = forms.DateField(label=_("Another day"), widget=DayInput())

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        return day


class SinceForm(Form):
    """Since which day; what does not hold is ignored."""

    say_optional = False

    depuis = forms.DateField(label=_("Since"), widget=DayInput(), required=False)

    def since(self, usual: date) -> date:
        asked: date | None = self.cleaned_data.get("depuis") if self.is_valid() else None
        earliest = clock.today() - timedelta(days=3_660)
        return max(asked, earliest) if asked and asked <= clock.today() else usual
