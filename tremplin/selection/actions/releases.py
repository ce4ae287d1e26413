"""The announcement, in waves. Each leaves once, approved by two people as it stands; stopped half-way, it goes on.

A wave is worked through one file at a time, each in its own transaction: the decision is announced, or the page
published, with the mails that tell of it. What is done is done once: a decision is released by a conditional update, a
mail is written once for its occasion, a page is published once for an answer.
"""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import Call
from tremplin.calls.queries.received import writers_of
from tremplin.content.actions.laureates import publish_laureate
from tremplin.content.pages import LaureatePage
from tremplin.content.queries import laureate_address
from tremplin.core import freshness, journal, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.queries import quiet_at
from tremplin.selection import letters, rules
from tremplin.selection.models import Acceptance, Approval, Decision, Release, Wave
from tremplin.selection.queries import contents_of, digest_of
from tremplin.selection.states import AcceptanceState, DecisionState, Outcome, WaveKind, WaveState

_PAUSE = 0.12  # seconds: SQLite tries again every tenth of a second


def plan_release(call: Call, *, due: Mapping[str, datetime], by: Person, at: datetime) -> Release:
    """Set the instants of the three waves; their order is that of their kinds, and of their dates."""
    with transaction.atomic():
        hold(call)
        require(rules.can_plan_release(by, call))
        instants = [due[kind] for kind in WaveKind.values]
        if instants != sorted(instants):
            raise MoveRefused(_("A wave leaves after the one before it."))
        release, created = Release.objects.get_or_create(call=call, defaults={"planned_by": by, "planned_at": at})
        if not created:
            raise MoveRefused(_("The announcement of this call is already planned: move its waves."))
        for position, kind in enumerate(WaveKind.values, start=1):
            Wave.objects.create(release=release, kind=kind, position=position, due_at=due[kind])
        journal.record("plan", release, by=by.ref, at=at)
        return release


def approve(wave: Wave, *, read: str, by: Person, at: datetime) -> Approval:
    """Approve the wave as it was read: `read` is the digest of what it holds."""
    with transaction.atomic():
        hold(wave.release)
        held = hold(wave)
        if isinstance(answer := rules.can_approve(by, held), No):
            raise MoveRefused(answer.reason)
        if read != digest_of(held):
            raise MoveRefused(_("This wave changed while you were reading it. Please read it again."))
        approval = Approval.objects.create(wave=held, person=by, digest=read, at=at)
        journal.record("approve", held, by=by.ref, at=at, after=read[:40])
        return approval


def hold_wave(wave: Wave, *, by: Person, at: datetime) -> None:
    """Nothing leaves any more until somebody says so; what has left has left."""
    _steer(wave, "hold", by=by, at=at)


def resume(wave: Wave, *, by: Person, at: datetime) -> None:
    _steer(wave, "resume", by=by, at=at)


def _steer(wave: Wave, verb: str, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        hold(wave.release)
        held = hold(wave)
        if isinstance(answer := rules.can_steer(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, verb, by=by.ref, at=at)
    wave.refresh_from_db()


def move_wave(wave: Wave, *, due_at: datetime, by: Person, at: datetime) -> None:
    """Another instant. What was approved stands: the words have not changed."""
    with transaction.atomic():
        hold(wave.release)
        held = hold(wave)
        if isinstance(answer := rules.can_steer(by, held), No):
            raise MoveRefused(answer.reason)
        if held.state == WaveState.RUNNING:
            raise MoveRefused(_("This wave is leaving: hold it first."))
        others = Wave.objects.filter(release=held.release_id).exclude(state=WaveState.DONE)
        if others.filter(position__lt=held.position, due_at__gt=due_at).exists():
            raise MoveRefused(_("A wave leaves after the one before it."))
        Wave.objects.filter(pk=held.pk).update(due_at=due_at)
        # those that follow never leave before it
        others.filter(position__gt=held.position, due_at__lt=due_at).update(due_at=due_at)
        journal.record("move", held, by=by.ref, at=at, before=held.due_at.isoformat(), after=due_at.isoformat())
    wave.refresh_from_db()


def send_now(wave: Wave, *, by: Person, at: datetime) -> None:
    """The wave leaves at the worker's next turn, if two people approved it."""
    with transaction.atomic():
        hold(wave.release)
        held = hold(wave)
        if isinstance(answer := rules.can_steer(by, held), No):
            raise MoveRefused(answer.reason)
        if held.state == WaveState.RUNNING:
            raise MoveRefused(_("This wave is leaving already."))
        if held.state == WaveState.HELD:
            move(held, "resume", by=by.ref, at=at)
        held.due_at = at
        if isinstance(answer := rules.can_leave(held, at), No):
            raise MoveRefused(answer.reason)
        Wave.objects.filter(pk=held.pk).update(due_at=at)
        journal.record("send_now", held, by=by.ref, at=at)
    wave.refresh_from_db()


def plan_again(wave: Wave, *, due_at: datetime, by: Person, at: datetime) -> None:
    """Somebody new is to be told: the wave is planned again, and approved again; nobody is told twice.

    `finished_at` stays: what was told then is told.
    """
    with transaction.atomic():
        hold(wave.release)
        held = hold(wave)
        if isinstance(answer := rules.can_plan_again(by, held), No):
            raise MoveRefused(answer.reason)
        move(held, "plan_again", by=by.ref, at=at, due_at=due_at)
    wave.refresh_from_db()


def run_waves(at: datetime) -> int:
    """What the clock does: start the waves whose moment has come, go on with those a stop interrupted. How many files
    were told of.
    """
    count, failures = 0, []
    waves = Wave.objects.filter(state__in=[WaveState.PLANNED, WaveState.RUNNING]).order_by("release", "position")
    for wave in waves.select_related("release__call__season__programme"):
        try:
            if wave.state == WaveState.RUNNING or _start(wave, at):
                count += _work_through(wave, at)
        except Exception as failure:  # noqa: BLE001  # what stops one announcement does not stop another
            failures.append(failure)
    if failures:
        raise failures[0]
    return count


def _start(wave: Wave, at: datetime) -> bool:
    with transaction.atomic():
        hold(wave.release)
        held = hold(wave)
        if held.state != WaveState.PLANNED or _is_silent(held, at) or not rules.can_leave(held, at):
            return False
        move(held, "run", by="", at=at, started_at=at)
    wave.refresh_from_db()
    return True


def _work_through(wave: Wave, at: datetime) -> int:
    told = 0
    for decision in contents_of(wave).order_by("ref"):
        with transaction.atomic():
            held = hold(wave)
            if held.state != WaveState.RUNNING or _is_silent(held, at):
                return told  # somebody held it, or a quiet period began: what remains waits
            told += _tell(held, decision, at)
        _let_others_write()
    with transaction.atomic():
        held = hold(wave)
        if held.state == WaveState.RUNNING and not _is_silent(held, at):
            if wave.kind == WaveKind.PUBLIC:
                if held.finished_at is None:
                    _thank(wave, at)
                freshness.bump()
            move(held, "finish", by="", at=at, finished_at=at)
    wave.refresh_from_db()
    return told


def _is_silent(wave: Wave, at: datetime) -> bool:
    """Does a quiet period keep this wave back? Until the end of the transaction, none begins."""
    if wave.kind != WaveKind.PUBLIC:
        return False
    return quiet_at(at, wave.release.call.season.programme, firmly=True) is not None


def _let_others_write() -> None:
    """On SQLite, whoever waits to write tries again now and then: without a pause, « hold » would wait for the end."""
    connection = transaction.get_connection()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(_PAUSE)


def _tell(wave: Wave, decision: Decision, at: datetime) -> int:
    """One file of a wave. 1 when it is told of now, 0 when it was already."""
    hold(decision.application)
    held = hold(decision)
    if not contents_of(wave).filter(pk=held.pk).exists():
        return 0  # withdrawn, or declined, while the wave was leaving
    if wave.kind == WaveKind.PUBLIC:
        return _publish(wave, held, at)
    if held.state != DecisionState.SIGNED or _later(held.signed_at, wave):
        return 0
    move(held, "release", by="", at=at, released_at=at)
    if held.outcome == Outcome.SELECTED:
        initiative = held.application.initiative
        Acceptance.objects.get_or_create(decision=held, defaults={"public_name": initiative.name})
    _write_to_team(letters.kind_of(wave.kind, held), held, at)
    return 1


def _later(instant: datetime | None, wave: Wave) -> bool:
    """Signed or agreed to after the wave began to leave: nobody approved it; it waits for the wave planned again."""
    return instant is None or wave.started_at is None or instant > wave.started_at


def _publish(wave: Wave, decision: Decision, at: datetime) -> int:
    acceptance = Acceptance.objects.select_for_update().filter(decision=decision).first()
    if acceptance is None or acceptance.state != AcceptanceState.ACCEPTED or acceptance.published_at is not None:
        return 0
    if _later(acceptance.answered_at, wave):
        return 0
    # exactly the name and the text agreed to: whatever else the page could say, an editor asks for
    acceptance.page = publish_laureate(title=acceptance.public_name, words=acceptance.public_words, at=at)
    acceptance.published_at = at
    acceptance.save(update_fields=["page", "published_at"])
    journal.record("publish", acceptance, by="", at=at)
    _write_to_team(letters.PUBLIC, decision, at, page=acceptance.page)
    return 1


def _write_to_team(kind: str, decision: Decision, at: datetime, page: LaureatePage | None = None) -> None:
    application = decision.application
    for member in writers_of(application):
        language = member.person.language
        address = laureate_address(page, language) if page else ""
        context = (
            letters.public_context(decision, address) if kind == letters.PUBLIC else letters.letter_context(decision)
        )
        mail.post(
            kind,
            to=str(member.person.email),
            language=language,
            object=application.ref,
            occasion=decision.ref,
            context=context,
            at=at,
        )


def _thank(wave: Wave, at: datetime) -> None:
    """Those who read are told when everybody is, never before; once, even when the wave is planned again."""
    for person in letters.readers_to_thank(wave):
        mail.post(
            letters.THANKS,
            to=str(person.email),
            language=person.language,
            object=wave.release.call.ref,
            occasion=wave.release.ref,
            context=letters.thanks_context(wave),
            at=at,
        )


def accept_notice(decision: Decision, *, public_name: str, public_words: str, by: Person, at: datetime) -> None:
    """The laureate accepts, and agrees to this exact name and text; until they are public, it may change them."""
    with transaction.atomic():
        held = hold(decision)
        if isinstance(answer := rules.can_answer_notice(by, held), No):
            raise MoveRefused(answer.reason)
        if not public_name.strip() or not public_words.strip():
            raise MoveRefused(_("Please give the name and the text you agree to publish."))
        acceptance = Acceptance.objects.select_for_update().get(decision=held)
        agreed: dict[str, Any] = {
            "public_name": public_name,
            "public_words": public_words,
            "answered_by": by,
            "answered_at": at,
        }
        if acceptance.state == AcceptanceState.ACCEPTED:
            Acceptance.objects.filter(pk=acceptance.pk).update(**agreed)
            journal.record("agree_again", acceptance, by=by.ref, at=at)
        else:
            move(acceptance, "accept", by=by.ref, at=at, **agreed)


def decline_notice(decision: Decision, *, by: Person, at: datetime) -> None:
    """The laureate declines: nothing about it is published."""
    with transaction.atomic():
        held = hold(decision)
        if isinstance(answer := rules.can_answer_notice(by, held), No):
            raise MoveRefused(answer.reason)
        acceptance = Acceptance.objects.select_for_update().get(decision=held)
        move(acceptance, "decline", by=by.ref, at=at, answered_by=by, answered_at=at)


def show_assessment(decision: Decision, *, by: Person, at: datetime) -> None:
    """Somebody of the team reads what was said of its file: the journal keeps who and when."""
    with transaction.atomic():
        journal.record("show", decision, by=by.ref, at=at)
