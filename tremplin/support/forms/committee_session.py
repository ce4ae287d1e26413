"""What is typed while a committee sits: what it decides of a file, what is pledged and promised; then the minutes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.engine.minutes import GENERAL
from tremplin.support.forms.commitments import Choices, _DueForm
from tremplin.support.models import CommitteeItem
from tremplin.support.states import CommitteeOutcome, PledgeKind


class DecisionForm(OnceMixin, Form):
    """`grant`: not spoken of, refused, or an amount."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=CommitteeOutcome.choices, widget=forms.RadioSelect)
    until = forms.DateField(label=_("Extended until"), widget=DayInput(), required=False)
    grant = forms.ChoiceField(
        label=_("Grant"),
        choices=[("", _("not spoken of")), ("no", _("no grant")), ("yes", _("a grant"))],
        widget=forms.RadioSelect,
        required=False,
    )
    amount = forms.DecimalField(
        label=_("Amount, in euros"), min_value=1, max_digits=12, decimal_places=2, required=False
    )
    conditions = forms.CharField(
        label=_("Conditions of the next tranche"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    motive = forms.CharField(
        label=_("Motive"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when the support stops; the initiative reads it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome == CommitteeOutcome.EXTEND and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Please say until which day the support is extended."))
        if outcome == CommitteeOutcome.STOP and not cleaned.get("motive"):
            self.add_error("motive", _("Please say why the support stops: the initiative is told."))
        if cleaned.get("grant") == "yes" and not cleaned.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Please say how much is granted."))
        if cleaned.get("grant") != "yes" and cleaned.get("amount"):
            self.add_error("amount", _("An amount goes with a grant: choose “a grant”, or leave it empty."))
        return cleaned

    @property
    def granted(self) -> Decimal | None:
        if self.cleaned_data["grant"] == "yes":
            amount: Decimal = self.cleaned_data["amount"]
            return amount
        return Decimal(0) if self.cleaned_data["grant"] == "no" else None


def decision_said(item: CommitteeItem) -> dict[str, Any]:
    """What was decided, to be shown in the form again."""
    grant = "" if item.granted is None else ("yes" if item.granted else "no")
    return {
        "outcome": item.outcome,
        "until": item.extended_until,
        "grant": grant,
        "amount": item.granted or None,
        "conditions": item.conditions,
        "motive": item.motive,
    }


class PledgeForm(_DueForm):
    """`givers`: bodies and sponsors, by "body-<ref>" and "sponsor-<ref>"."""

    giver = forms.ChoiceField(label=_("Who pledges"))
    kind = forms.ChoiceField(label=_("What kind of help"), choices=PledgeKind.choices)
    what = forms.CharField(label=_("What is pledged"), max_length=300, help_text=_("In one line."))
    amount = forms.DecimalField(
        label=_("Value, in euros"), min_value=1, max_digits=12, decimal_places=2, required=False
    )

    field_order = ["giver", "kind", "what", "amount", "due_on"]

    def __init__(self, *args: Any, givers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["giver"].choices = givers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == PledgeKind.MONEY and not cleaned.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Please say how much money is pledged."))
        return cleaned


class PromiseForm(_DueForm):
    """A promise typed on the spot."""

    promiser = forms.ChoiceField(label=_("Who promises"))
    what = forms.CharField(label=_("What is promised"), max_length=300, help_text=_("In one line."))
    who = forms.CharField(label=_("Who does it"), max_length=160, help_text=_("A name, or a function."))

    field_order = ["promiser", "what", "who", "due_on"]

    def __init__(self, *args: Any, givers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["promiser"].choices = givers  # type: ignore[attr-defined]


class MinutesForm(OnceMixin, Form):
    """One field a section; `read` is the number of the version this person began from."""

    say_optional = False

    read = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, rows: Sequence[tuple[CommitteeItem | None, str]], number: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["read"].initial = number
        self.keys: dict[str, str] = {}
        for item, words in rows:
            name = f"s_{item.ref}" if item else "s_general"
            self.keys[name] = item.ref if item else GENERAL
            self.fields[name] = forms.CharField(
                label=str(item.accompaniment) if item else _("The session"),
                max_length=20_000,
                required=False,
                initial=words,
                widget=forms.Textarea(attrs={"rows": 9, "class": "fr-input"}),
            )

    @property
    def said(self) -> dict[str, str]:
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class SignMinutesForm(OnceMixin, Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(label=_("Your first name and last name"), max_length=160)
    quality = forms.CharField(label=_("Acting as"), max_length=160, help_text=_("For example: chair of the committee."))
    read = forms.BooleanField(label=_("I have read these minutes, and sign them."))


class PledgeStepForm(OnceMixin, Form):
    """A pledge is confirmed in writing, delivered, withdrawn, or made again."""

    verb = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("On which day"), widget=DayInput())
    words = forms.CharField(
        label=_("How it is known, or why"),
        max_length=300,
        required=False,
        help_text=_("For a confirmation: which letter or message, and where it is kept. For a withdrawal: why."),
    )

    def __init__(self, *args: Any, verbs: Choices, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"on": today}, **options)
        self.today = today
        self.fields["verb"].choices = verbs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        verb, on = cleaned.get("verb"), cleaned.get("on")
        if verb in ("confirm", "withdraw") and not cleaned.get("words"):
            self.add_error("words", _("Please say how it was confirmed, or why it is withdrawn."))
        if on and verb == "again" and on < self.today:
            self.add_error("on", _("This day is over: choose a day to come."))
        if on and verb in ("confirm", "deliver") and on > self.today:
            self.add_error("on", _("This day has not come yet."))
        return cleaned
