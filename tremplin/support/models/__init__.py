"""The rows of this room, by subject."""

from tremplin.support.models.accompaniments import Accompaniment, Part, Point
from tremplin.support.models.diagnoses import Diagnosis, Reply, Version, VersionAcceptance
from tremplin.support.models.introductions import IncomingReply, Introduction, Nudge, Outcome
from tremplin.support.models.relations import Commitment, Contact, Relation, Remark, Trace
from tremplin.support.models.requests import ResourceRequest
from tremplin.support.models.roadmaps import Action, Need
from tremplin.support.models.sessions import Booking, Slot
from tremplin.support.models.supporters import Asking, Offer

__all__ = [
    "Accompaniment",
    "Action",
    "Asking",
    "Booking",
    "Commitment",
    "Contact",
    "Diagnosis",
    "IncomingReply",
    "Introduction",
    "Need",
    "Nudge",
    "Offer",
    "Outcome",
    "Part",
    "Point",
    "Relation",
    "Remark",
    "Reply",
    "ResourceRequest",
    "Slot",
    "Trace",
    "Version",
    "VersionAcceptance",
]
