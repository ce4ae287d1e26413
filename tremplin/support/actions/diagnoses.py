"""Two sides answer the same questions separately, then agree on one version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.support import rules
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Accompaniment, Diagnosis, Reply, Version, VersionAcceptance
from tremplin.support.queries import accepted_sides, side_of
from tremplin.support.states import Level, Occasion, Side


@dataclass(frozen=True)
class Said:
    """What one side says on one question; `revision` is the one that was read (0: nothing yet)."""

    level: int | None = None
    words: str = ""
    revision: int = 0


def open_diagnosis(accompaniment: Accompaniment, *, occasion: str, by: Person, at: datetime) -> Diagnosis:
    """Open it for both sides. What the application already said is carried into the initiative's side, to be confirmed
    or corrected: nothing is asked twice.
    """
    from tremplin.support.carrying import carried_from

    carried = carried_from(accompaniment) if occasion == Occasion.START else {}
    with transaction.atomic():
        hold(accompaniment)
        require(rules.can_lead(by, accompaniment))
        diagnosis, created = Diagnosis.objects.get_or_create(
            accompaniment=accompaniment, occasion=occasion, defaults={"opened_at": at}
        )
        if created:
            journal.record("open", diagnosis, by=by.ref, at=at, after=occasion)
            Reply.objects.bulk_create(
                Reply(diagnosis=diagnosis, side=Side.TEAM, key=key, words=words, carried=True, saved_at=at)
                for key, words in carried.items()
            )
        return diagnosis


def save_replies(diagnosis: Diagnosis, said: Mapping[str, Said], *, by: Person, at: datetime) -> list[str]:
    """Keep what one side typed; returns the keys somebody of the same side saved meanwhile, left as they are."""
    with transaction.atomic():
        held = hold(diagnosis)
        if isinstance(answer := rules.can_answer_diagnosis(by, held), No):
            raise MoveRefused(answer.reason)
        side = _side(by, held)
        known = {reply.key: reply for reply in Reply.objects.filter(diagnosis=held, side=side)}
        overtaken = []
        for key, one in said.items():
            _check(key, one)
            reply = known.get(key)
            if reply is None:
                Reply.objects.create(
                    diagnosis=held, side=side, key=key, level=one.level, words=one.words, saved_by=by, saved_at=at
                )
            elif (reply.level, reply.words) == (one.level, one.words) and not reply.carried:
                continue
            elif reply.revision != one.revision:
                overtaken.append(key)
            else:
                Reply.objects.filter(pk=reply.pk).update(
                    level=one.level,
                    words=one.words,
                    carried=False,
                    revision=reply.revision + 1,
                    saved_by=by,
                    saved_at=at,
                )
        return overtaken


def _side(person: Person, diagnosis: Diagnosis) -> Side:
    side = side_of(person, diagnosis.accompaniment)
    if side is None:
        raise MoveRefused(_("This diagnosis belongs to an initiative you do not follow."))
    return side


def _check(key: str, said: Said) -> None:
    if key not in {question.key for question in QUESTIONS}:
        raise MoveRefused(_("This question does not belong to the diagnosis."))
    if said.level is not None and said.level not in Level.values:
        raise MoveRefused(_("Please choose one of the five descriptions."))


def hand_in(diagnosis: Diagnosis, *, by: Person, at: datetime) -> None:
    """One side has said what it had to say. When both have, each reads the other."""
    with transaction.atomic():
        held = hold(diagnosis)
        if isinstance(answer := rules.can_answer_diagnosis(by, held), No):
            raise MoveRefused(answer.reason)
        side = _side(by, held)
        answered = Reply.objects.filter(diagnosis=held, side=side, level__isnull=False).values_list("key", flat=True)
        missing = {question.key for question in QUESTIONS if question.levels} - set(answered)
        if missing:
            raise MoveRefused(_("Some questions have no answer yet: they are marked below."))
        column = "team_in_at" if side == Side.TEAM else "officer_in_at"
        Diagnosis.objects.filter(pk=held.pk).update(**{column: at})
        journal.record("hand_in", held, by=by.ref, at=at, after=str(side))
    diagnosis.refresh_from_db()


def write_version(diagnosis: Diagnosis, *, words: Mapping[str, Any], by: Person, at: datetime) -> Version:
    """Propose a text to both sides: for each question, the level and the words agreed on, and a general word. Whoever
    writes it accepts nothing yet.
    """
    with transaction.atomic():
        held = hold(diagnosis)
        if isinstance(answer := rules.can_write_version(by, held), No):
            raise MoveRefused(answer.reason)
        version = Version.objects.create(
            diagnosis=held,
            number=held.versions.count() + 1,
            frozen=dict(words),
            sha256=digest(dict(words)),
            written_by=by,
            written_at=at,
        )
        journal.record("write_version", held, by=by.ref, at=at, after=str(version.number))
        return version


def accept_version(version: Version, *, by: Person, at: datetime) -> VersionAcceptance:
    """Accept for one's side. When both sides have accepted the same version, the diagnosis is agreed."""
    with transaction.atomic():
        held = hold(version.diagnosis)
        version.diagnosis = held
        if isinstance(answer := rules.can_accept_version(by, version), No):
            raise MoveRefused(answer.reason)
        side = _side(by, held)
        acceptance = VersionAcceptance.objects.create(version=version, side=side, by=by, at=at)
        journal.record("accept", held, by=by.ref, at=at, after=f"{side} {version.number}")
        if accepted_sides(version) == {Side.TEAM, Side.OFFICER}:
            move(held, "agree", by=by.ref, at=at, agreed_at=at)
        return acceptance
