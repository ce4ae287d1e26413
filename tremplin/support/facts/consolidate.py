"""What an initiative consolidates: legal questions, the money it looks for, agreements with others, its indicators."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.support.engine.paths import PATHS
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Agreement, Funding, Indicator, LegalQuestion, Measure, Stage
from tremplin.support.queries.fundings import deadline_of
from tremplin.support.queries.indicators import due_days
from tremplin.support.states import AgreementState, FundingState, LegalState, Side, Subject

SOON = timedelta(days=30)


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    """Answered, reached, obtained, signed, measured."""
    yield from _answered(seen)
    yield from _reached(seen)
    got = Funding.objects.filter(accompaniment__in=seen.open_to(Subject.MONEY), state=FundingState.GOT)
    for funding in got.filter(answered_on__gte=seen.since) if seen.since else got.exclude(answered_on=None):
        if funding.answered_on is not None:
            words = _("money obtained: %(name)s") % {"name": funding.name}
            url = reverse_lazy("support:funding", args=[funding.ref])
            yield funding.accompaniment_id, News(funding.answered_on, words, url)
    signed = Agreement.objects.filter(
        accompaniment__in=seen.open_to(Subject.LEGAL), state__in=[AgreementState.SIGNED, AgreementState.ENDED]
    )
    for agreement in signed.filter(signed_on__gte=seen.since) if seen.since else signed:
        if agreement.signed_on is not None:
            words = _("agreement signed with %(partner)s: %(object)s") % {
                "partner": agreement.partner,
                "object": agreement.object,
            }
            url = reverse_lazy("support:agreement", args=[agreement.ref])
            yield agreement.accompaniment_id, News(agreement.signed_on, words, url)
    measured = Measure.objects.filter(
        indicator__accompaniment__in=seen.open_to(Subject.RESULTS), replaced_at=None
    ).select_related("indicator")
    for measure in measured.filter(on__gte=seen.since) if seen.since else measured:
        words = _("measured: %(name)s") % {"name": measure.indicator.name}
        url = reverse_lazy("support:indicator", args=[measure.indicator.ref])
        yield measure.indicator.accompaniment_id, News(measure.on, words, url)


def _answered(seen: Seen) -> Iterator[tuple[int, News]]:
    answered = LegalQuestion.objects.filter(accompaniment__in=seen.open_to(Subject.LEGAL), state=LegalState.ANSWERED)
    since = seen.since_at()
    for question in answered.filter(answered_at__gte=since) if since else answered:
        if question.answered_at is not None:
            day = seen.day_of(question.answered_at, question.accompaniment_id)
            words = _("legal question answered: %(title)s") % {"title": question.title}
            url = reverse_lazy("support:legal-question", args=[question.ref])
            yield question.accompaniment_id, News(day, words, url)


def _reached(seen: Seen) -> Iterator[tuple[int, News]]:
    reached = Stage.objects.filter(walk__accompaniment__in=seen.open_to(Subject.LEGAL)).select_related("walk")
    for stage in reached.filter(on__gte=seen.since) if seen.since else reached:
        url = reverse_lazy("support:walk", args=[stage.walk.ref])
        said = {one.key: one.title for one in path.stages} if (path := PATHS.get(stage.walk.path)) else {}
        if stage.key in said:
            title = said[stage.key].words(get_language() or "fr")
            words = _("stage reached: %(stage)s") % {"stage": title}
            yield stage.walk.accompaniment_id, News(stage.on, words, url)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    """Questions, and whom they wait for; last days to ask within a month; values due; next steps of agreements."""
    yield from _questions(seen)
    today = clock.today()
    meant = Funding.objects.filter(
        accompaniment__in=seen.open_to(Subject.MONEY), state=FundingState.MEANT
    ).select_related("request__resource")
    for funding in meant:
        day = deadline_of(funding)
        if day is not None and day <= today + SOON:
            words = _("Ask for the money: %(name)s") % {"name": funding.name}
            url = reverse_lazy("support:funding", args=[funding.ref])
            yield funding.accompaniment_id, Owed(Side.TEAM, words, url, day)
    drafted = Agreement.objects.filter(accompaniment__in=seen.open_to(Subject.LEGAL), next_on__isnull=False).exclude(
        state__in=[AgreementState.ENDED, AgreementState.DROPPED]
    )
    for agreement in drafted:
        words = f"{agreement.next_step} ({agreement.partner})"
        url = reverse_lazy("support:agreement", args=[agreement.ref])
        yield agreement.accompaniment_id, Owed(Side.TEAM, words, url, agreement.next_on)
    yield from _measures(seen)


def _questions(seen: Seen) -> Iterator[tuple[int, Owed]]:
    waiting = LegalQuestion.objects.filter(
        accompaniment__in=seen.open_to(Subject.LEGAL), state__in=[LegalState.ASKED, LegalState.WITH_EXPERT]
    ).select_related("expert")
    for one in waiting:
        url = reverse_lazy("support:legal-question", args=[one.ref])
        if one.state == LegalState.ASKED:
            words = _("Find who answers the legal question: %(title)s") % {"title": one.title}
            yield one.accompaniment_id, Owed(Side.OFFICER, words, url, one.hoped_by)
        else:
            words = _("Legal question, the answer of %(name)s: %(title)s") % {"name": one.expert, "title": one.title}
            yield one.accompaniment_id, Owed(None, words, url, one.hoped_by)


def _measures(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown = Indicator.objects.filter(accompaniment__in=seen.open_to(Subject.RESULTS), closed_at=None).select_related(
        "accompaniment__season__programme"
    )
    rows, today, carried = list(shown), clock.today(), set[int]()
    for one in rows:
        if one.carried and one.accompaniment_id not in carried:
            carried.add(one.accompaniment_id)
            url = reverse_lazy("support:indicator-list", args=[one.accompaniment.ref])
            yield one.accompaniment_id, Owed(Side.TEAM, _("Confirm the indicators of the application"), url)
    due = due_days(rows)
    for one in rows:
        if one.pk in due and due[one.pk] <= today:
            words = _("Measure: %(name)s") % {"name": one.name}
            url = reverse_lazy("support:measures", args=[one.accompaniment.ref])
            yield one.accompaniment_id, Owed(Side.TEAM, words, url, due[one.pk])
