"""What the programme team types about a sitting: its date, its running order, who is there, what is proposed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import InstantInput
from tremplin.selection.models import RoundFile, Seat, Sitting
from tremplin.selection.states import FileState, Outcome

MEAN, NUMBER = "mean", "number"


class _WhenAndWhere(Form):
    """The hour is typed, and shown again, on the programme's clock."""

    starts_at = forms.DateTimeField(label=_("Date and hour"), widget=InstantInput())
    place = forms.CharField(label=_("Place, or how to join"), max_length=300, required=False)

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = ZoneInfo(zone)

    def clean_starts_at(self) -> datetime:
        typed: datetime = self.cleaned_data["starts_at"]
        return typed.replace(tzinfo=self.zone)


class PlanForm(OnceMixin, _WhenAndWhere):
    """`files` come in the order of their number; `by_mean` holds their references, the highest mean first."""

    chosen = forms.MultipleChoiceField(
        label=_("Files to discuss"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("One of these files has left the round since: please look again.")},
    )
    order = forms.ChoiceField(
        label=_("In which order"),
        widget=forms.RadioSelect,
        choices=[(MEAN, _("By mean, the highest first")), (NUMBER, _("By number"))],
        initial=MEAN,
        help_text=_("It can be changed afterwards, file by file."),
    )

    def __init__(self, *args: Any, files: Sequence[RoundFile], by_mean: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_ref = {file.ref: file for file in files}
        self.by_mean = by_mean
        field: Any = self.fields["chosen"]
        field.choices = [
            (file.ref, f"{file.application.initiative} ({file.application.number}), {file.get_state_display()}")
            for file in files
        ]
        field.initial = [file.ref for file in files if file.state in (FileState.WAITING, FileState.KEPT)]

    def clean_chosen(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["chosen"]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one file."))
        return chosen

    @property
    def ordered(self) -> list[RoundFile]:
        """The files chosen, in the order asked."""
        order = self.by_mean if self.cleaned_data["order"] == MEAN else list(self.by_ref)
        ticked = set(self.cleaned_data["chosen"])
        return [self.by_ref[ref] for ref in order if ref in ticked]


class OrderForm(_WhenAndWhere):
    """The date, and a place for each file: a number puts it on the running order, nothing leaves it out."""

    say_optional = False

    def __init__(
        self, *args: Any, sitting: Sitting, files: Sequence[RoundFile], places: Mapping[int, int], **options: Any
    ) -> None:
        initial = {"starts_at": sitting.starts_at, "place": sitting.place}
        super().__init__(*args, initial=initial, **options)
        self.fields["place"].help_text = _("May be left empty.")
        self.initial["starts_at"] = sitting.starts_at.astimezone(self.zone).replace(tzinfo=None)
        self.listed = sorted(files, key=lambda file: (places.get(file.pk, len(places) + 1), file.application.ref))
        self.before = {file.pk: place for place, file in enumerate(self.listed)}
        for file in self.listed:
            self.fields[f"place_{file.ref}"] = forms.IntegerField(
                label=f"{file.application.initiative} ({file.application.number})",
                help_text=file.get_state_display(),
                min_value=1,
                max_value=9_999,
                required=False,
                initial=places.get(file.pk),
                widget=forms.NumberInput(attrs={"class": "fr-input sitting-place", "inputmode": "numeric"}),
            )

    @property
    def file_fields(self) -> list[Any]:
        return [self[f"place_{file.ref}"] for file in self.listed]

    @property
    def ordered(self) -> list[RoundFile]:
        """Those with a number, in the order of the numbers; ties stay in the order they were in."""
        typed = [(self.cleaned_data.get(f"place_{file.ref}"), self.before[file.pk], file) for file in self.listed]
        kept = [(number, before, file) for number, before, file in typed if number]
        return [file for _number, _before, file in sorted(kept, key=lambda one: one[:2])]


class PresenceForm(Form):
    say_optional = False  # nobody may be there yet

    seats = forms.MultipleChoiceField(
        label=_("Members present"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("One of these members no longer sits: please look again.")},
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_ref = {seat.ref: seat for seat in seats}
        field: Any = self.fields["seats"]
        field.choices = [(seat.ref, seat.label) for seat in seats]

    @property
    def present(self) -> list[Seat]:
        return [self.by_ref[ref] for ref in self.cleaned_data["seats"]]


class RankMixin(forms.Form):
    """A decision or a proposal, and the rank that a file on the complementary list has."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        outcome, rank = cleaned.get("outcome"), cleaned.get("rank")
        if outcome == Outcome.RESERVE and rank is None and "rank" not in self.errors:
            self.add_error("rank", _("Give its rank on the complementary list."))
        if outcome and outcome != Outcome.RESERVE and rank is not None:
            self.add_error("rank", _("Only a file on the complementary list has a rank: leave this empty."))
        return cleaned


class ProposalForm(OnceMixin, RankMixin, Form):
    outcome = forms.ChoiceField(
        label=_("Proposal"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Outcome.SELECTED, Outcome.RESERVE, Outcome.DECLINED)],
    )
    rank = forms.IntegerField(label=_("Rank on the complementary list"), min_value=1, max_value=999, required=False)
    words = forms.CharField(
        label=_("What was said"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes into the minutes. Needed unless the file is selected."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") in (Outcome.RESERVE, Outcome.DECLINED) and not cleaned.get("words"):
            self.add_error("words", _("Please say why: the reason stays with the file."))
        return cleaned


class CloseForm(Form):
    remarks = forms.CharField(
        label=_("Remarks for the minutes"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For example: who spoke for the college, what it asks the authority to look at."),
    )
