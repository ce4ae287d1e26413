"""The minutes of a committee: what the draft is made of, their versions, and the sections each person may read."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.utils import translation

from tremplin.core import dates
from tremplin.support.engine.minutes import GENERAL, Discussed, Promised, Session, Sitter, opening, section
from tremplin.support.models import Committee, CommitteeItem, Minutes
from tremplin.support.queries.committees import members_of


def last_version(committee: Committee) -> Minutes | None:
    return committee.minutes.select_related("written_by", "signed_by").order_by("-number").first()


def signed_version(committee: Committee) -> Minutes | None:
    return committee.minutes.select_related("signed_by").filter(signed_at__isnull=False).first()


def draft_of(committee: Committee) -> dict[str, str]:
    """What the minutes would say from what was noted, in French, by section: all of the files."""
    items = committee.items.prefetch_related(
        "left_room__person", "pledges__body", "pledges__sponsor", "commitments__body", "commitments__sponsor"
    )
    return {GENERAL: opening(_session(committee))} | {one.ref: section(_discussed(one)) for one in items}


def _session(committee: Committee) -> Session:
    zone = committee.season.programme.time_zone
    with translation.override("fr"):
        first, last = dates.time_of_day(committee.starts_at, zone), dates.time_of_day(committee.ends_at, zone)
        kind = str(committee.get_kind_display())
    return Session(
        kind=kind[:1].upper() + kind[1:],
        season=committee.season.name_fr,
        day=committee.starts_at.astimezone(ZoneInfo(zone)).date(),
        hours=f"de {first} à {last}",
        place=committee.place,
        quorum=committee.quorum,
        sitters=[Sitter(str(one.person), one.quality, one.presence) for one in members_of(committee)],
    )


def _discussed(item: CommitteeItem) -> Discussed:
    return Discussed(
        outcome=item.outcome,
        until=item.extended_until,
        granted=item.granted,
        conditions=item.conditions,
        motive=item.motive,
        present=item.present,
        needed=item.needed,
        left=[str(one.person) for one in item.left_room.all()],
        pledges=[
            Promised(str(one.body or one.sponsor), one.what, one.due_on, one.amount) for one in item.pledges.all()
        ],
        commitments=[Promised(f"{one.who} ({one.promiser})", one.what, one.due_on) for one in item.commitments.all()],
    )


def read_by(sections: dict[str, str], items: Collection[CommitteeItem]) -> list[tuple[CommitteeItem | None, str]]:
    """What is said of the session, then of each of these files, in their order; of no other."""
    told: list[tuple[CommitteeItem | None, str]] = [(None, sections.get(GENERAL, ""))]
    return told + [(one, sections.get(one.ref, "")) for one in items]
