"""What is noted of a relation: what happened, who they know there, and who left."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.models import Door
from tremplin.programme.forms import DayInput
from tremplin.support.models import Contact
from tremplin.support.states import TraceKind

NOBODY = "nobody"


def past_day(day: date) -> date:
    if day > clock.today():
        raise forms.ValidationError(_("This day is to come: note what has happened."))
    return day


class TraceForm(OnceMixin, Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=TraceKind.choices)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    words = forms.CharField(label=_("In a few words"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    who = forms.CharField(label=_("With whom"), max_length=200, required=False)

    def clean_on(self) -> date:
        return past_day(self.cleaned_data["on"])


class ContactForm(OnceMixin, Form):
    name = forms.CharField(label=_("Name"), max_length=160)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    door = forms.ChoiceField(
        label=_("Door"),
        required=False,
        help_text=_("When the directory says that its holder left, it is told here too."),
    )
    since = forms.DateField(label=_("Known since"), widget=DayInput())

    def __init__(self, *args: Any, doors: list[Door], **options: Any) -> None:
        super().__init__(*args, **options)
        self._doors = {door.ref: door for door in doors}
        if doors:
            choices = [("", _("None of them")), *((door.ref, str(door)) for door in doors)]
            self.fields["door"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["door"]

    def clean_door(self) -> Door | None:
        return self._doors.get(self.cleaned_data["door"])

    def clean_since(self) -> date:
        return past_day(self.cleaned_data["since"])


class DepartureForm(OnceMixin, Form):
    """They left, and who came after: somebody known, somebody new, nobody, or nothing is known yet."""

    left_on = forms.DateField(label=_("Left on"), widget=DayInput())
    after = forms.ChoiceField(label=_("Who came after"), required=False)
    name = forms.CharField(
        label=_("If it is somebody new: their name"),
        max_length=160,
        required=False,
        help_text=_("They are added to the contacts."),
    )
    email = forms.EmailField(label=_("If it is somebody new: their address"), max_length=254, required=False)

    def __init__(self, *args: Any, others: list[Contact], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            ("", _("Not known yet, or somebody new")),
            *((one.ref, one.shown_name) for one in others),
            (NOBODY, _("Nobody")),
        ]

    def clean_left_on(self) -> date:
        return past_day(self.cleaned_data["left_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("after") and cleaned.get("name"):
            self.add_error("name", _("Either somebody of the list, or somebody new."))
        if cleaned.get("email") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please say their name too."))
        return cleaned


class PartnerSearchForm(Form):
    """Words of a body's or a network's name."""

    say_optional = False

    q = forms.CharField(label=_("Name of a body or of a network"), max_length=200, required=False)
