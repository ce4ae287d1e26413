"""Who writes, finishes, agrees to and publishes the report of a year; who says how a duty was kept."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.support.models import Accompaniment, YearReport
from tremplin.support.queries import is_announced, side_of
from tremplin.support.queries.reports import last_finished, reports_visible_to
from tremplin.support.rules.accompaniments import can_lead, writes
from tremplin.support.states import AccompanimentState, ReportAudience, Side, Subject


def can_write_exit(person: Any, accompaniment: Accompaniment) -> Answer:
    """What prepares or follows the end: written by both sides once the support has begun, and after it is closed."""
    if accompaniment.state == AccompanimentState.PLANNED:
        return No(_("The support has not begun."))
    return writes(person, accompaniment, Subject.RESULTS)


def can_draft_report(person: Any, accompaniment: Accompaniment, audience: str) -> Answer:
    """The public one is written by both sides; the internal one by those who answer for the support."""
    if audience == ReportAudience.INTERNAL and isinstance(answer := can_lead(person, accompaniment), No):
        return answer
    return can_write_exit(person, accompaniment)


def can_edit_report(person: Any, report: YearReport) -> Answer:
    if report.finished_at is not None:
        return No(_("This version is finished: it no longer changes. Another one can follow it."))
    return can_draft_report(person, report.accompaniment, report.audience)


def can_finish_report(person: Any, report: YearReport) -> Answer:
    return can_edit_report(person, report) and can_lead(person, report.accompaniment)


def can_agree_report(person: Any, report: YearReport) -> Answer:
    """For the initiative, word for word, to the last finished version."""
    if report.audience != ReportAudience.PUBLIC:
        return No(_("The internal report is not published: nobody is asked to agree to it."))
    if side_of(person, report.accompaniment) != Side.TEAM:
        return No(_("The initiative agrees to its public report."))
    if not right_of(person, report.accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person agrees for the initiative."))
    if report.finished_at is None:
        return No(_("This version is still being written: it is agreed to once it is finished."))
    if last_finished(report.accompaniment, report.audience) != report:
        return No(_("A newer version has been finished: please read it, then agree to that one."))
    if report.agreed_at is not None:
        return No(_("The initiative has agreed to this version."))
    return Yes()


def can_publish_report(person: Any, report: YearReport) -> Answer:
    if isinstance(answer := can_lead(person, report.accompaniment), No):
        return answer
    if report.audience != ReportAudience.PUBLIC or report.agreed_at is None:
        return No(_("A report is published once the initiative has agreed to its words."))
    if last_finished(report.accompaniment, report.audience) != report:
        return No(_("A newer version has been finished: that one is published, once the initiative agrees to it."))
    if report.published_at is not None:
        return No(_("This report is published."))
    if not Accompaniment.objects.filter(is_announced(), pk=report.accompaniment_id).exists():
        return No(_("The laureates are not announced: nothing is said of this support in public yet."))
    return Yes()


def can_hide_report(person: Any, report: YearReport) -> Answer:
    """Either side may take it back from the public: the agreement of both holds it there."""
    if report.published_at is None:
        return No(_("This report is not published."))
    if side_of(person, report.accompaniment) == Side.TEAM:
        if right_of(person, report.accompaniment.initiative, TeamRight.SUBMIT):
            return Yes()
        return No(_("In this team, another person answers for the initiative."))
    return can_lead(person, report.accompaniment)


def can_hand_over(person: Any, accompaniment: Accompaniment) -> Answer:
    """Who keeps a relation is said by the initiative, or by the officer with it."""
    if accompaniment.state == AccompanimentState.PLANNED:
        return No(_("The support has not begun."))
    return writes(person, accompaniment, Subject.TIES)


def _may_download(person: Any, stored: StoredFile) -> Answer:
    if reports_visible_to(person).filter(file=stored).exists():
        return Yes()
    return No(_("This report is about an initiative you do not follow."))


REPORT = FileKind("support.report", _may_download)
