"""What readers type: the answer to an invitation, the links they know of, why they step back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.selection.models import Review, Seat
from tremplin.selection.states import SeatState

ALL, FEWER, DECLINE = "all", "fewer", "decline"
NONE, LINKED = "none", "linked"
LONGEST_LINK = 500


class SeatForm(OnceMixin, Form):
    """Accept, accept fewer files, or decline: nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an answer: nothing is chosen for you.")},
    )
    count = forms.IntegerField(
        label=_("How many files, if fewer"),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Please write a whole number of files, for example 4.")},
    )
    words = forms.CharField(
        label=_("Word to the team"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, seat: Seat, **options: Any) -> None:
        super().__init__(*args, **options)
        self.most = seat.files_asked
        accept = ngettext("I accept to read up to %(count)s file", "I accept to read up to %(count)s files", self.most)
        choices: list[tuple[str, Any]] = [(ALL, accept % {"count": self.most})]
        if self.most > 1:
            choices.append((FEWER, _("I accept, for fewer files")))
        else:
            del self.fields["count"]
        if seat.state == SeatState.INVITED:
            choices.append((DECLINE, _("I decline")))
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == FEWER and "count" not in self.errors:
            count = cleaned.get("count")
            if count is None or not 1 <= count < self.most:
                sentence = _("Please choose between 1 and %(most)s files, or another answer.")
                self.add_error("count", forms.ValidationError(sentence, params={"most": self.most - 1}))
        return cleaned

    @property
    def accepted(self) -> int:
        """How many files are accepted; 0 when the person declines."""
        answer = self.cleaned_data["answer"]
        if answer == FEWER:
            return int(self.cleaned_data["count"])
        return self.most if answer == ALL else 0


class LinksForm(OnceMixin, Form):
    """For each file proposed, whether the reader is linked to the initiative: those left aside wait."""

    say_optional = False  # any file may be left for later

    def __init__(self, *args: Any, reviews: Sequence[Review], **options: Any) -> None:
        super().__init__(*args, **options)
        self.reviews = reviews
        for review in reviews:
            name = review.file.application.initiative.name
            self.fields[f"link_{review.ref}"] = forms.ChoiceField(
                label=_("Have you a link with “%(name)s”?") % {"name": name},
                choices=[(NONE, _("I know of no link")), (LINKED, _("I have a link"))],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"source_{review.ref}"] = forms.CharField(
                label=_("If you have one, which link"),
                max_length=LONGEST_LINK,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "fr-input"}),
            )

    @property
    def rows(self) -> list[tuple[Review, Any, Any]]:
        return [(review, self[f"link_{review.ref}"], self[f"source_{review.ref}"]) for review in self.reviews]

    @property
    def answered(self) -> list[tuple[Review, str]]:
        """Each file answered for, and the link, empty when there is none."""
        found = []
        for review in self.reviews:
            answer = self.cleaned_data.get(f"link_{review.ref}")
            if answer:
                found.append((review, self.cleaned_data[f"source_{review.ref}"] if answer == LINKED else ""))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for review in self.reviews:
            source = f"source_{review.ref}"
            answer, words = cleaned.get(f"link_{review.ref}"), cleaned.get(source)
            if answer == LINKED and not words and source not in self.errors:
                self.add_error(source, _("Please say which link, in a few words."))
            elif answer == NONE and words:
                self.add_error(source, _("You describe a link: choose “I have a link”, or empty this field."))
            elif not answer and words:
                self.add_error(f"link_{review.ref}", _("Please choose one of the two answers."))
        if not self.errors and not any(cleaned.get(f"link_{review.ref}") for review in self.reviews):
            raise forms.ValidationError(_("Please answer for one file at least: the others may wait."))
        return cleaned


class RecuseForm(OnceMixin, Form):
    source = forms.CharField(
        label=_("Your link with this initiative"),
        max_length=LONGEST_LINK,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: my sister works there; I sat on its board until last year."),
        error_messages={"required": _("Please say which link, in a few words.")},
    )
