"""What counts to the ceiling of an undertaking: granted or declared, withdrawn, or left out with a motive."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.actions.bearers import note_number
from tremplin.calls.models import Bearer
from tremplin.core import clock, journal
from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.engine import ceilings, conventions
from tremplin.support.models import Accompaniment, Advantage, Booking, Convention
from tremplin.support.queries.undertakings import counted_for, granted_in_year
from tremplin.support.rules.money import can_keep_advantage, can_run_money, has_committed
from tremplin.support.sentences.money import above_the_ceiling, euros
from tremplin.support.states import AdvantageSource, BookingState, Nature


def must_be(answer: Answer) -> None:
    if isinstance(answer, No):
        raise MoveRefused(answer.reason)


def hold_grants() -> None:
    """Whoever grants waits here for its turn: structures of one undertaking may stand in several initiatives and
    programmes, and two grants at one instant could each find the room the other takes. Held before anything else.
    """
    list(Programme.objects.select_for_update().order_by("pk"))


def refuse_above(bearer: Bearer, amount: Decimal, on: date, *, waiting: Decimal = ceilings.NOTHING) -> None:
    """MoveRefused with the ceiling, what counts and what is left. `waiting`: what other conventions will add."""
    counted = counted_for(bearer)
    if amount > ceilings.room_left(counted, on) - waiting:
        raise MoveRefused(above_the_ceiling(ceilings.standing(counted, on), amount, waiting))


def note_advantage(
    accompaniment: Accompaniment,
    bearer: Bearer,
    *,
    nature: str,
    source: str,
    giver: str = "",
    object: str,
    amount: Decimal,
    valued: str = "",
    granted_on: date,
    not_economic: str = "",
    booking: Booking | None = None,
    by: Person,
    at: datetime,
) -> Advantage:
    """Money of this programme above what the law lets go without a convention is granted by a convention alone."""
    programme = accompaniment.season.programme
    with transaction.atomic():
        hold_grants()
        must_be(can_run_money(by, accompaniment))
        _must_hold(bearer, accompaniment, nature, source, giver, amount, valued, granted_on)
        if source == AdvantageSource.PROGRAMME and nature == Nature.MONEY:
            must_be(has_committed(accompaniment, bearer, granted_on))
            year = granted_in_year(bearer, programme, granted_on.year) + amount
            if conventions.needs_convention(year, granted_on):
                raise MoveRefused(
                    _("With this, %(year)s would be granted in the year: above %(limit)s, a convention is required.")
                    % {"year": euros(year), "limit": euros(conventions.CONVENTION_ABOVE)}
                )
        if booking is not None:
            _must_be_held(hold(booking), accompaniment)
        if not not_economic.strip():
            refuse_above(bearer, amount, granted_on)
        made = Advantage.objects.create(
            programme=programme,
            bearer=bearer,
            booking=booking,
            nature=nature,
            source=source,
            giver=giver,
            object=object,
            amount=amount,
            valued=valued,
            granted_on=granted_on,
            not_economic=not_economic.strip(),
            written_by=by,
            written_at=at,
        )
        journal.record("note", made, by=by.ref, at=at, after=nature, detail=not_economic.strip())
        return made


def _must_hold(
    bearer: Bearer,
    accompaniment: Accompaniment,
    nature: str,
    source: str,
    giver: str,
    amount: Decimal,
    valued: str,
    granted_on: date,
) -> None:
    if bearer.initiative_id != accompaniment.initiative_id:
        raise MoveRefused(_("This structure carries another initiative."))
    if amount <= 0:
        raise MoveRefused(_("The amount is more than nothing."))
    if nature == Nature.KIND and not valued.strip():
        raise MoveRefused(_("Please say how the help in kind was valued."))
    if source == AdvantageSource.DECLARED and not giver.strip():
        raise MoveRefused(_("Please say who gave it."))
    if granted_on > clock.today(accompaniment.season.programme.time_zone):
        raise MoveRefused(_("This day is to come: an advantage counts on the day it is granted."))


def _must_be_held(booking: Booking, accompaniment: Accompaniment) -> None:
    if booking.accompaniment_id != accompaniment.pk or booking.state != BookingState.HELD or booking.order_id is None:
        raise MoveRefused(_("Only a session of a paid coach that was held is valued."))
    if Advantage.objects.filter(booking=booking).exists():
        raise MoveRefused(_("This session is noted already."))


def withdraw_advantage(advantage: Advantage, *, why: str, by: Person, at: datetime) -> None:
    """It was noted by mistake, or given back: it no longer counts, and says why."""
    with transaction.atomic():
        held = _held(advantage, by)
        if held.convention_id is not None:
            raise MoveRefused(_("This amount comes from a convention: an amendment changes it."))
        if not why.strip():
            raise MoveRefused(_("Please say why: what is closed stays with its reason."))
        Advantage.objects.filter(pk=held.pk).update(withdrawn_at=at, withdrawn_why=why)
        journal.record("withdraw", held, by=by.ref, at=at, detail=why)
    advantage.refresh_from_db()


def say_not_economic(advantage: Advantage, *, words: str, by: Person, at: datetime) -> None:
    """The motivated way out: what is not for an economic activity does not count. Without words, it counts again."""
    with transaction.atomic():
        hold_grants()
        held = _held(advantage, by)
        if not words.strip() and held.not_economic:
            refuse_above(held.bearer, held.amount, held.granted_on)
        Advantage.objects.filter(pk=held.pk).update(not_economic=words.strip())
        journal.record("leave_out" if words.strip() else "count_again", held, by=by.ref, at=at, detail=words.strip())
    advantage.refresh_from_db()


def count_again(advantage: Advantage, *, by: Person, at: datetime) -> None:
    say_not_economic(advantage, words="", by=by, at=at)


def note_register_number(advantage: Advantage, *, number: str, by: Person, at: datetime) -> None:
    """The number the national register gave it, once it was entered there."""
    with transaction.atomic():
        held = _held(advantage, by)
        Advantage.objects.filter(pk=held.pk).update(register_number=number)
        journal.record("register", held, by=by.ref, at=at, before=held.register_number, after=number[:40])
    advantage.refresh_from_db()


def note_bearer_number(bearer: Bearer, accompaniment: Accompaniment, *, number: str, by: Person, at: datetime) -> None:
    """The registration number says which undertaking a structure is of: whoever grants waits for it."""
    with transaction.atomic():
        hold_grants()
        must_be(can_run_money(by, accompaniment))
        if bearer.initiative_id != accompaniment.initiative_id:
            raise MoveRefused(_("This structure carries another initiative."))
        note_number(bearer, number, by=by, at=at)


def count_convention(convention: Convention, amount: Decimal, on: date, *, by: Person, at: datetime) -> None:
    """What both signed counts from the day they did; an amendment that adds counts what it adds, one that takes off
    takes it from what was granted last. Called under `hold_grants`.
    """
    already = sum((one.amount for one in _standing(convention)), Decimal(0))
    _take_off(convention, already - amount, on, by=by, at=at)
    for one in _standing(convention):
        if one.not_economic != convention.not_economic:  # the amendment says otherwise
            if one.not_economic and not convention.not_economic:
                refuse_above(convention.bearer, one.amount, one.granted_on)
            Advantage.objects.filter(pk=one.pk).update(not_economic=convention.not_economic)
            verb = "leave_out" if convention.not_economic else "count_again"
            journal.record(verb, one, by=by.ref, at=at, detail=convention.not_economic)
    if amount > already:
        if not convention.not_economic:
            refuse_above(convention.bearer, amount - already, on)
        _of_convention(convention, amount - already, on, convention.not_economic, by=by, at=at)


def _standing(convention: Convention) -> list[Advantage]:
    return list(convention.advantages.filter(withdrawn_at=None).order_by("granted_on", "pk"))


def _take_off(convention: Convention, amount: Decimal, on: date, *, by: Person, at: datetime) -> None:
    """What is left of a grant keeps the day it was granted on."""
    for one in reversed(_standing(convention)):
        if amount <= 0:
            return
        why = _("Replaced by the amendment signed on %(day)s.") % {"day": on.isoformat()}
        Advantage.objects.filter(pk=one.pk).update(withdrawn_at=at, withdrawn_why=why)
        journal.record("withdraw", one, by=by.ref, at=at)
        if one.amount > amount:
            _of_convention(convention, one.amount - amount, one.granted_on, one.not_economic, by=by, at=at)
        amount -= one.amount


def _of_convention(
    convention: Convention, amount: Decimal, on: date, not_economic: str, *, by: Person, at: datetime
) -> None:
    made = Advantage.objects.create(
        programme=convention.accompaniment.season.programme,
        bearer=convention.bearer,
        convention=convention,
        nature=Nature.MONEY,
        source=AdvantageSource.PROGRAMME,
        object=convention.object,
        amount=amount,
        granted_on=on,
        not_economic=not_economic,
        written_by=by,
        written_at=at,
    )
    journal.record("grant", made, by=by.ref, at=at, detail=not_economic)


def _held(advantage: Advantage, by: Person) -> Advantage:
    held = hold(advantage)
    must_be(can_keep_advantage(by, held))
    if held.withdrawn_at is not None:
        raise MoveRefused(_("This advantage was withdrawn."))
    return held
