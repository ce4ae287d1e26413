"""All of one's sessions and workshops, and the address at which a calendar reads them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.people.doorkeeper import me
from tremplin.people.models import Person
from tremplin.support.actions import agendas as actions
from tremplin.support.engine.calendars import Entry, calendar_file
from tremplin.support.forms.introductions import ConfirmForm
from tremplin.support.models import Booking, Workshop
from tremplin.support.queries import agendas as queries
from tremplin.support.rules.expertise import can_open_agenda
from tremplin.support.tokens.sessions import feed_token
from tremplin.support.views.sending import already_sent, send_form


def agenda(request: HttpRequest) -> HttpResponse:
    """What is to come, in order; the address is drawn, drawn again or taken back by a button."""
    if first := already_sent(request):
        return first
    require(can_open_agenda(request.user))
    person, here = me(request), reverse("support:agenda")
    form = ConfirmForm(request.POST or None)

    def do() -> str:
        if "close" in request.POST:
            actions.close_feed(by=person, at=clock.now())
            messages.success(request, _("The address is taken back: it leads nowhere any more."))
        else:
            actions.open_feed(by=person, at=clock.now())
        return here

    if done := send_form(request, form, do):
        return done
    feed, now = queries.feed_of_person(person), clock.now()
    rows = queries.appointments_of(person, now)
    context = {
        "form": form,
        "rows": [row for row in rows if not row.cancelled],
        "feed": settings.BASE_URL + reverse("support:agenda-feed", args=[feed_token(feed)]) if feed else "",
        "opened_at": feed.opened_at if feed else None,
        "zone": settings.TIME_ZONE,
    }
    return render(request, "support/agenda.html", context)


def session_entry(booking: Booking) -> Entry:
    address = settings.BASE_URL + reverse("support:booking", args=[booking.ref])
    return Entry(
        uid=_uid(booking.ref),
        title=_("%(name)s and %(expert)s: %(subject)s")
        % {"name": booking.accompaniment, "expert": booking.slot.expert, "subject": booking.subject},
        words=f"{booking.subject}\n{address}",
        place=booking.slot.place,
        address=address,
        starts_at=booking.slot.starts_at,
        ends_at=booking.slot.ends_at,
        stamp=clock.now(),
        cancelled=booking.state == "cancelled",
        sequence=booking.sequence,
    )


def workshop_entry(workshop: Workshop) -> Entry:
    address = settings.BASE_URL + reverse("support:workshop", args=[workshop.ref])
    return Entry(
        uid=_uid(workshop.ref),
        title=workshop.title,
        words=f"{workshop.words}\n{address}".strip(),
        place=workshop.place,
        address=address,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        stamp=clock.now(),
        cancelled=workshop.state == "cancelled",
        sequence=workshop.sequence,
    )


def _uid(ref: str) -> str:
    return f"{ref}@{urlsplit(settings.BASE_URL).hostname}"


def file_answer(file: bytes, name: str, *, download: bool = True) -> HttpResponse:
    kind = "attachment" if download else "inline"
    disposition = {"Content-Disposition": f'{kind}; filename="{name}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=disposition)


def calendar_answer(person: Person, *, download: bool) -> HttpResponse:
    """All of a person's, in the language of their mails."""
    with translation.override(person.language):
        rows = queries.appointments_of(person, clock.now() - queries.KEPT)
        entries = [session_entry(row.of) if isinstance(row.of, Booking) else workshop_entry(row.of) for row in rows]
        file = calendar_file(*entries, name=_("Sessions and workshops"))
    return file_answer(file, "agenda", download=download)
