"""What was promised, by whom and by when; and what came of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.forms.relations import past_day

Choices = list[tuple[str, str | Promise]]


class _DueForm(OnceMixin, Form):
    due_on = forms.DateField(label=_("By"), widget=DayInput())

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        return day


class CommitmentForm(_DueForm):
    """`promisers`: bodies and sponsors, by "body-<ref>" and "sponsor-<ref>"."""

    promiser = forms.ChoiceField(label=_("Who promised"))
    what = forms.CharField(
        label=_("What was promised"), max_length=300, help_text=_("In one line. For example: lend a room in March.")
    )
    who = forms.CharField(label=_("Who does it"), max_length=160, help_text=_("A name, or a function."))
    made_on = forms.DateField(label=_("Promised on"), widget=DayInput())
    to = forms.ChoiceField(
        label=_("Promised to"),
        choices=[("initiative", _("the initiative")), ("programme", _("the whole programme"))],
        widget=forms.RadioSelect,
        initial="initiative",
    )

    field_order = ["promiser", "what", "who", "due_on", "made_on", "to"]

    def __init__(self, *args: Any, promisers: Choices, to_programme: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["promiser"].choices = promisers  # type: ignore[attr-defined]
        if not to_programme:
            del self.fields["to"]

    def clean_made_on(self) -> date:
        return past_day(self.cleaned_data["made_on"])


class CommitmentEndForm(OnceMixin, Form):
    verb = forms.ChoiceField(
        label=_("What comes of it"),
        choices=[("keep", _("It is kept")), ("drop", _("It is given up"))],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("On which day"), widget=DayInput())
    result = forms.CharField(
        label=_("In a few words"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") == "drop" and not cleaned.get("result"):
            self.add_error("result", _("Please say why: what is closed stays with its reason."))
        return cleaned


class CommitmentMoveForm(_DueForm):
    """Another day; after it was kept or given up, it is promised again for that day."""
