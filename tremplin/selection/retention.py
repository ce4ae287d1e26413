"""How long what is written to choose is kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person
from tremplin.selection.models import Review, Seat

_WITH_APPLICATION = _("destroyed with the application")
_WITH_CALL = _("kept with the call")

KEPT = [
    Retention("selection.Screening", _("Screenings"), None, _WITH_APPLICATION),
    Retention("selection.Round", _("Rounds"), None, _WITH_CALL),
    Retention("selection.Criterion", _("Criteria"), None, _WITH_CALL),
    Retention("selection.Level", _("Levels of criteria"), None, _WITH_CALL),
    Retention("selection.RoundFile", _("Files in rounds"), None, _WITH_APPLICATION),
    Retention("selection.Seat", _("Seats of readers"), None, _WITH_CALL),
    Retention("selection.Review", _("Reviews"), None, _WITH_APPLICATION),
    Retention("selection.Score", _("Scores"), None, _WITH_APPLICATION),
    Retention("selection.Sitting", _("Sittings and their minutes"), None, _WITH_CALL),
    Retention("selection.Presence", _("Presence at sittings"), None, _WITH_CALL),
    Retention("selection.SittingItem", _("Files discussed in sittings"), None, _WITH_APPLICATION),
    Retention("selection.Signatory", _("Signing authorities of calls"), None, _WITH_CALL),
    Retention("selection.Decision", _("Decisions"), None, _("kept for the life of the programme, then archived")),
    Retention("selection.Motive", _("Motives of decisions"), None, _("kept with the decision")),
    Retention("selection.Release", _("Announcements"), None, _WITH_CALL),
    Retention("selection.Wave", _("Waves of announcements"), None, _WITH_CALL),
    Retention("selection.Approval", _("Approvals of waves"), None, _WITH_CALL),
    Retention("selection.Acceptance", _("Answers of laureates"), None, _("kept with the decision")),
]


def _seats(person: Person) -> list[dict[str, Any]]:
    """The seats offered to the person, and what they wrote in each."""
    rows: list[dict[str, Any]] = [
        {"round": str(seat.round), "call": str(seat.round.call), "state": seat.get_state_display()}
        for seat in Seat.objects.filter(person=person).select_related("round__call")
    ]
    reviews = Review.objects.filter(seat__person=person).select_related("file__application", "file__round__call")
    reviews = reviews.prefetch_related("scores__criterion")
    return rows + [
        {
            "round": str(review.file.round),
            "call": str(review.file.round.call),
            "number": review.file.application.number,
            "state": review.get_state_display(),
            "opinion": review.get_opinion_display() if review.opinion else "",
            "words": "\n".join(f"{score.criterion}: {score.words}" for score in review.scores.all() if score.words),
            "for_team": review.for_team,
            "for_applicant": review.for_applicant,
        }
        for review in reviews
    ]


SEATS = PersonalData(
    "32-seats",
    _("Your seats as a reader, and your reviews"),
    _seats,
    {
        "round": _("round"),
        "call": _("call"),
        "state": _("state"),
        "number": _("number"),
        "opinion": _("opinion"),
        "words": _("what you wrote on each criterion"),
        "for_team": _("comment for the team"),
        "for_applicant": _("comment for the applicants"),
    },
)
