"""Forms loaded, calls prepared and published."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tremplin.calls.engine import schema
from tremplin.calls.engine.writing import fingerprint
from tremplin.calls.formversions import columns_of
from tremplin.calls.models import Call, FormVersion, Intake, LegalText, Question, Section, Track
from tremplin.core import freshness, journal
from tremplin.people.models import Person
from tremplin.programme.models import Season


def load_form(form: schema.Form, *, by: str = "", at: datetime) -> FormVersion:
    """The version of this form: the same words give the same version, other words a new one."""
    mark = fingerprint(form)
    known = FormVersion.objects.filter(fingerprint=mark).first()
    if known is not None:
        return known
    with transaction.atomic():
        version = FormVersion.objects.create(
            title_fr=form.title, title_en=form.title_en, fingerprint=mark, minutes=form.minutes, loaded_at=at
        )
        rows: dict[str, Question] = {}
        for position, section in enumerate(form.sections):
            held = Section.objects.create(
                form=version, key=section.key, position=position, title_fr=section.title, title_en=section.title_en
            )
            for place, question in enumerate(section.questions):
                row = rows[question.key] = Question.objects.create(
                    section=held,
                    position=place,
                    shown_if=rows[question.condition.question] if question.condition else None,
                    **columns_of(question),
                )
                for below, child in enumerate(question.fields):
                    Question.objects.create(section=held, position=below, parent=row, **columns_of(child))
        journal.record("load", version, by=by, at=at)
        return version


def prepare_call(
    season: Season,
    *,
    form: FormVersion,
    slug: str,
    words: Mapping[str, str],
    tracks: Sequence[tuple[str, str, str]],
    intakes: Sequence[tuple[datetime, datetime]],
    grace: timedelta = timedelta(0),
    by: Person,
    at: datetime,
) -> Call:
    """Prepare a call: words (columns of Call), tracks (key, French, English), intakes (opens, closes)."""
    with transaction.atomic():
        call = Call.objects.create(season=season, form=form, slug=slug, **words)
        for key, name_fr, name_en in tracks:
            Track.objects.create(call=call, key=key, name_fr=name_fr, name_en=name_en)
        for opens_at, closes_at in intakes:
            Intake.objects.create(call=call, opens_at=opens_at, closes_at=closes_at, grace=grace)
        journal.record("prepare", call, by=by.ref, at=at)
        return call


def set_legal_text(
    call: Call, *, kind: str, words_fr: str, words_en: str, valid_from: datetime, by: Person, at: datetime
) -> LegalText:
    """A text that binds, in force from an instant on; the ones before stay as they were."""
    with transaction.atomic():
        text = LegalText.objects.create(
            call=call,
            kind=kind,
            words_fr=words_fr,
            words_en=words_en,
            valid_from=valid_from,
            sha256=hashlib.sha256(f"{words_fr}\n\0\n{words_en}".encode()).hexdigest(),
        )
        journal.record("set_text", text, by=by.ref, at=at, after=kind)
        return text


def publish_call(call: Call, *, by: Person, at: datetime) -> None:
    """The call has its public page, and the site announces it while it is open. Published twice is published once."""
    with transaction.atomic():
        if Call.objects.filter(pk=call.pk, published_at=None).update(published_at=at):
            journal.record("publish", call, by=by.ref, at=at)
            freshness.bump()
    call.refresh_from_db(fields=["published_at"])
