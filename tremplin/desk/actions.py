"""Monday's mail: the week in fifteen lines, to each of the programme team and of the officers who has any."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from tremplin.core import clock, journal, mail
from tremplin.core.models import Entry, Message
from tremplin.desk import emails
from tremplin.desk.week import week_of
from tremplin.people.models import Person
from tremplin.people.queries import wants
from tremplin.programme.engine.working_days import working_day_from
from tremplin.programme.models import Mandate, Programme
from tremplin.programme.queries import in_force
from tremplin.programme.queries.absences import away_today
from tremplin.programme.states import Role

FROM = time(7)  # on the programme's clock
_VERB = "monday"


def send_week(at: datetime) -> str:
    """Once a week for each programme, on Monday from seven (on the next working day when it is a holiday), or the day
    after when nothing ran then. Nobody receives it twice; whoever is away receives none, their stand-in has the lines.
    """
    count = 0
    for programme in Programme.objects.order_by("pk"):
        week = _week_of(programme, at)
        if (
            not week
            or Entry.objects.filter(kind=Programme._meta.label, object=programme.ref, verb=_VERB, after=week).exists()
        ):
            continue
        for person in _readers(programme):
            count += _post(person, week, at)
        journal.record(_VERB, programme, by="", at=at, after=week)
    return str(count)


def _week_of(programme: Programme, at: datetime) -> str:
    """The week whose mail is due at this instant (« 2026-W48 »), or ""."""
    local = at.astimezone(ZoneInfo(programme.time_zone))
    day = local.date()
    first = working_day_from(day - timedelta(days=day.weekday()))
    due = local.time() >= FROM if day == first else day == first + timedelta(days=1)
    return f"{day:%G-W%V}" if due else ""


def _readers(programme: Programme) -> list[Person]:
    mandates = Mandate.objects.filter(in_force(), programme=programme, role__in=[Role.AGENT, Role.OFFICER])
    people = Person.objects.filter(pk__in=mandates.order_by().values("person"), is_active=True, email__isnull=False)
    found = list(people)
    away = away_today([person.pk for person in found])
    return [person for person in found if person.pk not in away]


def _post(person: Person, week: str, at: datetime) -> int:
    kind = emails.MONDAY.name
    if not person.email or not wants(person, kind):
        return 0
    if Message.objects.filter(kind=kind, object=person.ref, occasion=week).exists():
        return 0
    with translation.override(person.language):
        lines = week_of(person)
        day = date_format(clock.today())
    if not lines:
        return 0
    context = emails.monday_context(lines, day)
    mail.post(kind, to=person.email, language=person.language, context=context, at=at, object=person.ref, occasion=week)
    return 1
