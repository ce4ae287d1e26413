"""A committee on two supports: Sylvie, Rémi and Sonia sit; Sonia pledged to the first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests import cast
from tests.support.factories import PledgeFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.support import background
from tremplin.support.actions import committees, packs
from tremplin.support.models import Accompaniment, Committee, CommitteeItem, CommitteeMember, Pledge
from tremplin.support.states import CommitteeKind, Presence


@dataclass
class Story:
    atlas: Accompaniment
    seeds: Accompaniment
    committee: Committee
    pledge: Pledge

    def item(self, found: Accompaniment) -> CommitteeItem:
        return CommitteeItem.objects.select_related("committee").get(committee=self.committee, accompaniment=found)

    @property
    def day(self) -> datetime:
        """While it sits."""
        return self.committee.starts_at + timedelta(minutes=10)

    def pack(self) -> None:
        packs.ask_pack(self.committee, by=cast.ada(), at=clock.now())
        asked = self.committee.pack_asked_at
        assert asked is not None
        background.assemble_pack.func(self.committee.ref, asked.isoformat())
        self.committee.refresh_from_db()

    def open(self) -> None:
        """The session, with everybody there."""
        with clock.at(self.day):
            committees.open_session(self.committee, by=cast.ada(), at=clock.now())
            refs = CommitteeMember.objects.filter(committee=self.committee).values_list("ref", flat=True)
            committees.mark_presence(
                self.committee, dict.fromkeys(refs, Presence.PRESENT), by=cast.ada(), at=clock.now()
            )


def planned(*, kind: str = CommitteeKind.ACCELERATION, days: int = 20) -> Committee:
    season, first = cast.programme().seasons.get(), clock.now() + timedelta(days=days)
    return committees.plan_committee(
        season,
        kind=kind,
        starts_at=first,
        ends_at=first + timedelta(hours=2),
        place="Salle des communs",
        words="Où en est chacun.",
        quorum=50,
        by=cast.ada(),
        at=clock.now(),
    )


def story() -> Story:
    """Planned in twenty days; nobody is convened yet."""
    atlas, seeds = supported(), supported(name="Semences libres")
    committee = planned()
    for person, quality in ((cast.sylvie(), "directrice"), (cast.remi(), "référent"), (cast.sonia(), "mécène")):
        committees.name_member(committee, email=str(person.email), quality=quality, by=cast.ada(), at=clock.now())
    pledge = PledgeFactory.create(accompaniment=atlas, sponsor=cast.sonia(), what="Mécénat de la Fondation Sonia")
    return Story(atlas, seeds, committee, pledge)
