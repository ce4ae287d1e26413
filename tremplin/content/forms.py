"""What is typed on the pages of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.core.search import keeping
from tremplin.core.search.engine import LONGEST_QUERY


class SearchForm(Form):
    """The words of the address; a kind that does not exist is ignored."""

    say_optional = False

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def asked(self) -> dict[str, str]:
        """What holds of what was asked."""
        if not self.is_bound:
            return {}
        self.is_valid()
        asked = {name: str(value) for name, value in self.cleaned_data.items() if value}
        if asked.get("kind") not in keeping.kinds():
            asked.pop("kind", None)
        return asked


class SiteRuleForm(Form):
    say_optional = False

    second_person = forms.BooleanField(
        label=_("Pages are published by a second person"),
        required=False,
        help_text=_(
            "An editor who wrote words can no longer publish them alone: another editor reads them and approves. "
            "Withdrawing a page stays possible alone."
        ),
    )


class TreeForm(OnceMixin, Form):
    """The file is asked again whenever the form comes back: a browser does not send it twice."""

    file = forms.FileField(
        label=_("Archive of content files"),
        help_text=_("A ZIP file, 100 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        allow_empty_file=True,  # refused with our own sentence
    )
