"""What a message is made of: a few short answers, filled in with what is known; and the words of a reminder."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.engine.letters import LONGEST, LONGEST_REMINDER, words_in
from tremplin.support.states import NudgeKind

LANGUAGES = [("fr", _("French")), ("en", _("English"))]
ANSWER_WITHIN = timedelta(days=14)
TIMES = [
    ("call", _("a call of fifteen minutes")),
    ("meeting", _("a meeting of half an hour")),
    ("written", _("a written answer")),
    ("other", _("something else")),
]
# about how many words each takes; the whole mail alone is limited
ABOUT = {"who": 30, "request": 30, "other": 12, "why": 20, "shared": 20}


class LetterForm(OnceMixin, Form):
    """Whom it is written to, in which language, by when an answer is hoped for."""

    contact_name = forms.CharField(label=_("Who it is written to"), max_length=160)
    contact_email = forms.EmailField(label=_("Address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
    shared = forms.CharField(
        label=_("What is given about the initiative"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nothing else about it leaves."),
    )
    answer_by = forms.DateField(label=_("Answer hoped for by"), widget=DayInput())

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if day <= clock.today():
            raise forms.ValidationError(_("Choose a day to come."))
        if day > clock.today() + timedelta(days=80):
            raise forms.ValidationError(_("Choose a day within eighty days: the link in the mail ends after ninety."))
        return day

    def count_words(self, about: dict[str, int]) -> None:
        """Say beside each field how many words it holds; a script keeps it up to date while it is typed."""
        for name in about.keys() & self.fields.keys():
            shown, field = self[name], self.fields[name]
            count = words_in(str(shown.value() or ""))
            said = ngettext("%(count)s word", "%(count)s words", count) % {"count": count}
            most = _text("%(said)s; about %(most)s at most.") % {"said": said, "most": about[name]}
            shown.help_text = field.help_text = f"{field.help_text} {most}".strip()
            field.widget.attrs |= {"data-words": str(about[name])}


class PartsForm(LetterForm):
    """The parts of a message; the foot of the mail adds the day, the page of choices and how to stop."""

    who = forms.CharField(label=_("Who writes, and for whom"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    request = forms.CharField(
        label=_("What is asked: one precise thing"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A whole sentence, as you would say it."),
    )
    time = forms.ChoiceField(label=_("What it takes"), choices=TIMES, widget=forms.RadioSelect)
    other = forms.CharField(
        label=_("If it takes something else, say what in a sentence"), max_length=200, required=False
    )
    why = forms.CharField(label=_("Why them"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    field_order = ("contact_name", "contact_email", "language", "who", "request", "time", "other", "why", "answer_by")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.count_words(ABOUT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("time") == "other" and not cleaned.get("other"):
            self.add_error("other", _("Please say in a sentence what it takes."))
        return cleaned


class MessageForm(LetterForm):
    """The message as it leaves, free. The whole mail is counted by the server, with its first and last lines."""

    text = forms.CharField(
        label=_("Message"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 11}),
        help_text=_("Who asks what, in your own name. The whole mail stays under %(most)s words.") % {"most": LONGEST},
    )

    field_order = ("contact_name", "contact_email", "language", "text", "shared", "answer_by")


class NudgeForm(OnceMixin, Form):
    """A reminder: to whom, the words, and why above them when it is."""

    to_name = forms.CharField(label=_("Who it is written to"), max_length=160)
    to_email = forms.EmailField(label=_("Address"), max_length=254)
    text = forms.CharField(
        label=_("Message"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Shorter than the first: the whole mail stays under %(most)s words.") % {"most": LONGEST_REMINDER},
    )
    reason = forms.CharField(
        label=_("Why write above them"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the introduction, and read by the initiative. It does not leave."),
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind != NudgeKind.SUPERIOR:
            del self.fields["reason"]
        if kind == NudgeKind.AGAIN:  # the same person, at the same address
            self.fields["to_name"].disabled = self.fields["to_email"].disabled = True
