"""What is typed of indicators, and their values: one line each, several at once, a doubtful one asked again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.engine.measured import doubt_of
from tremplin.support.forms.amounts import NumberField
from tremplin.support.forms.consolidate import PastDayField
from tremplin.support.queries.indicators import Standing
from tremplin.support.sentences.consolidate import doubt_words
from tremplin.support.states import Frequency, Step


class IndicatorForm(OnceMixin, Form):
    step = forms.ChoiceField(label=gettext_lazy("Step"), choices=Step.choices, initial=Step.DEPLOY)
    name = forms.CharField(
        label=gettext_lazy("What is measured"),
        max_length=200,
        help_text=gettext_lazy("For example: kilometres of hedges surveyed."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=60)
    source = forms.CharField(label=gettext_lazy("Where the figure comes from"), max_length=200)
    frequency = forms.ChoiceField(label=gettext_lazy("How often"), choices=Frequency.choices, initial=Frequency.QUARTER)
    initial = NumberField(  # type: ignore[assignment]  # the form takes declared fields off the class
        label=gettext_lazy("Value at the start"), required=False
    )
    initial_on = PastDayField(label=gettext_lazy("Value at the start, measured on"), required=False)
    target = NumberField(label=gettext_lazy("Value aimed at"), required=False)
    target_on = forms.DateField(label=gettext_lazy("Aimed at by"), required=False, widget=DayInput())
    least = NumberField(
        label=gettext_lazy("Never under"),
        required=False,
        help_text=gettext_lazy("A value outside is asked again before it is kept."),
    )
    most = NumberField(label=gettext_lazy("Never over"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", _("The lowest value is above the highest: please look at both."))
        if cleaned.get("initial") is not None and not cleaned.get("initial_on") and "initial_on" not in self.errors:
            cleaned["initial_on"] = clock.today()
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class MeasureForm(OnceMixin, Form):
    """One value of one indicator; when it cannot be believed, it is asked again before it is kept."""

    say_optional = False

    value = NumberField(label=gettext_lazy("Value"), required=False)
    on = PastDayField(label=gettext_lazy("Measured on"), required=False)
    words = forms.CharField(label=gettext_lazy("In a few words, if you wish"), max_length=300, required=False)
    sure = forms.BooleanField(label=gettext_lazy("Yes, keep this value"), required=False)

    def __init__(self, *args: Any, standing: Standing, needed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.standing, self.needed, self.doubt = standing, needed, ""
        self.fields["value"].label = _("%(name)s, in %(unit)s") % {
            "name": standing.indicator.name,
            "unit": standing.indicator.unit,
        }
        self.asked_again = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        value = cleaned.get("value")
        if value is None:
            if self.needed and "value" not in self.errors:
                self.add_error("value", _("Please type the value."))
            return cleaned
        cleaned["on"] = cleaned.get("on") or clock.today()
        one, on = self.standing.indicator, cleaned["on"]
        before = [measure for measure in self.standing.measures if measure.on <= on]
        last = Standing(one, before, None)
        doubt = doubt_of(value, least=one.least, most=one.most, last=last.last_value)
        self.asked_again = doubt is not None
        if doubt is not None and not cleaned.get("sure"):
            self.doubt = doubt_words(doubt, last, value)
            self.add_error("value", self.doubt)
        return cleaned

    @property
    def shows_sure(self) -> bool:
        return self.is_bound and self.asked_again

    @property
    def lines(self) -> list[Any]:
        """The fields to show: the button that keeps a doubtful value only once it was asked again."""
        names = ["value", "on", "words"] + (["sure"] if self.shows_sure else [])
        return [self[name] for name in names]


def measure_forms(data: Any, standings: Sequence[Standing], today: date) -> list[MeasureForm]:
    """One a line; a line left empty is left aside."""
    return [
        MeasureForm(data, standing=one, prefix=one.indicator.ref, initial={"on": today}, auto_id="%s")
        for one in standings
    ]
