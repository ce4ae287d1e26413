"""What one body was asked and did, whatever name it went by: for the team that asks, and for the body itself."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tremplin.directory.models import Body, Door
from tremplin.directory.queries import bodies_before
from tremplin.directory.states import DoorState
from tremplin.programme.models import Programme
from tremplin.support.models import Accompaniment, Commitment, Introduction, Remark
from tremplin.support.queries.accompaniments import accompaniments_run_by
from tremplin.support.queries.commitments import commitments_visible_to
from tremplin.support.queries.overviews import remarks_visible_to
from tremplin.support.states import Subject


@dataclass(frozen=True)
class Asked:
    """Messages, the last first; promises, the nearest first; remarks, the last first."""

    introductions: list[Introduction]
    commitments: list[Commitment]
    remarks: list[Remark]

    @property
    def nothing(self) -> bool:
        return not (self.introductions or self.commitments or self.remarks)


def asked_of(body: Body, person: Any) -> Asked:
    """What those the person works for asked of it; remarks, of the programmes of their team."""
    bodies = bodies_before([body.pk])[body.pk]
    seen = accompaniments_run_by(person, Subject.TIES).order_by().values("pk")
    return Asked(
        list(_introductions(bodies).filter(accompaniment__in=seen)),
        list(commitments_visible_to(person).filter(body__in=bodies)),
        list(remarks_visible_to(person).filter(body__in=bodies)),
    )


def told_to(body: Body, programme: Programme) -> Asked:
    """What the programme asked of it, as it may read it itself: messages that left it alone."""
    bodies = bodies_before([body.pk])[body.pk]
    introductions = _introductions(bodies).filter(accompaniment__season__programme=programme, sent_at__isnull=False)
    commitments = Commitment.objects.filter(body__in=bodies, programme=programme).select_related("initiative")
    remarks = Remark.objects.filter(body__in=bodies, programme=programme)
    return Asked(list(introductions), list(commitments), list(remarks))


def public_names(commitments: list[Commitment], programme: Programme) -> dict[int, str]:
    """For the initiatives these were made to, the name their support shows in public."""
    rows = Accompaniment.objects.filter(
        initiative__in={one.initiative_id for one in commitments if one.initiative_id}, season__programme=programme
    ).order_by("starts_on", "pk")
    return dict(rows.values_list("initiative", "public_name"))


def doors_to_write_to(body: Body) -> QuerySet[Door]:
    """The open doors of the body that have an address."""
    return body.doors.filter(state=DoorState.OPEN).exclude(email="")


def _introductions(bodies: set[int]) -> QuerySet[Introduction]:
    rows = Introduction.objects.filter(door__body__in=bodies).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "door__body"
    )
    return rows.order_by("-sent_at", "-asked_at", "-pk")
