"""The programme's own money, as each person may see it: conventions and their tranches, reports, advantages."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tremplin.calls.models import Bearer
from tremplin.calls.states import BearerKind
from tremplin.programme.models import Season
from tremplin.support.models import (
    Accompaniment,
    Advantage,
    Booking,
    CommitteeItem,
    Convention,
    ConventionVersion,
    DatedText,
    FinancialReport,
    Signing,
    Tranche,
)
from tremplin.support.queries.accompaniments import accompaniments_open_to, is_announced
from tremplin.support.queries.texts import text_in_force
from tremplin.support.states import (
    AdvantageSource,
    BookingState,
    CommitteeOutcome,
    CommitteeState,
    Signatory,
    Subject,
    TextKind,
)

BOTH = len(Signatory)
# who signs the republican commitment before a grant: law 2000-321, article 10-1
COMMITTED = (BearerKind.ASSOCIATION,)
# persons are never named in public for what they were granted
NEVER_NAMED = (BearerKind.PERSON, BearerKind.INFORMAL)


def conventions_visible_to(person: Any) -> QuerySet[Convention]:
    seen = accompaniments_open_to(person, Subject.MONEY).order_by().values("pk")
    return Convention.objects.filter(accompaniment__in=seen).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "bearer", "text"
    )


def versions_visible_to(person: Any) -> QuerySet[ConventionVersion]:
    seen = conventions_visible_to(person).order_by().values("pk")
    return ConventionVersion.objects.filter(convention__in=seen).select_related(
        "convention__accompaniment__initiative", "convention__accompaniment__season__programme", "convention__bearer"
    )


def tranches_visible_to(person: Any) -> QuerySet[Tranche]:
    seen = conventions_visible_to(person).order_by().values("pk")
    return Tranche.objects.filter(convention__in=seen).select_related(
        "convention__accompaniment__initiative",
        "convention__accompaniment__season__programme",
        "decided_by__committee",
        "report",
    )


def reports_visible_to(person: Any) -> QuerySet[FinancialReport]:
    seen = conventions_visible_to(person).order_by().values("pk")
    return FinancialReport.objects.filter(convention__in=seen).select_related(
        "convention__accompaniment__initiative", "convention__accompaniment__season__programme", "gates", "file"
    )


def advantages_visible_to(person: Any) -> QuerySet[Advantage]:
    """Those of a structure whose initiative one sees the money of, in the programme that noted them."""
    seen = accompaniments_open_to(person, Subject.MONEY).filter(
        initiative=OuterRef("bearer__initiative"), season__programme=OuterRef("programme")
    )
    return Advantage.objects.filter(Exists(seen)).select_related("bearer__initiative", "programme", "convention")


def accompaniment_of_advantage(advantage: Advantage, person: Any) -> Accompaniment | None:
    """The last accompaniment in which this person sees it."""
    seen = accompaniments_open_to(person, Subject.MONEY).filter(
        initiative=advantage.bearer.initiative_id, season__programme=advantage.programme_id
    )
    return seen.order_by("-starts_on", "-pk").first()


def bearers_of(accompaniment: Accompaniment, day: date) -> list[Bearer]:
    """The structures that carry the initiative on a day."""
    there = Bearer.objects.filter(initiative=accompaniment.initiative_id, from_day__lte=day)
    return list(there.filter(Q(until_day=None) | Q(until_day__gte=day)))


# versions and signatures


def signed_versions(convention: Convention) -> QuerySet[ConventionVersion]:
    """Those both parties signed, the last first: the first of them is in force."""
    signed = convention.versions.annotate(parties=Count("signatures")).filter(parties=BOTH)
    return signed.order_by("-number")


def last_version(convention: Convention) -> ConventionVersion | None:
    return convention.versions.order_by("-number").first()


# the republican commitment


@dataclass(frozen=True)
class Contract:
    """Where a structure stands with the republican commitment: `text` is what it has to sign, if it must."""

    bearer: Bearer
    required: bool
    text: DatedText | None
    signing: Signing | None


def contract_of(accompaniment: Accompaniment, bearer: Bearer, day: date) -> Contract:
    required = bearer.kind in COMMITTED
    text = text_in_force(accompaniment.season.programme, TextKind.REPUBLICAN, day) if required else None
    signing = None
    if text is not None:
        # what binds the structure holds in each of its years of support
        signing = Signing.objects.filter(text=text, bearer=bearer).order_by("-at").first()
    return Contract(bearer, required, text, signing)


# what a tranche waits for


def decisions_for(tranche: Tranche) -> QuerySet[CommitteeItem]:
    """What a committee decided that may open it: to go on, in minutes that are signed, since the day the convention is,
    and without refusing money; a decision opens one tranche of a convention.
    """
    convention = tranche.convention
    if convention.signed_on is None:
        return CommitteeItem.objects.none()
    zone = ZoneInfo(convention.accompaniment.season.programme.time_zone)
    since = datetime.combine(convention.signed_on, time(), zone)
    used = Tranche.objects.filter(convention=convention, decided_by=OuterRef("pk")).exclude(pk=tranche.pk)
    return (
        CommitteeItem.objects.filter(
            ~Exists(used),
            accompaniment=convention.accompaniment_id,
            committee__state=CommitteeState.SIGNED,
            outcome__in=[CommitteeOutcome.CONTINUE, CommitteeOutcome.EXTEND],
            committee__starts_at__gte=since,
        )
        .exclude(granted=0)
        .select_related("committee")
        .order_by("committee__starts_at", "pk")
    )


def coming_committee(tranche: Tranche) -> CommitteeItem | None:
    """The nearest committee that has this support on its agenda and has not said what it decides."""
    items = CommitteeItem.objects.filter(
        accompaniment=tranche.convention.accompaniment_id,
        committee__state__in=[CommitteeState.PLANNED, CommitteeState.HELD],
    )
    return items.select_related("committee").order_by("committee__starts_at", "pk").first()


# one support, and one season


def conventions_of(accompaniment: Accompaniment) -> list[Convention]:
    """With their tranches, reports, versions and signatures, in a number of queries that does not depend on them."""
    found = Convention.objects.filter(accompaniment=accompaniment).select_related(
        "bearer", "text", "accompaniment__season__programme"
    )
    return list(
        found.prefetch_related(
            Prefetch("tranches", Tranche.objects.select_related("decided_by__committee", "report")),
            "reports__gates",
            "versions__signatures",
        )
    )


def advantages_of(accompaniment: Accompaniment) -> QuerySet[Advantage]:
    """Those of the structures of its initiative, noted by its programme."""
    return Advantage.objects.filter(
        bearer__initiative=accompaniment.initiative_id, programme=accompaniment.season.programme_id
    ).select_related("bearer", "convention")


def sessions_not_counted(accompaniment: Accompaniment) -> QuerySet[Booking]:
    """Sessions of paid coaches that were held, of which nobody has said whether they count as help in kind."""
    return Booking.objects.filter(
        accompaniment=accompaniment, state=BookingState.HELD, order__isnull=False, hours__isnull=False, advantage=None
    ).select_related("slot__expert", "order")


def season_conventions(person: Any, season: Season) -> list[Convention]:
    found = conventions_visible_to(person).filter(accompaniment__season=season)
    return list(
        found.prefetch_related(
            Prefetch("tranches", Tranche.objects.select_related("report")), "reports__gates", "versions__signatures"
        )
    )


def season_advantages(person: Any, season: Season) -> list[Advantage]:
    """What this programme gave to the initiatives of a season: by their conventions, or without one while it was the
    last season they were supported in.
    """
    supported = Accompaniment.objects.filter(
        initiative=OuterRef("bearer__initiative"), season__programme=OuterRef("programme")
    )
    last = supported.filter(starts_on__lte=OuterRef("granted_on")).order_by("-starts_on", "-pk")
    found = advantages_visible_to(person).filter(programme=season.programme_id, source=AdvantageSource.PROGRAMME)
    found = found.annotate(
        given_in=Coalesce(
            "convention__accompaniment__season",
            Subquery(last.values("season")[:1]),
            Subquery(supported.order_by("starts_on", "pk").values("season")[:1]),
            output_field=BigIntegerField(),
        )
    )
    return list(found.filter(given_in=season.pk).order_by("granted_on", "pk"))


def published_conventions() -> QuerySet[Convention]:
    """What anybody may read: signed by both, of an organisation whose support is announced, published by the team."""
    announced = Accompaniment.objects.filter(is_announced()).order_by().values("pk")
    return (
        Convention.objects.filter(published_on__isnull=False, signed_on__isnull=False, accompaniment__in=announced)
        .exclude(bearer__kind__in=NEVER_NAMED)
        .select_related("bearer", "accompaniment__season__programme")
        .prefetch_related("tranches")
        .order_by("signed_on", "pk")
    )
