"""What is typed about a team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.calls.states import TeamRight
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin

_RIGHTS = [
    (TeamRight.READ, _("Read the application")),
    (TeamRight.WRITE, _("Read and write")),
    (TeamRight.SUBMIT, _("Read, write, submit, manage the team")),
]


class InviteForm(OnceMixin, Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Expected format: name@domain.fr. The person will sign in with it."),
        max_length=254,
    )
    right = forms.ChoiceField(
        label=_("What may this person do?"), choices=_RIGHTS, widget=forms.RadioSelect, initial=TeamRight.WRITE
    )


class RightForm(Form):
    right = forms.ChoiceField(label=_("What may this person do?"), choices=_RIGHTS, widget=forms.RadioSelect)


class InvitationForm(Form):
    """Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("join", _("I join the team")), ("decline", _("I decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose: join or decline.")},
    )

    def joins(self) -> bool:
        return bool(self.cleaned_data["answer"] == "join")
