"""What is answered to an introduction: by the contact from the link of a mail, or filed by the officer."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.engine.replies import MOST_BYTES, MOST_WORDS, Reply, Unreadable, read_mail, read_words

CHOICES = [
    ("take_up", _("I take it up")),
    ("redirect", _("Not me, but somebody else")),
    ("postpone", _("Not now")),
    ("decline", _("No")),
]
TO_WHOM = _("Please say to whom: a name, a service, an address.")
FURTHEST = timedelta(days=366)
UNREADABLE = {
    "empty": _("This file is empty."),
    "long": _("This file is over 1 MB: please paste the words of the reply instead."),
    "other": _("This is a mailbox’s own format: save the mail as .eml, or paste its words."),
    "not_a_mail": _("This file is not a mail: save the mail as .eml, or paste its words."),
    "no_words": _("No words were found in this mail: please paste them, or type what it says."),
}


def day_to_come(day: date | None) -> date | None:
    """A day after today, within a year."""
    if day is None:
        return None
    if day <= clock.today():
        raise forms.ValidationError(_("Choose a day to come."))
    if day > clock.today() + FURTHEST:
        raise forms.ValidationError(_("Choose a day within a year."))
    return day


class _Said(Form):
    """What goes with an answer, whoever types it."""

    redirected_to = forms.CharField(
        label=_("If it is somebody else: to whom"),
        required=False,
        max_length=300,
        help_text=_("A name, a service, an address."),
    )
    redirected_email = forms.EmailField(label=_("Their e-mail address"), required=False, max_length=254)
    until = forms.DateField(label=_("If it is not now: not before"), required=False, widget=DayInput())
    words = forms.CharField(
        label=_("A few words"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )
    stop = forms.BooleanField(label=_("Please do not write to me again, about anything"), required=False)

    def clean_until(self) -> date | None:
        return day_to_come(self.cleaned_data["until"])

    def check(self, verb: str) -> None:
        """Add what this answer lacks."""
        if verb == "redirect" and not self.cleaned_data.get("redirected_to") and "redirected_to" not in self.errors:
            self.add_error("redirected_to", TO_WHOM)
        if verb == "take_up" and self.cleaned_data.get("stop"):
            self.add_error("stop", _("To take it up, the programme has to write at least once more."))

    @property
    def said(self) -> dict[str, Any]:
        """As `answering.answer` takes it."""
        names = ("words", "redirected_to", "redirected_email", "until", "stop")
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(_Said):
    """The page of the contact: four answers, none of them ticked beforehand, and the address it was written to."""

    verb = forms.ChoiceField(
        label=_("Your answer"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the four answers."),
            "invalid_choice": _("Please choose one of the four answers."),
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one the message was written to: it shows that the answer is yours."),
    )
    field_order = ("verb", "redirected_to", "redirected_email", "until", "words", "stop", "email")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check(cleaned.get("verb", ""))
        return cleaned


class FiledAnswerForm(OnceMixin, _Said):
    """What the officer files, by one of the buttons: `verb` is the button’s. A mail file or pasted words may be read
    first; nothing of the file is kept.
    """

    file = forms.FileField(
        label=_("The mail, as a file"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text=_("Saved as .eml, 1 MB at most. It is read, then forgotten; what is attached to it is not read."),
        widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}),
    )
    redirected_door = forms.ChoiceField(label=_("The door they mean"), required=False)
    # what the page showed when it was opened, and the mail it was opened for
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    reply = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    field_order = (
        "words",
        "file",
        "redirected_to",
        "redirected_email",
        "redirected_door",
        "until",
        "stop",
        "seen",
        "reply",
        "once",
    )

    def __init__(self, *args: Any, verb: str = "", doors: list[tuple[str, str]] = [], **options: Any) -> None:  # noqa: B006
        super().__init__(*args, **options)
        self.verb = verb
        self.fields["words"].label = _("What they said")
        self.fields["words"].help_text = _("Paste the reply, or type what was said on the telephone.")
        self.fields["until"].label = _("If it is not now, or they are away: until")
        self.fields["stop"].label = _("They ask not to be written to again, about anything")
        if doors:
            self.fields["redirected_door"].choices = [("", _("Not in the directory")), *doors]  # type: ignore[attr-defined]
        else:
            del self.fields["redirected_door"]

    def clean_file(self) -> Reply | None:
        given: UploadedFile | None = self.cleaned_data["file"]
        if given is None:
            return None
        try:
            return read_mail(given.read(MOST_BYTES + 1), today=clock.today())
        except Unreadable as wrong:
            raise forms.ValidationError(UNREADABLE[wrong.why]) from wrong

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.verb == "away" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Please say until when they are away."))
        self.check(self.verb)
        return cleaned

    def read(self) -> Reply | None:
        """What the file says, else the words; None when there is neither."""
        if file := self.cleaned_data.get("file"):
            return file
        words = self.cleaned_data.get("words", "")
        return read_words(words, today=clock.today()) if words else None
