"""The reports of the year, as each side reads them; the one anybody may read; the duties of the charter."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.support.engine.year_reports import Section, parts
from tremplin.support.models import Accompaniment, Duty, YearReport
from tremplin.support.queries.accompaniments import accompaniments_whole_to, is_announced
from tremplin.support.queries.texts import signings_of, text_in_force
from tremplin.support.states import ReportAudience, TextKind

PART = "part_"


def reports_visible_to(person: Any) -> QuerySet[YearReport]:
    """The public ones for both sides; the internal ones for those who answer for the support in the programme."""
    whole = accompaniments_whole_to(person).order_by()
    team = TeamMember.objects.filter(
        person=person if person.is_authenticated else None,
        state=MemberState.JOINED,
        initiative=OuterRef("accompaniment__initiative"),
    )
    return YearReport.objects.filter(
        Q(audience=ReportAudience.PUBLIC) | ~Exists(team), accompaniment__in=whole.values("pk")
    ).select_related("accompaniment__initiative", "accompaniment__season__programme", "written_by", "agreed_by", "file")


def sections_of(report: YearReport, *, written: bool = False) -> list[Section]:
    """`written`: only those that say something."""
    return [one for one in parts(report.words) if one.words.strip() or not written]


def fields_of(report: YearReport) -> dict[str, str]:
    """What stands in each field of its page."""
    return {f"{PART}{one.key}": one.words for one in parts(report.words)}


def draft_of(accompaniment: Accompaniment, audience: str) -> YearReport | None:
    return YearReport.objects.filter(accompaniment=accompaniment, audience=audience, finished_at=None).first()


def last_finished(accompaniment: Accompaniment, audience: str) -> YearReport | None:
    found = YearReport.objects.filter(accompaniment=accompaniment, audience=audience, finished_at__isnull=False)
    return found.order_by("-number").first()


def published_report(ref: str) -> YearReport | None:
    """The last one published of a support, for anybody; nothing before its laureate is announced."""
    shown = Accompaniment.objects.filter(is_announced(), ref=ref)
    return (
        YearReport.objects.filter(accompaniment__in=shown.values("pk"), published_at__isnull=False)
        .select_related("accompaniment__initiative", "accompaniment__season__programme", "file")
        .order_by("-number")
        .first()
    )


def charter_lines(accompaniment: Accompaniment) -> list[str]:
    """One duty a line: of the charter the initiative signed, or of the one in force when it signed none."""
    signed = signings_of(accompaniment).filter(text__kind=TextKind.CHARTER).order_by("-at", "-pk").first()
    text = (
        signed.text
        if signed
        else text_in_force(accompaniment.season.programme, TextKind.CHARTER, accompaniment.ends_on)
    )
    lines = text.words_fr.splitlines() if text else []
    return [line.strip().lstrip("-–—•* ").strip()[:300] for line in lines if line.strip(" -–—•*\t")]


def duties_of(accompaniment: Accompaniment) -> list[Duty]:
    """Those looked at, or to be: not kept in the table before the first of them is."""
    known = list(Duty.objects.filter(accompaniment=accompaniment).select_related("by"))
    return known or unsaid_duties(accompaniment, charter_lines(accompaniment))


def unsaid_duties(accompaniment: Accompaniment, lines: Collection[str]) -> list[Duty]:
    return [Duty(accompaniment=accompaniment, title=line, position=place) for place, line in enumerate(lines, 1)]
