"""Letters the programme issues about an initiative: kept word for word, withdrawn with a reason, never changed."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, freshness, journal
from tremplin.core.answers import No, require
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Letter
from tremplin.support.rules.letters import can_issue_letter, can_withdraw_letter


def issue_letter(
    accompaniment: Accompaniment,
    *,
    kind: str,
    addressed_to: str,
    subject: str,
    words: str,
    language: str,
    signed_as: str,
    valid_until: date | None,
    by: Person,
    at: datetime,
) -> Letter:
    """Issue a letter, a letter of support or an attestation. Its file is made afterwards, outside any transaction: see
    `support.composed_letters.make_file`.
    """
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_issue_letter(by, held, kind))
        if not subject.strip() or not words.strip() or not signed_as.strip():
            raise MoveRefused(_("A letter has a subject, words, and says as what it is signed."))
        if valid_until is not None and valid_until < clock.today(held.season.programme.time_zone):
            raise MoveRefused(_("A letter is valid until a day to come, or without an end."))
        letter = Letter.objects.create(
            accompaniment=held,
            kind=kind,
            addressed_to=addressed_to,
            subject=subject,
            words=words,
            language=language,
            signed_by=by,
            signed_as=signed_as,
            issued_at=at,
            valid_until=valid_until,
        )
        journal.record("issue", letter, by=by.ref, at=at, after=kind)
        return letter


def attach_file(letter: Letter, stored: StoredFile, *, at: datetime) -> None:
    """The document made from the letter: the first one made stays."""
    with transaction.atomic():
        if Letter.objects.filter(pk=letter.pk, file=None).update(file=stored):
            journal.record("attach", letter, by="", at=at, after=stored.ref)
    letter.refresh_from_db()


def withdraw_letter(letter: Letter, *, why: str, by: Person, at: datetime) -> None:
    """From now on, whoever checks it reads that it is withdrawn; why is kept inside."""
    with transaction.atomic():
        held = hold(letter)
        if isinstance(answer := can_withdraw_letter(by, held), No):
            raise MoveRefused(answer.reason)
        if not why.strip():
            raise MoveRefused(_("Please say why the letter is withdrawn."))
        Letter.objects.filter(pk=held.pk).update(withdrawn_at=at, withdrawn_why=why)
        journal.record("withdraw", held, by=by.ref, at=at, detail=why)
        freshness.bump()
    letter.refresh_from_db()
