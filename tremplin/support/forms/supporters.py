"""What a supporter says they accept to do, what is asked of them, what they answer, and thanks."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.core.text import fold
from tremplin.directory.forms.places import TopicsField
from tremplin.directory.models import Body
from tremplin.directory.queries import bodies_matching, standing_body
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Programme
from tremplin.support.models import Offer
from tremplin.support.states import OfferKind, OfferPace

ANSWER_WITHIN = timedelta(days=10)
MOST_TIMES = 12
MOST_BODIES = 10
LONGEST_OFFER = timedelta(days=1_100)
A_YEAR = timedelta(days=365)


class BodiesField(forms.CharField):
    """Bodies by their names or acronyms, one a line; cleaned to their rows, as they stand now."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Where I know people"),
            help_text=gettext_lazy("A body a line, by its name or its acronym. For example: ADEME."),
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean(self, value: Any) -> list[Body]:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if fold(line)]
        if len(lines) > MOST_BODIES:
            raise forms.ValidationError(_("Please name at most %(most)s bodies.") % {"most": MOST_BODIES})
        found: dict[int, Body] = {}
        faults = []
        for line in lines:
            one = _named(line)
            if isinstance(one, Body):
                found[one.pk] = one
            else:
                faults.append(one)
        if faults:
            raise forms.ValidationError(faults)
        return list(found.values())

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(str(body.name) for body in value)


def _named(line: str) -> Body | str:
    """The one body of this name or acronym, or the sentence that says what to correct."""
    folded = fold(line)
    rows = list(bodies_matching(line)[:60])
    exact = [row for row in rows if folded in (fold(row.name), fold(row.acronym), fold(str(row)))]
    standing = {body.pk: body for body in map(standing_body, exact or rows)}
    if len(standing) == 1:
        return next(iter(standing.values()))
    if not standing:
        return _("No body is called “%(line)s” in the directory.") % {"line": line}
    names = "; ".join(str(body) for body in list(standing.values())[:4])
    return ngettext(
        "“%(line)s” may be %(count)s body: please write its full name. For example: %(names)s.",
        "“%(line)s” may be %(count)s bodies: please write the full name. For example: %(names)s.",
        len(standing),
    ) % {"line": line, "count": len(standing), "names": names}


class OfferForm(OnceMixin, Form):
    """Short: what, how often, until when. The rest is for whoever wants to say more."""

    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=Programme.objects.none(), to_field_name="ref", empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("What I accept to do"), choices=OfferKind.choices)
    times = forms.IntegerField(
        label=gettext_lazy("How many times at most"),
        min_value=1,
        max_value=MOST_TIMES,
        initial=1,
        help_text=gettext_lazy("You are never asked more often than that."),
    )
    pace = forms.ChoiceField(label=gettext_lazy("How often"), choices=OfferPace.choices, initial=OfferPace.QUARTER)
    until_day = forms.DateField(label=gettext_lazy("Until"), widget=DayInput())
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What you do best, what you would rather not be asked. The programme team reads it."),
    )
    from_day = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    topics = TopicsField()
    bodies = BodiesField()

    FURTHER = ("from_day", "topics", "bodies")

    def __init__(
        self, *args: Any, programmes: QuerySet[Programme] | None = None, offer: Offer | None = None, **options: Any
    ) -> None:
        today = clock.today()
        first: dict[str, Any] = {"from_day": today, "until_day": today + A_YEAR}
        if offer is not None:
            first = {name: getattr(offer, name) for name in ("times", "pace", "until_day", "words", "from_day")}
            first |= {"topics": [one.slug for one in offer.topics.all()], "bodies": list(offer.bodies.all())}
        super().__init__(*args, initial=first, **options)
        self.offer = offer
        if offer is not None:  # what was asked was asked under this kind: another is another offer
            del self.fields["programme"], self.fields["kind"]
        elif programmes is not None:
            self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
            if programmes.count() == 1:
                self.fields["programme"].widget = forms.HiddenInput()
                self.fields["programme"].initial = programmes.get().ref
        if not Topic.objects.exists():
            del self.fields["topics"]

    @property
    def short(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.FURTHER]

    @property
    def further(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name in self.FURTHER]

    @property
    def goes_further(self) -> bool:
        """Is something said, or wrong, in the part that is folded?"""
        wrong = self.is_bound and any(field.errors for field in self.further)
        return wrong or bool(self.initial.get("topics") or self.initial.get("bodies"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_day"), cleaned.get("until_day")
        if last and last < clock.today() and (self.offer is None or last != self.offer.until_day):
            self.add_error("until_day", _("This day is over: choose a day to come."))
        elif first and last and last < first:
            self.add_error("until_day", _("The last day comes after the first."))
        elif last and last > clock.today() + LONGEST_OFFER:
            self.add_error("until_day", _("Choose a day within three years: you may say it again later."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What an action takes, the programme aside."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("once", "programme")}
        return {"topics": [], "bodies": []} | said


class FilterForm(Form):
    """Which supporters to show; what does not hold is ignored."""

    say_optional = False

    que = forms.ChoiceField(
        label=gettext_lazy("What they accept to do"),
        required=False,
        choices=[("", gettext_lazy("Everything")), *OfferKind.choices],
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All themes"),
    )
    organisme = forms.CharField(
        label=gettext_lazy("Body where they know people"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Its name or its acronym."),
    )

    def clean_organisme(self) -> Body | None:
        words = self.cleaned_data["organisme"]
        if not fold(words):
            return None
        one = _named(words)
        if isinstance(one, str):
            raise forms.ValidationError(one)
        return one


class AskForm(OnceMixin, Form):
    words = forms.CharField(
        label=gettext_lazy("What you ask"),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "The supporter reads these words, and nothing else about the initiative: give only what it agreed to tell."
        ),
    )
    answer_by = forms.DateField(label=gettext_lazy("Answer hoped for by"), widget=DayInput())

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if day <= clock.today():
            raise forms.ValidationError(_("Choose a day to come."))
        if day > clock.today() + timedelta(days=180):
            raise forms.ValidationError(_("Choose a day within six months."))
        return day


class ReplyForm(OnceMixin, Form):
    """Yes, or not this time; words are welcome, no reason is asked for."""

    verb = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        widget=forms.RadioSelect,
        choices=[("accept", gettext_lazy("Yes, I will do it")), ("decline", gettext_lazy("Not this time"))],
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DoneForm(OnceMixin, Form):
    done_on = forms.DateField(label=gettext_lazy("Done on"), widget=DayInput())

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is to come: note what was done."))
        return day


class ThanksForm(OnceMixin, Form):
    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Say what came of it: it is what one likes to read. They leave in your name."),
    )


class ConfirmForm(OnceMixin, Form):
    """Nothing to type: the button says it."""
