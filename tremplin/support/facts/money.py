"""The programme's own money: what was signed and paid, what waits for a signature, a report, a payment."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Convention, DatedText, FinancialReport, Signing, Tranche
from tremplin.support.queries.money import COMMITTED
from tremplin.support.queries.undertakings import publication_dates
from tremplin.support.sentences.money import euros
from tremplin.support.states import (
    ConventionState,
    ReportState,
    Side,
    Signatory,
    Subject,
    TextKind,
    TrancheState,
)

SOON = timedelta(days=60)  # a report due later than that waits for nobody yet


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    shown = seen.open_to(Subject.MONEY)
    signed = Convention.objects.filter(accompaniment__in=shown, signed_on__isnull=False)
    for one in signed.filter(signed_on__gte=seen.since) if seen.since else signed:
        words = _("convention signed by both: %(object)s, %(amount)s") % {
            "object": one.object,
            "amount": euros(one.amount),
        }
        if one.signed_on is not None:
            yield one.accompaniment_id, News(one.signed_on, words, reverse_lazy("support:convention", args=[one.ref]))
    paid = Tranche.objects.filter(convention__accompaniment__in=shown, state=TrancheState.PAID)
    for tranche in (paid.filter(paid_on__gte=seen.since) if seen.since else paid).select_related("convention"):
        words = _("tranche %(number)s paid: %(amount)s") % {"number": tranche.number, "amount": euros(tranche.amount)}
        if tranche.paid_on is not None:
            url = reverse_lazy("support:tranche", args=[tranche.ref])
            yield tranche.convention.accompaniment_id, News(tranche.paid_on, words, url)
    accepted = FinancialReport.objects.filter(convention__accompaniment__in=shown, accepted_at__isnull=False)
    since = seen.since_at()
    for report in (accepted.filter(accepted_at__gte=since) if since else accepted).select_related("convention"):
        pk = report.convention.accompaniment_id
        if report.accepted_at is not None:
            url = reverse_lazy("support:financial-report", args=[report.ref])
            yield pk, News(seen.day_of(report.accepted_at, pk), _("financial report accepted"), url)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown = seen.open_to(Subject.MONEY)
    found = Convention.objects.filter(accompaniment__in=shown).exclude(
        state__in=[ConventionState.ENDED, ConventionState.DROPPED]
    )
    rows = list(
        found.select_related("bearer", "accompaniment__season__programme").prefetch_related(
            "versions__signatures", "tranches__report", "reports__gates"
        )
    )
    today, due = clock.today(), publication_dates(rows)
    yield from _contracts(rows, today)
    for one in rows:
        for item in _of_convention(one, due[one.pk], today):
            yield one.accompaniment_id, item


def season_owed(
    rows: Collection[Convention], due: Mapping[int, date | None], today: date
) -> list[tuple[Convention, Owed]]:
    """Of a whole season, the nearest date first: for whoever pays."""
    found = [(one, item) for one in rows for item in _of_convention(one, due[one.pk], today)]
    return sorted(found, key=lambda row: row[1].due or today)


def _contracts(rows: Collection[Convention], today: date) -> Iterator[tuple[int, Owed]]:
    """What waits for the republican commitment of its structure; two queries for any number of them."""
    waiting = [one for one in rows if one.state == ConventionState.DRAFT and one.bearer.kind in COMMITTED]
    texts: dict[int, DatedText] = {}
    programmes = {one.accompaniment.season.programme_id for one in waiting}
    began = DatedText.objects.filter(programme__in=programmes, kind=TextKind.REPUBLICAN, valid_from__lte=today)
    for text in began.order_by("valid_from", "pk"):
        texts[text.programme_id] = text
    known = Signing.objects.filter(text__in=[text.pk for text in texts.values()]).order_by()
    signed = set(known.filter(bearer__in=[one.bearer_id for one in waiting]).values_list("text", "bearer"))
    for one in waiting:
        of_programme = texts.get(one.accompaniment.season.programme_id)
        if of_programme is not None and (of_programme.pk, one.bearer_id) not in signed:
            url = reverse_lazy("support:republican-contract", args=[one.accompaniment.ref, one.bearer.ref])
            yield one.accompaniment_id, Owed(Side.TEAM, _("Sign the republican commitment contract"), url)


def _of_convention(one: Convention, published_by: date | None, today: date) -> Iterator[Owed]:
    said = {"object": one.object}
    url = reverse_lazy("support:convention", args=[one.ref])
    if one.state == ConventionState.DRAFT:
        yield Owed(Side.OFFICER, _("Propose the convention for signature: %(object)s") % said, url)
    elif one.state == ConventionState.PROPOSED:
        last = max(one.versions.all(), key=lambda version: version.number, default=None)
        parties = {signature.party for signature in last.signatures.all()} if last else set()
        if Signatory.BEARER not in parties:
            yield Owed(Side.TEAM, _("Sign the convention: %(object)s") % said, url)
        if Signatory.AUTHORITY not in parties:
            yield Owed(Side.OFFICER, _("Have the authority sign the convention: %(object)s") % said, url)
    if one.signed_on is None:
        return
    if published_by is not None and one.published_on is None:
        yield Owed(
            Side.OFFICER, _("Publish the essential data of the convention: %(object)s") % said, url, published_by
        )
    for tranche in one.tranches.all():
        yield from _of_tranche(tranche)
    for report in one.reports.all():
        yield from _of_report(report, today)


def _of_tranche(tranche: Tranche) -> Iterator[Owed]:
    url = reverse_lazy("support:tranche", args=[tranche.ref])
    said = {"number": tranche.number, "amount": euros(tranche.amount)}
    if tranche.state == TrancheState.OPEN:
        yield Owed(Side.TEAM, _("Ask for the payment of tranche %(number)s: %(amount)s") % said, url, tranche.due_on)
    elif tranche.state == TrancheState.REQUESTED:
        yield Owed(Side.OFFICER, _("Pay tranche %(number)s: %(amount)s") % said, url, tranche.due_on)
    elif tranche.state == TrancheState.PLANNED and not tranche.needs_committee and not hasattr(tranche, "report"):
        words = _("Say that the conditions of tranche %(number)s are met: %(amount)s") % said
        yield Owed(Side.OFFICER, words, url, tranche.due_on)


def _of_report(report: FinancialReport, today: date) -> Iterator[Owed]:
    url = reverse_lazy("support:financial-report", args=[report.ref])
    if report.state == ReportState.RECEIVED:
        yield Owed(Side.OFFICER, _("Read the financial report"), url, report.due_on)
    elif report.state == ReportState.DUE and report.due_on <= today + SOON and _still_needed(report):
        yield Owed(Side.TEAM, _("Send the financial report"), url, report.due_on)


def _still_needed(report: FinancialReport) -> bool:
    return report.gates is None or report.gates.state == TrancheState.PLANNED
