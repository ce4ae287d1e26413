"""Two sides answer the same questions separately, then agree on one version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No, require
from tremplin.core.drafts import Saved, Typed, merge
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.support import rules
from tremplin.support.carrying import answers_of, openings
from tremplin.support.engine.carried import first_indicator, first_needs, titled
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Accompaniment, Carried, Diagnosis, Indicator, Reply, Version, VersionAcceptance
from tremplin.support.queries import accepted_sides, side_of
from tremplin.support.queries.diagnoses import (
    FIELDS,
    LEVEL,
    LONGEST,
    WORDS,
    authors_of,
    fields_of,
    is_its_own,
    key_of,
)
from tremplin.support.states import Level, Occasion, Side, Subject


def open_diagnosis(accompaniment: Accompaniment, *, occasion: str, by: Person, at: datetime) -> Diagnosis:
    """Open it for both sides. What was already said (the application; the exit of the year before) stands in it, to be
    confirmed or corrected, and what may become first needs and indicators is listed beside: nothing is asked twice.
    """
    found = openings(accompaniment, occasion)
    said = answers_of(accompaniment) if occasion == Occasion.START else []
    measured = first_indicator(said)
    with transaction.atomic():
        held = hold(accompaniment)
        require(rules.can_lead(by, held, Subject.DIAGNOSIS))
        diagnosis, created = Diagnosis.objects.get_or_create(
            accompaniment=held, occasion=occasion, defaults={"opened_at": at}
        )
        if created:
            journal.record("open", diagnosis, by=by.ref, at=at, after=occasion)
            Reply.objects.bulk_create(
                Reply(
                    diagnosis=diagnosis,
                    side=one.side,
                    key=one.key,
                    level=one.level,
                    words=one.words,
                    carried=True,
                    saved_at=at,
                )
                for one in found
            )
            Carried.objects.bulk_create(
                Carried(accompaniment=held, asked=one.asked[:300], words=one.words, position=place, at=at)
                for place, one in enumerate(first_needs(said), 1)
            )
            if measured:
                Indicator.objects.create(
                    accompaniment=held,
                    name=titled(measured.words)[0],
                    source=_("the application"),
                    carried=True,
                    written_by=by,
                    written_at=at,
                )
        return diagnosis


def save_replies(
    diagnosis: Diagnosis, typed: Mapping[str, Typed], *, told: bool = False, by: Person, at: datetime
) -> Saved:
    """Keep what one side typed, field by field (`queries.diagnoses.FIELDS`); a text somebody of the same side saved
    meanwhile is left as it is, and told. `told`: the officer types for the initiative, on the phone.
    """
    with transaction.atomic():
        held = hold(diagnosis)
        answer = rules.can_type_for_team(by, held) if told else rules.can_answer_diagnosis(by, held)
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        side = Side.TEAM if told else _side(by, held)
        known = {
            reply.key: reply for reply in Reply.objects.filter(diagnosis=held, side=side).select_related("saved_by")
        }
        if told:
            _only_told(typed, known)
        for name, one in typed.items():
            _check(name, one.text)
        saved = merge(typed, fields_of(known), authors_of(known))
        for key in dict.fromkeys(key_of(name) for name in saved.changed):
            _keep(held, side, key, known.get(key), saved, told=told, by=by, at=at)
        return saved


def _keep(
    diagnosis: Diagnosis,
    side: Side,
    key: str,
    reply: Reply | None,
    saved: Saved,
    *,
    told: bool,
    by: Person,
    at: datetime,
) -> None:
    level, words = f"{LEVEL}{key}", f"{WORDS}{key}"
    columns: dict[str, Any] = {"carried": False, "told": told, "saved_by": by, "saved_at": at}
    if level in saved.changed:
        columns["level"] = int(saved.texts[level]) if saved.texts[level] else None
    if words in saved.changed:
        columns["words"] = saved.texts[words]
    if reply is None:
        Reply.objects.create(diagnosis=diagnosis, side=side, key=key, **columns)
    else:
        Reply.objects.filter(pk=reply.pk).update(revision=reply.revision + 1, **columns)


def confirm_reply(diagnosis: Diagnosis, key: str, *, by: Person, at: datetime) -> None:
    """What was carried or told stands as it is, says the side it belongs to."""
    with transaction.atomic():
        held = hold(diagnosis)
        if isinstance(answer := rules.can_answer_diagnosis(by, held), No):
            raise MoveRefused(answer.reason)
        _confirm(held, _side(by, held), by, at, key=key)


def _confirm(diagnosis: Diagnosis, side: Side, by: Person, at: datetime, **only: str) -> None:
    waiting = Reply.objects.filter(Q(carried=True) | Q(told=True), diagnosis=diagnosis, side=side, **only)
    waiting.update(carried=False, told=False, saved_by=by, saved_at=at)


def _only_told(typed: Mapping[str, Typed], known: Mapping[str, Reply]) -> None:
    """What the initiative answered itself is neither shown nor changed by whoever types for it."""
    for name in typed:
        reply = known.get(key_of(name))
        if reply is not None and is_its_own(reply):
            raise MoveRefused(_("The initiative has answered this question itself: its answer stays."))


def _side(person: Person, diagnosis: Diagnosis) -> Side:
    side = side_of(person, diagnosis.accompaniment)
    if side is None:
        raise MoveRefused(_("This diagnosis belongs to an initiative you do not follow."))
    return side


def _check(name: str, text: str) -> None:
    if name not in FIELDS:
        raise MoveRefused(_("This question does not belong to the diagnosis."))
    if name.startswith(LEVEL) and text not in {"", *(str(level) for level in Level.values)}:
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
        replies = Reply.objects.filter(diagnosis=held, side=side)
        if any(len(words) > LONGEST for words in replies.values_list("words", flat=True)):
            raise MoveRefused(_("Some texts are too long: they are marked below."))
        # whoever hands in says yes to what was carried or told, and was not corrected
        _confirm(held, side, by, at)
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
