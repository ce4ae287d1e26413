"""Forms that create or send carry `once`: sent again, they are answered with the first result and do nothing."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django import forms
from django.db import IntegrityError, transaction

from tremplin.core.models import Replay

KEPT = timedelta(days=2)


class OnceMixin(forms.Form):
    """Adds the hidden token; a form without one (an old page, a script) is given a fresh one and simply not
    protected.
    """

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["once"].initial = secrets.token_hex(16)

    def clean_once(self) -> str:
        return self.cleaned_data["once"] or secrets.token_hex(16)


def once(token: str, *, by: str, at: datetime, do: Callable[[], str]) -> str:
    """Run `do` (which returns the address to go to next) in a transaction, the first time this person sends this token.

    Two sendings at the same instant: the second waits for the first, then gets its result.
    """
    try:
        with transaction.atomic():
            replay = Replay.objects.create(person=by, token=token, at=at)
            replay.result = do()
            replay.save(update_fields=["result"])
            return replay.result
    except IntegrityError:
        first = Replay.objects.filter(person=by, token=token).first()
        if first is None:  # the conflict was in `do`, not in the token
            raise
        return first.result


def replayed(token: str, *, by: str) -> str:
    """The first result of this token for this person, or "". Asked before the form is checked: what the first sending
    changed must not make the second one wrong (« this name is taken »).
    """
    if not (0 < len(token) <= 32 and token.isprintable()):
        return ""
    first = Replay.objects.filter(person=by, token=token).first()
    return first.result if first else ""


def forget_old(at: datetime) -> str:
    count, _details = Replay.objects.filter(at__lt=at - KEPT).delete()
    return str(count)
