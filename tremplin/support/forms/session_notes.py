"""What is typed after a session: notes for somebody, actions born of it, the two questions."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.support.states import NoteAudience, Owner

LINES = 4


class NoteForm(OnceMixin, Form):
    words = forms.CharField(label=gettext_lazy("Note"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    audience = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, audiences: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        names = {one: NoteAudience(one).label for one in audiences}
        self.fields["audience"].choices = [(one, str(name).capitalize()) for one, name in names.items()]  # type: ignore[attr-defined]


class HeldForm(OnceMixin, Form):
    """It took place: what came of it, and the hours given."""

    notes = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Read by the initiative, the expert and the programme."),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours given"),
        min_value=Decimal("0.25"),
        max_value=Decimal(24),
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("By quarters: 0.25, 0.5, 0.75… Nothing: the length of the slot."),
    )


class HoursForm(OnceMixin, Form):
    hours = forms.DecimalField(
        label=gettext_lazy("Hours given"),
        min_value=Decimal("0.25"),
        max_value=Decimal(24),
        decimal_places=2,
        help_text=gettext_lazy("By quarters: 0.25, 0.5, 0.75…"),
    )


class LinesForm(OnceMixin, Form):
    """Up to four things to do, each with who and by when; an empty line is nothing."""

    say_optional = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in range(1, LINES + 1):
            place = {"n": n}
            self.fields[f"title{n}"] = forms.CharField(
                label=_("%(n)s. What is to be done") % place,
                max_length=200,
                required=False,
            )
            self.fields[f"owner{n}"] = forms.ChoiceField(
                label=_("%(n)s. Who does it") % place,
                choices=Owner.choices,
                required=False,
            )
            self.fields[f"due{n}"] = forms.DateField(label=_("%(n)s. By") % place, required=False, widget=DayInput())
            self.fields[f"owner{n}"].widget.attrs["class"] = "fr-select"
            for name in (f"title{n}", f"due{n}"):
                self.fields[name].widget.attrs["class"] = "fr-input"

    @property
    def rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        return [(self[f"title{n}"], self[f"owner{n}"], self[f"due{n}"]) for n in range(1, LINES + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for n in range(1, LINES + 1):
            title, due = cleaned.get(f"title{n}"), cleaned.get(f"due{n}")
            if title and not due and f"due{n}" not in self.errors:
                self.add_error(f"due{n}", _("Please say by when: every promise has its day."))
            elif title and due and due < clock.today():
                self.add_error(f"due{n}", _("This day is over: choose a day to come."))
            elif due and not title and f"title{n}" not in self.errors:
                self.add_error(f"title{n}", _("Please say what is to be done by that day."))
        if not self.errors and not self.lines:
            self.add_error("title1", _("Please write at least one thing to do."))
        return cleaned

    @property
    def lines(self) -> list[tuple[str, str, date]]:
        said = self.cleaned_data
        return [
            (said[f"title{n}"], said[f"owner{n}"] or Owner.TEAM, said[f"due{n}"])
            for n in range(1, LINES + 1)
            if said.get(f"title{n}") and said.get(f"due{n}")
        ]


class FeedbackForm(Form):
    """Two questions, in words: no mark is asked for."""

    useful = forms.CharField(
        label=gettext_lazy("What was it useful for?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A few words are enough. “Nothing yet” is an answer too."),
    )
    otherwise = forms.CharField(
        label=gettext_lazy("What would you do otherwise next time?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignedInFeedbackForm(OnceMixin, FeedbackForm):
    """The same, signed in."""
