"""The file of an import, and what is said before it is applied."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.importing.sources import Source


class UploadForm(OnceMixin, Form):
    """The file is asked again whenever the form comes back: a browser does not send it twice."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # refused with our own sentence
    )
    whole = forms.BooleanField(
        label=_("This file is the whole list"),
        help_text=_("What an earlier file of this kind held, and this one no longer holds, closes."),
        required=False,
    )

    def __init__(self, *args: Any, source: Source, **options: Any) -> None:
        super().__init__(*args, **options)
        accepted = ", ".join(f".{suffix}" for suffix in source.suffixes)
        self.fields["file"].widget.attrs["accept"] = accepted
        self.fields["file"].help_text = _(
            "%(kinds)s, 100 MB at most. Nothing changes before you have read what it would change."
        ) % {"kinds": accepted}
        if source.whole is not None:
            del self.fields["whole"]


class ApplyForm(Form):
    """When lines are left aside, whoever applies the others says so."""

    partly = forms.BooleanField()

    def __init__(self, *args: Any, rejected: int, **options: Any) -> None:
        super().__init__(*args, **options)
        if rejected:
            self.fields["partly"].label = ngettext(
                "Apply the others, leave %(count)s line aside",
                "Apply the others, leave %(count)s lines aside",
                rejected,
            ) % {"count": rejected}
        else:
            del self.fields["partly"]
