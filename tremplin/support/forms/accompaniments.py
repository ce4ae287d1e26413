"""What is typed about an accompaniment: three lines after a call, who is beside it, its state, its public words."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.support.models import Accompaniment
from tremplin.support.states import AccompanimentState, PartKind


class ListFilterForm(Form):
    """Filters live in the address; what does not hold is ignored."""

    say_optional = False

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Not closed")), *AccompanimentState.choices],
    )
    mine = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("All those I may see")), ("1", _("Those I am beside"))],
    )

    @property
    def filters(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PointForm(OnceMixin, Form):
    on = forms.DateField(label=_("Day"), widget=DayInput())
    words = forms.CharField(
        label=_("What was said"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Three lines are enough: what moved, what is waited for, from whom."),
    )
    private = forms.BooleanField(
        label=_("For the programme only"),
        required=False,
        help_text=_("Otherwise the team of the initiative reads it too."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = clock.today()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has not come: a note says what has been said."))
        return day


class TeamForm(OnceMixin, Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Of the person who answers for the initiative; they may then invite their teammates."),
    )


class PartForm(OnceMixin, Form):
    """Somebody the programme knows, or an address."""

    say_optional = False  # one of the two, and the form says so

    kind = forms.ChoiceField(label=_("As"), choices=PartKind.choices)
    person = forms.ModelChoiceField(
        label=_("Somebody of the programme"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Somebody else, by e-mail address"),
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, max_length=254, help_text=_("For somebody not in the list.")
    )
    full_name = forms.CharField(label=_("First and last name"), max_length=150, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("person") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Choose somebody in the list, or write an address."))
        return cleaned


_GESTURES = {
    "start": _("Start: the support is under way from today"),
    "pause": _("Pause: nothing is deleted, nothing is reminded until it resumes"),
    "resume": _("Resume: the support is under way again"),
    "close": _("Close: everything stays readable, nothing more is written"),
}


class SteerForm(OnceMixin, Form):
    verb = forms.ChoiceField(label=_("What changes"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both sides read them. To close, please say how the support ended."),
    )

    def __init__(self, *args: Any, accompaniment: Accompaniment, **options: Any) -> None:
        super().__init__(*args, **options)
        possible = [verb for verb in _GESTURES if accompaniment.MOVES.allows(verb, accompaniment.state)]
        self.fields["verb"].choices = [(verb, _GESTURES[verb]) for verb in possible]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") == "close" and not cleaned.get("words"):
            self.add_error("words", _("Please say how the support ended."))
        return cleaned


class ProofForm(Form):
    words = forms.CharField(
        label=_("Words of the public page"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Two or three sentences anybody can read: what the initiative does, for whom."),
    )
