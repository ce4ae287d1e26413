"""What partners pledged, as each person may see it, and what of it anybody may read."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.people.models import Person
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, CommitteeMember, Pledge
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import PledgeState, Subject


def pledges_visible_to(person: Any) -> QuerySet[Pledge]:
    """One's own, and those of the body one sits for; those made to an initiative whose money one may see; those made
    to the whole programme, for its team.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Pledge.objects.none()
    seen = accompaniments_open_to(person, Subject.MONEY).order_by().values("pk")
    seats = CommitteeMember.objects.filter(
        person=person, body=OuterRef("body"), committee__season__programme=OuterRef("programme")
    )
    ours = programmes_where(person, [Role.AGENT])
    found = Pledge.objects.filter(
        Q(sponsor=person)
        | Q(Exists(seats), body__isnull=False)
        | Q(accompaniment__in=seen)
        | Q(accompaniment=None, programme__in=ours)
    )
    return found.select_related(
        "programme",
        "accompaniment__initiative",
        "accompaniment__season__programme",
        "sponsor",
        "body",
        "item__committee",
    )


def pledges_made_by(person: Any) -> QuerySet[Pledge]:
    """One's own, as a sponsor."""
    if not isinstance(person, Person) or not person.is_active:
        return Pledge.objects.none()
    return Pledge.objects.filter(sponsor=person).select_related("accompaniment__initiative", "programme")


def pledges_of(accompaniment: Accompaniment) -> QuerySet[Pledge]:
    return Pledge.objects.filter(accompaniment=accompaniment).select_related("sponsor", "body")


def sits_for(person: Any, pledge: Pledge) -> bool:
    """Somebody who sits in a committee of the programme for the body that pledges."""
    if not isinstance(person, Person) or pledge.body_id is None:
        return False
    return CommitteeMember.objects.filter(
        person=person, body=pledge.body_id, committee__season__programme=pledge.programme_id
    ).exists()


def public_pledges(accompaniment: Accompaniment) -> list[Pledge]:
    """Those confirmed in writing that both the partner and the initiative agreed to tell, the first pledged first."""
    rows = Pledge.objects.filter(
        accompaniment=accompaniment,
        state__in=[PledgeState.CONFIRMED, PledgeState.DELIVERED],
        sponsor_agrees_at__isnull=False,
        team_agrees_at__isnull=False,
    )
    return list(rows.select_related("sponsor", "body").order_by("pledged_on", "pk"))
