"""Reading this room. `visible_to` is the only way to an application: strangers and people in conflict find nothing."""

from tremplin.calls.queries.applications import (
    answers_of,
    attachments_of,
    correction_of,
    drafts_of,
    rivals_of,
    submitted_visible_to,
    visible_to,
)
from tremplin.calls.queries.calls import (
    calls_managed_by,
    intake_for,
    intakes_of,
    legal_text,
    open_calls,
    published_calls,
)
from tremplin.calls.queries.teams import membership_of, right_of

__all__ = [
    "answers_of",
    "attachments_of",
    "calls_managed_by",
    "correction_of",
    "drafts_of",
    "intake_for",
    "intakes_of",
    "legal_text",
    "membership_of",
    "open_calls",
    "published_calls",
    "right_of",
    "rivals_of",
    "submitted_visible_to",
    "visible_to",
]
