"""Reading this room. `accompaniments_visible_to` is the only way in: the team of the initiative, whoever is beside it
today, and the programme team.
"""

from tremplin.support.queries.accompaniments import (
    accompaniments_led_by,
    accompaniments_open_to,
    accompaniments_run_by,
    accompaniments_visible_to,
    decisions_to_open,
    is_announced,
    keeps_private,
    parts_of,
    points_visible_to,
    proof_of,
    side_of,
    subjects_open_to,
)
from tremplin.support.queries.commitments import commitments_visible_to
from tremplin.support.queries.diagnoses import (
    accepted_sides,
    diagnoses_visible_to,
    last_version,
    replies_of,
)
from tremplin.support.queries.introductions import introductions_visible_to
from tremplin.support.queries.relations import contacts_visible_to, relations_visible_to
from tremplin.support.queries.roadmaps import actions_visible_to, comments_visible_to, needs_visible_to
from tremplin.support.queries.sessions import bookings_visible_to, free_slots, slots_of

__all__ = [
    "accepted_sides",
    "accompaniments_led_by",
    "accompaniments_open_to",
    "accompaniments_run_by",
    "accompaniments_visible_to",
    "actions_visible_to",
    "bookings_visible_to",
    "comments_visible_to",
    "commitments_visible_to",
    "contacts_visible_to",
    "decisions_to_open",
    "diagnoses_visible_to",
    "free_slots",
    "introductions_visible_to",
    "is_announced",
    "keeps_private",
    "last_version",
    "needs_visible_to",
    "parts_of",
    "points_visible_to",
    "proof_of",
    "relations_visible_to",
    "replies_of",
    "side_of",
    "slots_of",
    "subjects_open_to",
]
