"""What a quiet period holds of this room: the public waves. The other waves are letters owed to people."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.answers import No
from tremplin.core.offers import Held, HeldThing
from tremplin.selection.models import Wave
from tremplin.selection.queries import waves_visible_to
from tremplin.selection.rules.releases import is_due
from tremplin.selection.states import WaveKind, WaveState


def _waves(person: Any, programme: Any, until: datetime) -> list[HeldThing]:
    waves = Wave.objects.filter(
        release__call__season__programme=programme,
        kind=WaveKind.PUBLIC,
        state__in=[WaveState.PLANNED, WaveState.RUNNING],
        due_at__lt=until,
    ).select_related("release__call__season__programme")
    opened = set(waves_visible_to(person).filter(pk__in=waves.order_by().values("pk")).values_list("pk", flat=True))
    return [_thing(wave, until, opens=wave.pk in opened) for wave in waves]


def _thing(wave: Wave, until: datetime, *, opens: bool) -> HeldThing:
    answer = is_due(wave, until) if wave.state == WaveState.PLANNED else None
    return HeldThing(
        _("%(call)s: %(wave)s") % {"call": wave.release.call, "wave": wave},
        reverse("selection:wave", args=[wave.ref]) if opens else "",
        wave.due_at,
        answer.reason if isinstance(answer, No) else "",
    )


WAVES = Held("40-waves", gettext_lazy("Public announcement"), _waves)
