"""How long applications are kept, and what this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import TeamMember
from tremplin.calls.queries import drafts_of
from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person

_WITH_APPLICATION = _("destroyed with the application")
_WITH_CALL = _("kept with the call")

KEPT = [
    Retention("calls.Initiative", _("Initiatives"), None, _("kept while one of their applications is")),
    Retention("calls.Bearer", _("Bearers of initiatives"), None, _("destroyed with the initiative")),
    Retention("calls.TeamMember", _("Members of teams"), None, _("destroyed with the initiative")),
    Retention("calls.FormVersion", _("Versions of forms"), None, _WITH_CALL),
    Retention("calls.Section", _("Sections of forms"), None, _WITH_CALL),
    Retention("calls.Question", _("Questions of forms"), None, _WITH_CALL),
    Retention("calls.Call", _("Calls"), None, _("kept: no personal data")),
    Retention("calls.Track", _("Tracks"), None, _WITH_CALL),
    Retention("calls.Intake", _("Intakes"), None, _WITH_CALL),
    Retention("calls.LegalText", _("Charters and legal mentions"), None, _WITH_CALL),
    Retention(
        "calls.Application", _("Applications"), None, _("kept for the life of the programme, until its archives decide")
    ),
    Retention("calls.Answer", _("Answers"), None, _WITH_APPLICATION),
    Retention("calls.Rival", _("Texts that lost a race"), None, _WITH_APPLICATION),
    Retention("calls.Attachment", _("Attachments"), None, _WITH_APPLICATION),
    Retention("calls.Signature", _("Signatures of the charter"), None, _WITH_APPLICATION),
    Retention("calls.Submission", _("Copies of what was submitted"), None, _WITH_APPLICATION),
    Retention("calls.Correction", _("Corrections asked"), None, _WITH_APPLICATION),
    Retention("calls.Conflict", _("Conflicts declared"), None, _WITH_APPLICATION),
    Retention("calls.Note", _("Notes of the programme team"), None, _WITH_APPLICATION),
]


def _applications(person: Person) -> list[dict[str, Any]]:
    """The person's places in teams, and the applications of those they belong to now."""
    members = TeamMember.objects.filter(person=person).select_related("initiative")
    rights = {member.initiative_id: member.get_right_display() for member in members}
    places = [
        {"initiative": one.initiative.name, "place": one.get_state_display(), "right": one.get_right_display()}
        for one in members
    ]
    return places + [
        {
            "number": one.number,
            "initiative": one.initiative.name,
            "call": str(one.call),
            "state": one.get_state_display(),
            "submitted_at": one.submitted_at,
            "right": rights[one.initiative_id],
        }
        for one in drafts_of(person)
    ]


APPLICATIONS = PersonalData("30-applications", _("Your teams and their applications"), _applications)
