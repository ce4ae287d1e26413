"""What may be done with an introduction, one gesture a page: who may, what is typed, what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import Answer, No
from tremplin.core.forms import Form
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions import answering
from tremplin.support.actions import introductions as actions
from tremplin.support.forms.introductions import (
    ChangeForm,
    ConfirmForm,
    DoorForm,
    EndForm,
    MeetingForm,
    NextStepForm,
    RefusalForm,
)
from tremplin.support.models import Introduction

Doors = list[tuple[str, str]]


@dataclass(frozen=True)
class Gesture:
    verbs: tuple[str, ...]
    label: str | Promise
    says: str | Promise
    rule: Callable[[Any, Introduction], Answer]
    form: Callable[[Introduction, Doors, Any], Form]
    do: Callable[[Introduction, dict[str, Any], Person], None]
    finds_doors: bool = False


def _change_form(introduction: Introduction, doors: Doors, data: Any) -> Form:
    names = ("contact_name", "contact_email", "text", "shared", "answer_by")
    first = {name: getattr(introduction, name) for name in names}
    return ChangeForm(data, initial=first, introduction=introduction, doors=doors)


def _change(introduction: Introduction, said: dict[str, Any], person: Person) -> None:
    names = ("contact_name", "contact_email", "text", "shared", "answer_by")
    door = Door.objects.get(ref=said["door"]) if said.get("door") else None
    words = {name: said[name] for name in names}
    actions.change_text(introduction, **words, door=door, by=person, at=clock.now())


def _meet(introduction: Introduction, said: dict[str, Any], person: Person) -> None:
    words = {name: said[name] for name in ("met_on", "next_step", "next_who", "next_on", "ending")}
    answering.meet(introduction, **words, by=person, at=clock.now())


def _go_on(introduction: Introduction, said: dict[str, Any], person: Person) -> None:
    after = answering.Next(said["next_step"], said["next_who"], said["next_on"], said["ending"])
    answering.go_on(introduction, after=after, by=person, at=clock.now())


def _link(introduction: Introduction, said: dict[str, Any], person: Person) -> None:
    door = Door.objects.get(ref=said["door"])
    answering.link_redirection(introduction, door, by=person, at=clock.now())


GESTURES = {
    "refuse": Gesture(
        ("refuse",),
        _("Refuse"),
        _("Nothing will leave. The officer reads why, and may write another message."),
        rules.can_refuse,
        lambda _one, _doors, data: RefusalForm(data),
        lambda one, said, person: actions.refuse(one, words=said["words"], by=person, at=clock.now()),
    ),
    "text": Gesture(
        ("change",),
        _("Write it again"),
        _("The initiative is asked again: an agreement given to another text does not hold."),
        rules.can_change_text,
        _change_form,
        _change,
        finds_doors=True,
    ),
    "send": Gesture(
        ("send",),
        _("Send it"),
        _("This mail leaves in your name. A mail that has left cannot be taken back."),
        rules.can_send,
        lambda _one, _doors, data: ConfirmForm(data),
        lambda one, _said, person: actions.send(one, by=person, at=clock.now()),
    ),
    "meet": Gesture(
        ("meet",),
        _("Note the meeting"),
        _("A meeting ends with a next step, or with a stated end."),
        rules.can_pursue,
        lambda _one, _doors, data: MeetingForm(data, initial={"met_on": clock.today()}),
        _meet,
    ),
    "go-on": Gesture(
        ("go_on",),
        _("Note what came of the next step"),
        _("Another step follows, with its day, or it ends here."),
        rules.can_pursue,
        lambda _one, _doors, data: NextStepForm(data),
        _go_on,
    ),
    "door": Gesture(
        ("redirect",),
        _("Say which door they mean"),
        _("The search learns that such a need is that door’s."),
        rules.can_link_redirection,
        lambda _one, doors, data: DoorForm(data, doors=doors),
        _link,
        finds_doors=True,
    ),
    "give-up": Gesture(
        ("give_up",),
        _("Give it up"),
        _("No answer came: both sides read it so. A late answer is still taken."),
        rules.can_pursue,
        lambda _one, _doors, data: ConfirmForm(data),
        lambda one, _said, person: answering.give_up(one, by=person, at=clock.now()),
    ),
    "end": Gesture(
        ("end",),
        _("Say how it ended"),
        _("It ends here, and the link in the mail with it."),
        rules.can_pursue,
        lambda _one, _doors, data: EndForm(data),
        lambda one, said, person: answering.end(one, words=said["words"], by=person, at=clock.now()),
    ),
}


def gestures_open(person: Person, introduction: Introduction) -> list[tuple[str, Gesture]]:
    """Those this person may make now, in the order of the story."""
    moves = Introduction.MOVES
    return [
        (name, one)
        for name, one in GESTURES.items()
        if any(moves.allows(verb, introduction.state) for verb in one.verbs)
        and not isinstance(one.rule(person, introduction), No)
    ]
