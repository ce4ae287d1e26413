"""The facts of a year that its report is drafted from, read once, in the report's language."""

from collections import Counter
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tremplin.support.carrying import agreed_on
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.engine.year_reports import Changed, Measured, NeedSaid, YearFacts
from tremplin.support.models import (
    Accompaniment,
    Agreement,
    CommitteeItem,
    Funding,
    Introduction,
    Outcome,
    Tranche,
    WorkshopSeat,
)
from tremplin.support.queries.commitments import promised_in, promisers_of
from tremplin.support.queries.indicators import indicators_of, standings_of
from tremplin.support.states import (
    AgreementState,
    BookingState,
    CommitmentState,
    CommitteeState,
    FundingState,
    Level,
    Occasion,
    OutcomeResult,
    TrancheState,
    WorkshopState,
)


def year_facts(accompaniment: Accompaniment, language: str) -> YearFacts:
    with translation.override(language):
        held = accompaniment.bookings.filter(state=BookingState.HELD)
        hours = held.aggregate(sum=Sum("hours"), experts=Count("slot__expert", distinct=True))
        changes, asked = _changes(accompaniment, language)
        promises = promised_in([accompaniment])[accompaniment.pk]
        promisers = promisers_of(promises)
        introductions = list(Introduction.objects.filter(accompaniment=accompaniment))
        said = _outcomes(accompaniment)
        return YearFacts(
            language=language,
            name=accompaniment.public_name,
            words=accompaniment.public_words,
            season=str(accompaniment.season),
            first=date_format(accompaniment.starts_on),
            last=date_format(_last_day(accompaniment)),
            needs=[NeedSaid(one.step, one.title, one.state, one.result) for one in accompaniment.needs.all()],
            asked=asked,
            changes=changes,
            sessions=held.count(),
            hours=_number(hours["sum"]) if hours["sum"] else "",
            experts=hours["experts"],
            subjects=list(held.values_list("subject", flat=True)),
            workshops=WorkshopSeat.objects.filter(
                accompaniment=accompaniment, came=True, given_back_at=None, workshop__state=WorkshopState.HELD
            ).count(),
            written=len(introductions),
            sent=sum(one.sent_at is not None for one in introductions),
            answered=sum(one.sent_at is not None and one.answered_at is not None for one in introductions),
            met=sum(one.sent_at is not None and one.met_on is not None for one in introductions),
            outcomes=[(str(OutcomeResult(result).label), count) for result, count in said.items()],
            outcomes_said=said.total(),
            agreements=[
                (one.partner, one.object, date_format(one.signed_on) if one.signed_on else "")
                for one in Agreement.objects.filter(
                    accompaniment=accompaniment, state__in=[AgreementState.SIGNED, AgreementState.ENDED]
                ).order_by("signed_on", "pk")
            ],
            indicators=_indicators(accompaniment),
            money=_money(accompaniment),
            committees=_committees(accompaniment),
            promised=len(promises),
            kept=sum(one.state == CommitmentState.KEPT for one in promises),
            open_promises=[
                (one.what, f"{promisers[one.pk]}, {one.who}", date_format(one.due_on))
                for one in promises
                if one.state == CommitmentState.PROMISED
            ],
        )


def _last_day(accompaniment: Accompaniment) -> date:
    if accompaniment.closed_at is None:
        return accompaniment.ends_on
    zone = ZoneInfo(accompaniment.season.programme.time_zone)
    return min(accompaniment.ends_on, accompaniment.closed_at.astimezone(zone).date())


def _changes(accompaniment: Accompaniment, language: str) -> tuple[list[Changed], int]:
    """Between the versions agreed at the start and at the exit: what changed, out of how many questions both have."""
    versions = agreed_on(accompaniment)
    if Occasion.START not in versions or Occasion.EXIT not in versions:
        return [], 0
    before, after = (
        {key: one["level"] for key, one in versions[occasion].frozen["answers"].items() if one["level"]}
        for occasion in (Occasion.START, Occasion.EXIT)
    )
    both = [one for one in QUESTIONS if one.key in before and one.key in after]
    return [
        Changed(one.name(language), str(Level(before[one.key]).label), str(Level(after[one.key]).label))
        for one in both
        if before[one.key] != after[one.key]
    ], len(both)


def _outcomes(accompaniment: Accompaniment) -> Counter[str]:
    """What both sides said of each introduction, the last time each was asked."""
    last: dict[tuple[int, str], str] = {}
    said = Outcome.objects.filter(introduction__accompaniment=accompaniment).exclude(result="")
    for one in said.order_by("at", "pk"):
        last[one.introduction_id, one.side] = one.result
    return Counter(last.values())


def _indicators(accompaniment: Accompaniment) -> list[Measured]:
    rows = [one for one in indicators_of(accompaniment) if not one.carried]
    found = []
    for standing in standings_of(rows):
        one, last = standing.indicator, standing.last
        found.append(
            Measured(
                one.name,
                one.unit,
                _number(one.initial) if one.initial is not None else "",
                date_format(one.initial_on) if one.initial_on else _("at the start"),
                _number(last.value) if last else "",
                date_format(last.on) if last else "",
            )
        )
    return found


def _money(accompaniment: Accompaniment) -> list[tuple[str, str]]:
    paid = Tranche.objects.filter(convention__accompaniment=accompaniment, state=TrancheState.PAID)
    granted = paid.aggregate(sum=Sum("amount"))["sum"]
    fundings = Funding.objects.filter(accompaniment=accompaniment)
    got = fundings.filter(state=FundingState.GOT).aggregate(sum=Sum("got"))["sum"]
    waiting = fundings.filter(state=FundingState.ASKED).aggregate(sum=Sum("asked"))["sum"]
    refused = fundings.filter(state=FundingState.REFUSED).aggregate(sum=Sum("asked"))["sum"]
    rows = (
        (_("paid by the programme"), granted),
        (_("obtained from others"), got),
        (_("asked from others, no answer yet"), waiting),
        (_("refused by others"), refused),
    )
    return [(label, f"{_number(amount)} €") for label, amount in rows if amount]


def _committees(accompaniment: Accompaniment) -> list[tuple[str, str, str]]:
    zone = ZoneInfo(accompaniment.season.programme.time_zone)
    items = CommitteeItem.objects.filter(
        accompaniment=accompaniment, committee__state__in=[CommitteeState.HELD, CommitteeState.SIGNED]
    ).select_related("committee")
    return [
        (
            date_format(one.committee.starts_at.astimezone(zone).date()),
            one.committee.get_kind_display(),
            one.get_outcome_display() if one.outcome else "",
        )
        for one in items.order_by("committee__starts_at", "pk")
    ]


def _number(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return number_format(value.quantize(Decimal(1)) if whole else value, force_grouping=True)
