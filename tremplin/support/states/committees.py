"""Committees: what they are about, what they decide, the minutes, and what partners pledge there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class CommitteeKind(TextChoices):
    ACCELERATION = "acceleration", _("acceleration committee")
    ENGAGEMENT = "engagement", _("engagement committee")


class CommitteeState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a committee", "planned")
    HELD = "held", pgettext_lazy("a committee", "held, minutes to be signed")
    SIGNED = "signed", pgettext_lazy("a committee", "held, minutes signed")
    CANCELLED = "cancelled", pgettext_lazy("a committee", "cancelled")


COMMITTEE_MOVES = Moves(
    CommitteeState,
    initial=CommitteeState.PLANNED,
    final={CommitteeState.SIGNED, CommitteeState.CANCELLED},
    hold=({CommitteeState.PLANNED}, CommitteeState.HELD),
    sign=({CommitteeState.HELD}, CommitteeState.SIGNED),
    cancel=({CommitteeState.PLANNED}, CommitteeState.CANCELLED),
)


class Presence(TextChoices):
    EXPECTED = "expected", pgettext_lazy("a member of a committee", "expected")
    PRESENT = "present", pgettext_lazy("a member of a committee", "present")
    EXCUSED = "excused", pgettext_lazy("a member of a committee", "excused")


class CommitteeOutcome(TextChoices):
    """What a committee decides of a support."""

    CONTINUE = "continue", _("the support goes on")
    EXTEND = "extend", _("the support is extended")
    STOP = "stop", _("the support stops")


class PledgeKind(TextChoices):
    MONEY = "money", _("money")
    SKILLS = "skills", _("skills")
    DISTRIBUTION = "distribution", _("distribution through a network")
    OTHER = "other", _("something else")


class PledgeState(TextChoices):
    PLEDGED = "pledged", pgettext_lazy("a pledge", "pledged")
    CONFIRMED = "confirmed", pgettext_lazy("a pledge", "confirmed in writing")
    DELIVERED = "delivered", pgettext_lazy("a pledge", "delivered")
    WITHDRAWN = "withdrawn", pgettext_lazy("a pledge", "withdrawn")


PLEDGE_MOVES = Moves(
    PledgeState,
    initial=PledgeState.PLEDGED,
    final={PledgeState.DELIVERED},
    confirm=({PledgeState.PLEDGED}, PledgeState.CONFIRMED),
    deliver=({PledgeState.CONFIRMED}, PledgeState.DELIVERED),
    withdraw=({PledgeState.PLEDGED, PledgeState.CONFIRMED}, PledgeState.WITHDRAWN),
    pledge_again=({PledgeState.WITHDRAWN}, PledgeState.PLEDGED),
)
