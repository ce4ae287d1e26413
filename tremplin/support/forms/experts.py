"""What is typed about experts: who they are, what they help with and where, days bought, and how it ends."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.core.text import fold
from tremplin.directory.forms.places import TerritoryField, TopicsField
from tremplin.directory.models import Territory
from tremplin.directory.queries.places import places_like
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Programme
from tremplin.support.forms.supporters import BodiesField
from tremplin.support.models import Expertise
from tremplin.support.states import ExpertKind

MOST_PLACES = 20
MOST_HOURS_A_MONTH = 200
LONGEST = timedelta(days=1_830)


class PlacesField(forms.CharField):
    """Regions, departments or communes, one a line; cleaned to their rows."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Where"),
            help_text=gettext_lazy("A place a line: a region, a department, a commune. Nothing: anywhere."),
            required=False,
            max_length=1_500,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean(self, value: Any) -> list[Territory]:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if fold(line)]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(_("Please name at most %(most)s places.") % {"most": MOST_PLACES})
        keys, faults = [], []
        for line in lines:
            found = places_like(line)
            if found and (found[0].exact or len(found) == 1):
                keys.append(found[0].territory)
            elif found:
                names = "; ".join(place.label for place in found[:4])
                faults.append(
                    _("“%(line)s” may be %(names)s: please write one of them.") % {"line": line, "names": names}
                )
            else:
                faults.append(_("No place is called “%(line)s” here.") % {"line": line})
        if faults:
            raise forms.ValidationError(faults)
        return list(Territory.objects.filter(pk__in=keys))

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(str(one.name) for one in value)


class BodyField(BodiesField):
    """The one body they come from, by its name or its acronym; cleaned to its row, or None."""

    def __init__(self) -> None:
        super().__init__()
        self.label = gettext_lazy("The body they come from")
        self.help_text = gettext_lazy("By its name or its acronym. For example: ADEME.")
        self.widget = forms.TextInput()

    def clean(self, value: Any) -> Any:
        return next(iter(super().clean(value)), None)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else str(value.name)


class OwnExpertiseForm(OnceMixin, Form):
    """What an expert says of their own help."""

    words = forms.CharField(
        label=gettext_lazy("What I can help with"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In plain words: initiatives and officers read it to choose whom to ask."),
    )
    hours_a_month = forms.IntegerField(
        label=gettext_lazy("Hours a month, at most"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS_A_MONTH,
        help_text=gettext_lazy("Nothing: you said no ceiling."),
    )
    topics = TopicsField()
    territories = PlacesField()

    def __init__(self, *args: Any, expertise: Expertise | None = None, **options: Any) -> None:
        if expertise is not None:
            options["initial"] = self.first(expertise)
        super().__init__(*args, **options)
        if not Topic.objects.exists():
            del self.fields["topics"]

    def first(self, expertise: Expertise) -> dict[str, Any]:
        return {
            "words": expertise.words,
            "hours_a_month": expertise.hours_a_month,
            "topics": [one.slug for one in expertise.topics.all()],
            "territories": list(expertise.territories.all()),
        }

    @property
    def said(self) -> dict[str, Any]:
        return {"topics": []} | {name: value for name, value in self.cleaned_data.items() if name != "once"}


class ExpertiseForm(OwnExpertiseForm):
    """The same, by the programme team."""

    kind = forms.ChoiceField(label=gettext_lazy("Who they are"), choices=ExpertKind.choices)
    body = BodyField()

    field_order: tuple[str, ...] = ("kind", "body", "words", "hours_a_month", "topics", "territories")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = gettext_lazy("What they can help with")
        self.fields["hours_a_month"].help_text = gettext_lazy("Nothing: they said no ceiling.")

    def first(self, expertise: Expertise) -> dict[str, Any]:
        return super().first(expertise) | {"kind": expertise.kind, "body": expertise.body}


class NewExpertForm(ExpertiseForm):
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    full_name = forms.CharField(label=gettext_lazy("First and last name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("Requests are sent there; they sign in with it, and a code."),
    )
    from_day = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    until_day = forms.DateField(label=gettext_lazy("Until"), widget=DayInput(), required=False)

    field_order = (
        "programme",
        "full_name",
        "email",
        "kind",
        "body",
        "words",
        "hours_a_month",
        "topics",
        "territories",
        "from_day",
        "until_day",
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **options: Any) -> None:
        options.setdefault("initial", {"from_day": clock.today()})
        super().__init__(*args, **options)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        if programmes.count() == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = programmes.get().ref

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_day"), cleaned.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("The last day comes after the first."))
        elif last and last > clock.today() + LONGEST:
            self.add_error("until_day", _("Choose a day within five years: it may be prolonged later."))
        return cleaned


class ExpertFilterForm(Form):
    """Which experts to show; what does not hold is ignored."""

    say_optional = False

    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All themes"),
    )
    territoire = TerritoryField(label=gettext_lazy("Where"), empty=gettext_lazy("Everywhere"))
    qui = forms.ChoiceField(
        label=gettext_lazy("Who they are"),
        required=False,
        choices=[("", gettext_lazy("All of them")), *ExpertKind.choices],
    )
    disponibles = forms.BooleanField(label=gettext_lazy("Only those who have time left this month"), required=False)
    partis = forms.BooleanField(label=gettext_lazy("Those who left too"), required=False)


class EndExpertiseForm(OnceMixin, Form):
    last_day = forms.DateField(label=gettext_lazy("Their last day"), widget=DayInput())
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("The initiatives concerned read it in the mail that tells them."),
    )

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if abs(day - clock.today()) > timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class OrderForm(OnceMixin, Form):
    number = forms.CharField(label=gettext_lazy("Number of the order"), max_length=60)
    days = forms.DecimalField(
        label=gettext_lazy("Days bought"), min_value=Decimal("0.25"), max_value=Decimal(999), decimal_places=2
    )
    hours_a_day = forms.DecimalField(
        label=gettext_lazy("Hours in a day"),
        min_value=Decimal(1),
        max_value=Decimal(24),
        decimal_places=2,
        initial=Decimal(7),
    )
    from_day = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    until_day = forms.DateField(label=gettext_lazy("Until"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_day"), cleaned.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("The last day comes after the first."))
        return cleaned


class WhyForm(OnceMixin, Form):
    """Closing something: why, in a few words."""

    why = forms.CharField(label=gettext_lazy("Why"), max_length=200)
