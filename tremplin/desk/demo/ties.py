"""What ties the supported initiatives to the administration and to those who help: offers and what was asked of them,
public resources and their requests, the keys to a body, words that mean the same, and two more introductions.

Everybody and everything named here is an example.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tremplin.content.models import Topic
from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.directory.actions.keys import write_key_card
from tremplin.directory.actions.resources import add_resource, publish_resource, set_resource_door
from tremplin.directory.actions.synonyms import add_synonyms
from tremplin.directory.models import Body, Door, KeyCard, Resource, Synonyms
from tremplin.directory.states import ResourceKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.selection.engine.digests import digest
from tremplin.support.actions import answering, introductions, requests, supporters
from tremplin.support.models import Accompaniment, Introduction, Need, Offer
from tremplin.support.states import IntroductionState, OfferKind, OfferPace, Step

Cast = Callable[[str], Person]
DOOR = "Guichet des communs numériques"
# kind, name, what it gives, conditions, amount, who gives it, words of its topics, days to its last day, asked at DOOR
RESOURCES = (
    (
        ResourceKind.FUNDING,
        "Aide au premier emploi partagé (démonstration)",
        "Une part du salaire de la première personne embauchée par une association.",
        "Une association de moins de cinq salariés ; un contrat d’un an au moins.",
        "8 000 euros au plus",
        "Bureau des aides aux associations (démonstration)",
        ("solidarite",),
        10,
        False,
    ),
    (
        ResourceKind.CALL,
        "Appel à projets « Cartes libres » (démonstration)",
        "Un soutien aux cartes que des habitants tiennent à jour.",
        "Une licence libre et une commune partenaire.",
        "20 000 euros au plus",
        "Agence de la biodiversité ordinaire (démonstration)",
        ("environnement",),
        -20,
        False,
    ),
    (
        ResourceKind.DATA,
        "Fond de carte des communes (démonstration)",
        "Les limites et les adresses des communes, en téléchargement ou par une interface.",
        "Citer la source ; aucune inscription.",
        "",
        "Direction des communs numériques (démonstration)",
        ("numerique",),
        None,
        True,
    ),
    (
        ResourceKind.PREMISES,
        "Salles de réunion de la Halle (démonstration)",
        "Une salle de vingt places, le soir et le samedi, avec un écran.",
        "Une réunion ouverte à tous ; réserver deux semaines avant.",
        "Gratuit",
        "Ville de Brumeval (démonstration)",
        ("citoyennete", "education"),
        None,
        False,
    ),
)
KEYS = {
    "who_decides": "Le bureau, qui se réunit le premier mardi du mois ; l’adjointe prépare l’ordre du jour.",
    "budget": "Les demandes d’une année se déposent avant la fin de septembre.",
    "agreements": "Une page suffit ; la signature prend six semaines.",
    "vocabulary": "On y dit « inventaire participatif » pour une carte tenue par des habitants.",
}
SYNONYMS = ("fontaine", "lavoir", "point d’eau")


def build(programme: Programme, cast: Cast) -> str:
    """Run again, it adds nothing twice."""
    followed = (
        Introduction.objects.exclude(met_on=None).select_related("accompaniment", "door__body").order_by("pk").first()
    )
    if followed is None:
        return "no ties: nobody has met"
    made = followed.accompaniment
    _help(programme, followed.door.body, made, cast)
    _resources(cast("Ada"))
    _request(made, cast)
    _tell_keys(followed.door.body, cast)
    _knock(made, cast("Sam"))
    return f"{Offer.objects.count()} offers of help, {Resource.objects.count()} public resources"


def _help(programme: Programme, body: Body, made: Accompaniment, cast: Cast) -> None:
    """One thing asked, accepted and done, to thank for; another asked, waiting for an answer."""
    sonia, sam = cast("Sonia"), cast("Sam")
    if Offer.objects.filter(supporter=sonia).exists():
        return
    introduce = _offer(
        programme,
        sonia,
        kind=OfferKind.INTRODUCE,
        words="Je présente volontiers une équipe aux agences que je connais, par un mot ou un appel.",
        times=2,
        pace=OfferPace.QUARTER,
        until_day=days_from_today(240),
        bodies=[body],
    )
    host = _offer(
        programme,
        sonia,
        kind=OfferKind.HOST,
        words="Une salle de trente places, un soir de semaine.",
        times=1,
        pace=OfferPace.YEAR,
        until_day=days_from_today(25),
    )
    words = "Pourriez-vous présenter l’équipe au bureau de l’agence, avant son prochain ordre du jour ?"
    asking = _ask(introduce, words, made, -34, sam)
    at = instant(days_from_today(-32), 18)
    with clock.at(at):
        supporters.accept(asking, words="Oui, je les appelle cette semaine.", by=sonia, at=at)
    at = instant(days_from_today(-12), 18)
    with clock.at(at):
        supporters.finish(asking, done_on=at.date(), by=sonia, at=at)
    _ask(host, "Pourriez-vous accueillir vingt habitants pour un atelier, un soir du mois prochain ?", made, -3, sam)


def _offer(programme: Programme, by: Person, **said: Any) -> Offer:
    at = instant(days_from_today(-120), 10)
    with clock.at(at), drawn(f"ties/offer/{said['kind']}"):
        return supporters.make_offer(programme, from_day=at.date(), by=by, at=at, **said)


def _ask(offer: Offer, words: str, made: Accompaniment, day: int, by: Person) -> Any:
    at = instant(days_from_today(day), 10)
    with clock.at(at), drawn(f"ties/asking/{offer.kind}"):
        return supporters.ask(
            offer, words=words, answer_by=at.date() + timedelta(days=10), accompaniment=made, by=by, at=at
        )


def _resources(by: Person) -> None:
    at = instant(days_from_today(-90), 10)
    for kind, name, does, conditions, amount, provider, topics, closes, at_door in RESOURCES:
        if Resource.objects.filter(name=name).exists():
            continue
        words = {
            "kind": kind,
            "name": name,
            "does": does,
            "conditions": conditions,
            "amount": amount,
            "provider": provider,
            "website": "https://example.org/",
            "closes_on": None if closes is None else days_from_today(closes),
            "topics": [topic for topic in Topic.objects.all() if any(word in topic.slug for word in topics)],
        }
        with clock.at(at), drawn(f"ties/resource/{name}"):
            resource = add_resource(words=words, by=by, at=at)
            if at_door:
                set_resource_door(resource, Door.objects.get(name=DOOR), by=by, at=at)
            publish_resource(resource, by=by, at=at)


def _request(made: Accompaniment, cast: Cast) -> None:
    """One asked for and obtained; one that is meant to be asked for."""
    lina, sam = cast("Lina"), cast("Sam")
    if made.resource_requests.exists():
        return
    needs = {step: Need.objects.filter(accompaniment=made, step=step).first() for step in Step}
    at = instant(days_from_today(-60), 15)
    with clock.at(at), drawn("ties/request/obtained"):
        funding = Resource.objects.get(name=RESOURCES[0][1])
        obtained = requests.note_request(made, funding, need=needs[Step.CONSOLIDATE], by=sam, at=at)
        requests.ask(obtained, asked_on=at.date(), by=lina, at=at)
    at = instant(days_from_today(-14), 15)
    with clock.at(at):
        requests.obtain(
            obtained,
            answered_on=at.date(),
            value=Decimal(6000),
            words="Accordée pour un an, à verser en deux fois.",
            by=lina,
            at=at,
        )
    at = instant(days_from_today(-5), 15)
    with clock.at(at), drawn("ties/request/meant"):
        data = Resource.objects.get(name=RESOURCES[2][1])
        requests.note_request(made, data, need=needs[Step.INTEGRATE], by=sam, at=at)


def _tell_keys(body: Body, cast: Cast) -> None:
    at = instant(days_from_today(-80), 17)
    if not KeyCard.objects.filter(body=body).exists():
        with clock.at(at), drawn("ties/keys"):
            write_key_card(body, words=KEYS, by=cast("Sam"), at=at)
    if not Synonyms.objects.filter(words="\n".join(SYNONYMS)).exists():
        with clock.at(at), drawn("ties/synonyms"):
            add_synonyms(SYNONYMS, by=cast("Ada"), at=at)


def _knock(made: Accompaniment, sam: Person) -> None:
    """For two other initiatives: a door that never answered, given up; a message agreed to, that waits to be sent."""
    others = Accompaniment.objects.filter(season=made.season).exclude(pk=made.pk).order_by("initiative__folded")[:2]
    doors = [Door.objects.get(body__acronym="OPNU"), Door.objects.get(name=DOOR)]
    for day, one, door in zip((-55, -2), others, doors, strict=True):
        if not one.introductions.exists():
            _agreed(one, door, days_from_today(day), sam)
    given_up = Introduction.objects.filter(door=doors[0], state=IntroductionState.AGREED).first()
    if given_up is not None:
        at = instant(days_from_today(-54), 9)
        with clock.at(at), drawn(f"ties/send/{given_up.ref}"):
            introductions.send(given_up, by=sam, at=at)
        at = instant(days_from_today(-6), 9)
        with clock.at(at):
            answering.give_up(given_up, by=sam, at=at)


def _agreed(made: Accompaniment, door: Door, day: date, sam: Person) -> None:
    leader, at = leader_of(made), instant(day, 10)
    with clock.at(at), drawn(f"ties/introduction/{made.ref}"):
        one = introductions.write_introduction(
            made,
            door,
            contact_name=door.name,
            contact_email=door.email,
            text=(
                f"Bonjour, l’initiative « {made.initiative} », que notre programme accompagne, cherche un service "
                "public qui réutiliserait son commun. Pourriez-vous recevoir l’équipe une demi-heure, au téléphone ? "
                "Bien à vous, Sam"
            ),
            shared="Un résumé d’une page.",
            answer_by=day + timedelta(days=21),
            by=sam,
            at=at,
        )
    _agree(one, leader, at + timedelta(hours=5))


def _agree(one: Introduction, leader: Person, at: datetime) -> None:
    with clock.at(at):
        introductions.agree(one, read=digest(introductions.text_of(one)), by=leader, at=at)


def leader_of(made: Accompaniment) -> Person:
    """Whoever applied for it."""
    if made.decision is None:
        raise ValueError("an accompaniment of the demonstration opens from a decision")
    return made.decision.application.started_by
