"""The mails of a workshop: a seat taken, another time or place, cancelled."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.emails.session_requests import post_to, team_of
from tremplin.support.models import Workshop, WorkshopSeat
from tremplin.support.queries.workshops import seats_of


def _context(workshop: Workshop, **more: Any) -> dict[str, Any]:
    return {"workshop": workshop, "zone": workshop.season.programme.time_zone, **more}


def post_seat(seat: WorkshopSeat, at: datetime) -> None:
    """To the team of the initiative; taken again after it was given back, it is told again."""
    post_to(
        team_of(seat.accompaniment),
        "support-workshop-seat",
        object=seat.workshop.ref,
        occasion=f"{seat.accompaniment.ref} {at.isoformat()}",
        context=_context(seat.workshop, name=seat.accompaniment.initiative.name),
        at=at,
    )


def _all(workshop: Workshop) -> list[Person]:
    people = [workshop.leader]
    for seat in seats_of(workshop):
        people += team_of(seat.accompaniment)
    return people


def post_changed(workshop: Workshop, by: Person, at: datetime) -> None:
    others = [one for one in _all(workshop) if one.pk != by.pk]
    occasion = str(workshop.sequence)
    post_to(
        others,
        "support-workshop-changed",
        object=workshop.ref,
        occasion=occasion,
        context=_context(workshop),
        at=at,
    )


def post_cancelled(workshop: Workshop, by: Person, at: datetime) -> None:
    others = [one for one in _all(workshop) if one.pk != by.pk]
    kind = "support-workshop-cancelled"
    post_to(others, kind, object=workshop.ref, occasion=kind, context=_context(workshop), at=at)


def _sample() -> Workshop:
    now = clock.now()
    programme = Programme(name_fr="Accélérateur", name_en="Accelerator")
    return Workshop(
        ref="k7px2m9qtr",
        season=Season(programme=programme, name_fr="Saison 2026", name_en="Season 2026"),
        title="Écrire ses statuts",
        leader=Person(full_name="Noé"),
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        place="Salle des communs",
        result="La salle est prise ce jour-là.",
    )


def _workshop_sample() -> dict[str, Any]:
    return _context(_sample())


def _seat_sample() -> dict[str, Any]:
    return _context(_sample(), name="Atlas des haies")


KINDS = [
    MailKind("support-workshop-seat", _("Seat in a workshop"), "support/mail/workshop_seat.txt", _seat_sample),
    MailKind("support-workshop-changed", _("Workshop changed"), "support/mail/workshop_changed.txt", _workshop_sample),
    MailKind(
        "support-workshop-cancelled", _("Workshop cancelled"), "support/mail/workshop_cancelled.txt", _workshop_sample
    ),
]
