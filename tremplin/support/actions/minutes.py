"""The minutes: kept version by version while people write, then signed, once. What was decided takes effect with the
signature, in the same transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tremplin.core import freshness, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.programme.states import Role
from tremplin.support.actions.committee_decisions import check
from tremplin.support.emails import committees as mails
from tremplin.support.engine.minutes import GENERAL, Merged, digest_of, merge
from tremplin.support.models import Accompaniment, Committee, CommitteeItem, Minutes, Part
from tremplin.support.queries.committees import items_of
from tremplin.support.queries.minutes import last_version
from tremplin.support.rules import committees as rules
from tremplin.support.states import AccompanimentState, CommitteeOutcome, EndedAs, PartKind


def save_minutes(
    committee: Committee, said: Mapping[str, str], *, read: int, by: Person, at: datetime
) -> tuple[Minutes, Merged]:
    """Keep what this person wrote, in another version; `read` is the number of the one they began from (0: the draft).

    A section somebody else changed meanwhile is kept as this person sends it, and what the other wrote is given back:
    it stays in its version, and nothing is lost.
    """
    with transaction.atomic():
        held = hold(committee)
        if isinstance(answer := rules.in_session(by, held), No):
            raise MoveRefused(answer.reason)
        known = {GENERAL, *(one.ref for one in items_of(held, by))}
        last = last_version(held)
        base = held.minutes.filter(number=read).first()
        before: dict[str, str] = base.sections if base else {}
        mine = {key: words for key, words in said.items() if key in known}
        merged = merge(before, last.sections if last else {}, mine)
        if last is not None and merged.sections == last.sections:
            return last, merged
        made = Minutes.objects.create(
            committee=held,
            number=(last.number if last else 0) + 1,
            sections=merged.sections,
            written_by=by,
            written_at=at,
        )
        journal.record("write_minutes", held, by=by.ref, at=at, after=str(made.number))
        return made, merged


def sign_minutes(committee: Committee, *, number: int, name: str, quality: str, by: Person, at: datetime) -> Minutes:
    """Sign the version that was read, and no other; then each support goes on, is extended or stops, as decided."""
    with transaction.atomic():
        held = hold(committee)
        if isinstance(answer := rules.can_sign(by, held), No):
            raise MoveRefused(answer.reason)
        last = last_version(held)
        if last is None or last.number != number:
            raise MoveRefused(_("Somebody changed the minutes while you were reading them: read them again first."))
        items = list(held.items.select_related("accompaniment__season__programme", "accompaniment__initiative"))
        for item in items:
            if item.outcome:
                _apply(item, by=by, at=at)
        Minutes.objects.filter(pk=last.pk).update(
            signed_name=name, signed_as=quality, signed_by=by, signed_at=at, sha256=digest_of(last.sections)
        )
        move(held, "sign", by=by.ref, at=at)
        journal.record("sign_minutes", last, by=by.ref, at=at, after=str(number))
        mails.post_minutes(held, held.members.filter(told_at__isnull=False).select_related("person"), at=at)
        freshness.bump()
    committee.refresh_from_db()
    last.refresh_from_db()
    return last


def _apply(item: CommitteeItem, *, by: Person, at: datetime) -> None:
    found = hold(item.accompaniment)
    item.accompaniment = found
    if found.state == AccompanimentState.CLOSED:
        words = _("%(name)s: this support was closed since it was decided on. Take the decision back before signing.")
        raise MoveRefused(words % {"name": found})
    try:
        check(item, item.outcome, item.extended_until, item.granted, item.motive)
    except MoveRefused as refusal:
        raise MoveRefused(f"{found}{_(': ')}{refusal.reason}") from refusal
    if item.outcome == CommitteeOutcome.EXTEND and item.extended_until is not None:
        _extend(found, item.extended_until, by=by, at=at)
    elif item.outcome == CommitteeOutcome.STOP:
        move(
            found,
            "close",
            by=by.ref,
            at=at,
            detail=item.motive,
            closed_at=at,
            closing_words=item.motive,
            ended_as=EndedAs.STOPPED,
        )
    mails.post_decided(item, at=at)


def _extend(found: Accompaniment, until: date, *, by: Person, at: datetime) -> None:
    """The support, and the mandates of those beside it."""
    before = found.ends_on
    Accompaniment.objects.filter(pk=found.pk).update(ends_on=until)
    journal.record("extend", found, by=by.ref, at=at, before=before.isoformat(), after=until.isoformat())
    roles = {PartKind.OFFICER: Role.OFFICER, PartKind.REFERENT: Role.REFERENT}
    for part in Part.objects.filter(Q(until_day=None) | Q(until_day__gte=before), accompaniment=found):
        kept: dict[str, Any] = {"person": part.person_id, "role": roles[PartKind(part.kind)]}
        for mandate in Mandate.objects.filter(
            season=found.season_id, until_day__gte=before, until_day__lt=until, **kept
        ):
            Mandate.objects.filter(pk=mandate.pk).update(until_day=until)
            journal.record("prolong", mandate, by=by.ref, at=at, after=mandate.role)
