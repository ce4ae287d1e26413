"""Messages received: who reads them, who is told of them, and when they are erased."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, DateTimeField, F, QuerySet, Value, When

from tremplin.community.engine.months import months_after
from tremplin.community.models import Enquiry
from tremplin.community.states import EnquiryState
from tremplin.core.text import fold
from tremplin.people.models import Person
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role

UNWANTED_MONTHS = 1


def enquiries_visible_to(person: Any) -> QuerySet[Enquiry]:
    """Those written to the programmes the person works for: waiting ones first, the oldest on top; then the newest."""
    found = Enquiry.objects.filter(programme__in=programmes_where(person, [Role.AGENT])).select_related("programme")
    waits = When(state=EnquiryState.RECEIVED, then=F("received_at"))
    since = Case(waits, default=Value(None), output_field=DateTimeField())
    return found.order_by(since.asc(nulls_last=True), "-received_at", "-pk")


def waiting_for(person: Any) -> QuerySet[Enquiry]:
    return enquiries_visible_to(person).filter(state=EnquiryState.RECEIVED)


def enquiries_matching(found: QuerySet[Enquiry], words: str, state: str = "") -> QuerySet[Enquiry]:
    """Those that hold each of these words, accents and case aside, in a state or in any."""
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.filter(state=state) if state else found


def others_from(enquiry: Enquiry, person: Any) -> QuerySet[Enquiry]:
    """What else came from the same address, the newest first."""
    found = enquiries_visible_to(person).filter(email=enquiry.email).exclude(pk=enquiry.pk)
    return found.order_by("-received_at", "-pk")


def told_of_messages(programme: Programme) -> list[tuple[str, str]]:
    """Address and language of whom a new message is announced to: the programme's mailbox, else each of its team."""
    if programme.contact_email:
        return [(programme.contact_email, settings.LANGUAGE_CODE[:2])]
    agents = Mandate.objects.filter(in_force(), programme=programme, role=Role.AGENT)
    team = Person.objects.filter(pk__in=agents.values("person"), is_active=True).order_by("email")
    return [(person.email, person.language) for person in team if person.email]


def erased_on(enquiry: Enquiry) -> date | None:
    """The day a message is erased, where its programme is; None while it waits for an answer."""
    if enquiry.state == EnquiryState.ANSWERED:
        settled, months = enquiry.answered_at, settings.ENQUIRY_KEPT_MONTHS
    elif enquiry.state == EnquiryState.UNWANTED:
        settled, months = enquiry.unwanted_at, UNWANTED_MONTHS
    else:
        return None
    assert settled is not None  # noqa: S101
    return months_after(settled.astimezone(ZoneInfo(enquiry.programme.time_zone)).date(), months)
