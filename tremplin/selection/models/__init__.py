"""The rows of this room, by subject."""

from tremplin.selection.models.decisions import Decision, Motive, Signatory
from tremplin.selection.models.releases import Acceptance, Approval, Release, Wave
from tremplin.selection.models.reviews import Review, Score, Seat
from tremplin.selection.models.rounds import Criterion, Level, Round, RoundFile, Screening
from tremplin.selection.models.sittings import Presence, Sitting, SittingItem

__all__ = [
    "Acceptance",
    "Approval",
    "Criterion",
    "Decision",
    "Level",
    "Motive",
    "Presence",
    "Release",
    "Review",
    "Round",
    "RoundFile",
    "Score",
    "Screening",
    "Seat",
    "Signatory",
    "Sitting",
    "SittingItem",
    "Wave",
]
