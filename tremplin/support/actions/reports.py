"""The report of the year: drafted from the file, written by people, finished, agreed to word for word, published."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import freshness, journal
from tremplin.core.answers import No
from tremplin.core.drafts import Saved, Typed, merge
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.support.engine.year_reports import join, parts
from tremplin.support.engine.year_sentences import draft
from tremplin.support.models import Accompaniment, YearReport
from tremplin.support.queries.reports import PART, draft_of, fields_of, last_finished
from tremplin.support.queries.year_facts import year_facts
from tremplin.support.rules import reports as rules
from tremplin.support.states import ReportAudience


def draft_report(accompaniment: Accompaniment, *, audience: str, language: str, by: Person, at: datetime) -> YearReport:
    """The one being written, or a new version: the words of the last one finished, with the facts of today; without
    any, what the facts say.
    """
    facts = year_facts(accompaniment, language)
    with transaction.atomic():
        held = hold(accompaniment)
        if isinstance(answer := rules.can_draft_report(by, held, audience), No):
            raise MoveRefused(answer.reason)
        if known := draft_of(held, audience):
            return known
        last = last_finished(held, audience)
        sections = draft(facts, public=audience == ReportAudience.PUBLIC)
        report = YearReport.objects.create(
            accompaniment=held,
            audience=audience,
            number=last.number + 1 if last else 1,
            facts=asdict(facts),
            words=last.words if last else join(sections),
            written_by=by,
            written_at=at,
        )
        journal.record("draft", report, by=by.ref, at=at, after=str(report.number))
        return report


def save_report(report: YearReport, typed: Mapping[str, Typed], *, by: Person, at: datetime) -> Saved:
    """Section by section: a text somebody saved meanwhile is left as it is, and told."""
    with transaction.atomic():
        held = _held(report)
        if isinstance(answer := rules.can_edit_report(by, held), No):
            raise MoveRefused(answer.reason)
        standing = fields_of(held)
        saved = merge(
            {name: one for name, one in typed.items() if name in standing},
            standing,
            dict.fromkeys(standing, str(held.written_by)),
        )
        if saved.changed:
            sections = [replace(one, words=saved.texts.get(f"{PART}{one.key}", one.words)) for one in parts(held.words)]
            YearReport.objects.filter(pk=held.pk).update(words=join(sections), written_by=by, written_at=at)
        return saved


def finish_report(report: YearReport, *, read: str, by: Person, at: datetime) -> None:
    """This version no longer changes. `read`: the digest of the words the page showed."""
    with transaction.atomic():
        held = _held(report)
        if isinstance(answer := rules.can_finish_report(by, held), No):
            raise MoveRefused(answer.reason)
        if not any(one.words.strip() for one in parts(held.words)):
            raise MoveRefused(_("The report says nothing yet."))
        if read != words_digest(held):
            raise MoveRefused(_("The report changed while you were reading it: please read it again."))
        YearReport.objects.filter(pk=held.pk).update(finished_at=at)
        journal.record("finish", held, by=by.ref, at=at, detail=words_digest(held))
    report.refresh_from_db()


def agree_report(report: YearReport, *, read: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = _held(report)
        if isinstance(answer := rules.can_agree_report(by, held), No):
            raise MoveRefused(answer.reason)
        if read != words_digest(held):
            raise MoveRefused(_("The report changed while you were reading it: please read it again."))
        YearReport.objects.filter(pk=held.pk).update(agreed_by=by, agreed_at=at)
        journal.record("agree", held, by=by.ref, at=at, detail=words_digest(held))
    report.refresh_from_db()


def publish_report(report: YearReport, *, by: Person, at: datetime) -> None:
    """Anybody reads it from now on; the version published before it is no longer shown."""
    with transaction.atomic():
        held = _held(report)
        if isinstance(answer := rules.can_publish_report(by, held), No):
            raise MoveRefused(answer.reason)
        YearReport.objects.filter(pk=held.pk).update(published_at=at)
        journal.record("publish", held, by=by.ref, at=at)
        freshness.bump()
    report.refresh_from_db()


def hide_report(report: YearReport, *, by: Person, at: datetime) -> None:
    """No version of it is public any more; nothing is deleted."""
    with transaction.atomic():
        held = _held(report)
        if isinstance(answer := rules.can_hide_report(by, held), No):
            raise MoveRefused(answer.reason)
        public = YearReport.objects.filter(accompaniment=held.accompaniment_id, audience=held.audience)
        public.exclude(published_at=None).update(published_at=None)
        journal.record("hide", held, by=by.ref, at=at)
        freshness.bump()
    report.refresh_from_db()


def attach_report(report: YearReport, stored: StoredFile, *, at: datetime) -> None:
    """The document made from a finished version: the first one made stays."""
    with transaction.atomic():
        if YearReport.objects.filter(pk=report.pk, file=None, finished_at__isnull=False).update(file=stored):
            journal.record("attach", report, by="", at=at, after=stored.ref)
    report.refresh_from_db()


def words_digest(report: YearReport) -> str:
    return digest({"words": report.words})


def _held(report: YearReport) -> YearReport:
    """The row, alone: two people who write, finish or agree wait for each other."""
    hold(report.accompaniment)
    return hold(report)
