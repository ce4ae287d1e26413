"""What the team types about a round: who reads, how many readers a file has, how many pass, by when."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import InstantInput
from tremplin.selection.models import Round
from tremplin.selection.states import College

MOST_READERS = 50
MOST_FILES = 5_000
WEEKS = timedelta(days=21)

_NAMES = ("name_fr", "name_en")
_NUMBERS = ("per_file", "passing", "minutes", "quorum")
_DATES = ("starts_at", "due_at")
COLUMNS = (*_NAMES, "college", *_NUMBERS, *_DATES)


def _number(label: Any, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, help_text=help_text)


def _instant(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=InstantInput(), help_text=help_text)


class RoundForm(OnceMixin, Form):
    name_fr = forms.CharField(label=_("Name, in French"), max_length=120)
    name_en = forms.CharField(label=_("Name, in English"), max_length=120, required=False)
    college = forms.ChoiceField(
        label=_("Who reads"),
        choices=College.choices,
        widget=forms.RadioSelect,
        help_text=_("Citizens read a summary in plain words and give an opinion; the others read the application."),
    )
    per_file = _number(_("Readers for each file"), MOST_READERS)
    passing = _number(_("Files that may pass"), MOST_FILES, _("No more go on to what follows."))
    minutes = _number(_("Minutes a file takes"), 600, _("Told to the readers before they accept."))
    quorum = _number(
        _("Quorum of a sitting, in percent"), 100, _("Among those who accepted and have no link with the file.")
    )
    starts_at = _instant(_("Reading starts"))
    due_at = _instant(_("Reviews due before"))

    def __init__(self, *args: Any, found: Round | None = None, **options: Any) -> None:
        initial = {name: getattr(found, name) for name in COLUMNS} if found else {"quorum": 50, "minutes": 30}
        super().__init__(*args, **{"initial": initial, **options})

    @property
    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _must_follow(self, "starts_at", "due_at", _("Reviews are due after the reading starts."))
        return cleaned


class UsualForm(OnceMixin, Form):
    """The numbers and the dates of the two usual rounds; their names and their criteria are shown beside."""

    first_per_file = _number(_("Readers for each file"), MOST_READERS)
    first_passing = _number(_("Files that may pass"), MOST_FILES, _("The short list the citizens read."))
    first_starts_at = _instant(_("Reading starts"))
    first_due_at = _instant(_("Reviews due before"))
    second_per_file = _number(_("Readers for each file"), MOST_READERS)
    second_passing = _number(_("Files that may pass"), MOST_FILES)
    second_starts_at = _instant(_("Reading starts"))
    second_due_at = _instant(_("Reviews due before"))

    def __init__(self, *args: Any, zone: str, after: datetime | None, **options: Any) -> None:
        """`after`: the last closing of the call; nobody reads before."""
        now = clock.now()
        start = _morning(max(now, after or now), zone)
        initial = {
            "first_per_file": 3,
            "first_passing": 20,
            "first_starts_at": start,
            "first_due_at": _evening(start + WEEKS, zone),
            "second_per_file": 5,
            "second_passing": 10,
            "second_starts_at": start + WEEKS + timedelta(days=3),
            "second_due_at": _evening(start + 2 * WEEKS + timedelta(days=3), zone),
        }
        super().__init__(*args, **{"initial": initial, **options})

    def columns(self, place: str) -> dict[str, Any]:
        return {name: self.cleaned_data[f"{place}_{name}"] for name in ("per_file", "passing", *_DATES)}

    @property
    def first_fields(self) -> list[Any]:
        return [field for field in self if field.name.startswith("first_")]

    @property
    def second_fields(self) -> list[Any]:
        return [field for field in self if field.name.startswith("second_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        late = _("Reviews are due after the reading starts.")
        _must_follow(self, "first_starts_at", "first_due_at", late)
        _must_follow(self, "second_starts_at", "second_due_at", late)
        first, second = cleaned.get("first_due_at"), cleaned.get("second_starts_at")
        if first and second and second < first:
            words = _("The citizens read what the experts let pass: they start once the experts’ reviews are due.")
            self.add_error("second_starts_at", words)
        if cleaned.get("second_passing", 0) > cleaned.get("first_passing", MOST_FILES):
            self.add_error("second_passing", _("No more files can pass than the experts let through."))
        return cleaned


class ProlongForm(Form):
    due_at = _instant(_("Reviews due before"), _("Readers see the new date on their pages; no mail leaves."))

    def __init__(self, *args: Any, found: Round, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"due_at": found.due_at}, **options})

    def clean_due_at(self) -> datetime:
        due_at: datetime = self.cleaned_data["due_at"]
        if due_at <= clock.now():
            raise forms.ValidationError(_("This instant has passed: choose one to come."))
        return due_at


def _must_follow(form: Form, first: str, then: str, words: Any) -> None:
    before, after = form.cleaned_data.get(first), form.cleaned_data.get(then)
    if before and after and after <= before:
        form.add_error(then, words)


def _morning(instant: datetime, zone: str) -> datetime:
    """Nine o'clock the day after, on the programme's clock."""
    day = (instant.astimezone(ZoneInfo(zone)) + timedelta(days=1)).date()
    return datetime.combine(day, time(9), ZoneInfo(zone))


def _evening(instant: datetime, zone: str) -> datetime:
    return datetime.combine(instant.astimezone(ZoneInfo(zone)).date(), time(23, 59), ZoneInfo(zone))
