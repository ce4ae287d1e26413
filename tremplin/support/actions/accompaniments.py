"""Opening a year of support, naming who is beside the initiative, noting what was said, closing."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import Initiative
from tremplin.core import clock, freshness, journal
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.actions import give_mandate
from tremplin.programme.models import Season
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.selection.models import Decision
from tremplin.support import rules
from tremplin.support.actions.roadmaps import hand_over_named
from tremplin.support.models import Accompaniment, Action, Part, Point
from tremplin.support.queries import decisions_to_open
from tremplin.support.queries.accompaniments import not_ended, parts_today
from tremplin.support.states import AccompanimentState, EndedAs, Owner, PartKind, Subject


def open_from_decision(
    decision: Decision, *, starts_on: date, ends_on: date, by: Person, at: datetime
) -> Accompaniment:
    """Open the support of a laureate that accepted. Its public words are those it agreed to."""
    with transaction.atomic():
        hold(decision.application.initiative)
        if not decisions_to_open(by).filter(pk=decision.pk).exists():
            raise MoveRefused(_("This decision opens no support: it is not announced, not accepted, or already open."))
        acceptance = decision.acceptance
        return _open(
            decision.application.initiative,
            decision.application.call.season,
            decision=decision,
            motive="",
            starts_on=starts_on,
            ends_on=ends_on,
            public_name=acceptance.public_name,
            public_words=acceptance.public_words,
            by=by,
            at=at,
        )


def open_by_act(
    initiative: Initiative,
    season: Season,
    *,
    motive: str,
    starts_on: date,
    ends_on: date,
    public_name: str = "",
    public_words: str = "",
    renews: Accompaniment | None = None,
    by: Person,
    at: datetime,
) -> Accompaniment:
    """Open a support without a call: a past season, a renewal, a direct choice. The act says why."""
    with transaction.atomic():
        hold(initiative)
        if not motive.strip():
            raise MoveRefused(_("Please say why this initiative is supported: the act is kept with it."))
        return _open(
            initiative,
            season,
            decision=None,
            motive=motive,
            renews=renews,
            starts_on=starts_on,
            ends_on=ends_on,
            public_name=public_name or initiative.name,
            public_words=public_words,
            by=by,
            at=at,
        )


def _open(initiative: Initiative, season: Season, *, by: Person, at: datetime, **columns: object) -> Accompaniment:
    require(rules.can_open_accompaniments(by))
    if Role.AGENT not in roles_of(by, season.programme):
        raise MoveRefused(_("This season belongs to a programme whose team you are not in."))
    if Accompaniment.objects.filter(initiative=initiative, season=season).exists():
        raise MoveRefused(_("This initiative is already supported in this season."))
    if isinstance(renewed := columns.get("renews"), Accompaniment):
        if renewed.initiative_id != initiative.pk:
            raise MoveRefused(_("A renewal is for the same initiative."))
        if Accompaniment.objects.filter(renews=renewed).exists():
            raise MoveRefused(_("This support is already renewed: look at the one that follows it."))
    accompaniment = Accompaniment(initiative=initiative, season=season, opened_by=by, opened_at=at, **columns)
    if accompaniment.ends_on < accompaniment.starts_on:
        raise MoveRefused(_("The last day comes after the first."))
    accompaniment.save()
    if isinstance(renewed, Accompaniment):
        # it did not only end: another year follows
        Accompaniment.objects.filter(pk=renewed.pk, ended_as=EndedAs.COMPLETED).update(ended_as=EndedAs.RENEWED)
    journal.record("open", accompaniment, by=by.ref, at=at, detail=accompaniment.motive)
    if accompaniment.starts_on <= clock.today(season.programme.time_zone):
        move(accompaniment, "start", by=by.ref, at=at)
    return accompaniment


def name_part(accompaniment: Accompaniment, person: Person, *, kind: str, by: Person, at: datetime) -> Part:
    """Put somebody beside the initiative, and give them the mandate that goes with it. Twice is once."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(rules.can_name(by, held))
        season = held.season
        today = clock.today(season.programme.time_zone)
        part, created = Part.objects.get_or_create(
            accompaniment=held, person=person, kind=kind, until_day=None, defaults={"from_day": today}
        )
        if created:
            journal.record("name", held, by=by.ref, at=at, after=f"{kind} {person.ref}")
            give_mandate(
                season.programme,
                email=str(person.email),
                full_name=person.full_name,
                role=Role.OFFICER if kind == PartKind.OFFICER else Role.REFERENT,
                season=season,
                from_day=today,
                until_day=max(season.ends_on, held.ends_on, today),
                by=by,
                at=at,
            )
        return part


def end_part(part: Part, *, by: Person, at: datetime) -> None:
    """Somebody leaves: their part ends today, what they wrote stays, what bears their name is for whoever follows."""
    with transaction.atomic():
        held = hold(part.accompaniment)
        require(rules.can_name(by, held))
        today = clock.today(held.season.programme.time_zone)
        if Part.objects.filter(not_ended(), pk=part.pk).update(until_day=max(today, part.from_day)):
            journal.record("end_part", held, by=by.ref, at=at, before=f"{part.kind} {part.person.ref}")
            if not held.parts.filter(parts_today(), person=part.person_id).exclude(until_day=today).exists():
                named = Action.objects.filter(accompaniment=held, person=part.person_id, owner=Owner.OFFICER)
                hand_over_named(named, by=by.ref, at=at)


def write_point(
    accompaniment: Accompaniment, *, on: date, words: str, private: bool, by: Person, at: datetime
) -> Point:
    """Three lines after a call."""
    with transaction.atomic():
        if isinstance(answer := rules.can_lead(by, accompaniment, Subject.ROADMAP), No):
            raise MoveRefused(answer.reason)
        point = Point.objects.create(accompaniment=accompaniment, on=on, words=words, private=private, by=by, at=at)
        journal.record("note", accompaniment, by=by.ref, at=at)
        return point


def steer(accompaniment: Accompaniment, verb: str, *, by: Person, at: datetime) -> None:
    """Start, pause, resume."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(rules.can_lead(by, held))
        # a support that goes on has not ended any more: why it had stays in the journal
        move(held, verb, by=by.ref, at=at, detail=held.closing_words, closed_at=None, closing_words="", ended_as="")
        freshness.bump()
    accompaniment.refresh_from_db()


def close(
    accompaniment: Accompaniment, *, words: str, ended_as: str = EndedAs.COMPLETED, by: Person, at: datetime
) -> None:
    """End the support, saying why; nothing of it is deleted."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(rules.can_lead(by, held))
        if not words.strip():
            raise MoveRefused(_("Please say how the support ended."))
        if ended_as == EndedAs.COMPLETED and Accompaniment.objects.filter(renews=held).exists():
            ended_as = EndedAs.RENEWED
        columns = {"closed_at": at, "closing_words": words, "ended_as": ended_as}
        move(held, "close", by=by.ref, at=at, detail=words, **columns)
        freshness.bump()
    accompaniment.refresh_from_db()


def start_due(at: datetime) -> int:
    """What the clock does: a support whose first day has come is under way."""
    count = 0
    for one in Accompaniment.objects.filter(state=AccompanimentState.PLANNED).select_related("season__programme"):
        if one.starts_on <= clock.today(one.season.programme.time_zone):
            with transaction.atomic():
                held = hold(one)
                if held.state == AccompanimentState.PLANNED:
                    move(held, "start", by="", at=at)
                    count += 1
    return count


def show_proof(accompaniment: Accompaniment, *, words: str, by: Person, at: datetime) -> None:
    """Show, or write again, the public page that proves the support."""
    with transaction.atomic():
        held = hold(accompaniment)
        if isinstance(answer := rules.can_show_proof(by, held), No):
            raise MoveRefused(answer.reason)
        shown = held.shown_since or clock.today(held.season.programme.time_zone)
        Accompaniment.objects.filter(pk=held.pk).update(public_words=words, shown_since=shown)
        journal.record("show", held, by=by.ref, at=at)
        freshness.bump()
    accompaniment.refresh_from_db()
