"""What is typed about public resources, and what their list is filtered by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.forms.places import TerritoryField, TopicsField
from tremplin.directory.queries.resources import ResourceStanding
from tremplin.directory.states import ResourceKind
from tremplin.programme.forms import DayInput

STANDINGS = {
    ResourceStanding.OPEN: pgettext_lazy("of a resource", "open"),
    ResourceStanding.CLOSING: _("open, ending within 30 days"),
    ResourceStanding.OPENING: _("opening later"),
    ResourceStanding.DRAFT: pgettext_lazy("of a resource", "not published"),
    ResourceStanding.EXPIRED: _("ended"),
    ResourceStanding.WITHDRAWN: _("withdrawn"),
}


class ResourceFilterForm(Form):
    say_optional = False

    words = forms.CharField(
        label=_("Search words"),
        required=False,
        max_length=200,
        help_text=_("In the name, what it gives, who gives it."),
    )
    standing = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *((key.value, label) for key, label in STANDINGS.items())],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ResourceKind.choices])
    origin = forms.ChoiceField(
        label=_("Written by"),
        required=False,
        choices=[("", _("Anybody")), ("team", _("The programme team")), ("import", _("An import"))],
    )

    @property
    def filters(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ResourceForm(OnceMixin, Form):
    name = forms.CharField(label=_("Name"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    does = forms.CharField(
        label=_("What it gives"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the words of those who will look for it."),
    )
    conditions = forms.CharField(
        label=_("Conditions"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    for_whom = forms.CharField(
        label=_("For whom"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    amount = forms.CharField(label=_("Amount or share"), required=False, max_length=300)
    provider = forms.CharField(label=_("Who gives it"), required=False, max_length=300)
    opens_on = forms.DateField(label=_("First day to ask"), required=False, widget=DayInput())
    closes_on = forms.DateField(
        label=_("Last day to ask"),
        required=False,
        widget=DayInput(),
        help_text=_("It leaves the site by itself the day after."),
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=500, assume_scheme="https")
    form_url = forms.URLField(label=_("Where to ask for it"), required=False, max_length=500, assume_scheme="https")
    territory = TerritoryField(label=_("Territory"), empty=_("The whole country"))
    topics = TopicsField()
    published = forms.BooleanField(
        label=_("Published on the site"),
        required=False,
        help_text=_("Anybody finds it on the site. If not, the team alone."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The last day comes before the first one."))
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}
