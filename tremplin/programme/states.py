"""The roles a mandate gives, why a programme falls silent, and how a step of a season stands.

A role is never a flag on a person: it has a programme, perhaps a season, and dates.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class Role(TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    AGENT = "agent", _("programme team")
    AUTHORITY = "authority", _("signing authority")
    EDITOR = "editor", _("editor of the site")
    OFFICER = "officer", _("acceleration officer")
    REVIEWER = "reviewer", _("expert reviewer")
    JUROR = "juror", _("citizen juror")
    REFERENT = "referent", _("referent")
    EXPERT = "expert", _("expert")
    SUPPORTER = "supporter", _("supporter or sponsor")


class QuietReason(TextChoices):
    ELECTION = "election", _("election")
    MOURNING = "mourning", _("mourning")
    OTHER = "other", _("other reason")


class MilestoneState(TextChoices):
    """A step that rooms know about stays planned: whether it is done is read, never stored."""

    PLANNED = "planned", pgettext_lazy("a step", "to be done")
    DONE = "done", pgettext_lazy("a step", "done")
    DROPPED = "dropped", pgettext_lazy("a step", "dropped")


MILESTONE_MOVES = Moves(
    MilestoneState,
    initial=MilestoneState.PLANNED,
    finish=({MilestoneState.PLANNED}, MilestoneState.DONE),
    drop=({MilestoneState.PLANNED}, MilestoneState.DROPPED),
    take_up=({MilestoneState.DONE, MilestoneState.DROPPED}, MilestoneState.PLANNED),
)
