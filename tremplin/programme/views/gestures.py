"""What every page of this room that writes does: once, and a refusal is said on the form."""

from collections.abc import Callable

from tremplin.core import clock
from tremplin.core.forms import Form
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once
from tremplin.people.models import Person


def done_once(form: Form, me: Person, act: Callable[[], object], there: str) -> str:
    """Do it once. Where to go next; "" when it was refused: the form says why."""

    def do() -> str:
        act()
        return there

    try:
        return once(form.cleaned_data["once"], by=me.ref, at=clock.now(), do=do)
    except MoveRefused as refusal:
        form.add_error(None, str(refusal.reason))
        return ""
