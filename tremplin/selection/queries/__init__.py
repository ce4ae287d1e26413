"""Reading this room. What a person may see starts from the applications they may see: a file in conflict is absent."""

from tremplin.selection.queries.decisions import decisions_released_to, decisions_visible_to, opinions_on, signatory_of
from tremplin.selection.queries.releases import contents_of, digest_of, standing_approvals, waves_visible_to
from tremplin.selection.queries.reviews import (
    others_reviews,
    people_recused,
    reviews_of,
    reviews_proposed,
    seats_of,
    seats_visible_to,
    submitted_reviews,
)
from tremplin.selection.queries.rounds import (
    applications_of,
    applications_visible_to,
    entering,
    files_visible_to,
    next_round,
    previous_round,
    rounds_of,
    rounds_visible_to,
    screening_of,
)
from tremplin.selection.queries.sittings import items_visible_to, quorum_of, sittings_visible_to

__all__ = [
    "applications_of",
    "applications_visible_to",
    "contents_of",
    "decisions_released_to",
    "decisions_visible_to",
    "digest_of",
    "entering",
    "files_visible_to",
    "items_visible_to",
    "next_round",
    "opinions_on",
    "others_reviews",
    "people_recused",
    "previous_round",
    "quorum_of",
    "reviews_of",
    "reviews_proposed",
    "rounds_of",
    "rounds_visible_to",
    "screening_of",
    "seats_of",
    "seats_visible_to",
    "signatory_of",
    "sittings_visible_to",
    "standing_approvals",
    "submitted_reviews",
    "waves_visible_to",
]
