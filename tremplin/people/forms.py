"""What people type to come in and to say who they are."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock, offers
from tremplin.core.forms import Form, ModelForm
from tremplin.people.actions import welcome
from tremplin.people.models import Person


class CodeRequestForm(RequestLoginCodeForm, Form):
    """The address to send a code to. A new address is welcomed: there is no separate page to open an account."""

    _user: Person | None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].help_text = _(
            "Expected format: name@domain.fr. We send a code there, no password is needed."
        )
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "placeholder": ""}

    def clean_email(self) -> str:
        email = str(super().clean_email())
        if self._user is None:
            self._user = welcome(email, at=clock.now(), language=(get_language() or "fr")[:2])
        return email


class CodeForm(ConfirmLoginCodeForm, Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code received by mail")
        self.fields["code"].help_text = _("Six letters and digits, for example K7PX2M. Capitals do not matter.")
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "placeholder": "",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }


class WhoAmIForm(ModelForm):
    full_name = forms.CharField(
        label=_("First and last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    class Meta:
        model = Person
        fields = ["full_name", "language"]


class MailChoicesForm(Form):
    """One tick a kind of mail that may be stopped."""

    say_optional = False

    wanted = forms.MultipleChoiceField(
        label=_("I receive"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.name, kind.label) for kind in offers.mails if kind.may_stop]
        self.fields["wanted"].choices = kinds  # type: ignore[attr-defined]
