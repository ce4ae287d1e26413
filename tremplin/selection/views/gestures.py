"""The gestures on a wave: each is a form, an action and what is said once it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.selection.actions import releases
from tremplin.selection.forms.releases import ApproveForm, GestureForm, InstantForm
from tremplin.selection.models import Wave


@dataclass(frozen=True)
class Gesture:
    form: Callable[[QueryDict, Wave], Form]
    act: Callable[[Wave, dict[str, Any], Person], object]
    said: str | Promise

    def carry_out(self, request: HttpRequest, form: Form, wave: Wave) -> str:
        """The address to go to once it is done; "" when it was refused, with its sentence."""

        def do() -> str:
            self.act(wave, form.cleaned_data, me(request))
            return reverse("selection:wave", args=[wave.ref])

        return done(request, form, do, self.said)


def done(request: HttpRequest, form: Form, do: Callable[[], str], said: str | Promise = "") -> str:
    """Do it once. The address to go to; "" when it was refused: the sentence is in the messages."""
    try:
        address = once(form.cleaned_data["once"], by=me(request).ref, at=clock.now(), do=do)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return ""
    if said:
        messages.success(request, str(said))
    return address


def _dated(prefix: str) -> Callable[[QueryDict, Wave], Form]:
    def make(given: QueryDict, wave: Wave) -> Form:
        return InstantForm(given, zone=wave.release.call.season.programme.time_zone, auto_id=f"{prefix}_%s")

    return make


GESTURES = {
    "approve": Gesture(
        lambda given, wave: ApproveForm(given),
        lambda wave, given, by: releases.approve(wave, read=given["read"], by=by, at=clock.now()),
        _("Your approval is written."),
    ),
    "hold": Gesture(
        lambda given, wave: GestureForm(given),
        lambda wave, given, by: releases.hold_wave(wave, by=by, at=clock.now()),
        _("The wave is held: nothing leaves until somebody lets it go on."),
    ),
    "resume": Gesture(
        lambda given, wave: GestureForm(given),
        lambda wave, given, by: releases.resume(wave, by=by, at=clock.now()),
        _("The wave goes on: it leaves at its instant, once two people have approved it."),
    ),
    "now": Gesture(
        lambda given, wave: GestureForm(given),
        lambda wave, given, by: releases.send_now(wave, by=by, at=clock.now()),
        _("The wave leaves within a minute."),
    ),
    "move": Gesture(
        _dated("move"),
        lambda wave, given, by: releases.move_wave(wave, due_at=given["due_at"], by=by, at=clock.now()),
        _("The wave is moved."),
    ),
    "again": Gesture(
        _dated("again"),
        lambda wave, given, by: releases.plan_again(wave, due_at=given["due_at"], by=by, at=clock.now()),
        _("The wave is planned again: two people approve it before it leaves."),
    ),
}
