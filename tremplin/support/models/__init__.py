"""The rows of this room, by subject."""

from tremplin.support.models.accompaniments import Accompaniment, Part, Point
from tremplin.support.models.classes import ClassAnswer, ClassCard, ClassDocument, ClassQuestion
from tremplin.support.models.committees import (
    Committee,
    CommitteeItem,
    CommitteeMember,
    Minutes,
    PackDocument,
    Pledge,
)
from tremplin.support.models.consolidate import (
    Agreement,
    Budget,
    Funding,
    Indicator,
    LegalNote,
    LegalQuestion,
    Measure,
    Stage,
    Walk,
)
from tremplin.support.models.deploy import Check, CommonsRecord, Place, Reuser
from tremplin.support.models.diagnoses import Carried, Diagnosis, Reply, Version, VersionAcceptance
from tremplin.support.models.expertise import (
    Expertise,
    Feedback,
    Order,
    SessionNote,
    SessionRequest,
    Workshop,
    WorkshopSeat,
)
from tremplin.support.models.introductions import IncomingReply, Introduction, Nudge, Outcome
from tremplin.support.models.money import (
    Advantage,
    Convention,
    ConventionSignature,
    ConventionVersion,
    FinancialReport,
    Tranche,
)
from tremplin.support.models.relations import Commitment, Contact, Relation, Remark, Trace
from tremplin.support.models.reports import Duty, YearReport
from tremplin.support.models.requests import ResourceRequest
from tremplin.support.models.roadmaps import Action, Comment, Need
from tremplin.support.models.sessions import Booking, CalendarFeed, Slot
from tremplin.support.models.supporters import Asking, Offer
from tremplin.support.models.working import DatedText, Hours, Letter, Share, Signing, TemplateAction, Working

__all__ = [
    "Accompaniment",
    "Action",
    "Advantage",
    "Agreement",
    "Asking",
    "Booking",
    "Budget",
    "CalendarFeed",
    "Carried",
    "Check",
    "ClassAnswer",
    "ClassCard",
    "ClassDocument",
    "ClassQuestion",
    "Comment",
    "Commitment",
    "Committee",
    "CommitteeItem",
    "CommitteeMember",
    "CommonsRecord",
    "Contact",
    "Convention",
    "ConventionSignature",
    "ConventionVersion",
    "DatedText",
    "Diagnosis",
    "Duty",
    "Expertise",
    "Feedback",
    "FinancialReport",
    "Funding",
    "Hours",
    "IncomingReply",
    "Indicator",
    "Introduction",
    "LegalNote",
    "LegalQuestion",
    "Letter",
    "Measure",
    "Minutes",
    "Need",
    "Nudge",
    "Offer",
    "Order",
    "Outcome",
    "PackDocument",
    "Part",
    "Place",
    "Pledge",
    "Point",
    "Relation",
    "Remark",
    "Reply",
    "ResourceRequest",
    "Reuser",
    "SessionNote",
    "SessionRequest",
    "Share",
    "Signing",
    "Slot",
    "Stage",
    "TemplateAction",
    "Trace",
    "Tranche",
    "Version",
    "VersionAcceptance",
    "Walk",
    "Working",
    "Workshop",
    "WorkshopSeat",
    "YearReport",
]
