"""An initiative says that it stops."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin


class WithdrawForm(OnceMixin, Form):
    words = forms.CharField(
        label=_("Why you stop, in a few words"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Your officer reads them, and they stay with the support."),
    )
