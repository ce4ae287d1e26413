"""What is typed on a key card and in a group of synonyms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.core.text import clean
from tremplin.directory.engine.words import terms
from tremplin.directory.queries.keys import PARTS


def _part(name: str, help_text: Any) -> forms.CharField:
    label: Any = PARTS[name]
    return forms.CharField(
        label=label,
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=help_text,
    )


class KeyCardForm(Form):
    """One long field for each part; what stays empty is not shown."""

    who_decides = _part("who_decides", _("Which function decides of what, and who has to agree before."))
    budget = _part("budget", _("When it is prepared, when it closes, when asking is too late."))
    agreements = _part("agreements", _("Who writes it, who signs it, how long it takes."))
    purchases = _part("purchases", _("From which amount a call is needed, which short ways exist."))
    vocabulary = _part("vocabulary", _("Words they use, and what they mean by them."))


class SynonymsForm(OnceMixin, Form):
    words = forms.CharField(
        label=_("Words or phrases that mean the same, one a line"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For example an acronym and what it stands for. Plurals and accents are looked after."),
    )

    def clean_words(self) -> list[str]:
        """Each line once, in the order it was typed; two at least, that the search tells apart."""
        lines = [" ".join(clean(line).split()) for line in self.cleaned_data["words"].split("\n")]
        kept = list({terms(line): line for line in reversed(lines) if terms(line)}.values())[::-1]
        if len(kept) < 2:
            raise ValidationError(_("Write at least two words or phrases that are not the same already, one a line."))
        return kept


class TryForm(Form):
    """Words to try the search with, before a group is saved."""

    say_optional = False

    q = forms.CharField(
        label=_("Words to try"),
        required=False,
        max_length=300,
        help_text=_("What somebody looking for a door may type."),
    )
