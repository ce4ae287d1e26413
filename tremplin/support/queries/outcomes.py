"""What introductions brought, as each side says it: what is to be asked, when, and what was answered in all.

Both sides are asked three months after they met (or after it was taken up), then at the exit of the support; of two
that fall close together, only the last. Figures are by introduction, never by person, each with its denominator.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tremplin.core.models import Message
from tremplin.core.states import MessageState
from tremplin.programme.models import Programme, Season
from tremplin.support.models import Introduction, Outcome
from tremplin.support.states import AskedSide, IntroductionState, OutcomeOccasion, OutcomeResult, TimeSaved

MAIL = "support-outcome"
AFTER_MONTHS = 3
CLOSE = timedelta(days=30)
FEWEST = 5
_BROUGHT = (IntroductionState.TAKEN_UP, IntroductionState.MET, IntroductionState.ENDED)


@dataclass(frozen=True)
class Due:
    """One side is to be asked, since a day."""

    introduction: Introduction
    side: AskedSide
    occasion: OutcomeOccasion
    since: date


def occasions_of(introduction: Introduction) -> list[tuple[OutcomeOccasion, date]]:
    """When both sides are asked what it brought, in order; none for one that nobody took up."""
    began = introduction.met_on or introduction.taken_up_on
    if introduction.state not in _BROUGHT or began is None:
        return []
    supported = introduction.accompaniment
    zone = ZoneInfo(supported.season.programme.time_zone)
    exit_on = supported.closed_at.astimezone(zone).date() if supported.closed_at else supported.ends_on
    days = [(OutcomeOccasion.LATER, _months_after(began, AFTER_MONTHS))]
    if exit_on >= began:
        days.append((OutcomeOccasion.EXIT, exit_on))
    days.sort(key=lambda one: one[1])
    if len(days) == 2 and days[1][1] - days[0][1] <= CLOSE:
        days = days[1:]
    return days


def _months_after(day: date, months: int) -> date:
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def occasion_now(introduction: Introduction, today: date) -> tuple[OutcomeOccasion, date] | None:
    """The last occasion that has come: an earlier one that was missed is not asked any more."""
    return next((one for one in reversed(occasions_of(introduction)) if one[1] <= today), None)


def outcomes_due(rows: Iterable[Introduction], today: date) -> list[Due]:
    """What is to be asked now, the longest due first; the contact is due until a mail asks them. `rows` have their
    accompaniment, its season and its programme; two queries, however many they are.
    """
    now = {one.pk: (one, found) for one in rows if (found := occasion_now(one, today))}
    known = Outcome.objects.filter(introduction__in=now).order_by().values_list("introduction", "side", "occasion")
    settled = set(known) | {(pk, AskedSide.CONTACT, on) for pk, on in _asked({pk: now[pk][0].ref for pk in now})}
    due = [
        Due(one, side, occasion, since)
        for pk, (one, (occasion, since)) in now.items()
        for side in AskedSide
        if (pk, side, occasion) not in settled and not (side == AskedSide.CONTACT and one.stopped_at)
    ]
    return sorted(due, key=lambda one: (one.since, one.introduction.pk))


def _asked(refs: dict[int, str]) -> set[tuple[int, str]]:
    """The introductions whose contact was asked by a mail that was not refused, and on which occasion."""
    back = {ref: pk for pk, ref in refs.items()}
    mails = Message.objects.filter(kind=MAIL, object__in=back).exclude(state=MessageState.FAILED)
    return {(back[ref], occasion) for ref, occasion in mails.order_by().values_list("object", "occasion")}


def asked_by_mail(introduction: Introduction, occasion: str) -> Message | None:
    """The mail that asked the contact."""
    mails = Message.objects.filter(kind=MAIL, object=introduction.ref, occasion=occasion)
    return mails.exclude(state=MessageState.FAILED).order_by("-created_at").first()


def came_back(introduction: Introduction, occasion: str) -> bool:
    """The mail that was to ask the contact could not be delivered."""
    failed = Message.objects.filter(kind=MAIL, object=introduction.ref, occasion=occasion, state=MessageState.FAILED)
    return failed.exists()


def outcomes_of(introduction: Introduction) -> list[Outcome]:
    """What was said, the last of each side last."""
    return list(introduction.outcomes.select_related("by").order_by("at", "pk"))


@dataclass(frozen=True)
class SideCounts:
    """What one side answered: of so many introductions asked about, so many answers. Under five answers, what they say
    is not shown (None). `results` and `saved` count the last answer about each introduction, with their labels;
    `of_results` and `of_saved` are their denominators.
    """

    side: AskedSide
    asked: int
    given: int
    results: Sequence[tuple[str, int]] | None
    of_results: int
    saved: Sequence[tuple[str, int]] | None
    of_saved: int


def outcome_counts(of: Programme | Season, today: date) -> list[SideCounts]:
    """What the introductions of a programme, or of a season, brought, each side apart."""
    mine = {"season": of} if isinstance(of, Season) else {"season__programme": of}
    rows = list(
        Introduction.objects.filter(state__in=_BROUGHT, **{f"accompaniment__{name}": one for name, one in mine.items()})
        .order_by()
        .select_related("accompaniment__season__programme")
    )
    last: dict[str, dict[int, Outcome]] = defaultdict(dict)
    for outcome in Outcome.objects.filter(introduction__in=[one.pk for one in rows]).order_by("at", "pk"):
        last[outcome.side][outcome.introduction_id] = outcome
    asked: dict[str, set[int]] = {
        AskedSide.TEAM: {one.pk for one in rows if occasion_now(one, today)},
        AskedSide.CONTACT: {pk for pk, _occasion in _asked({one.pk: one.ref for one in rows})},
    }
    return [_counts(side, asked[side], last[side]) for side in AskedSide]


def _counts(side: AskedSide, asked: Collection[int], answers: dict[int, Outcome]) -> SideCounts:
    results = Counter(one.result for one in answers.values() if one.result)
    saved = Counter(one.saved for one in answers.values() if one.saved)

    def shown(counts: Counter[str], labels: Sequence[tuple[str, object]]) -> list[tuple[str, int]] | None:
        return [(str(label), counts[value]) for value, label in labels] if counts.total() >= FEWEST else None

    return SideCounts(
        side=side,
        asked=len({*asked, *answers}),
        given=len(answers),
        results=shown(results, OutcomeResult.choices),
        of_results=results.total(),
        saved=shown(saved, TimeSaved.choices),
        of_saved=saved.total(),
    )
