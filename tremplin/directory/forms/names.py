"""Names of bodies and networks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin


class RenameForm(Form):
    name = forms.CharField(
        label=_("New name"), max_length=300, help_text=_("The present one is kept: the search still finds it.")
    )
    acronym = forms.CharField(label=_("Acronym"), required=False, max_length=60)


class NetworkForm(OnceMixin, Form):
    name = forms.CharField(label=_("Name of the network"), max_length=200)
