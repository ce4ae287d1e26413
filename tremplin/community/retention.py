"""How long events, news and messages are kept, and what this room holds about a person."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tremplin.community.actions.registrations import KEPT as REGISTRATIONS_KEPT
from tremplin.community.models import CheckIn, Enquiry, Registration
from tremplin.core.offers import PersonalData, Retention
from tremplin.people.models import Person

_AFTER_THE_ANSWER = timedelta(days=round(settings.ENQUIRY_KEPT_MONTHS * 365 / 12))

KEPT = [
    Retention("community.Event", _("Events"), None, _("kept: no personal data")),
    Retention("community.Registration", _("Registrations to events"), REGISTRATIONS_KEPT, _("destroyed")),
    Retention("community.CheckIn", _("News asked of former laureates"), None, _("kept with the accompaniment")),
    Retention("community.Enquiry", _("Messages received, after their answer"), _AFTER_THE_ANSWER, _("destroyed")),
    Retention("community.EnquiryAnswer", _("Answers to messages"), _AFTER_THE_ANSWER, _("destroyed")),
]


def _coming(person: Person) -> list[dict[str, Any]]:
    if not person.email:
        return []
    rows = Registration.objects.filter(email=person.email).select_related("event")
    return [
        {"event": str(one.event), "at": one.event.starts_at, "name": one.name, "cancelled": one.cancelled_at}
        for one in rows
    ]


def _news(person: Person) -> list[dict[str, Any]]:
    rows = CheckIn.objects.filter(asked_to=person).select_related("accompaniment__initiative")
    return [
        {
            "initiative": str(one.accompaniment),
            "asked": one.asked_at,
            "answered": one.answered_at if one.answered_by_id == person.pk else None,
            "words": one.words if one.answered_by_id == person.pk else "",
        }
        for one in rows
    ]


def _written(person: Person) -> list[dict[str, Any]]:
    """By address, once it is known to be the person's."""
    if not person.email or person.confirmed_at is None:
        return []
    rows = Enquiry.objects.filter(email=person.email).prefetch_related("answers")
    return [
        {
            "received": one.received_at,
            "name": one.name,
            "subject": one.get_subject_display(),
            "about": one.about_url,
            "words": one.words,
            "state": one.get_state_display(),
            "answers": "\n\n".join(answer.words for answer in one.answers.all()),
        }
        for one in rows
    ]


COMING = PersonalData(
    "36-events",
    _("Your registrations to events"),
    _coming,
    {"event": _("event"), "at": _("begins"), "name": _("name given"), "cancelled": _("cancelled")},
)
NEWS = PersonalData(
    "37-news",
    _("The news you were asked for"),
    _news,
    {
        "initiative": _("initiative"),
        "asked": _("asked"),
        "answered": _("answered by you"),
        "words": _("what you wrote"),
    },
)
WRITTEN = PersonalData(
    "38-enquiries",
    _("Your messages to the team"),
    _written,
    {
        "received": _("received"),
        "name": _("name given"),
        "subject": _("subject"),
        "about": _("page it is about"),
        "words": _("what you wrote"),
        "state": _("state"),
        "answers": _("our answers"),
    },
)
