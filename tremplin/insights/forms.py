"""What may be typed in this room: a confirmation."""

from django import forms

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin


class PublishForm(OnceMixin, Form):
    """The figures as they were read."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
