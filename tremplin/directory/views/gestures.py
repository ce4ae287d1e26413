"""A gesture of the team: done and said so, or refused with its reason and nothing lost."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me


def done(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    """Do it and say so; a refusal is told with its reason."""
    try:
        act()
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return False
    messages.success(request, words)
    return True


def already_sent(request: HttpRequest) -> HttpResponse | None:
    """Where the first sending of this form led, if there was one. Asked before anything else."""
    address = replayed(request.POST.get("once", ""), by=me(request).ref)
    return redirect(address) if address else None


def send(request: HttpRequest, form: Form, do: Callable[[], str], words: str) -> HttpResponse | None:
    """Do it once and go to the address it gives; None when the form is to be shown again."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        address = once(form.cleaned_data["once"], by=me(request).ref, at=clock.now(), do=do)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return None
    messages.success(request, words)
    return redirect(address)
