"""What the programme team types about its calls."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.calls.engine.schema import Form as EngineForm
from tremplin.calls.models import Call, FormVersion, LegalText
from tremplin.calls.states import IntakeState, LegalKind
from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.programme.forms import InstantInput
from tremplin.programme.models import Season

CLOSINGS = 4
WORDS = (
    "title_fr",
    "title_en",
    "summary_fr",
    "summary_en",
    "asks_fr",
    "asks_en",
    "prepare_fr",
    "prepare_en",
)


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CallForm(OnceMixin, Form):
    """A call: where it stands, its words, its closings. The tracks follow the form and are named afterwards."""

    season = forms.ModelChoiceField(
        label=_("Season"), queryset=Season.objects.none(), to_field_name="ref", empty_label=None
    )
    form_version = forms.ModelChoiceField(
        label=_("Form"),
        queryset=FormVersion.objects.none(),
        to_field_name="ref",
        empty_label=None,
        help_text=_("Among the versions loaded. It can be replaced as long as no application was begun."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        help_text=_(
            "What follows /appels/ in the address of the call: letters without accents, digits, hyphens. It no "
            "longer changes once published."
        ),
    )
    title_fr = forms.CharField(label=_("Title, in French"), max_length=160)
    title_en = forms.CharField(label=_("Title, in English"), max_length=160, required=False)
    summary_fr = forms.CharField(label=_("In a few lines, in French"), max_length=2_000, widget=_long(4))
    summary_en = forms.CharField(
        label=_("In a few lines, in English"), max_length=2_000, widget=_long(4), required=False
    )
    asks_fr = forms.CharField(
        label=_("What is asked of the team, in French"),
        max_length=5_000,
        widget=_long(4),
        required=False,
        help_text=_("Time, money, what is published: shown before any question."),
    )
    asks_en = forms.CharField(
        label=_("What is asked of the team, in English"), max_length=5_000, widget=_long(4), required=False
    )
    prepare_fr = forms.CharField(
        label=_("What to prepare, in French"),
        max_length=5_000,
        widget=_long(4),
        required=False,
        help_text=_("One item a line."),
    )
    prepare_en = forms.CharField(
        label=_("What to prepare, in English"),
        max_length=5_000,
        widget=_long(4),
        required=False,
        help_text=_("One item a line."),
    )

    def __init__(
        self,
        *args: Any,
        seasons: QuerySet[Season],
        call: Call | None = None,
        form: EngineForm | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.call = call
        self.fields["season"].queryset = seasons  # type: ignore[attr-defined]
        self.fields["form_version"].queryset = FormVersion.objects.all()  # type: ignore[attr-defined]
        if call is not None:
            del self.fields["season"]
            if call.published_at is not None:
                self.fields["slug"].disabled = True
            if call.applications.exists():
                self.fields["form_version"].disabled = True
        self._add_closings(call)
        self.tracks = tracks_of(form) if form and call else []
        names = {track.key: track for track in call.tracks.all()} if call else {}
        for place, (key, label, label_en) in enumerate(self.tracks):
            known = names.get(key)
            self._add(
                f"track_{place}_fr",
                forms.CharField(label=_("Track “%(key)s”, in French") % {"key": key}, max_length=120),
                known.name_fr if known else label,
            )
            self._add(
                f"track_{place}_en",
                forms.CharField(label=_("Track “%(key)s”, in English") % {"key": key}, max_length=120, required=False),
                known.name_en if known else label_en,
            )

    def _add_closings(self, call: Call | None) -> None:
        known = list(call.intakes.order_by("closes_at")) if call else []
        self.closings = known
        for place in range(max(CLOSINGS, len(known) + 1)):
            intake = known[place] if place < len(known) else None
            over = intake is not None and intake.state_at(clock.now()) == IntakeState.CLOSED
            for name, label in (
                ("opens", _("Closing %(number)s: open from")),
                ("closes", _("Closing %(number)s: first instant refused")),
            ):
                field = forms.DateTimeField(
                    label=label % {"number": place + 1},
                    widget=InstantInput(seconds=True),
                    required=place == 0,
                    disabled=over,
                )
                self._add(f"{name}_{place}", field, getattr(intake, f"{name}_at") if intake else None)

    def _add(self, name: str, field: forms.Field, initial: Any) -> None:
        field.initial = initial
        field.widget.attrs.setdefault("class", "fr-input")
        self.fields[name] = field

    def _named(self, prefix: str) -> list[Any]:
        return [field for field in self if field.name.startswith(prefix)]

    @property
    def word_fields(self) -> list[Any]:
        return [self[name] for name in WORDS]

    @property
    def closing_fields(self) -> list[tuple[Any, Any]]:
        return list(zip(self._named("opens_"), self._named("closes_"), strict=True))

    @property
    def track_fields(self) -> list[Any]:
        return self._named("track_")

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}

    @property
    def intakes(self) -> list[tuple[str, datetime, datetime]]:
        """(ref of a known closing or "", opens, closes)."""
        found = []
        for place in range(len(self._named("closes_"))):
            opens_at, closes_at = self.cleaned_data.get(f"opens_{place}"), self.cleaned_data.get(f"closes_{place}")
            if opens_at and closes_at:
                found.append((self.closings[place].ref if place < len(self.closings) else "", opens_at, closes_at))
        return found

    @property
    def track_names(self) -> list[tuple[str, str, str]]:
        return [
            (key, self.cleaned_data[f"track_{place}_fr"], self.cleaned_data[f"track_{place}_en"])
            for place, (key, _label, _label_en) in enumerate(self.tracks)
        ]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = Call.objects.filter(slug=slug)
        if self.call is not None:
            others = others.exclude(pk=self.call.pk)
        if others.exists():
            raise forms.ValidationError(_("Another call already has this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        taken: set[datetime] = set()
        for place in range(len(self._named("closes_"))):
            opens_at, closes_at = cleaned.get(f"opens_{place}"), cleaned.get(f"closes_{place}")
            if closes_at and not opens_at and f"opens_{place}" not in self.errors:
                self.add_error(f"opens_{place}", _("Say from when this closing is open."))
            elif opens_at and not closes_at and f"closes_{place}" not in self.errors:
                self.add_error(f"closes_{place}", _("Say when this closing ends."))
            elif opens_at and closes_at and closes_at <= opens_at:
                self.add_error(f"closes_{place}", _("This closing ends before it opens."))
            elif closes_at in taken:
                self.add_error(f"closes_{place}", _("Another closing ends at the same instant."))
            taken |= {closes_at} if closes_at else set()
        return cleaned


class LegalTextForm(OnceMixin, Form):
    """A text that binds, in force from an instant to come, or at once."""

    words_fr = forms.CharField(label=_("Text, in French"), max_length=50_000, widget=_long(12))
    words_en = forms.CharField(label=_("Text, in English"), max_length=50_000, widget=_long(12), required=False)
    valid_from = forms.DateTimeField(
        label=_("In force from"), widget=InstantInput(seconds=True), required=False, help_text=_("Leave empty for now.")
    )

    def __init__(self, *args: Any, call: Call, kind: LegalKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.call = call
        self.kind = kind

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("words_fr", "words_en")}

    def clean_valid_from(self) -> datetime | None:
        instant: datetime | None = self.cleaned_data["valid_from"]
        if instant and instant < clock.now():
            raise forms.ValidationError(_("This instant has passed: a text cannot bind those who could not read it."))
        if instant and LegalText.objects.filter(call=self.call, kind=self.kind, valid_from=instant).exists():
            raise forms.ValidationError(_("Another text of this kind comes into force at the same instant."))
        return instant


def tracks_of(form: EngineForm) -> list[tuple[str, str, str]]:
    """The tracks a form leads to: key, and the words of the option that leads there, in both languages."""
    found: dict[str, tuple[str, str, str]] = {}
    for question in form.questions():
        for option, key in zip(question.options, question.routes, strict=False):
            found.setdefault(key, (key, option.label, option.label_en))
    return list(found.values())
