"""What a committee reads of one support: two pages of facts with their dates, assembled from its file, then kept.

`pack_of` answers plain values, to be frozen in the item; `sentences.packs` says them in words. Notes kept for
the programme alone are never read here.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, Sum

from tremplin.calls.models import Bearer
from tremplin.selection.queries.comparison import gist_of, two_sentences
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import (
    Accompaniment,
    Action,
    Booking,
    Commitment,
    CommitteeItem,
    Diagnosis,
    Introduction,
    Outcome,
    Version,
)
from tremplin.support.queries.accompaniments import parts_of
from tremplin.support.queries.commitments import promised_in
from tremplin.support.queries.packs_results import Row, agreements, few, indicators, iso, money, pledges
from tremplin.support.states import (
    ActionState,
    AskedSide,
    BookingState,
    CommitmentState,
    CommitteeState,
    DiagnosisState,
    Occasion,
    OutcomeResult,
    PartKind,
    Side,
    Step,
)

FORMAT = 1


def pack_of(item: CommitteeItem, at: datetime) -> Row:
    """The two pages of a support, as they stand at an instant."""
    found = item.accompaniment
    zone = ZoneInfo(found.season.programme.time_zone)
    today, last = at.astimezone(zone).date(), _last_decided(item)
    since = last.committee.starts_at.astimezone(zone).date() if last else None
    return {
        "format": FORMAT,
        "on": today.isoformat(),
        "since": since.isoformat() if since else None,
        "gist": _gist(found),
        "from": found.starts_on.isoformat(),
        "until": found.ends_on.isoformat(),
        "state": found.state,
        "bearers": _bearers(found, today),
        "officers": [str(one.person) for one in parts_of(found) if one.kind == PartKind.OFFICER],
        "decided": _decided(last, since),
        "diagnosis": _diagnosis(found, zone),
        "roadmap": _roadmap(found, today),
        "introductions": _introductions(found),
        "sessions": _sessions(found),
        "agreements": agreements(found),
        "indicators": indicators(found),
        "money": money(found),
        "pledges": pledges(found),
        "commitments": _commitments(found, since, today),
        "proposal": item.officer_words,
    }


def _last_decided(item: CommitteeItem) -> CommitteeItem | None:
    """What was decided of the same support the time before."""
    before = CommitteeItem.objects.filter(
        accompaniment=item.accompaniment,
        committee__state=CommitteeState.SIGNED,
        committee__starts_at__lt=item.committee.starts_at,
    )
    return before.select_related("committee").order_by("-committee__starts_at", "-pk").first()


def _gist(found: Accompaniment) -> str:
    """Two sentences: its public words, else what its application says."""
    if found.public_words:
        return two_sentences(found.public_words)
    return gist_of(found.decision.application) if found.decision else ""


def _bearers(found: Accompaniment, today: date) -> list[str]:
    there = Bearer.objects.filter(Q(until_day=None) | Q(until_day__gte=today), initiative=found.initiative_id)
    return [str(one) for one in there.filter(from_day__lte=today)]


def _decided(last: CommitteeItem | None, on: date | None) -> Row | None:
    if last is None or not last.outcome:
        return None
    return {
        "on": iso(on),
        "outcome": last.outcome,
        "until": iso(last.extended_until),
        "granted": None if last.granted is None else str(last.granted),
        "conditions": last.conditions,
    }


def _diagnosis(found: Accompaniment, zone: ZoneInfo) -> Row:
    """Where both agreed it stood at the start, and where they agreed it stands since."""
    accepted = Prefetch("versions", Version.objects.prefetch_related("acceptances").order_by("number"))
    agreed = Diagnosis.objects.filter(accompaniment=found, state=DiagnosisState.AGREED).prefetch_related(accepted)
    known = {one.occasion: one for one in agreed}
    start = known.get(Occasion.START)
    now = known.get(Occasion.EXIT) or known.get(Occasion.MIDDLE)
    before, after = _levels(start), _levels(now)
    lines = [
        {"key": one.key, "start": before.get(one.key), "now": after.get(one.key)} for one in QUESTIONS if one.levels
    ]
    return {
        "start_on": _agreed_on(start, zone),
        "now_on": _agreed_on(now, zone),
        "lines": [line for line in lines if line["start"] or line["now"]],
    }


def _agreed_on(diagnosis: Diagnosis | None, zone: ZoneInfo) -> str | None:
    return iso(diagnosis.agreed_at.astimezone(zone).date()) if diagnosis and diagnosis.agreed_at else None


def _levels(diagnosis: Diagnosis | None) -> dict[str, int]:
    """The levels of the version both sides accepted."""
    if diagnosis is None:
        return {}
    both = {Side.TEAM, Side.OFFICER}
    agreed = [one for one in diagnosis.versions.all() if {side.side for side in one.acceptances.all()} >= both]
    answers: Mapping[str, Any] = agreed[-1].frozen.get("answers", {}) if agreed else {}
    return {key: int(one["level"]) for key, one in answers.items() if one.get("level")}


def _roadmap(found: Accompaniment, today: date) -> Row:
    actions = list(Action.objects.filter(accompaniment=found).exclude(state=ActionState.DROPPED))
    late = [one for one in actions if one.state == ActionState.PLANNED and one.due_on < today]
    coming = [one for one in actions if one.state == ActionState.PLANNED and one.due_on >= today]
    steps = []
    for step in Step:
        mine = [one for one in actions if one.step == step]
        steps.append(
            {
                "step": step.value,
                "total": len(mine),
                "done": sum(one.state == ActionState.DONE for one in mine),
                "late": sum(one in late for one in mine),
            }
        )
    return {"steps": steps, "late": few(map(_action, late)), "coming": few(map(_action, coming))}


def _action(one: Action) -> Row:
    return {"title": one.title, "owner": one.owner, "name": one.owner_name, "due": one.due_on.isoformat()}


def _introductions(found: Accompaniment) -> Row:
    sent = list(Introduction.objects.filter(accompaniment=found, sent_at__isnull=False))
    last: dict[int, str] = {}
    told = Outcome.objects.filter(introduction__in=[one.pk for one in sent], side=AskedSide.TEAM).exclude(result="")
    for outcome in told.order_by("at", "pk"):
        last[outcome.introduction_id] = outcome.result
    results = Counter(last.values())
    return {
        "sent": len(sent),
        "answered": sum(bool(one.answered_at or one.met_on) for one in sent),
        "met": sum(one.met_on is not None for one in sent),
        "told": len(last),
        "results": {result: results[result] for result in OutcomeResult.values if results[result]},
    }


def _sessions(found: Accompaniment) -> Row:
    held = Booking.objects.filter(accompaniment=found, state=BookingState.HELD)
    hours: Decimal | None = held.aggregate(total=Sum("hours"))["total"]
    return {
        "held": held.count(),
        "without_hours": held.filter(hours=None).count(),
        "hours": format(hours.normalize(), "f") if hours else "0",
        "experts": held.order_by().values("slot__expert").distinct().count(),
    }


def _commitments(found: Accompaniment, since: date | None, today: date) -> Row:
    """What bodies and sponsors promised: kept since the last committee, late, still to come."""
    promised = promised_in([found])[found.pk]
    kept = [one for one in promised if one.state == CommitmentState.KEPT and _is_after(one.closed_on, since)]
    waiting = [one for one in promised if one.state == CommitmentState.PROMISED]
    late = [one for one in waiting if one.due_on < today]
    return {
        "kept": few(map(_commitment, kept)),
        "late": few(map(_commitment, late)),
        "open": few(_commitment(one) for one in waiting if one.due_on >= today),
    }


def _is_after(day: date | None, since: date | None) -> bool:
    return day is not None and (since is None or day >= since)


def _commitment(one: Commitment) -> Row:
    day = one.closed_on or one.due_on
    return {"who": one.who, "by": str(one.promiser), "what": one.what, "day": day.isoformat()}
