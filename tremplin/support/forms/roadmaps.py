"""What is typed in the roadmap: needs and actions, and how each one ends."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.directory.models import Body, Door, Resource
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.support.actions.roadmaps import Attached
from tremplin.support.models import Need
from tremplin.support.states import Owner, Step


class NeedForm(OnceMixin, Form):
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    title = forms.CharField(
        label=_("Need"), max_length=200, help_text=_("In one line. For example: know who decides on licences.")
    )
    words = forms.CharField(
        label=_("In a few words"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class ActionForm(OnceMixin, Form):
    """What is to be done, by whom, by when. `people`: by side, those who may do it; `found`: the doors, bodies and
    resources that a search found, or that are attached already, by their key.
    """

    need = forms.ModelChoiceField(
        label=_("For the need"),
        queryset=Need.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("None of them"),
    )
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices)
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it"), choices=Owner.choices)
    person = forms.ChoiceField(label=_("Who among them"), required=False)
    owner_name = forms.CharField(label=_("Name, for somebody who is not in the list"), max_length=160, required=False)
    due_on = forms.DateField(label=_("By"), widget=DayInput())
    attached = forms.MultipleChoiceField(
        label=_("Done with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One door, one administration and one public resource at most."),
    )
    words = forms.CharField(
        label=_("Look for a door, an administration or a public resource"),
        max_length=300,
        required=False,
        help_text=_("Words of what it does, or of its name; then choose “Search”: what you typed stays."),
    )

    def __init__(
        self,
        *args: Any,
        needs: QuerySet[Need],
        people: dict[str, list[Person]] | None = None,
        found: dict[str, Any] | None = None,
        same_day: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.same_day, self.people, self.found = same_day, people or {}, found or {}
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Not said"))] + [  # type: ignore[attr-defined]
            (Owner(side).label, [(one.ref, str(one)) for one in rows]) for side, rows in self.people.items() if rows
        ]
        self.fields["attached"].choices = [(key, said_of(one)) for key, one in self.found.items()]  # type: ignore[attr-defined]
        if not self.found:
            self.fields["attached"].widget = forms.MultipleHiddenInput()

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < clock.today() and day != self.same_day:
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = cleaned.get("person", "")
        cleaned["person"] = next((one for rows in self.people.values() for one in rows if one.ref == asked), None)
        if cleaned["person"] and cleaned["person"] not in self.people.get(cleaned.get("owner", ""), []):
            side = next(Owner(side).label for side, rows in self.people.items() if cleaned["person"] in rows)
            sentence = _("%(name)s is of another side: choose “%(side)s” above, or somebody else.")
            self.add_error("person", sentence % {"name": cleaned["person"], "side": side})
        elif cleaned["person"]:
            cleaned["owner_name"] = ""
        kinds = [key.partition("-")[0] for key in cleaned.get("attached", [])]
        if len(kinds) != len(set(kinds)):
            self.add_error("attached", _("One door, one administration and one public resource at most: choose."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What the action is given, once valid."""
        names = ("need", "step", "title", "owner", "owner_name", "person", "due_on")
        rows = {key.partition("-")[0]: self.found[key] for key in self.cleaned_data["attached"]}
        attached = Attached(body=rows.get("body"), door=rows.get("door"), resource=rows.get("resource"))
        return {name: self.cleaned_data[name] for name in names} | {"attached": attached}


def said_of(row: Door | Body | Resource) -> str:
    """What is shown of something that may be attached: a door with its body."""
    return f"{row.name} – {row.body}" if isinstance(row, Door) and row.name != row.body.name else str(row)


class CommentForm(OnceMixin, Form):
    """`keeps`: whoever writes works for the programme, and may keep the comment there."""

    words = forms.CharField(label=_("Comment"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    private = forms.BooleanField(
        label=_("For the programme only"),
        required=False,
        help_text=_("Otherwise the team of the initiative reads it too."),
    )

    def __init__(self, *args: Any, keeps: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not keeps:
            del self.fields["private"]


class _EndForm(Form):
    """How something ends; giving up says why."""

    verb = forms.ChoiceField(label=_("What comes of it"), widget=forms.RadioSelect)
    result = forms.CharField(
        label=_("In a few words"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") == "drop" and not cleaned.get("result"):
            self.add_error("result", _("Please say why: what is closed stays with its reason."))
        return cleaned


class NeedEndForm(_EndForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verb"].choices = [("meet", _("The need is met")), ("drop", _("It is no longer asked"))]  # type: ignore[attr-defined]


class ActionEndForm(_EndForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verb"].choices = [("finish", _("It is done")), ("drop", _("It is given up"))]  # type: ignore[attr-defined]


class ActionMoveForm(Form):
    due_on = forms.DateField(label=_("Another day"), widget=DayInput())

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day is over: choose a day to come."))
        return day


class SinceForm(Form):
    """Since which day; what does not hold is ignored."""

    say_optional = False

    depuis = forms.DateField(label=_("Since"), widget=DayInput(), required=False)

    def since(self, usual: date) -> date:
        asked: date | None = self.cleaned_data.get("depuis") if self.is_valid() else None
        earliest = clock.today() - timedelta(days=3_660)
        return max(asked, earliest) if asked and asked <= clock.today() else usual
