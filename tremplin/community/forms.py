"""What is typed in this room: an event, a registration, news, a message and its answer."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from tremplin.community.actions.events import FIELDS
from tremplin.community.models import Event
from tremplin.community.states import EnquiryState, EnquirySubject, Still
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.forms import InstantInput
from tremplin.programme.models import Programme
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


_NO_INSTANT = forms.DateTimeField.default_error_messages["invalid"]
# an instant is told in UTC: the first hours of the first year of the calendar cannot be
_OUR_TIMES = [
    MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC), _NO_INSTANT),
    MaxValueValidator(datetime(2200, 1, 1, tzinfo=UTC), _NO_INSTANT),
]


class EventForm(OnceMixin, Form):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref")
    title_fr = forms.CharField(label=_("Title, in French"), max_length=160)
    title_en = forms.CharField(label=_("Title, in English"), max_length=160, required=False)
    words_fr = forms.CharField(
        label=_("What it is about, in French"), max_length=10_000, widget=_long(6), required=False
    )
    words_en = forms.CharField(
        label=_("What it is about, in English"), max_length=10_000, widget=_long(6), required=False
    )
    starts_at = forms.DateTimeField(label=_("Begins"), widget=InstantInput(), validators=_OUR_TIMES)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=InstantInput(), validators=_OUR_TIMES)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("An address, or how to join from afar.")
    )
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=100_000, required=False, help_text=_("Empty: there is room for all.")
    )

    def __init__(self, *args: Any, person: Person, event: Event | None = None, **options: Any) -> None:
        initial = {name: getattr(event, name) for name in FIELDS} if event else {}
        super().__init__(*args, **{"initial": initial, **options})
        programmes = programmes_where(person, [Role.AGENT])
        self.known = event.programme if event else programmes.first() if programmes.count() == 1 else None
        if self.known is not None:
            # nothing to choose
            del self.fields["programme"]
        else:
            self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Programme:
        found: Programme = self.known or self.cleaned_data["programme"]
        return found

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The event ends before it begins."))
        return cleaned


class RegistrationForm(OnceMixin, Form):
    name = forms.CharField(
        label=_("First and last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("To confirm, and to tell you if something changes. For example: name@example.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NewsForm(Form):
    still = forms.ChoiceField(
        label=_("Where is your initiative?"),
        choices=Still.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the four answers."),
            "invalid_choice": _("Please choose one of the four answers."),
        },
    )
    words = forms.CharField(label=_("Your news, in a few words"), required=False, max_length=4_000, widget=_long(4))
    helped = forms.CharField(
        label=_("What helped you most in the support"), required=False, max_length=4_000, widget=_long(4)
    )


class EnquiryForm(OnceMixin, Form):
    """A message to the team. `TRAP` is a field people never see: a machine that fills in everything is told so."""

    TRAP = "website"
    LONGEST = 4_000

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), to_field_name="ref")
    name = forms.CharField(
        label=_("First and last name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Our answer goes there. For example: name@example.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=[("", _("Choose a subject")), *EnquirySubject.choices])
    about_url = forms.CharField(
        label=_("Address of the page it is about"),
        max_length=300,
        required=False,
        help_text=_("If your message is about a page of this site."),
    )
    words = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=_long(8),
        help_text=_("4000 characters at most. Please write no password, and nothing about anybody’s health."),
    )

    def __init__(self, *args: Any, person: Person | None = None, about_url: str = "", **options: Any) -> None:
        initial = {"about_url": about_url, **({"name": person.full_name, "email": person.email} if person else {})}
        super().__init__(*args, **{"initial": initial, **options})
        # a browser would cut a long paste without a word
        self.fields["words"].widget.attrs.pop("maxlength")
        programmes = list(Programme.objects.all())
        self.known = programmes[0] if len(programmes) == 1 else None
        if self.known is not None:
            del self.fields["programme"]
        else:
            self.fields["programme"].queryset = Programme.objects.all()  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Programme:
        found: Programme = self.known or self.cleaned_data["programme"]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get(self.TRAP):
            self.add_error(
                None,
                _(
                    "A field that nobody sees was filled in, as machines do: your message was not sent. "
                    "If you are a person, please send it again."
                ),
            )
        return cleaned


class EnquiryAnswerForm(OnceMixin, Form):
    """`seen`: how many answers were on the page it was typed on."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    words = forms.CharField(label=_("Your answer"), max_length=10_000, widget=_long(8))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].widget.attrs.pop("maxlength")


class EnquiryFilterForm(Form):
    """Filters live in the address; what does not hold is ignored."""

    say_optional = False

    words = forms.CharField(
        label=_("Search words"), required=False, max_length=200, help_text=_("In the name, the address or the message.")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *EnquiryState.choices])

    @property
    def filters(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
