"""The rows of this room, by subject."""

from tremplin.support.models.accompaniments import Accompaniment, Part, Point
from tremplin.support.models.diagnoses import Diagnosis, Reply, Version, VersionAcceptance
from tremplin.support.models.introductions import Introduction, Relation, Trace
from tremplin.support.models.roadmaps import Action, Need
from tremplin.support.models.sessions import Booking, Slot

__all__ = [
    "Accompaniment",
    "Action",
    "Booking",
    "Diagnosis",
    "Introduction",
    "Need",
    "Part",
    "Point",
    "Relation",
    "Reply",
    "Slot",
    "Trace",
    "Version",
    "VersionAcceptance",
]
