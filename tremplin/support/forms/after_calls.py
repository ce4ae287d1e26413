"""What is typed after a call, then each sentence with what it will become: to be read, changed, or left out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.programme.forms import DayInput
from tremplin.support.actions.after_calls import NextCall, ToAsk, ToDo
from tremplin.support.engine.after_calls import Line
from tremplin.support.forms.accompaniments import PointForm
from tremplin.support.forms.roadmaps import said_of
from tremplin.support.models import Need
from tremplin.support.states import Owner, Step

WITHIN = timedelta(days=14)  # proposed when no day was said
_KINDS = [
    ("action", _("an action of the roadmap")),
    ("session", _("a session to ask an expert for")),
    ("introduction", _("an introduction to write")),
    ("call", _("the next call")),
    ("note", _("nothing: it stays in the note")),
]


class CallForm(PointForm):
    """The note itself, one sentence a line."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        words = self.fields["words"]
        words.help_text = _(
            "One sentence a line. For example: “Alice sends the statutes by 12 May”, “see Noé about the licence”, "
            "“write to the town hall about the map”, “we call back on 3 June”. You check everything before it is kept."
        )
        words.widget.attrs["rows"] = 5


class LineForm(Form):
    """One sentence. `people`: who may do it, by side; `doors`: those found for an introduction; `needs`: open ones."""

    say_optional = False  # what is not asked for by the kind chosen is simply not read

    take = forms.BooleanField(label=_("Write this"), required=False)
    kind = forms.ChoiceField(label=_("It becomes"), choices=_KINDS)
    title = forms.CharField(label=_("In words"), max_length=200, required=False)
    who = forms.ChoiceField(label=_("Who does it"), required=False)
    name = forms.CharField(label=_("Name, for somebody who is not in the list"), max_length=160, required=False)
    due_on = forms.DateField(label=_("By, or on"), widget=DayInput(), required=False)
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices, required=False)
    need = forms.ChoiceField(label=_("For the need"), required=False)
    door = forms.ChoiceField(label=_("Door to write to"), required=False, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        said: str,
        people: dict[str, list[Person]],
        needs: Sequence[Need],
        doors: Sequence[Door],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.said, self.people = said, {one.ref: (side, one) for side, rows in people.items() for one in rows}
        self.needs, self.doors = {one.ref: one for one in needs}, {one.ref: one for one in doors}
        who: list[Any] = [(side.value, side.label) for side in Owner]
        who += [
            (Owner(side).label, [(f"person-{one.ref}", str(one)) for one in rows])
            for side, rows in people.items()
            if rows
        ]
        self.fields["who"].choices = who  # type: ignore[attr-defined]
        self.fields["need"].choices = [("", _("None of them"))] + [(one.ref, one.title) for one in needs]  # type: ignore[attr-defined]
        if doors:
            self.fields["door"].choices = [(one.ref, said_of(one)) for one in doors] + [("", _("None of these"))]  # type: ignore[attr-defined]
        else:
            del self.fields["door"]

    @property
    def kept(self) -> str:
        """What it becomes; "note" when it was left out."""
        return self.cleaned_data["kind"] if self.cleaned_data.get("take") else "note"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("take") or cleaned.get("kind") == "note":
            self._errors = forms.utils.ErrorDict()  # what is not written is not checked
            return cleaned
        if cleaned.get("kind") != "call" and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Please say it in a few words."))
        due: date | None = cleaned.get("due_on")
        if cleaned.get("kind") in ("action", "introduction", "call") and "due_on" not in self.errors:
            if due is None:
                self.add_error("due_on", _("Please give a day: every promise has one."))
            elif due < clock.today():
                self.add_error("due_on", _("This day is over: choose a day to come."))
        return cleaned

    def to_do(self) -> ToDo | None:
        said = self.cleaned_data
        if self.kept not in ("action", "introduction"):
            return None
        written = self.kept == "introduction"
        side, _dash, ref = said["who"].partition("-")
        owner, person = self.people[ref] if side == "person" else (side or Owner.OFFICER, None)
        need = self.needs.get(said["need"])
        return ToDo(
            title=said["title"],
            due_on=said["due_on"],
            step=said["step"] or (need.step if need else Step.CONSOLIDATE),
            owner=owner,
            person=person,
            owner_name="" if person else said["name"],
            need=need,
            door=self.doors.get(said.get("door", "")) if written else None,
        )

    def to_ask(self) -> ToAsk | None:
        if self.kept != "session":
            return None
        named = self.people.get(self.cleaned_data["who"].partition("-")[2])
        words = self.cleaned_data["title"]
        if named is not None and named[0] == Owner.EXPERT:
            words = f"{words} ({named[1]})"
        return ToAsk(words=words, need=self.needs.get(self.cleaned_data["need"]))

    def next_call(self) -> NextCall | None:
        if self.kept != "call":
            return None
        return NextCall(self.cleaned_data["due_on"], self.cleaned_data["title"])


def first_of(line: Line, *, need: Need | None, step: str, doors: Sequence[Door]) -> dict[str, Any]:
    """What one sentence is read as, as the first values of its form."""
    due = line.due or (clock.today() + WITHIN if line.kind in ("action", "introduction") else None)
    return {
        "take": line.kind != "note",
        "kind": line.kind,
        "title": line.words or ("" if line.kind == "call" else line.said[:200]),
        "who": f"person-{line.person}" if line.person else line.owner,
        "name": line.name,
        "due_on": due,
        "step": need.step if need else step,
        "need": need.ref if need else "",
        "door": doors[0].ref if doors else "",
    }
