"""The document made from a finished report."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from tremplin.core import files
from tremplin.core.pdf import make_pdf
from tremplin.support.actions.reports import attach_report
from tremplin.support.models import YearReport
from tremplin.support.queries.reports import sections_of
from tremplin.support.rules.reports import REPORT


def language_of(report: YearReport) -> str:
    """The one it was drafted in."""
    return str(report.facts.get("language") or "fr")


def make_file(report: YearReport, at: datetime) -> None:
    """Outside any transaction, once, from a version that no longer changes."""
    if report.file_id is not None or report.finished_at is None:
        return
    programme, language = report.accompaniment.season.programme, language_of(report)
    with translation.override(language):
        name, title = (
            str(programme.name),
            _("Report of the year: %(name)s") % {"name": report.accompaniment.public_name},
        )
    content = make_pdf(
        "support/pdf/year_report.html",
        {"report": report, "accompaniment": report.accompaniment, "sections": sections_of(report, written=True)},
        language=language,
        title=title,
        programme=name,
        day=report.finished_at.astimezone(ZoneInfo(programme.time_zone)).date(),
    )
    stored = files.keep_made(
        content,
        name=f"bilan-{report.ref}.pdf",
        kind=REPORT.name,
        owner=report.ref,
        by=report.written_by.ref,
        at=at,
    )
    attach_report(report, stored, at=at)
