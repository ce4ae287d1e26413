"""What this room holds about those who give their time, and about whoever wrote of a session."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import PersonalData
from tremplin.people.models import Person
from tremplin.support.models import CalendarFeed, Expertise, Feedback, SessionNote, SessionRequest, Workshop


def _expertise(person: Person) -> list[dict[str, Any]]:
    """What is written of their help, what they were asked and answered, the workshops they lead."""
    rows: list[dict[str, Any]] = [
        {"what": str(one.get_kind_display()), "words": one.words, "from": one.from_day, "until": one.until_day}
        for one in Expertise.objects.filter(person=person)
    ]
    asked = SessionRequest.objects.filter(expertise__person=person).select_related("accompaniment__initiative")
    rows += [
        {
            "what": str(one.accompaniment),
            "words": f"{one.words}\n{one.answer}".strip(),
            "from": one.asked_at,
            "until": None,
        }
        for one in asked
    ]
    return rows + [
        {"what": one.title, "words": one.words, "from": one.starts_at, "until": one.ends_at}
        for one in Workshop.objects.filter(leader=person)
    ]


def _written(person: Person) -> list[dict[str, Any]]:
    """Their own notes and feedback; and since when a calendar reads their sessions."""
    notes = SessionNote.objects.filter(by=person).select_related("booking")
    rows: list[dict[str, Any]] = [{"session": one.booking.subject, "words": one.words, "on": one.at} for one in notes]
    rows += [
        {"session": one.booking.subject, "words": f"{one.useful}\n{one.otherwise}".strip(), "on": one.at}
        for one in Feedback.objects.filter(by=person).select_related("booking")
    ]
    feeds = CalendarFeed.objects.filter(person=person, closed_at=None)
    return rows + [{"session": str(_("address of your calendar")), "words": "", "on": one.opened_at} for one in feeds]


EXPERTISE = PersonalData(
    "34-expertise",
    _("What you help with as an expert, and what you were asked"),
    _expertise,
    {"what": _("what"), "words": _("words"), "from": _("from, or asked on"), "until": _("until")},
)
WRITTEN = PersonalData(
    "34-sessions-written",
    _("What you wrote of sessions"),
    _written,
    {"session": _("session"), "words": _("words"), "on": _("on")},
)
