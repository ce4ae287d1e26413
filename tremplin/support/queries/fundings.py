"""The funding plan of an initiative: what it needs, its sources, and the next days to ask by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tremplin.directory.queries import open_resources
from tremplin.support.engine.fundings import Quarter, Source, plan_of
from tremplin.support.models import Accompaniment, Budget, Funding, ResourceRequest
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.queries.requests import with_resource
from tremplin.support.states import FundingState, RequestState, Subject

SHOWN = 12  # open resources whose last day comes, on the page


def fundings_visible_to(person: Any) -> QuerySet[Funding]:
    seen = accompaniments_open_to(person, Subject.MONEY).order_by().values("pk")
    return with_request(Funding.objects.filter(accompaniment__in=seen)).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "written_by"
    )


def with_request(fundings: QuerySet[Funding]) -> QuerySet[Funding]:
    return fundings.select_related("body", "request__resource")


def fundings_of(accompaniment: Accompaniment) -> QuerySet[Funding]:
    return with_request(Funding.objects.filter(accompaniment=accompaniment))


def amount_of(funding: Funding) -> Decimal:
    """What counts of a source: what was obtained, or what is asked for."""
    return funding.got if funding.state == FundingState.GOT and funding.got is not None else funding.asked


def plan_for(accompaniment: Accompaniment) -> list[Quarter]:
    needs = dict(Budget.objects.filter(accompaniment=accompaniment).values_list("quarter", "amount"))
    sources = [
        Source(amount_of(one), one.covers_from, one.covers_until, one.state)
        for one in Funding.objects.filter(accompaniment=accompaniment)
    ]
    return plan_of(needs, sources)


def requests_without_funding(accompaniment: Accompaniment) -> QuerySet[ResourceRequest]:
    """Resources it follows that are no source of the plan yet: each may become one."""
    states = [RequestState.MEANT, RequestState.ASKED, RequestState.OBTAINED]
    return with_resource(
        ResourceRequest.objects.filter(accompaniment=accompaniment, state__in=states, funding__isnull=True)
    )


@dataclass(frozen=True)
class Deadline:
    """A last day to ask: of a source of the plan, or of an open resource of the directory nobody follows here."""

    day: date
    name: str
    url: str
    followed: bool


def deadline_of(funding: Funding) -> date | None:
    """The day written, or that of the resource it was born from."""
    if funding.deadline is not None or funding.request is None:
        return funding.deadline
    return funding.request.resource.closes_on


def deadlines_for(accompaniment: Accompaniment, today: date) -> list[Deadline]:
    """The nearest first: what is to be asked in the plan, then the open resources whose last day comes."""
    meant = fundings_of(accompaniment).filter(state=FundingState.MEANT)
    followed = [
        Deadline(day, one.name, reverse("support:funding", args=[one.ref]), followed=True)
        for one in meant
        if (day := deadline_of(one)) is not None
    ]
    known = ResourceRequest.objects.filter(accompaniment=accompaniment).order_by().values("resource")
    resources = open_resources().filter(closes_on__gte=today).exclude(pk__in=known).order_by("closes_on", "pk")
    others = [
        Deadline(one.closes_on, one.name, reverse("directory:resource", args=[one.ref]), followed=False)
        for one in resources[:SHOWN]
        if one.closes_on is not None
    ]
    return sorted([*followed, *others], key=lambda one: (one.day, not one.followed))
