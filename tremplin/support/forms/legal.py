"""What is typed about legal questions, their answers, and those made reusable."""

from collections.abc import Sequence
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
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.support.engine.look_alikes import names_left

LONGEST_WAIT = timedelta(days=366)


class NoteSearchForm(Form):
    """What to look for; what does not hold is ignored."""

    say_optional = False

    q = forms.CharField(
        label=gettext_lazy("Your question"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("In plain words. For example: may we pay a member of the board?"),
    )


class QuestionForm(OnceMixin, Form):
    title = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=300,
        help_text=gettext_lazy("In one sentence, as you would say it."),
    )
    words = forms.CharField(
        label=gettext_lazy("What one must know to answer"),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    hoped_by = forms.DateField(label=gettext_lazy("Answer hoped for by"), widget=DayInput())

    def clean_hoped_by(self) -> date:
        day: date = self.cleaned_data["hoped_by"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        if day > clock.today() + LONGEST_WAIT:
            raise forms.ValidationError(_("This day is more than a year away: choose a nearer one."))
        return day


class HandForm(OnceMixin, Form):
    expert = forms.ModelChoiceField(
        label=gettext_lazy("Who answers"), queryset=Person.objects.none(), to_field_name="ref", empty_label=""
    )

    def __init__(self, *args: Any, experts: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expert"].queryset = experts  # type: ignore[attr-defined]


class AnswerForm(OnceMixin, Form):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("The initiative reads it as you write it. Name the texts it stands on."),
    )


class NoteForm(OnceMixin, Form):
    """A reusable answer; names of the initiative that asked are shown, and asked to be taken out."""

    title = forms.CharField(label=gettext_lazy("The question, as anybody could ask it"), max_length=300)
    words = forms.CharField(
        label=gettext_lazy("The answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )
    check_on = forms.DateField(
        label=gettext_lazy("To be read again on"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("The law changes: that day, whoever writes these answers is asked to read it again."),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("These words tell nothing of the initiative that asked"), required=False
    )

    def __init__(self, *args: Any, names: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].queryset = Topic.objects.all()  # type: ignore[attr-defined]
        self.names, self.left = names, list[str]()
        if not self.is_bound or not self._find_left():
            del self.fields["sure"]

    def _find_left(self) -> list[str]:
        text = f"{self.data.get('title', '')}\n{self.data.get('words', '')}"
        self.left = names_left(text, self.names)
        return self.left

    def clean_check_on(self) -> date | None:
        day: date | None = self.cleaned_data["check_on"]
        if day is not None and day <= clock.today():
            raise forms.ValidationError(_("Choose a day to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.left and not cleaned.get("sure"):
            told = _("These words still hold what belongs to the initiative that asked: %(names)s.")
            self.add_error("words", told % {"names": ", ".join(self.left)})
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "words", "topic", "check_on")}
