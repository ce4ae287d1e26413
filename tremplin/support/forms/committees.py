"""What is typed about a committee: when and where, who sits, its files, what is proposed to it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.programme.models import Season
from tremplin.support.forms.sessions import HourInput
from tremplin.support.models import Accompaniment, Committee, CommitteeMember
from tremplin.support.states import CommitteeKind, Presence


class _WhenForm(OnceMixin, Form):
    """Hours are typed on the clock of the programme."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("Begins at"), widget=HourInput())
    ends = forms.TimeField(label=_("Ends at"), widget=HourInput())
    place = forms.CharField(
        label=_("Place, or how to join"),
        max_length=300,
        required=False,
        help_text=_("An address, or the link of a video call."),
    )
    words = forms.CharField(
        label=_("Agenda, in a few words"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every member reads it: name no initiative here."),
    )
    quorum = forms.IntegerField(
        label=_("Quorum, in per cent"),
        min_value=1,
        max_value=100,
        initial=50,
        help_text=_("Share of the members who may sit on a file that must be there to decide of it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("A committee ends after it begins."))
        return cleaned

    def instants(self, zone: str) -> tuple[datetime, datetime]:
        given, where = self.cleaned_data, ZoneInfo(zone)
        first, last = (datetime.combine(given["day"], given[name], where) for name in ("begins", "ends"))
        return first, last


class CommitteePlanForm(_WhenForm):
    season = forms.ModelChoiceField(
        label=_("Season"), queryset=Season.objects.none(), to_field_name="ref", empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CommitteeKind.choices, widget=forms.RadioSelect)

    field_order = ["season", "kind", "day", "begins", "ends", "place", "words", "quorum"]

    def __init__(self, *args: Any, seasons: QuerySet[Season], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["season"].queryset = seasons  # type: ignore[attr-defined]


class CommitteeChangeForm(_WhenForm):
    why = forms.CharField(
        label=_("Why it changes"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when the day, the hour or the place changes and members were convened: they are told."),
    )

    def __init__(self, *args: Any, committee: Committee, **options: Any) -> None:
        zone = ZoneInfo(committee.season.programme.time_zone)
        first, last = committee.starts_at.astimezone(zone), committee.ends_at.astimezone(zone)
        initial = {
            "day": first.date(),
            "begins": first.time(),
            "ends": last.time(),
            "place": committee.place,
            "words": committee.words,
            "quorum": committee.quorum,
        }
        super().__init__(*args, initial=initial, **options)


class WhyForm(OnceMixin, Form):
    why = forms.CharField(label=_("Why"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))


class MemberForm(OnceMixin, Form):
    """Somebody of the programme, or anybody by their address."""

    person = forms.ChoiceField(label=_("Somebody of the programme"), required=False)
    email = forms.EmailField(label=_("Or the address of somebody else"), required=False)
    full_name = forms.CharField(label=_("Their first and last name"), max_length=120, required=False)
    quality = forms.CharField(
        label=_("Acting as"),
        max_length=200,
        help_text=_("For example: director of programmes, Foundation of the hedges."),
    )
    body = forms.ChoiceField(
        label=_("For which body"),
        required=False,
        help_text=_("A member who sits for a body that pledged to an initiative does not receive its file."),
    )

    def __init__(self, *args: Any, people: Collection[Person], bodies: Mapping[str, Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people, self.bodies = {one.ref: one for one in people}, bodies
        somebody: Any = self.fields["person"]
        somebody.choices = [("", _("Nobody"))] + [(ref, str(one)) for ref, one in self.people.items()]
        body: Any = self.fields["body"]
        body.choices = [("", _("None"))] + [(ref, str(one)) for ref, one in bodies.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        person, email = cleaned.get("person"), cleaned.get("email")
        if "person" not in self.errors and "email" not in self.errors and bool(person) == bool(email):
            self.add_error("person", _("Choose somebody, or give an address: one of the two."))
        return cleaned

    @property
    def address(self) -> str:
        chosen = self.people.get(self.cleaned_data["person"])
        return str(chosen.email) if chosen else self.cleaned_data["email"]


class AgendaForm(OnceMixin, Form):
    """A place for each support: a number puts it on the agenda, nothing leaves it out."""

    say_optional = False

    def __init__(self, *args: Any, rows: Sequence[Accompaniment], places: Mapping[int, int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = sorted(rows, key=lambda one: (places.get(one.pk, len(rows) + 1), one.initiative.folded, one.pk))
        for one in self.rows:
            self.fields[f"place_{one.ref}"] = forms.IntegerField(
                label=str(one),
                help_text=one.get_state_display(),
                min_value=1,
                max_value=999,
                required=False,
                initial=places.get(one.pk),
                widget=forms.NumberInput(attrs={"class": "fr-input", "inputmode": "numeric"}),
            )

    @property
    def ordered(self) -> list[Accompaniment]:
        typed = [(self.cleaned_data.get(f"place_{one.ref}"), before, one) for before, one in enumerate(self.rows)]
        kept = [(number, before, one) for number, before, one in typed if number]
        return [one for _number, _before, one in sorted(kept, key=lambda row: row[:2])]


class ProposedForm(OnceMixin, Form):
    words = forms.CharField(
        label=_("What you propose to the committee, and why"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Go on, extend or stop; a grant or none; under which conditions. Five lines are read."),
    )


class PresenceForm(OnceMixin, Form):
    """One line a member."""

    def __init__(self, *args: Any, members: Sequence[CommitteeMember], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = members
        for one in members:
            self.fields[f"m_{one.ref}"] = forms.ChoiceField(
                label=f"{one.person} ({one.quality})",
                choices=Presence.choices,
                widget=forms.RadioSelect,
                initial=one.presence,
            )

    @property
    def said(self) -> dict[str, str]:
        return {one.ref: self.cleaned_data[f"m_{one.ref}"] for one in self.members}
