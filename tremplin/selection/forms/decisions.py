"""What is typed about decisions: the decision and its motives, the authority that signs, a signature taken back."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.selection.forms.sittings import RankMixin
from tremplin.selection.models import Criterion, Signatory
from tremplin.selection.states import Outcome

LONG = 10_000
TO_PREPARE, ALL = "to-prepare", ""


class DecisionFilterForm(Form):
    """Which decisions are listed; what does not hold is ignored."""

    say_optional = False

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            (ALL, _("All applications")),
            (TO_PREPARE, _("To prepare")),
            ("prepared", _("Prepared, to be signed")),
            ("signed", _("Signed, to be announced")),
            ("released", _("Announced")),
        ],
    )

    @property
    def asked(self) -> str:
        return str(self.cleaned_data.get("state") or "") if self.is_valid() else ""


class DecisionForm(OnceMixin, RankMixin, Form):
    """One motive in general, one for each criterion. `departing` answers what an outcome departs from, in sentences.

    `read`: the mark of the decision that was on the page, so that two people never write over one another unknowingly.
    """

    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=[("", _("Choose a decision")), *((one.value, one.label) for one in Outcome)]
    )
    rank = forms.IntegerField(label=_("Rank on the complementary list"), min_value=1, max_value=999, required=False)
    motive = forms.CharField(
        label=_("Motive"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why, in general. The team of the initiative reads these words as they are."),
    )
    departure = forms.CharField(
        label=_("Why the decision departs from what was said"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("This decision departs from an opinion: say why.")},
    )

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], departing: Callable[[str], list[str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = {self.name_of(one): one for one in criteria}
        self.departing = departing
        for name, one in self.criteria.items():
            self.fields[name] = forms.CharField(
                label=str(one.name),
                max_length=LONG,
                widget=forms.Textarea(attrs={"rows": 4, "class": "fr-input"}),
                error_messages={"required": _("Say why on this criterion.")},
            )
        self.fields["departure"].required = bool(self.departures)

    @staticmethod
    def name_of(criterion: Criterion) -> str:
        return f"criterion_{criterion.position}"

    @property
    def departures(self) -> list[str]:
        """What the outcome chosen on the page departs from."""
        outcome = str(self["outcome"].value() or "")
        return self.departing(outcome) if outcome in Outcome.values else []

    @property
    def motives(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[name] for name, one in self.criteria.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.fields["departure"].required:
            cleaned["departure"] = ""
        return cleaned


class SignatoryForm(Form):
    person = forms.ModelChoiceField(
        label=_("Who signs"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        empty_label=None,
        help_text=_("Among those who hold the mandate of signing authority."),
    )
    quality_fr = forms.CharField(
        label=_("Quality, in French"), max_length=200, help_text=_("For example: directrice interministérielle.")
    )
    quality_en = forms.CharField(label=_("Quality, in English"), max_length=200, required=False)
    delegation = forms.CharField(
        label=_("Delegation of signature"),
        max_length=300,
        required=False,
        help_text=_("The act by which this person may sign, when it signs for somebody else."),
    )
    delegated_on = forms.DateField(label=_("Date of the delegation"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], named: Signatory | None, **options: Any) -> None:
        initial: dict[str, Any] = {}
        if named is not None:
            columns = ("quality_fr", "quality_en", "delegation", "delegated_on")
            initial = {"person": named.person.ref, **{name: getattr(named, name) for name in columns}}
        super().__init__(*args, initial=initial, **options)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("delegation") and not cleaned.get("delegated_on") and "delegated_on" not in self.errors:
            self.add_error("delegated_on", _("Give the date of the delegation."))
        return cleaned


class SignForm(OnceMixin, Form):
    """The digest of the text that was on the page; without it, the text was not read."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)


class SignAllForm(OnceMixin, Form):
    """What was on the page: `ref:digest` for each decision, apart by spaces."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=200_000)

    @property
    def pairs(self) -> dict[str, str]:
        return dict(part.split(":", 1) for part in self.cleaned_data["read"].split() if ":" in part)


class TakeBackForm(OnceMixin, Form):
    reason = forms.CharField(
        label=_("Why the signature is taken back"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The programme team reads these words, then prepares the decision again."),
    )
