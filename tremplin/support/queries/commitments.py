"""What bodies and sponsors promised, as those who follow it see it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremplin.directory.models import Body
from tremplin.directory.queries import standing_bodies
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import in_force, programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Commitment
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import CommitmentState, Subject


def commitments_visible_to(person: Any) -> QuerySet[Commitment]:
    """Those made to an initiative, in a programme in which one sees its accompaniment; those made to the programme, for
    its team and its officers.
    """
    seen = accompaniments_open_to(person, Subject.TIES).filter(
        initiative=OuterRef("initiative"), season__programme=OuterRef("programme")
    )
    ours = programmes_where(person, [Role.AGENT, Role.OFFICER])
    return Commitment.objects.filter(Q(Exists(seen)) | Q(initiative=None, programme__in=ours)).select_related(
        "programme", "initiative", "body", "sponsor"
    )


def accompaniment_of_commitment(commitment: Commitment, person: Any) -> Accompaniment | None:
    """The accompaniment in which this person follows it: the last they see; None for one made to the programme."""
    if commitment.initiative_id is None:
        return None
    seen = accompaniments_open_to(person, Subject.TIES).filter(
        initiative=commitment.initiative_id, season__programme=commitment.programme_id
    )
    return seen.order_by("-starts_on", "-pk").first()


def promised_in(
    rows: Collection[Accompaniment], states: Collection[str] = tuple(CommitmentState)
) -> dict[int, list[Commitment]]:
    """For each accompaniment, what was promised to its initiative in its programme, the nearest first: one query."""
    made = Commitment.objects.filter(initiative__in={one.initiative_id for one in rows}, state__in=states)
    found: dict[tuple[int | None, int], list[Commitment]] = defaultdict(list)
    for commitment in made.select_related("body", "sponsor"):
        found[commitment.initiative_id, commitment.programme_id].append(commitment)
    return {one.pk: found[one.initiative_id, one.season.programme_id] for one in rows}


def promisers_of(rows: Iterable[Commitment]) -> dict[int, Body | Person]:
    """For each, who promised: a sponsor, or the body as it stands now."""
    known = list(rows)
    standing = standing_bodies(one.body_id for one in known if one.body_id)
    return {one.pk: standing[one.body_id] if one.body_id else one.promiser for one in known}


def sponsors_of(programme: Programme) -> QuerySet[Person]:
    """Those whose promise may be noted: its supporters of today."""
    mandates = programme.mandates.filter(in_force(), role=Role.SUPPORTER)
    return Person.objects.filter(pk__in=mandates.order_by().values("person"), is_active=True)
