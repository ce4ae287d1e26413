"""What is typed to open a support: from a decision, by an act, from a spreadsheet."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.calls.states import BearerKind
from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Season
from tremplin.support.engine.past import MOST, YEARS, Fault, Sheet, read
from tremplin.support.models import Accompaniment
from tremplin.support.states import AccompanimentState

BIGGEST = 500_000  # characters


class OpenedFilterForm(Form):
    """Filters live in the address; what does not hold is ignored."""

    say_optional = False

    season = forms.ModelChoiceField(
        label=_("Season"), queryset=Season.objects.none(), to_field_name="ref", required=False, empty_label=_("All")
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *AccompanimentState.choices]
    )

    def __init__(self, *args: Any, seasons: QuerySet[Season], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["season"].queryset = seasons  # type: ignore[attr-defined]

    @property
    def filters(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


_NO_DAY = forms.DateField.default_error_messages["invalid"]
# what is computed from these days stays in the calendar
_OUR_TIMES = [MinValueValidator(date(YEARS[0], 1, 1), _NO_DAY), MaxValueValidator(date(YEARS[-1], 12, 31), _NO_DAY)]


class OpenForm(OnceMixin, Form):
    """From when to when: by default a year from today."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput(), validators=_OUR_TIMES)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput(), validators=_OUR_TIMES)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["starts_on"].initial = clock.today()
        self.fields["ends_on"].initial = _a_year_after(clock.today())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


class SearchForm(Form):
    say_optional = False

    mots = forms.CharField(label=_("An initiative already known"), max_length=200, required=False)


class ActForm(OpenForm):
    """An act of the team, for an initiative already known or a new one with its bearer."""

    name = forms.CharField(label=_("Name of the initiative"), max_length=160)
    bearer_kind = forms.ChoiceField(label=_("Carried by"), choices=BearerKind.choices, initial=BearerKind.ASSOCIATION)
    bearer = forms.CharField(label=_("Name of the bearer"), max_length=200)
    season = forms.ModelChoiceField(
        label=_("Season"), queryset=Season.objects.none(), to_field_name="ref", empty_label=None
    )
    motive = forms.CharField(
        label=_("Why this initiative is supported"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A past season, a renewal, a direct choice: the act is kept with the support."),
    )
    public_words = forms.CharField(
        label=_("Words of the public page"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown only once you decide so. They can be written later."),
    )
    renews = forms.ModelChoiceField(
        label=_("It renews"),
        queryset=Accompaniment.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("No earlier support"),
    )

    field_order = (
        "name",
        "bearer_kind",
        "bearer",
        "season",
        "motive",
        "starts_on",
        "ends_on",
        "public_words",
        "renews",
    )

    def __init__(
        self,
        *args: Any,
        seasons: QuerySet[Season],
        initiative: Initiative | None,
        earlier: QuerySet[Accompaniment],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["season"].queryset = seasons  # type: ignore[attr-defined]
        if initiative is not None:
            for name in ("name", "bearer_kind", "bearer"):
                del self.fields[name]
        renews: Any = self.fields["renews"]
        renews.queryset = earlier
        renews.label_from_instance = lambda one: f"{one.season} ({one.starts_on:%d/%m/%Y} – {one.ends_on:%d/%m/%Y})"
        if initiative is None or not earlier:
            del self.fields["renews"]


_SENTENCES = {
    "unreadable": _("The file cannot be read as CSV: in the spreadsheet, save it as “CSV (UTF-8)”."),
    "empty": _("The file holds no project."),
    "too-many": _("The file holds %(value)s projects: %(most)s at most at a time."),
    "column": _("Line %(line)s: the column “%(value)s” is missing."),
    "name": _("Line %(line)s: the name of the initiative is missing."),
    "long": _("Line %(line)s: the name is too long (160 characters for the initiative, 200 for its bearer)."),
    "day": _("Line %(line)s: “%(value)s” is not a day; write 14/04/2022 or 2022-04-14."),
    "order": _("Line %(line)s: the last day comes before the first."),
    "mail": _("Line %(line)s: “%(value)s” is not an e-mail address."),
    "twice": _("Line %(line)s: “%(value)s” is already on a line above."),
}


def sentence_of(fault: Fault) -> str:
    return str(_SENTENCES[fault.code]) % {"line": fault.line, "value": fault.value, "most": MOST}


class ImportForm(OnceMixin, Form):
    """A file, then its preview: the text read is carried by the page until it is confirmed."""

    say_optional = False  # the file is required until its text is carried

    season = forms.ModelChoiceField(
        label=_("Season"), queryset=Season.objects.none(), to_field_name="ref", empty_label=None
    )
    bearer_kind = forms.ChoiceField(
        label=_("The bearers are"), choices=BearerKind.choices, initial=BearerKind.ASSOCIATION
    )
    motive = forms.CharField(
        label=_("Why these initiatives are supported"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: laureates of the first season. The act is kept with each support."),
    )
    file = forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_(
            "CSV. Columns: nom, structure porteuse, premier jour, dernier jour, chargé d’accélération (e-mail "
            "address), présentation. Nothing is written before you have read what would be."
        ),
    )
    text = forms.CharField(required=False, max_length=BIGGEST, widget=forms.HiddenInput, strip=False)

    sheet: Sheet | None = None

    def __init__(self, *args: Any, seasons: QuerySet[Season], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["season"].queryset = seasons  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload, text = cleaned.get("file"), cleaned.get("text") or ""
        if upload:
            text = self._decoded(upload)
        elif not text and "file" not in self.errors:
            self.add_error("file", _("Choose a file."))
        if text and "file" not in self.errors:
            self.sheet = read(text)
            for fault in self.sheet.faults:
                self.add_error("file", sentence_of(fault))
        cleaned["text"] = text
        return cleaned

    def _decoded(self, upload: UploadedFile) -> str:
        if (upload.size or 0) > BIGGEST:
            self.add_error("file", _("This file is too big: 500 kB at most."))
            return ""
        raw = upload.read()
        try:
            return raw.decode("utf-8-sig").replace("\0", "")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace").replace("\0", "")  # as older spreadsheets save it
