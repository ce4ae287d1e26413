"""What is typed about an introduction: the search of a door, the message, and what became of it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.engine.letters import LONGEST
from tremplin.support.forms.answers import AnswerForm
from tremplin.support.models import Introduction
from tremplin.support.states import TimeSaved

LANGUAGES = [("fr", _("French")), ("en", _("English"))]
ANSWER_WITHIN = timedelta(days=14)


class MessageForm(OnceMixin, Form):
    """The message as it leaves. The whole mail is counted by the server, with its first and last lines."""

    contact_name = forms.CharField(label=_("Who it is written to"), max_length=160)
    contact_email = forms.EmailField(label=_("Address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
    text = forms.CharField(
        label=_("Message"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Who asks what, in your own name. The whole mail stays under %(most)s words.") % {"most": LONGEST},
    )
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


class ChangeForm(MessageForm):
    """The message again, to the same contact or another; the door may be another when a search found some."""

    def __init__(self, *args: Any, introduction: Introduction, doors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["language"]
        if doors:
            door = forms.ChoiceField(
                label=_("Door"),
                initial=introduction.door.ref,
                choices=list({introduction.door.ref: str(introduction.door), **dict(doors)}.items()),
                widget=forms.Select(attrs={"class": "fr-select"}),
            )
            self.fields = {"door": door, **self.fields}


class RefusalForm(OnceMixin, Form):
    words = forms.CharField(
        label=_("Why, or what should change"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FiledAnswerForm(OnceMixin, AnswerForm):
    """The same four answers, as the officer heard them, with the door it was sent on to when it is known."""

    redirected_door = forms.ChoiceField(label=_("The door it was sent on to"), required=False)

    def __init__(self, *args: Any, doors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verb"].label = _("What they answered")
        if doors:
            self.fields["redirected_door"].choices = [("", _("Not in the directory")), *doors]  # type: ignore[attr-defined]
        else:
            del self.fields["redirected_door"]


class MeetingForm(OnceMixin, Form):
    """They met: what comes next, who does it, by when."""

    met_on = forms.DateField(label=_("They met on"), widget=DayInput())
    next_step = forms.CharField(
        label=_("Next step"),
        max_length=300,
        help_text=_("Nothing more to do? Then say how it ended instead."),
    )
    next_who = forms.CharField(label=_("Who does it"), max_length=160)
    next_on = forms.DateField(label=_("By"), widget=DayInput())

    def clean_met_on(self) -> date:
        day: date = self.cleaned_data["met_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is to come: note the meeting once it was held."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        met, by = cleaned.get("met_on"), cleaned.get("next_on")
        if met and by and by < met:
            self.add_error("next_on", _("The next step comes after the meeting."))
        return cleaned


class EndForm(OnceMixin, Form):
    words = forms.CharField(label=_("How it ended"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    saved = forms.ChoiceField(
        label=_("Time saved, as the initiative says"),
        required=False,
        choices=[("", _("Not asked yet")), *TimeSaved.choices],
    )


class ConfirmForm(OnceMixin, Form):
    """Nothing to type: the button says it."""
