"""Public resources an initiative may ask for, beside its needs, and what became of those it follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from tremplin.directory.models import Territory
from tremplin.directory.queries import find_resources
from tremplin.directory.queries.resources import FoundResource
from tremplin.support.models import Accompaniment, Need, ResourceRequest
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import NeedState, RequestState, Subject

# days before the last day to ask, from which one is reminded
SOON = timedelta(days=14)
MOST_NEEDS = 6
FOLLOWED = (RequestState.MEANT, RequestState.ASKED, RequestState.OBTAINED, RequestState.REFUSED)


def requests_visible_to(person: Any) -> QuerySet[ResourceRequest]:
    return with_resource(
        ResourceRequest.objects.filter(
            accompaniment__in=accompaniments_open_to(person, Subject.TIES).order_by().values("pk")
        ).select_related("accompaniment__initiative", "accompaniment__season__programme")
    )


def requests_of(accompaniment: Accompaniment) -> QuerySet[ResourceRequest]:
    return with_resource(ResourceRequest.objects.filter(accompaniment=accompaniment))


def with_resource(requests: QuerySet[ResourceRequest]) -> QuerySet[ResourceRequest]:
    return requests.select_related("resource__door__body", "resource__body", "need", "written_by")


@dataclass(frozen=True)
class Total:
    """How many resources were obtained, of how many asked for, and the euros of those that have a value."""

    obtained: int
    asked: int
    euros: Decimal


def total_of(accompaniment: Accompaniment) -> Total:
    obtained = Q(state=RequestState.OBTAINED)
    found = ResourceRequest.objects.filter(accompaniment=accompaniment).aggregate(
        obtained=Count("pk", filter=obtained),
        asked=Count("pk", filter=Q(asked_on__isnull=False)),
        euros=Sum("value", filter=obtained),
    )
    return Total(found["obtained"], found["asked"], found["euros"] or Decimal(0))


@dataclass(frozen=True)
class Proposals:
    """What may help one need: open resources, the best first, without those already followed."""

    need: Need
    found: list[FoundResource]


def followed_by(accompaniment: Accompaniment) -> set[int]:
    """The resources it follows: they are not proposed again."""
    rows = ResourceRequest.objects.filter(accompaniment=accompaniment, state__in=FOLLOWED)
    return set(rows.order_by().values_list("resource", flat=True))


def proposals_for(
    need: Need, followed: Collection[int], *, territory: Territory | None = None, k: int = 3
) -> Proposals:
    words = f"{need.title} {need.words}"
    found = find_resources(words, territory=territory, k=k + len(followed))
    return Proposals(need, [one for one in found if one.resource.pk not in followed][:k])


def proposals_beside(accompaniment: Accompaniment, *, territory: Territory | None = None) -> list[Proposals]:
    """Beside the open needs, the oldest first, as many as fit on a page; needs nothing was found for are left out."""
    needs = accompaniment.needs.filter(state=NeedState.OPEN).order_by("written_at", "pk")[:MOST_NEEDS]
    followed = followed_by(accompaniment)
    found = [proposals_for(need, followed, territory=territory) for need in needs]
    return [one for one in found if one.found]


def ending_soon(accompaniments: Collection[int], today: date) -> QuerySet[ResourceRequest]:
    """To be asked, of which the last day comes within two weeks."""
    return (
        with_resource(
            ResourceRequest.objects.filter(
                accompaniment__in=accompaniments,
                state=RequestState.MEANT,
                resource__closes_on__gte=today,
                resource__closes_on__lte=today + SOON,
            )
        )
        .select_related("accompaniment__initiative")
        .order_by("resource__closes_on", "pk")
    )
