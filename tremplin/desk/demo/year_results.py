"""What an initiative consolidates and deploys in its year: a legal question answered, a path, a funding plan,
agreements, indicators; where it is, who uses it, how the common lives, and its check-list.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.desk.demo.ties import leader_of
from tremplin.directory.models import Body, Territory
from tremplin.people.models import Person
from tremplin.programme.engine.working_days import working_day_from
from tremplin.support.actions import agreements, deploy, fundings, indicators, legal, walks
from tremplin.support.engine.fundings import quarter_of
from tremplin.support.models import Accompaniment, Funding, Relation
from tremplin.support.states import CheckState, CommonsKind, Frequency, PlaceKind, Step

Cast = Callable[[str], Person]
# what is measured, unit, where from, how often, at the start, aimed at, values 90, 50 and 10 days ago
INDICATORS = (
    (Step.DEPLOY, "Communes présentes sur la carte", "communes", "Export de la carte", Frequency.QUARTER, 18, 60),
    (Step.DEPLOY, "Personnes qui ont corrigé un lieu", "personnes", "Journal de la carte", Frequency.MONTH, 140, 400),
    (Step.CONSOLIDATE, "Part du budget sans le programme", "%", "Plan de financement", Frequency.HALF, 35, 70),
)
MEASURES = {0: (22, 27, 34), 1: (150, 188, 240), 2: (35, 41, 48)}
PLACES = (("44", -300), ("35", -140), ("29", -16))  # departments, days since it is in use there
USERS = (
    ("Association des sentiers (exemple)", "Préparer ses balades d’été", -210, True),
    ("Une école de quartier (exemple)", "Une séance de géographie par mois", -45, False),
)
RECORD = {
    "decides": "Un cercle de six personnes, élu chaque année ; tout changement de règle se vote en assemblée.",
    "maintains": "Deux bénévoles tiennent le serveur ; douze relisent les corrections.",
    "pays": "Les adhésions, deux communes, et le programme cette année.",
    "one_person": "Le serveur : une seule personne en connaît les accès. Une deuxième apprend.",
    "without_state": "La carte resterait en ligne un an ; le poste ne serait pas créé.",
}
CHECKS = (
    ("public_code", CheckState.YES, "https://example.org/"),
    ("licence", CheckState.YES, "ODbL pour les données"),
    ("documentation", CheckState.YES, "Un guide de douze pages"),
    ("contributing", CheckState.YES, "Page « Corriger un lieu »"),
    ("second", CheckState.NOT_YET, "Une deuxième personne apprend"),
    ("releases", CheckState.NOT_YET, ""),
    ("personal_data", CheckState.NOT_CONCERNED, "Aucun compte n’est demandé"),
)


def build(followed: Accompaniment, others: Sequence[Accompaniment], cast: Cast) -> None:
    lina = cast("Lina")
    _legal(followed, others[0], cast)
    _walks(followed, others[1], lina)
    _funding(followed, lina)
    _agreements(followed, lina)
    _indicators(followed, lina)
    _places(followed, lina)
    _life(followed, lina)


def _legal(made: Accompaniment, other: Accompaniment, cast: Cast) -> None:
    """One answered, and its answer kept for whoever asks the same; one that waits for somebody."""
    if made.legal_questions.exists():
        return
    lina, sam, noe = cast("Lina"), cast("Sam"), cast("Noé")
    at = instant(days_from_today(-55), 19)
    with clock.at(at), drawn("year/legal"):
        question = legal.ask_question(
            made,
            title="Qui signe le contrat de la première personne que nous employons ?",
            words="Nos statuts parlent de la présidente, sans rien dire des contrats.",
            hoped_by=at.date() + timedelta(days=21),
            by=lina,
            at=at,
        )
        legal.hand_question(question, noe, by=sam, at=at + timedelta(hours=14))
    at = instant(days_from_today(-46), 18)
    words = (
        "La personne que les statuts désignent pour représenter l’association, ici la présidente. Une délibération "
        "écrite du conseil l’y autorise : elle se garde avec le contrat. (Réponse donnée en exemple.)"
    )
    again = days_from_today(300)
    with clock.at(at), drawn("year/legal/answer"):
        legal.answer_question(question, answer=words, by=noe, at=at)
        legal.write_note(
            made.season.programme,
            title="Qui signe un contrat de travail dans une association ?",
            words=words,
            check_on=again,
            question=question,
            by=noe,
            at=at,
        )
    at, hoped_by = instant(days_from_today(-5), 19), days_from_today(16)
    with clock.at(at), drawn("year/legal/waiting"):
        legal.ask_question(
            other,
            title="Pouvons-nous publier des photos prises par des habitants ?",
            words="Elles sont envoyées par un formulaire, sans autre accord.",
            hoped_by=hoped_by,
            by=leader_of(other),
            at=at,
        )


def _walks(made: Accompaniment, other: Accompaniment, lina: Person) -> None:
    if made.walks.exists():
        return
    at, aim_on = instant(days_from_today(-60), 19), days_from_today(70)
    with clock.at(at), drawn("year/walk"):
        hire = walks.begin_walk(made, "first-hire", aim_on=aim_on, by=lina, at=at)
        walks.begin_walk(other, "licence", by=leader_of(other), at=at)
    for key, day, words in (("budget", -48, "Chiffré sur deux ans"), ("numbers", -18, "Numéro reçu par courrier")):
        at = instant(days_from_today(day), 19)
        with clock.at(at):
            walks.reach_stage(hire, key, on=at.date(), words=words, by=lina, at=at)


def _funding(made: Accompaniment, lina: Person) -> None:
    """Four quarters needed; a source obtained, one asked, one still to ask for, one refused."""
    if made.fundings.exists():
        return
    at, today = instant(days_from_today(-58), 19), clock.today()
    quarters = [quarter_of(today)]
    while len(quarters) < 4:
        quarters.append(quarter_of(quarters[-1] + timedelta(days=100)))
    last, deadline = quarters[-1] + timedelta(days=80), days_from_today(25)
    with clock.at(at), drawn("year/funding"):
        fundings.say_needs(made, dict.fromkeys(quarters, Decimal(9000)), by=lina, at=at)
        obtained = made.resource_requests.filter(state="obtained").first()
        if obtained is not None:
            _source(made, obtained.resource.name, 6000, quarters[0], last, lina, born_from=obtained)
        asked = _source(made, "Fondation des lieux communs (exemple)", 12000, quarters[1], last, lina)
        refused = _source(made, "Appel d’une caisse locale (exemple)", 5000, quarters[0], quarters[1], lina)
        _source(made, "Mécénat d’entreprises voisines", 8000, quarters[2], last, lina, deadline=deadline)
        fundings.ask_for(asked, asked_on=at.date(), by=lina, at=at)
        fundings.ask_for(refused, asked_on=at.date(), by=lina, at=at)
    at = instant(days_from_today(-20), 19)
    with clock.at(at):
        fundings.lose_funding(refused, answered_on=at.date(), by=lina, at=at)


def _source(made: Accompaniment, name: str, asked: int, first: date, last: date, lina: Person, **more: Any) -> Funding:
    return fundings.add_funding(
        made, name=name, asked=Decimal(asked), covers_from=first, covers_until=last, by=lina, at=clock.now(), **more
    )


def _agreements(made: Accompaniment, lina: Person) -> None:
    """One signed, that ends before the support does; one being negotiated with a body of the directory."""
    if made.agreements.exists():
        return
    relation = Relation.objects.filter(initiative=made.initiative).select_related("body").first()
    at, ends_on = instant(days_from_today(-90), 19), days_from_today(50)
    next_on = working_day_from(days_from_today(8))
    with clock.at(at), drawn("year/agreement"):
        signed = agreements.write_agreement(
            made,
            partner="Association des sentiers (exemple)",
            object="Relire ensemble les fiches des sentiers",
            by=lina,
            at=at,
        )
        open_one = agreements.write_agreement(
            made,
            partner=str(relation.body) if relation else "Une commune (exemple)",
            object="Reprendre la carte sur le site public",
            relation=relation,
            next_step="Relire le projet avec le service juridique",
            next_on=next_on,
            by=lina,
            at=at,
        )
    at = instant(days_from_today(-70), 19)
    with clock.at(at):
        agreements.sign(signed, signed_on=at.date(), ends_on=ends_on, by=lina, at=at)
        agreements.negotiate(open_one, by=lina, at=at)


def _indicators(made: Accompaniment, lina: Person) -> None:
    if made.indicators.filter(name=INDICATORS[0][1]).exists():
        return
    at = instant(made.starts_on + timedelta(days=40), 19)
    for place, (step, name, unit, source, frequency, initial, target) in enumerate(INDICATORS):
        with clock.at(at), drawn(f"year/indicator/{place}"):
            made_one = indicators.write_indicator(
                made,
                step=step,
                name=name,
                unit=unit,
                source=source,
                frequency=frequency,
                initial=Decimal(initial),
                initial_on=made.starts_on,
                target=Decimal(target),
                target_on=made.ends_on,
                by=lina,
                at=at,
            )
        for value, day in zip(MEASURES[place], (-90, -50, -10), strict=True):
            on = instant(days_from_today(day), 20)
            with clock.at(on), drawn(f"year/measure/{place}/{day}"):
                entry = indicators.Entry(made_one, on.date(), Decimal(value))
                indicators.record_measure(entry, by=lina, at=on)


def _places(made: Accompaniment, lina: Person) -> None:
    if made.initiative.places.exists():
        return
    at, today = instant(days_from_today(-15), 19), clock.today()
    body = Body.objects.filter(acronym="BAA").first()
    with clock.at(at), drawn("year/places"):
        for code, day in PLACES:
            found = Territory.objects.get(kind="department", code=code)
            deploy.add_place(
                made,
                territory=found,
                kind=PlaceKind.TERRITORY,
                name="",
                from_day=today + timedelta(days=day),
                by=lina,
                at=at,
            )
        for name, use, day, public in USERS:
            deploy.add_reuser(
                made, name=name, use=use, from_day=today + timedelta(days=day), public=public, by=lina, at=at
            )
        if body is not None:
            deploy.add_reuser(
                made,
                name=body.name,
                use="Situer les lieux d’accueil",
                from_day=today - timedelta(days=30),
                public=False,
                body=body,
                by=lina,
                at=at,
            )


def _life(made: Accompaniment, lina: Person) -> None:
    if made.initiative.commons_records.exists():
        return
    for day, contributors, regulars in ((-170, 31, 9), (-12, 44, 12)):
        at = instant(days_from_today(day), 20)
        with clock.at(at), drawn(f"year/record/{day}"):
            deploy.write_record(
                made, on=at.date(), contributors=contributors, regulars=regulars, words=RECORD, by=lina, at=at
            )
    at = instant(days_from_today(-11), 20)
    with clock.at(at), drawn("year/checks"):
        told = [deploy.Told(key, state, evidence) for key, state, evidence in CHECKS]
        deploy.tell_checks(made, CommonsKind.DIGITAL, told, by=lina, at=at)
