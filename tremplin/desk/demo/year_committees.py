"""Two committees: one held, whose minutes are signed; one to come, its pack assembled.

Documents are made here and not by the worker, so that the committee that was held had its pack. A machine that cannot
make them plans both committees, and holds none.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from tremplin.core import clock
from tremplin.core.pdf import EngineMissing
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.people.models import Person
from tremplin.programme.engine.working_days import working_day_from
from tremplin.support.actions import committee_decisions, committees, minutes, packs
from tremplin.support.models import Accompaniment, Committee
from tremplin.support.queries.minutes import draft_of
from tremplin.support.states import CommitteeKind, CommitteeOutcome, Presence

Cast = Callable[[str], Person]
PROPOSED = (
    "Continuer. Le poste est chiffré ; il manque une deuxième personne qui connaisse le serveur.",
    "Continuer. L’équipe décide mieux depuis deux mois ; les premières portes s’ouvrent.",
    "Prolonger de deux mois : l’équipe a commencé tard, et tient son rythme.",
)
SITTING = (
    ("Sylvie", "signe les décisions"),
    ("Aldo", "équipe du programme"),
    ("Rémi", "référent d’une administration"),
)


def hold_acceleration(files: Sequence[Accompaniment], cast: Cast) -> None:
    """Three files; one support is extended, and something is promised on the spot."""
    day = working_day_from(days_from_today(-78))
    committee = _plan(CommitteeKind.ACCELERATION, day, files, PROPOSED, SITTING, cast)
    if committee is None or committee.packed_at is None:
        return
    ada, at, due_on = cast("Ada"), committee.starts_at, days_from_today(20)
    with clock.at(at), drawn("year/committee/session"):
        committees.open_session(committee, by=ada, at=at)
        there = {one.ref: Presence.PRESENT for one in committee.members.exclude(person=cast("Rémi"))}
        gone = {one.ref: Presence.EXCUSED for one in committee.members.filter(person=cast("Rémi"))}
        committees.mark_presence(committee, there | gone, by=ada, at=at)
        for place, item in enumerate(committee.items.select_related("accompaniment")):
            last = place == len(files) - 1
            committee_decisions.decide(
                item,
                outcome=CommitteeOutcome.EXTEND if last else CommitteeOutcome.CONTINUE,
                until=item.accompaniment.ends_on + timedelta(days=61) if last else None,
                conditions="" if place else "La prochaine tranche attend que le poste soit pourvu.",
                motive="L’équipe a commencé tard." if last else "",
                by=ada,
                at=at,
            )
        first = committee.items.select_related("accompaniment").first()
        relation = first.accompaniment.initiative.relations.select_related("body").first() if first else None
        if first is not None and relation is not None:
            committee_decisions.promise_in_session(
                first,
                body=relation.body,
                sponsor=None,
                what="Dire si la carte peut être reprise sur le site public",
                who="le bureau",
                due_on=due_on,
                by=ada,
                at=at,
            )
    _sign(committee, at + timedelta(days=2), cast)


def _sign(committee: Committee, at: datetime, cast: Cast) -> None:
    with clock.at(at), drawn("year/committee/minutes"):
        written, _merged = minutes.save_minutes(committee, draft_of(committee), read=0, by=cast("Ada"), at=at)
    at += timedelta(days=1)
    with clock.at(at):
        minutes.sign_minutes(
            committee, number=written.number, name="Sylvie", quality="signe les décisions", by=cast("Sylvie"), at=at
        )


def plan_engagement(made: Accompaniment, cast: Cast) -> None:
    """To come: it decides of the second tranche. A supporter sits in it, who does not read the file she helps."""
    day = working_day_from(days_from_today(16))
    others = Accompaniment.objects.filter(season=made.season).exclude(pk=made.pk).order_by("pk")[:1]
    sitting = (*SITTING[:2], ("Sonia", "soutien du programme"))
    _plan(CommitteeKind.ENGAGEMENT, day, [made, *others], PROPOSED[:2], sitting, cast)


def _plan(
    kind: CommitteeKind,
    day: date,
    files: Sequence[Accompaniment],
    proposed: Sequence[str],
    sitting: Sequence[tuple[str, str]],
    cast: Cast,
) -> Committee | None:
    """Planned, its members called, its pack assembled; None when it was built before."""
    season, ada = files[0].season, cast("Ada")
    if Committee.objects.filter(season=season, kind=kind).exists():
        return None
    starts = instant(day, 10)
    at = instant(min(day, clock.today()) - timedelta(days=12), 11)
    with clock.at(at), drawn(f"year/committee/{kind}"):
        committee = committees.plan_committee(
            season,
            kind=kind,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place="Salle de démonstration, et visioconférence",
            words="Où en est chaque accompagnement, et ce que l’on décide pour la suite.",
            quorum=50,
            by=ada,
            at=at,
        )
        committees.set_agenda(committee, files, by=ada, at=at)
        for name, quality in sitting:
            committees.name_member(
                committee, email=str(cast(name).email), full_name=name, quality=quality, by=ada, at=at
            )
        committees.convene(committee, by=ada, at=at)
    later = at + timedelta(days=2)
    with clock.at(later):
        for item, words in zip(committee.items.all(), proposed, strict=True):
            committees.write_proposal(item, words=words, by=cast("Sam"), at=later)
    _pack(committee, later + timedelta(hours=2), ada)
    return committee


def _pack(committee: Committee, at: datetime, ada: Person) -> None:
    with clock.at(at), drawn(f"year/pack/{committee.kind}"):
        packs.ask_pack(committee, by=ada, at=at)
        try:
            packs.assemble(committee, at)
        except EngineMissing:
            return
    committee.refresh_from_db()
