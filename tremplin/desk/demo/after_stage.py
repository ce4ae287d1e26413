"""Stage `after`: a past season whose supports are over, the news that came of it, the ties that last, and two events.

Everything goes through the same actions as in real life, but for the teams: nobody invites into an initiative that was
entered by an act.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tremplin.calls.actions.initiatives import enter_initiative
from tremplin.calls.models import Initiative, TeamMember
from tremplin.calls.states import BearerKind, MemberState, TeamRight
from tremplin.community.actions.events import add_event, publish_event
from tremplin.community.actions.news import answer_check_in, ask_due
from tremplin.community.actions.registrations import register
from tremplin.community.engine.months import months_after
from tremplin.community.models import CheckIn, Event
from tremplin.community.states import CheckInState, Still
from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.directory.models import Door
from tremplin.directory.states import DoorState
from tremplin.people.models import Person
from tremplin.programme.actions import open_season
from tremplin.programme.models import Season
from tremplin.selection.engine.digests import digest
from tremplin.support.actions import accompaniments, answering, commitments, introductions, relations
from tremplin.support.models import Accompaniment, Introduction, Relation
from tremplin.support.states import PartKind, TraceKind

Cast = Callable[[str], Person]
BEGAN, ENDED = -395, -200
NAME = "Saison des premiers pas"
# an initiative, its bearer, who leads it, and what its public page said
SUPPORTED = (
    ("Le Carnet des rivières", "Les Amis du Vivier", "Lina", "Des riverains relèvent l’état des cours d’eau."),
    ("Pain partagé", "La Table du bourg", "Bob", "Des boulangeries donnent leurs invendus du jour."),
)
EVENTS = (
    ("Ce que la première année nous a appris", "What the first year taught us", -45, 40, ("Lina", "Bob", "Sonia")),
    ("Rencontre des communs", "Meeting of the commons", 21, 30, ("Lina", "Alice", "Rémi", "Noé")),
)
WORDS_FR = "Deux heures pour échanger entre équipes, administrations et appuis. Entrée libre, sur inscription."
WORDS_EN = "Two hours for teams, administrations and supporters to meet. Free entry, on registration."


def build(season: Season, cast: Cast) -> str:
    """Two supports ended six months ago: one team has given its news, the other has just been asked."""
    past = _past(season, cast)
    doors = _doors_nobody_knocked_at()
    for place, (name, bearer, leader, words) in enumerate(SUPPORTED):
        if not Accompaniment.objects.filter(season=past, initiative__name=name).exists():
            _live(past, name, bearer, cast(leader), words, doors[place : place + 1], cast)
    _ask(past, cast)
    for title_fr, title_en, day, capacity, coming in EVENTS:
        if not Event.objects.filter(programme=season.programme, title_fr=title_fr).exists():
            _announce(season, (title_fr, title_en), days_from_today(day), capacity, [cast(one) for one in coming], cast)
    asked = CheckIn.objects.filter(accompaniment__season=past)
    answered = asked.filter(state=CheckInState.ANSWERED).count()
    return f"past season: {len(SUPPORTED)} supports over, {answered} answer of {asked.count()}; {len(EVENTS)} events"


def _doors_nobody_knocked_at() -> list[Door]:
    """The stages are not built in the order of their days: a body that later seasons write to would count as written
    to this week.
    """
    known = Introduction.objects.order_by()
    doors = Door.objects.filter(state=DoorState.OPEN).exclude(email="").select_related("body")
    doors = doors.exclude(body__in=known.values("door__body")).exclude(email__in=known.values("contact_email"))
    return list(doors.order_by("name", "ref")[: len(SUPPORTED)])


def _past(season: Season, cast: Cast) -> Season:
    known = Season.objects.filter(programme=season.programme, name_fr=NAME).first()
    at, first, last = instant(days_from_today(BEGAN - 1), 9), days_from_today(BEGAN), days_from_today(ENDED)
    if known is not None:
        return known
    with clock.at(at), drawn("season/past"):
        return open_season(
            season.programme,
            name_fr=NAME,
            name_en="Season of first steps",
            starts_on=first,
            ends_on=last,
            by=cast("Ada"),
            at=at,
        )


def _live(past: Season, name: str, bearer: str, leader: Person, words: str, doors: list[Door], cast: Cast) -> None:
    ada, sam, first, last = cast("Ada"), cast("Sam"), past.starts_on, past.ends_on
    opened = instant(first, 10)
    with clock.at(opened), drawn(f"after/{name}"):
        initiative = enter_initiative(name, [(BearerKind.ASSOCIATION, bearer)], by=ada, at=opened)
        TeamMember.objects.create(
            initiative=initiative,
            person=leader,
            right=TeamRight.SUBMIT,
            state=MemberState.JOINED,
            invited_by=ada,
            invited_at=opened,
            answered_at=opened,
        )
        made = accompaniments.open_by_act(
            initiative,
            past,
            motive="Lauréate de la première saison, avant l’arrivée de cet outil.",
            starts_on=first,
            ends_on=last,
            public_words=words,
            by=ada,
            at=opened,
        )
        accompaniments.name_part(made, sam, kind=PartKind.OFFICER, by=ada, at=opened)
        accompaniments.show_proof(made, words=words, by=sam, at=opened)
    for door in doors:
        _introduce(made, door, leader, sam, first + timedelta(days=60))
    closed = instant(last, 17)
    with clock.at(closed), drawn(f"after/{name}/end"):
        accompaniments.write_point(
            made, on=last, words="Bilan : l’équipe continue avec deux salariées.", private=False, by=sam, at=closed
        )
        accompaniments.close(made, words="L’année est faite ; l’équipe continue seule.", by=ada, at=closed)


def _introduce(made: Accompaniment, door: Door, leader: Person, sam: Person, day: date) -> None:
    """A message agreed and sent: the relation begins; then a meeting, and something signed."""
    at = instant(day, 11)
    with clock.at(at), drawn(f"after/{made.ref}/door"):
        one = introductions.write_introduction(
            made,
            door,
            contact_name=door.name,
            contact_email=door.email,
            text=f"Bonjour, l’initiative « {made} » aimerait vous rencontrer une demi-heure. Bien à vous, {sam}",
            shared="Un résumé d’une page.",
            answer_by=day + timedelta(days=14),
            by=sam,
            at=at,
        )
    at += timedelta(days=1)
    with clock.at(at), drawn(f"after/{made.ref}/agree"):
        introductions.agree(one, read=digest(introductions.text_of(one)), by=leader, at=at)
        introductions.send(one, by=sam, at=at)
    _meet(one, day, sam)
    relation = Relation.objects.get(initiative=made.initiative_id, body=door.body_id)
    for wait, kind, words in (
        (15, TraceKind.CONTACT, "Première rencontre : le bureau connaît déjà le sujet."),
        (70, TraceKind.AGREEMENT, "Convention de partage des données signée."),
    ):
        at = instant(day + timedelta(days=wait), 16)
        with clock.at(at), drawn(f"after/{made.ref}/trace/{wait}"):
            relations.write_trace(relation, kind=kind, on=at.date(), words=words, who=door.name, by=sam, at=at)
    at = instant(day + timedelta(days=16), 16)
    with clock.at(at), drawn(f"after/{made.ref}/promise"):
        promise = commitments.write_commitment(
            made,
            body=door.body,
            what="Transmettre les relevés de l’année",
            who=door.name,
            due_on=at.date() + timedelta(days=40),
            made_on=at.date(),
            by=sam,
            at=at,
        )
    at += timedelta(days=30)
    with clock.at(at), drawn(f"after/{made.ref}/kept"):
        commitments.close_commitment(promise, "keep", result="", on=at.date(), by=sam, at=at)


def _meet(one: Introduction, day: date, sam: Person) -> None:
    """Taken up, then met; it ended with what was signed."""
    taken, met, over = (instant(day + timedelta(days=wait), 15) for wait in (5, 15, 71))
    with clock.at(taken), drawn(f"after/{one.ref}/taken"):
        answering.answer(one, "take_up", words="Volontiers.", by=None, at=taken)
    with clock.at(met), drawn(f"after/{one.ref}/met"):
        answering.meet(
            one,
            met_on=met.date(),
            next_step="Écrire une convention",
            next_who=one.contact_name,
            next_on=over.date(),
            by=sam,
            at=met,
        )
    with clock.at(over), drawn(f"after/{one.ref}/over"):
        answering.end(one, words="La convention est signée.", by=sam, at=over)


def _ask(past: Season, cast: Cast) -> None:
    """What the chore did on the day; Lina's team answered three days later."""
    at = instant(months_after(past.ends_on, 6), 8)
    if at > clock.now():
        return
    with clock.at(at), drawn(f"after/asked/{past.ref}"):
        ask_due(at)
    lina, at = cast("Lina"), at + timedelta(days=3)
    initiative = Initiative.objects.get(accompaniments__season=past, name=SUPPORTED[0][0])
    check_in = CheckIn.objects.filter(accompaniment__initiative=initiative, state=CheckInState.ASKED).first()
    if check_in is not None and at <= clock.now():
        with clock.at(at), drawn(f"after/answer/{check_in.ref}"):
            answer_check_in(
                check_in,
                still=Still.GOING,
                words="Trois syndicats de rivière nous ont rejoints.",
                helped="La convention de partage des données.",
                by=lina,
                at=at,
            )


def _announce(
    season: Season, title: tuple[str, str], day: date, capacity: int, coming: list[Person], cast: Cast
) -> None:
    starts_at = instant(day, 14)
    at = min(starts_at - timedelta(days=30), instant(days_from_today(-8), 10))
    words = {
        "title_fr": title[0],
        "title_en": title[1],
        "words_fr": WORDS_FR,
        "words_en": WORDS_EN,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "La Halle, Brumeval",
        "capacity": capacity,
    }
    with clock.at(at), drawn(f"event/{title[0]}"):
        event = add_event(season.programme, words=words, by=cast("Ada"), at=at)
        publish_event(event, by=cast("Ada"), at=at)
    for place, person in enumerate(coming):
        moment = at + timedelta(days=1, hours=place)
        with clock.at(moment), drawn(f"event/{title[0]}/{person.ref}"):
            register(event, name=str(person), email=str(person.email), language=person.language, at=moment)
