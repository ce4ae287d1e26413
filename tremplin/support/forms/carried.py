"""A passage of the application as a first need: confirmed as it is, corrected, or set aside with a word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.engine.carried import titled
from tremplin.support.models import Carried
from tremplin.support.states import Step


class CarriedForm(OnceMixin, Form):
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices, initial=Step.DEPLOY)
    title = forms.CharField(label=_("Need"), max_length=200, help_text=_("In one line, as it will stand."))
    words = forms.CharField(
        label=_("In a few words"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, carried: Carried, **options: Any) -> None:
        title, words = titled(carried.words)
        super().__init__(*args, **{"initial": {"title": title, "words": words}, **options})


class AsideForm(Form):
    why = forms.CharField(label=_("Why it is set aside"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))
