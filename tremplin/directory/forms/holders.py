"""What is typed about those who hold a door, by the team and by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.models import Holder
from tremplin.directory.queries.checks import What
from tremplin.directory.states import HolderPart, ReportKind
from tremplin.programme.forms import DayInput

_NOT_YET = _("This day has not come yet.")


class PersonForm(Form):
    """What is kept of somebody."""

    name = forms.CharField(label=_("First and last name"), max_length=160)
    email = forms.EmailField(label=_("Work e-mail address"), required=False, max_length=254)
    phone = forms.CharField(label=_("Work telephone"), required=False, max_length=60)


class HolderForm(OnceMixin, PersonForm):
    part = forms.ChoiceField(label=_("Part"), choices=HolderPart.choices, widget=forms.RadioSelect, initial="holder")
    since = forms.DateField(label=_("Since"), required=False, widget=DayInput())
    absent_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=DayInput(),
        help_text=_("Meanwhile the deputy is asked in their place."),
    )

    field_order = ("part", "name", "email", "phone", "since", "absent_until")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].help_text = _("It is the address they will be told at.")

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since and since > clock.today():
            raise forms.ValidationError(_NOT_YET)
        return since

    @property
    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}


class LeftForm(Form):
    left_on = forms.DateField(label=_("Left on"), widget=DayInput(), initial=clock.today)

    def __init__(self, *args: Any, holder: Holder, **options: Any) -> None:
        super().__init__(*args, **options)
        self._holder = holder

    def clean_left_on(self) -> Any:
        day = self.cleaned_data["left_on"]
        if day > clock.today():
            raise forms.ValidationError(_NOT_YET)
        if self._holder.since and day < self._holder.since:
            raise forms.ValidationError(_("This day is before the one they began on."))
        return day


class GestureForm(OnceMixin, Form):
    """A button that does something once."""


class OwnForm(PersonForm):
    """Somebody corrects what is kept of them."""


class AnswerForm(Form):
    """What whoever answers for a door says of it: one of four, none ticked beforehand."""

    kind = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (ReportKind.RIGHT, _("All is right")),
            (ReportKind.CHANGED, _("Something changed")),
            (ReportKind.LEFT, _("I have left this function")),
            (ReportKind.CLOSED, _("This door closed")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the four answers."),
            "invalid_choice": _("Please choose one of the four answers."),
        },
    )
    words = forms.CharField(
        label=_("What changed, in a few words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    after = forms.CharField(
        label=_("If you have left: who comes after you"),
        required=False,
        max_length=160,
        help_text=_("A name or a function."),
    )
    after_email = forms.EmailField(
        label=_("Their work e-mail address"),
        required=False,
        max_length=254,
        help_text=_("They will be told that it is kept, and may object."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == ReportKind.CHANGED and not cleaned.get("words"):
            self.add_error("words", _("Please say in a few words what changed."))
        return cleaned

    @property
    def said(self) -> dict[str, str]:
        """Who comes after is only listened to from one who left."""
        said = dict(self.cleaned_data)
        if said["kind"] != ReportKind.LEFT:
            said["after"] = said["after_email"] = ""
        return said


class CheckFilterForm(Form):
    say_optional = False

    words = forms.CharField(
        label=_("Search words"), required=False, max_length=200, help_text=_("In the door or the body it belongs to.")
    )
    what = forms.ChoiceField(
        label=_("What is expected"),
        required=False,
        choices=[
            ("", _("Everything")),
            (What.REPORT, _("What was said of a door")),
            (What.LEFT, _("Doors without a holder")),
            (What.SILENT, _("Silent doors")),
            (What.STALE, _("Doors to confirm")),
            (What.TELL, _("People to tell")),
        ],
    )

    @property
    def filters(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
