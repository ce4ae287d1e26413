"""Dated texts: written once, in force from a day, never changed; signed for an initiative, with the hash of what was
read.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import Bearer
from tremplin.core import clock, journal
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.selection.engine.digests import digest
from tremplin.support.models import Accompaniment, DatedText, Signing
from tremplin.support.queries.texts import text_in_force
from tremplin.support.rules.texts import can_sign_texts, can_write_texts


def words_of(text: DatedText, language: str) -> dict[str, str]:
    """What is read, and signed, in a language: the French when there is no other."""
    english = language == "en" and bool(text.words_en)
    return {
        "title": (text.title_en or text.title_fr) if english else text.title_fr,
        "words": text.words_en if english else text.words_fr,
    }


def write_text(
    programme: Programme,
    *,
    kind: str,
    title_fr: str,
    words_fr: str,
    valid_from: date,
    title_en: str = "",
    words_en: str = "",
    by: Person,
    at: datetime,
) -> DatedText:
    """A new text, in force from a day to come or from today: what was in force before stays as it was signed."""
    whole = digest({"title_fr": title_fr, "title_en": title_en, "words_fr": words_fr, "words_en": words_en})
    with transaction.atomic():
        held = hold(programme)
        require(can_write_texts(by, held))
        if valid_from < clock.today(held.time_zone):
            raise MoveRefused(_("A text cannot come into force in the past: what was signed then was another one."))
        if DatedText.objects.filter(programme=held, kind=kind, valid_from=valid_from).exists():
            raise MoveRefused(_("A text of this kind already comes into force on that day: choose another day."))
        text = DatedText.objects.create(
            programme=held,
            kind=kind,
            title_fr=title_fr,
            title_en=title_en,
            words_fr=words_fr,
            words_en=words_en,
            valid_from=valid_from,
            sha256=whole,
            written_by=by,
            written_at=at,
        )
        journal.record("write", text, by=by.ref, at=at, after=valid_from.isoformat())
        return text


def sign_text(
    text: DatedText,
    accompaniment: Accompaniment,
    *,
    name: str,
    quality: str,
    bearer: Bearer | None = None,
    read: str = "",
    by: Person,
    at: datetime,
) -> Signing:
    """Sign the text in force. `read`: the hash the page showed; another text since is refused. Twice is once."""
    with transaction.atomic():
        held = hold(accompaniment)
        require(can_sign_texts(by, held))
        if text.programme_id != held.season.programme_id:
            raise MoveRefused(_("This text belongs to another programme."))
        if not name.strip() or not quality.strip():
            raise MoveRefused(_("Please write who signs, and as what."))
        known = Signing.objects.filter(text=text, accompaniment=held, bearer=bearer).first()
        if known is not None:
            return known
        if text_in_force(held.season.programme, text.kind, clock.today(held.season.programme.time_zone)) != text or (
            read and read != text.sha256
        ):
            raise MoveRefused(_("This text is no longer the one in force: please read the new one, then sign it."))
        signing = Signing.objects.create(
            text=text,
            accompaniment=held,
            bearer=bearer,
            sha256=text.sha256,
            name=name,
            quality=quality,
            by=by,
            at=at,
        )
        journal.record("sign", signing, by=by.ref, at=at, after=text.ref)
        return signing
