"""The rows of this room, by subject."""

from tremplin.programme.models.absences import Absence
from tremplin.programme.models.quiet import QuietPeriod
from tremplin.programme.models.seasons import Mandate, Programme, Season
from tremplin.programme.models.threads import Milestone

__all__ = ["Absence", "Mandate", "Milestone", "Programme", "QuietPeriod", "Season"]
