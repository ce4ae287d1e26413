"""Where an exit stands: each of its steps, done or not yet, as facts say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.support.models import Accompaniment, Diagnosis, Introduction, Letter, Relation, YearReport
from tremplin.support.queries.indicators import indicators_of, standings_of
from tremplin.support.queries.outcomes import outcomes_due
from tremplin.support.queries.relations import relations_visible_to
from tremplin.support.queries.reports import duties_of
from tremplin.support.states import AccompanimentState, DiagnosisState, LetterKind, Occasion, ReportAudience

RECENT = timedelta(days=60)  # an exit measure is one taken in the last two months of the support


@dataclass(frozen=True)
class ExitStep:
    """`words`: the fact; `gesture`: what the link offers, to whoever leads the support alone when `leads`."""

    label: str
    done: bool
    words: str
    gesture: str
    url: str
    leads: bool = False


def exit_steps(accompaniment: Accompaniment) -> list[ExitStep]:
    """In the order they are usually done; nothing obliges to it."""
    steps: tuple[Callable[[Accompaniment], ExitStep], ...] = (
        _diagnosis,
        _indicators,
        _outcomes,
        _report,
        _duties,
        _attestation,
        _relations,
        _closing,
    )
    return [step(accompaniment) for step in steps]


def last_day_of(accompaniment: Accompaniment) -> date:
    if accompaniment.closed_at is None:
        return accompaniment.ends_on
    return accompaniment.closed_at.astimezone(ZoneInfo(accompaniment.season.programme.time_zone)).date()


def _to(name: str, accompaniment: Accompaniment) -> str:
    return reverse(f"support:{name}", args=[accompaniment.ref])


def _diagnosis(one: Accompaniment) -> ExitStep:
    found = Diagnosis.objects.filter(accompaniment=one, occasion=Occasion.EXIT).first()
    label = _("The diagnosis at the exit")
    if found is None:
        return ExitStep(label, False, _("It is not open yet."), _("Open it"), _to("diagnosis-list", one))
    url = reverse("support:diagnosis", args=[found.ref])
    if found.state == DiagnosisState.AGREED and found.agreed_at:
        words = _("Agreed by both on %(day)s.") % {"day": date_format(found.agreed_at)}
        return ExitStep(label, True, words, _("See what changed since the start"), _to("diagnosis-changes", one))
    return ExitStep(label, False, _("It is open, and not agreed by both yet."), _("Go on with it"), url)


def _indicators(one: Accompaniment) -> ExitStep:
    rows = [row for row in standings_of(list(indicators_of(one))) if not row.indicator.carried]
    since = last_day_of(one) - RECENT
    recent = sum(row.last is not None and row.last.on >= since for row in rows)
    label, url = _("The indicators, measured a last time"), _to("indicator-list", one)
    if not rows:
        return ExitStep(label, False, _("No indicator is followed."), _("Write one"), url)
    words = _("%(recent)s of %(all)s measured since %(day)s.") % {
        "recent": recent,
        "all": len(rows),
        "day": date_format(since),
    }
    return ExitStep(label, recent == len(rows), words, _("Measure them"), url)


def _outcomes(one: Accompaniment) -> ExitStep:
    rows = Introduction.objects.filter(accompaniment=one).select_related("accompaniment__season__programme")
    due = len(outcomes_due(list(rows), clock.today(one.season.programme.time_zone)))
    label, url = _("What the introductions brought"), _to("introduction-list", one)
    if due:
        words = ngettext(
            "%(count)s answer is still to be asked for.", "%(count)s answers are still to be asked for.", due
        ) % {"count": due}
        return ExitStep(label, False, words, _("Ask for them"), url)
    return ExitStep(label, True, _("Nobody is left to be asked today."), _("Read what they brought"), url)


def _report(one: Accompaniment) -> ExitStep:
    label, url = _("The report of the year"), _to("report-list", one)
    found = {audience: _last(one, audience) for audience in ReportAudience}
    done = all(report is not None and report.finished_at for report in found.values())
    public = found[ReportAudience.PUBLIC]
    said = {
        audience: _("not written") if report is None else _("finished") if report.finished_at else _("being written")
        for audience, report in found.items()
    }
    if public is not None and public.published_at:
        said[ReportAudience.PUBLIC] = _("published")
    elif public is not None and public.agreed_at:
        said[ReportAudience.PUBLIC] = _("agreed to by the initiative")
    words = _("Public: %(public)s. Internal: %(internal)s.") % {
        "public": said[ReportAudience.PUBLIC],
        "internal": said[ReportAudience.INTERNAL],
    }
    return ExitStep(label, done, words, _("Write it, or read it"), url)


def _last(one: Accompaniment, audience: str) -> YearReport | None:
    return YearReport.objects.filter(accompaniment=one, audience=audience).order_by("-number").first()


def _duties(one: Accompaniment) -> ExitStep:
    duties, label, url = duties_of(one), _("The duties of the charter, with their evidence"), _to("exit-duties", one)
    said = sum(bool(duty.state) for duty in duties)
    if not duties:
        return ExitStep(label, True, _("No charter with duties is in force."), _("Look"), url)
    words = _("%(said)s of %(all)s told.") % {"said": said, "all": len(duties)}
    return ExitStep(label, said == len(duties), words, _("Say where they stand"), url)


def _attestation(one: Accompaniment) -> ExitStep:
    found = Letter.objects.filter(accompaniment=one, kind=LetterKind.ATTESTATION, withdrawn_at=None).first()
    label = _("The attestation of support")
    if found is None:
        url = f"{_to('letter-write', one)}?nature=attestation"
        return ExitStep(label, False, _("None is issued."), _("Issue it"), url, leads=True)
    words = _("Issued on %(day)s.") % {"day": date_format(found.issued_at)}
    return ExitStep(label, True, words, _("Read it"), reverse("support:letter", args=[found.ref]))


def _relations(one: Accompaniment) -> ExitStep:
    rows = Relation.objects.filter(initiative=one.initiative_id)
    kept, count = rows.exclude(keeper=None).count(), rows.count()
    label, url = _("Relations handed over to the team"), _to("exit-relations", one)
    if not count:
        return ExitStep(label, True, _("No relation was begun."), _("Look"), url)
    words = _("%(kept)s of %(all)s have somebody who keeps them.") % {"kept": kept, "all": count}
    return ExitStep(label, kept == count, words, _("Say who keeps them"), url)


def _closing(one: Accompaniment) -> ExitStep:
    label, url = _("The end, or another year"), _to("steer", one)
    after = Accompaniment.objects.filter(renews=one).first()
    if after is not None:
        words = _("Renewed from %(day)s.") % {"day": date_format(after.starts_on)}
        return ExitStep(label, True, words, _("See the support that follows"), _to("accompaniment", after))
    if one.state == AccompanimentState.CLOSED and one.closed_at:
        ended = one.get_ended_as_display() if one.ended_as else _("no longer under way")
        words = _("Closed on %(day)s: %(how)s.") % {"day": date_format(one.closed_at), "how": ended}
        return ExitStep(label, True, words, _("See its state"), url, leads=True)
    words = _("The last day is %(day)s.") % {"day": date_format(one.ends_on)}
    return ExitStep(label, False, words, _("Close the support"), url, leads=True)


def relations_to_hand(person: Any, accompaniment: Accompaniment) -> list[Relation]:
    rows = relations_visible_to(person).filter(initiative=accompaniment.initiative_id)
    return list(rows.select_related("body", "network", "keeper").prefetch_related("contacts"))
