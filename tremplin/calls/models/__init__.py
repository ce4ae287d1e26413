"""The rows of this room, by subject."""

from tremplin.calls.models.applications import (
    Answer,
    Application,
    Attachment,
    Conflict,
    Correction,
    Note,
    Rival,
    Signature,
    Submission,
)
from tremplin.calls.models.calls import Call, Intake, LegalText, Track
from tremplin.calls.models.forms import FormVersion, Question, Section
from tremplin.calls.models.initiatives import Bearer, Initiative, TeamMember

__all__ = [
    "Answer",
    "Application",
    "Attachment",
    "Bearer",
    "Call",
    "Conflict",
    "Correction",
    "FormVersion",
    "Initiative",
    "Intake",
    "LegalText",
    "Note",
    "Question",
    "Rival",
    "Section",
    "Signature",
    "Submission",
    "TeamMember",
    "Track",
]
