"""What is typed about a session asked for: the request, the choice of an expert, and the expert’s answer."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.models import Expertise, Need


class AskSessionForm(OnceMixin, Form):
    words = forms.CharField(
        label=gettext_lazy("What you would like to talk about"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The expert who is asked reads these words, and nothing else: give only what may be told."
        ),
    )
    need = forms.ModelChoiceField(
        label=gettext_lazy("Need of the roadmap it serves"),
        queryset=Need.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=gettext_lazy("None in particular"),
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("None in particular"),
    )

    def __init__(self, *args: Any, needs: QuerySet[Need], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
        if not Topic.objects.exists():
            del self.fields["topic"]


class ChooseExpertForm(OnceMixin, Form):
    """One of those proposed; the page writes the choices with why beside each."""

    expert = forms.ModelChoiceField(
        label=gettext_lazy("Expert"),
        queryset=Expertise.objects.none(),
        to_field_name="ref",
        error_messages={"required": gettext_lazy("Please choose one of the experts.")},
    )

    def __init__(self, *args: Any, experts: QuerySet[Expertise], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expert"].queryset = experts  # type: ignore[attr-defined]


class ExpertAnswerForm(Form):
    """Yes, not me, or not before a day; no answer is ticked beforehand."""

    verb = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            ("accept", gettext_lazy("Yes, I will give this session")),
            ("not_before", gettext_lazy("Yes, but not before a day")),
            ("not_me", gettext_lazy("Not me")),
        ],
        error_messages={"required": gettext_lazy("Please choose one of the answers.")},
    )
    not_before = forms.DateField(
        label=gettext_lazy("Not before"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Only for the second answer."),
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by the initiative and its officer. No reason is asked for."),
    )

    def clean_not_before(self) -> date | None:
        day: date | None = self.cleaned_data["not_before"]
        if day is not None and not clock.today() < day <= clock.today() + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day to come, within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") == "not_before" and not cleaned.get("not_before") and "not_before" not in self.errors:
            self.add_error("not_before", _("Please say from which day."))
        return cleaned


class SignedInAnswerForm(OnceMixin, ExpertAnswerForm):
    """The same, signed in."""


class DropForm(OnceMixin, Form):
    why = forms.CharField(
        label=gettext_lazy("Why it is no longer asked"),
        max_length=500,
        help_text=gettext_lazy("The expert who was asked reads it."),
    )
