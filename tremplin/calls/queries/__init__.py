"""Reading this room. `visible_to` is the only way to an application: strangers and people in conflict find nothing."""

from tremplin.calls.queries.applications import (
    answers_of,
    attachments_of,
    correction_of,
    drafts_of,
    rivals_of,
    standing_application,
    submitted_visible_to,
    visible_to,
    without_conflicts,
)
from tremplin.calls.queries.calls import (
    calls_managed_by,
    intake_for,
    intakes_of,
    legal_text,
    missed_intakes,
    open_calls,
    published_calls,
    standing_of,
)
from tremplin.calls.queries.content import Content, content_of, open_questions
from tremplin.calls.queries.teams import initiatives_of, membership_of, right_of, team_of

__all__ = [
    "Content",
    "answers_of",
    "attachments_of",
    "calls_managed_by",
    "content_of",
    "correction_of",
    "drafts_of",
    "initiatives_of",
    "intake_for",
    "intakes_of",
    "legal_text",
    "membership_of",
    "missed_intakes",
    "open_calls",
    "open_questions",
    "published_calls",
    "right_of",
    "rivals_of",
    "standing_application",
    "standing_of",
    "submitted_visible_to",
    "team_of",
    "visible_to",
    "without_conflicts",
]
