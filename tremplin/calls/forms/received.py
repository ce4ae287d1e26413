"""What the programme team types about the applications received, and what the list is filtered by."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Application, Call, Intake, Question, Track
from tremplin.calls.queries.applications import RECEIVED
from tremplin.calls.queries.received import ORDERS
from tremplin.calls.states import ApplicationState, BearerKind
from tremplin.core import clock, dates
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput

_ORDER_WORDS = {
    "-date": _("Last received first"),
    "date": _("First received first"),
    "name": _("Name, A to Z"),
    "-name": _("Name, Z to A"),
}


class IntakeField(forms.ModelChoiceField):
    """Closings, told by their date; by their call too when the list holds several calls."""

    several = False

    def label_from_instance(self, obj: Any) -> str:
        day = dates.instant(obj.closes_at, obj.call.season.programme.time_zone)
        return f"{day} – {obj.call.title}" if self.several else day


class ReceivedFilterForm(Form):
    """Filters live in the address; what does not hold is ignored."""

    say_optional = False

    words = forms.CharField(
        label=_("Search words"),
        required=False,
        max_length=200,
        help_text=_("In the name, the bearers, the number or the answers."),
    )
    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.none(), to_field_name="ref", required=False, empty_label=_("All calls")
    )
    intake = IntakeField(
        label=_("Closing"),
        queryset=Intake.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("All closings"),
    )
    track = forms.ChoiceField(label=_("Track"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            *((state.value, state.label) for state in ApplicationState if state in RECEIVED),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Carried by"), required=False, choices=[("", _("All bearers")), *BearerKind.choices]
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=[(key, _ORDER_WORDS[key]) for key in ORDERS])

    def __init__(
        self, *args: Any, calls: QuerySet[Call], intakes: QuerySet[Intake], tracks: QuerySet[Track], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
        intake: Any = self.fields["intake"]
        intake.queryset = intakes
        intake.several = calls.count() > 1
        names = {track.key: track.name for track in tracks}
        self.fields["track"].choices = [("", _("All tracks")), *names.items()]  # type: ignore[attr-defined]

    @property
    def filters(self) -> dict[str, Any]:
        """What holds of what was asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        """Does anything but the order hold applications back?"""
        return bool(set(self.filters) - {"order"})

    @property
    def goes_further(self) -> bool:
        """Is anything but words asked? Then those fields are shown open."""
        return bool(set(self.filters) - {"words"})


class CallChoiceForm(Form):
    """Which call the figures are about."""

    say_optional = False

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.none(), to_field_name="ref", required=False, empty_label=None
    )

    def __init__(self, *args: Any, calls: QuerySet[Call], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]


class NoteForm(OnceMixin, Form):
    words = forms.CharField(
        label=_("Add a note"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by the programme team only, never by the team of the initiative."),
    )


class SendBackForm(OnceMixin, Form):
    """The questions to open again, what is asked, until when."""

    say_optional = False  # any section may be left without a tick

    words = forms.CharField(
        label=_("What is to be corrected"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The team reads these words as they are, in the mail and on its page."),
    )
    until_day = forms.DateField(label=_("Last day to correct"), widget=DayInput(), help_text=_("Until 23:59 that day."))

    def __init__(self, *args: Any, application: Application, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.application = application
        self.by_key = {question.key: question for question in questions}
        for section, name in _sections(questions):
            choices = [(one.key, one.label) for one in questions if one.section_id == section]
            self.fields[f"section_{section}"] = forms.MultipleChoiceField(
                label=name, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def question_fields(self) -> list[Any]:
        return [field for field in self if field.name.startswith("section_")]

    @property
    def questions(self) -> list[Question]:
        """Those ticked, in the order of the form."""
        ticked = {key for name, keys in self.cleaned_data.items() if name.startswith("section_") for key in keys}
        return [question for key, question in self.by_key.items() if key in ticked]

    @property
    def until(self) -> datetime:
        """The first instant refused, on the programme's clock."""
        return _end_of(self.cleaned_data["until_day"], self.application)

    def clean_until_day(self) -> date:
        day: date = self.cleaned_data["until_day"]
        if _end_of(day, self.application) <= clock.now():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        if (day - clock.today()).days > 366:
            raise forms.ValidationError(_("This is more than a year away: choose a nearer day."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(field.name) for field in self.question_fields):
            self.add_error(self.question_fields[0].name, _("Tick at least one question: only those are opened again."))
        return cleaned


class ConflictForm(OnceMixin, Form):
    person = forms.ModelChoiceField(
        label=_("Person concerned"), queryset=Person.objects.none(), to_field_name="ref", empty_label=None
    )
    source = forms.CharField(
        label=_("Link that makes the conflict"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: member of the board of the association until 2024."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], me: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        field.queryset = people  # type: ignore[attr-defined]
        field.initial = me.ref
        field.label_from_instance = lambda person: _("Myself") if person.pk == me.pk else str(person)  # type: ignore[attr-defined]


def _sections(questions: Sequence[Question]) -> list[tuple[int, str]]:
    return list({question.section_id: question.section.title for question in questions}.items())


def _end_of(day: date, application: Application) -> datetime:
    return datetime.combine(day, time(23, 59), ZoneInfo(application.call.season.programme.time_zone))
