"""What the clock does in this room: corrections whose date has passed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.calls.actions.submissions import close_late_correction
from tremplin.calls.models import Correction
from tremplin.core.offers import Chore


def close_late_corrections(at: datetime) -> str:
    late = Correction.objects.filter(answered_at=None, until__lte=at).select_related("application")
    return str(sum(close_late_correction(correction, at=at) for correction in late))


OWN = [
    Chore(
        "calls-corrections",
        _("Let an application stand when its correction did not come"),
        timedelta(minutes=10),
        close_late_corrections,
    )
]
