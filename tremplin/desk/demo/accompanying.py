"""A year of support in the demonstration: opened from the decisions announced, lived through the same actions.

Lina's initiative is followed furthest: a diagnosis agreed by both, a roadmap, sessions, introductions and what came of
them. The others have begun; one has been silent for a while.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from tremplin.calls.models import Call
from tremplin.core import clock
from tremplin.core.drafts import typed_over
from tremplin.desk.demo.draws import drawn
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import Decision
from tremplin.selection.states import Outcome
from tremplin.support.actions import (
    accompaniments,
    answering,
    commitments,
    diagnoses,
    introductions,
    relations,
    roadmaps,
    sessions,
    working,
)
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Accompaniment, Diagnosis, Introduction, Need, Relation
from tremplin.support.queries.diagnoses import fields_of
from tremplin.support.states import Audience, Occasion, Owner, PartKind, Side, Step, Subject

Cast = Callable[[str], Person]
_TEAM = {"legal": 3, "governance": 4, "people": 2, "funding": 2, "known": 2, "doors": 1, "users": 4, "elsewhere": 3}
_OFFICER = {"legal": 3, "governance": 3, "people": 2, "funding": 3, "known": 2, "doors": 3, "users": 2, "elsewhere": 3}
_NEEDS = (
    (Step.CONSOLIDATE, "Embaucher une première personne", "Qui porte le contrat, et avec quel financement ?"),
    (Step.INTEGRATE, "Faire connaître la carte aux communes", "Nous ne savons pas à qui le proposer d’abord."),
    (Step.DEPLOY, "Tenir dix fois plus d’usagers", "La carte ralentit déjà le dimanche."),
)


def accompany(call: Call, cast: Cast) -> int:
    """Every laureate of the call is supported for a year from three weeks after the announcement: how many are."""
    accepted = Decision.objects.filter(
        application__call=call, outcome=Outcome.SELECTED, acceptance__state="accepted"
    ).select_related("application__initiative", "application__started_by")
    for place, decision in enumerate(accepted.order_by("application__initiative__folded")):
        if not Accompaniment.objects.filter(decision=decision).exists():
            _live(decision, cast, furthest=decision.application.started_by == cast("Lina"), place=place)
    return accepted.count()


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(settings.TIME_ZONE))


def _live(decision: Decision, cast: Cast, *, furthest: bool, place: int) -> None:
    first = (decision.released_at or clock.now()).date() + timedelta(days=21)
    opened, ada, sam = _at(first, 10), cast("Ada"), cast("Sam")
    with clock.at(opened), drawn(f"support/{decision.ref}"):
        made = accompaniments.open_from_decision(
            decision, starts_on=first, ends_on=first + timedelta(days=364), by=ada, at=opened
        )
        accompaniments.name_part(made, sam, kind=PartKind.OFFICER, by=ada, at=opened)
        if furthest:
            accompaniments.name_part(made, cast("Rémi"), kind=PartKind.REFERENT, by=ada, at=opened)
        accompaniments.show_proof(made, words=made.public_words, by=sam, at=opened)
    _note(
        made,
        first + timedelta(days=3),
        "Premier appel : l’équipe est prête, elle veut commencer par le juridique.",
        sam,
    )
    if furthest:
        _open_to_referents(made, _at(first + timedelta(days=1), 20), cast("Lina"))
        _diagnose(made, first + timedelta(days=10), cast)
        _plan(made, first + timedelta(days=30), cast)
        _meet(made, cast)
        _introduce(made, first + timedelta(days=45), cast)
        _note(made, clock.today() - timedelta(days=6), "Appel : la convention avance, il manque une signature.", sam)
    elif place % 2:
        _note(made, clock.today() - timedelta(days=9 + place), "Point du mois : deux rendez-vous pris.", sam)


def _open_to_referents(made: Accompaniment, at: datetime, lina: Person) -> None:
    """Lina opens what her referent needs: the roadmap and the introductions, nothing else."""
    with clock.at(at), drawn(f"shares/{made.ref}"):
        opened = [(subject, Audience.REFERENTS) for subject in (Subject.ROADMAP, Subject.TIES)]
        working.open_subjects(made, opened, by=lina, at=at)


def _note(made: Accompaniment, day: date, words: str, by: Person) -> None:
    at = _at(day, 18)
    with clock.at(at), drawn(f"point/{made.ref}/{day}"):
        accompaniments.write_point(made, on=day, words=words, private=False, by=by, at=at)


def _diagnose(made: Accompaniment, day: date, cast: Cast) -> None:
    """Both sides answer the same week; the version written from both is accepted by both."""
    lina, sam, at = cast("Lina"), cast("Sam"), _at(day, 9)
    with clock.at(at), drawn(f"diagnosis/{made.ref}"):
        diagnosis = diagnoses.open_diagnosis(made, occasion=Occasion.START, by=sam, at=at)
    for person, side, levels, wait in ((lina, Side.TEAM, _TEAM, 2), (sam, Side.OFFICER, _OFFICER, 3)):
        at = _at(day + timedelta(days=wait), 20)
        known = {reply.key: reply for reply in diagnosis.replies.filter(side=side)}
        said = {}
        for one in QUESTIONS:
            reply = known.get(one.key)
            words = reply.words if reply else _words(one.key, side)
            level = levels.get(one.key, 3) if one.levels else None
            said[f"words_{one.key}"] = words
            if level:
                said[f"level_{one.key}"] = str(level)
        with clock.at(at), drawn(f"replies/{made.ref}/{side}"):
            diagnoses.save_replies(diagnosis, typed_over(said, fields_of(known)), by=person, at=at)
            diagnoses.hand_in(diagnosis, by=person, at=at)
    _agree(diagnosis, _at(day + timedelta(days=6), 11), lina, sam)


def _words(key: str, side: str) -> str:
    if key == "goals":
        return "Être présents dans trois départements, et ne plus dépendre de deux bénévoles."
    if key == "first":
        return "Rencontrer une direction qui utilise déjà des cartes libres."
    return ""


def _agree(diagnosis: Diagnosis, at: datetime, lina: Person, sam: Person) -> None:
    replies = {reply.key: reply for reply in diagnosis.replies.filter(side=Side.OFFICER)}
    answers = {key: {"level": reply.level, "words": reply.words} for key, reply in replies.items()}
    words = {
        "answers": answers,
        "words": "Commencer par le contrat de travail ; les portes ensuite, avec une carte à jour.",
    }
    with clock.at(at), drawn(f"version/{diagnosis.ref}"):
        version = diagnoses.write_version(diagnosis, words=words, by=sam, at=at)
        diagnoses.accept_version(version, by=sam, at=at)
    accepted = at + timedelta(days=1)
    with clock.at(accepted), drawn(f"accept/{diagnosis.ref}"):
        diagnoses.accept_version(version, by=lina, at=accepted)


def _plan(made: Accompaniment, day: date, cast: Cast) -> None:
    sam, lina, at = cast("Sam"), cast("Lina"), _at(day, 15)
    today = clock.today()
    with clock.at(at), drawn(f"roadmap/{made.ref}"):
        needs = [
            roadmaps.write_need(made, step=step, title=title, words=words, by=lina, at=at)
            for step, title, words in _NEEDS
        ]
        done = roadmaps.plan_action(
            made,
            step=Step.CONSOLIDATE,
            title="Relire les statuts",
            owner=Owner.TEAM,
            due_on=day,
            need=needs[0],
            by=sam,
            at=at,
        )
        for step, title, owner, due_on, need in (
            (Step.CONSOLIDATE, "Chiffrer le poste sur deux ans", Owner.TEAM, today + timedelta(days=5), needs[0]),
            (Step.INTEGRATE, "Proposer trois communes pilotes", Owner.OFFICER, today - timedelta(days=4), needs[1]),
            (Step.DEPLOY, "Mesurer la charge un dimanche", Owner.EXPERT, today + timedelta(days=40), needs[2]),
        ):
            roadmaps.plan_action(made, step=step, title=title, owner=owner, due_on=due_on, need=need, by=sam, at=at)
    later = at + timedelta(days=12)
    with clock.at(later), drawn(f"done/{made.ref}"):
        roadmaps.close_action(done, "finish", result="Statuts relus : l’objet est élargi.", by=lina, at=later)


def _meet(made: Accompaniment, cast: Cast) -> None:
    """One session held last month, one to come, and slots still free."""
    noe, lina, programme = cast("Noé"), cast("Lina"), made.season.programme
    today = clock.today()
    offered = _at(today - timedelta(days=50), 9)
    with clock.at(offered), drawn(f"slots/{made.ref}"):
        slots = [
            sessions.offer_slot(
                programme,
                starts_at=_at(today + timedelta(days=days), 14),
                ends_at=_at(today + timedelta(days=days), 15),
                place="Visioconférence",
                about="Licences, hébergement, montée en charge",
                by=noe,
                at=offered,
            )
            for days in (-30, 6, 13, 20)
        ]
    need = Need.objects.filter(accompaniment=made, step=Step.DEPLOY).first()
    for slot, wait in ((slots[0], 3), (slots[1], 40)):
        at = offered + timedelta(days=wait)
        with clock.at(at), drawn(f"book/{slot.ref}"):
            booking = sessions.book(slot, made, subject="Tenir dix fois plus d’usagers", need=need, by=lina, at=at)
        if slot.starts_at < clock.now():
            held = slot.ends_at
            with clock.at(held), drawn(f"held/{slot.ref}"):
                sessions.hold_session(
                    booking, notes="Servir les tuiles depuis un cache ; mesurer avant de changer.", by=noe, at=held
                )


def _introduce(made: Accompaniment, day: date, cast: Cast) -> None:
    """Three introductions: one met, one without an answer yet, one waiting for the team's agreement."""
    doors = list(Door.objects.filter(state="open").exclude(email="").order_by("name", "ref")[:3])
    need = Need.objects.filter(accompaniment=made, step=Step.INTEGRATE).first()
    lina, sam = cast("Lina"), cast("Sam")
    for place, door in enumerate(doors):
        at = _at(day if place == 0 else clock.today() - timedelta(days=(0, 12, 2)[place]), 11)
        with clock.at(at), drawn(f"introduction/{made.ref}/{place}"):
            one = introductions.write_introduction(
                made,
                door,
                contact_name=door.name,
                contact_email=door.email,
                text=(
                    f"Bonjour, l’initiative « {made.initiative} », que notre programme accompagne, tient une carte que "
                    "des habitants corrigent eux-mêmes. Elle aimerait comprendre si vos communes "
                    "pourraient s’en servir. "
                    "Pourriez-vous recevoir l’équipe une demi-heure ? Bien à vous, Sam"
                ),
                shared="Un résumé d’une page, et l’adresse de la carte.",
                answer_by=at.date() + timedelta(days=14),
                need=need,
                by=sam,
                at=at,
            )
        if place < 2:
            _send(one, at, lina, sam)
        if place == 0:
            _go_on(one, at, sam)


def _send(one: Introduction, at: datetime, lina: Person, sam: Person) -> None:
    agreed, sent = at + timedelta(hours=6), at + timedelta(hours=22)
    with clock.at(agreed), drawn(f"agree/{one.ref}"):
        introductions.agree(one, read=digest(introductions.text_of(one)), by=lina, at=agreed)
    with clock.at(sent), drawn(f"send/{one.ref}"):
        introductions.send(one, by=sam, at=sent)


def _go_on(one: Introduction, at: datetime, sam: Person) -> None:
    answered, met = at + timedelta(days=4), at + timedelta(days=16)
    with clock.at(answered), drawn(f"answer/{one.ref}"):
        answering.answer(one, "take_up", words="Avec plaisir, jeudi en huit.", by=None, at=answered)
    with clock.at(met), drawn(f"meet/{one.ref}"):
        answering.meet(
            one,
            met_on=met.date(),
            next_step="Présenter la carte au réseau des communes",
            next_who=one.contact_name,
            next_on=met.date() + timedelta(days=30),
            by=sam,
            at=met,
        )
    _keep(one, met, sam)


def _keep(one: Introduction, at: datetime, sam: Person) -> None:
    """What the meeting left in the relation: whom one knows there, somebody who has left since, a promise."""
    relation, today = Relation.objects.get(initiative=one.accompaniment.initiative, body=one.door.body), clock.today()
    with clock.at(at), drawn(f"relation/{one.ref}"):
        relations.add_contact_written_to(relation, one, by=sam, at=at)
        known = relations.add_contact(
            relation, name="Dominique Exemple", function="adjointe", since=at.date(), by=sam, at=at
        )
        commitments.write_commitment(
            one.accompaniment,
            body=one.door.body,
            what="Ouvrir la liste des communes volontaires",
            who="Dominique Exemple",
            due_on=today - timedelta(days=3),
            made_on=at.date(),
            by=sam,
            at=at,
        )
    now = clock.now()
    with drawn(f"left/{one.ref}"):
        relations.note_departure(known, left_on=max(today, at.date()), by=sam, at=now)
