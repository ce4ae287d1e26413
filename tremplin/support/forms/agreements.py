"""What is typed of an agreement with others."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.forms.consolidate import PastDayField
from tremplin.support.models import Relation


class AgreementForm(OnceMixin, Form):
    relation = forms.ModelChoiceField(
        label=gettext_lazy("With a partner of your relations"),
        queryset=Relation.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=gettext_lazy("Another one"),
    )
    partner = forms.CharField(
        label=gettext_lazy("With whom"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("May be left empty when the partner is chosen above."),
    )
    object = forms.CharField(label=gettext_lazy("About what"), max_length=300)
    next_step = forms.CharField(label=gettext_lazy("Next step"), max_length=300, required=False)
    next_on = forms.DateField(label=gettext_lazy("Next step by"), required=False, widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("It runs until"), required=False, widget=DayInput())
    words = forms.CharField(
        label=gettext_lazy("In a few words"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, relations: QuerySet[Relation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["relation"].queryset = relations  # type: ignore[attr-defined]
        self.fields["relation"].label_from_instance = lambda one: str(one.partner)  # type: ignore[attr-defined]
        if not relations.exists():
            del self.fields["relation"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        relation: Relation | None = cleaned.get("relation")
        if not cleaned.get("partner"):
            if relation is None:
                self.add_error("partner", _("Please say with whom."))
            else:
                cleaned["partner"] = str(relation.partner)[:200]
        day: date | None = cleaned.get("next_on")
        if cleaned.get("next_step") and day is None and "next_on" not in self.errors:
            self.add_error("next_on", _("Please say by when."))
        if day is not None and not cleaned.get("next_step"):
            self.add_error("next_step", _("Please say what is to be done by that day."))
        if day is not None and "next_on" in self.changed_data and day < clock.today():
            self.add_error("next_on", _("This day is over: choose a day to come."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return {"relation": None} | said


class SignedForm(OnceMixin, Form):
    signed_on = PastDayField(label=gettext_lazy("Signed on"))
    ends_on = forms.DateField(label=gettext_lazy("It runs until"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        signed_on, ends_on = cleaned.get("signed_on"), cleaned.get("ends_on")
        if signed_on and ends_on and ends_on < signed_on:
            self.add_error("ends_on", _("It ends before it is signed: please look at both days."))
        return cleaned


class EndedForm(OnceMixin, Form):
    ends_on = PastDayField(label=gettext_lazy("Ended on"))
    words = forms.CharField(
        label=gettext_lazy("In a few words"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FileForm(OnceMixin, Form):
    """The file is asked again whenever the form comes back: a browser does not send it twice."""

    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True)
