"""What the team types about doors and bodies, and what its lists are filtered by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.forms.places import TerritoryField, TopicsField
from tremplin.directory.models import Body, Door, Network
from tremplin.directory.states import BodyKind, BodyState, DoorState

_LINES = {"rows": 4}
_WAYS = ("website", "form_url", "email", "phone", "address")


class DoorFilterForm(Form):
    say_optional = False

    words = forms.CharField(
        label=_("Search words"), required=False, max_length=200, help_text=_("In the door or the body it belongs to.")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *DoorState.choices])
    shown = forms.ChoiceField(
        label=_("On the site"),
        required=False,
        choices=[("", _("Published or not")), ("yes", _("Published")), ("no", _("Not published"))],
    )
    origin = forms.ChoiceField(
        label=_("Written by"),
        required=False,
        choices=[("", _("Anybody")), ("team", _("The programme team")), ("official", _("The official directory"))],
    )

    @property
    def filters(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class BodyFilterForm(Form):
    say_optional = False

    words = forms.CharField(
        label=_("Search words"), required=False, max_length=200, help_text=_("In the name, the acronym, a former name.")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *BodyKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *BodyState.choices])
    network = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.all(), to_field_name="ref", required=False, empty_label=_("All")
    )

    @property
    def filters(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class WaysForm(Form):
    """How something is reached."""

    website = forms.URLField(label=_("Website"), required=False, max_length=500, assume_scheme="https")
    form_url = forms.URLField(
        label=_("Address of a contact form"), required=False, max_length=500, assume_scheme="https"
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Of the function, rather than of a person."),
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    address = forms.CharField(
        label=_("Postal address"), required=False, max_length=1_000, widget=forms.Textarea(attrs=_LINES)
    )


class BodyForm(OnceMixin, WaysForm):
    name = forms.CharField(label=_("Name"), max_length=300)
    acronym = forms.CharField(label=_("Acronym"), required=False, max_length=60)
    former_names = forms.CharField(
        label=_("Former names, one a line"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Search finds the body under them too."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    mission = forms.CharField(label=_("Mission"), required=False, max_length=4_000, widget=forms.Textarea(attrs=_LINES))
    territory = TerritoryField(label=_("Territory"), empty=_("The whole country"))

    field_order = ("name", "acronym", "kind", "mission", "territory", *_WAYS, "former_names")

    @property
    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class DoorForm(OnceMixin, WaysForm):
    name = forms.CharField(
        label=_("Name of the door"),
        max_length=300,
        help_text=_("A function, not a person. For example: Bureau des aides aux associations. A former name is kept."),
    )
    does = forms.CharField(
        label=_("What this door does"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("In the words of those who will look for it."),
    )
    for_whom = forms.CharField(
        label=_("For whom"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    topics = TopicsField()
    territory = TerritoryField(label=_("Territory it serves"), empty=_("That of its body"))
    published = forms.BooleanField(
        label=_("Published on the site"),
        required=False,
        help_text=_("Anybody finds it on the site. If not, the team alone."),
    )

    field_order = ("name", "does", "for_whom", *_WAYS, "territory", "topics", "published")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("published") and not any(cleaned.get(way) for way in _WAYS) and not self.errors:
            self.add_error("published", _("Say at least one way to reach this door before you publish it."))
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class LookForm(Form):
    """Words to look for what comes after, on the page that closes."""

    say_optional = False

    words = forms.CharField(label=_("Look for what comes after"), required=False, max_length=200)


class SuccessorForm(Form):
    """What comes after a closed body or door: one of those found, or nothing."""

    say_optional = False

    successor = forms.ChoiceField(label=_("What comes after"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: Sequence[Body | Door], **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {row.ref: row for row in found}
        labels = [
            (ref, f"{row} – {row.body}" if isinstance(row, Door) else str(row)) for ref, row in self.found.items()
        ]
        self.fields["successor"].choices = [("", _("Nothing, or not known yet")), *labels]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Any:
        return self.found.get(self.cleaned_data.get("successor", ""))


class ParentForm(Form):
    say_optional = False

    parent = forms.ChoiceField(label=_("It is part of"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: Sequence[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {row.ref: row for row in found}
        self.fields["parent"].choices = [(ref, str(row)) for ref, row in self.found.items()]  # type: ignore[attr-defined]
