"""The year of support: how each side works with the other, the texts in force, the roadmap that every support begins
with, what was asked, the season's thread and an absence; then what four other modules add to it.

Everybody and everything named here is an example.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from tremplin.core import clock
from tremplin.desk.demo import year_committees, year_experts, year_money, year_results
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.desk.demo.ties import leader_of
from tremplin.people.models import Person
from tremplin.programme.actions import change_season
from tremplin.programme.actions.absences import say_absence
from tremplin.programme.actions.threads import begin_thread, change_milestone, finish_milestone
from tremplin.programme.engine.working_days import working_day_from
from tremplin.programme.models import Absence, Programme, Season
from tremplin.support.actions import carried, roadmaps, templates, texts, working
from tremplin.support.models import Accompaniment, DatedText, TemplateAction
from tremplin.support.queries.templates import lines_from
from tremplin.support.states import Audience, CarriedState, Owner, Step, Subject, TextKind

Cast = Callable[[str], Person]
# kind, title, words: short texts written for the demonstration
TEXTS = (
    (
        TextKind.REPUBLICAN,
        "Contrat d’engagement républicain (exemple)",
        (
            "Texte d’exemple. L’association respecte la liberté de conscience, l’égalité et la dignité de chacun ; "
            "elle reste ouverte à tous, et ne trouble pas l’ordre public. Le texte qui engage est celui du décret."
        ),
    ),
    (
        TextKind.CONVENTION,
        "Convention de subvention (exemple)",
        (
            "Texte d’exemple.\n\nEntre {authority} et {beneficiary} (numéro {registration}), pour l’initiative "
            "{initiative}.\n\nArticle 1. La subvention sert à : {object}.\n\nArticle 2. Son montant est de {amount}, "
            "du {from} au {until}.\n\nArticle 3. Elle est versée ainsi :\n{tranches}\n\nArticle 4. Le compte rendu "
            "financier est remis le {report} au plus tard."
        ),
    ),
    (
        TextKind.CHARTER,
        "Devoirs de la charte (exemple)",
        (
            "Texte d’exemple. Répondre aux demandes, ou dire que l’on ne peut pas.\nPublier ce qui est produit avec "
            "l’argent public.\nDire tôt ce qui ne va pas."
        ),
    ),
    (
        TextKind.NAME_RULES,
        "Usage du nom du programme (exemple)",
        (
            "Texte d’exemple. L’équipe peut écrire qu’elle est accompagnée par le programme, pendant l’année de son "
            "accompagnement. Elle n’écrit pas que l’État garantit ce qu’elle fait."
        ),
    ),
)
RHYTHM = "Un appel tous les quinze jours, une rencontre par trimestre"
OPENED = (
    (Subject.ROADMAP, Audience.REFERENTS),
    (Subject.TIES, Audience.REFERENTS),
    (Subject.SESSIONS, Audience.EXPERTS),
)
# asked of a team that takes two at a time: the second waits in line behind what was asked before
ASKED = (
    (Step.INTEGRATE, "Envoyer la liste des communes déjà présentes", 12),
    (Step.CONSOLIDATE, "Relire le projet de contrat de travail", 24),
)


def write_texts(programme: Programme, ada: Person) -> None:
    """In force since before the first call."""
    at = instant(days_from_today(-390), 9)
    for kind, title, words in TEXTS:
        if not DatedText.objects.filter(programme=programme, kind=kind).exists():
            with clock.at(at), drawn(f"year/text/{kind}"):
                texts.write_text(
                    programme, kind=kind, title_fr=title, words_fr=words, valid_from=at.date(), by=ada, at=at
                )


def build(season: Season, followed: Accompaniment, cast: Cast) -> str:
    """Run again, it adds nothing twice. `season`: the one that is being prepared."""
    others = list(Accompaniment.objects.filter(season=followed.season).exclude(pk=followed.pk).order_by("pk")[:4])
    write_texts(season.programme, cast("Ada"))
    _write_template(followed.season, cast("Ada"))
    for place, made in enumerate([followed, *others]):
        _work_together(made, cast("Sam"), accepted=place < 4)
    for made in others[1:3]:
        _begin(made, cast("Sam"))
    _open(followed, cast)
    _ask(followed, cast("Sam"))
    year_experts.build(followed, others, cast)
    year_results.build(followed, others, cast)
    year_committees.hold_acceleration([followed, *others[:2]], cast)
    year_money.build(followed, cast)
    year_committees.plan_engagement(followed, cast)
    _prepare(season, cast)
    return f"{1 + len(others)} years of support, {followed.season.committees.count()} committees"


def _write_template(season: Season, ada: Person) -> None:
    if TemplateAction.objects.filter(season=season).exists():
        return
    at = instant(days_from_today(-230), 14)
    with clock.at(at), drawn(f"year/template/{season.ref}"):
        templates.copy_template(season, None, by=ada, at=at)


def _work_together(made: Accompaniment, sam: Person, *, accepted: bool) -> None:
    """Proposed by the officer in the first days, accepted by the team the day after."""
    if made.workings.exists():
        return
    at = instant(made.starts_on + timedelta(days=4), 11)
    with clock.at(at), drawn(f"year/working/{made.ref}"):
        written = working.write_working(
            made,
            rhythm=RHYTHM,
            channels="Téléphone et visioconférence ; les documents par l’espace de l’accompagnement",
            hours_a_month=12,
            money_asked="Aucun : les trajets sont remboursés",
            words="Pas d’appel pendant les vacances scolaires.",
            by=sam,
            at=at,
        )
    if accepted:
        later = at + timedelta(days=1)
        with clock.at(later):
            working.accept_working(written, by=leader_of(made), at=later)


def _begin(made: Accompaniment, sam: Person) -> None:
    """The season's own roadmap: what was due long ago is done."""
    if made.actions.exists():
        return
    at, leader, today = instant(made.starts_on + timedelta(days=1), 18), leader_of(made), clock.today()
    with clock.at(at), drawn(f"year/roadmap/{made.ref}"):
        planned = templates.plan_lines(made, lines_from(made.season, made.starts_on), by=sam, at=at)
    for action in planned:
        if action.due_on < today - timedelta(days=12):
            done = max(instant(action.due_on, 18), at + timedelta(days=1))
            with clock.at(done):
                by = leader if action.owner == Owner.TEAM else sam
                roadmaps.close_action(action, "finish", result="Fait le jour prévu.", by=by, at=done)


def _open(made: Accompaniment, cast: Cast) -> None:
    """What the team opens to its referent and to its experts, its evenings, the texts it signed; a first need that
    its application said already.
    """
    lina = leader_of(made)
    at = instant(made.starts_on + timedelta(days=6), 20)
    if not made.shares.filter(audience=Audience.EXPERTS).exists():
        with clock.at(at):
            working.open_subjects(made, OPENED, by=lina, at=at)
    evenings = instant(days_from_today(-40), 19)
    if not hasattr(made, "hours"):
        with clock.at(evenings):
            working.say_hours(
                made,
                days=range(1, 8),
                from_time=time(17, 30),
                until_time=time(21),
                ceiling=2,
                by=lina,
                at=evenings,
            )
    for kind in (TextKind.NAME_RULES, TextKind.CHARTER):
        text = DatedText.objects.get(programme=made.season.programme, kind=kind)
        if not made.signings.filter(text=text).exists():
            with clock.at(at), drawn(f"year/signing/{kind}"):
                texts.sign_text(text, made, name="Lina", quality="porteuse de l’initiative", by=lina, at=at)
    said = made.carried.filter(state=CarriedState.WAITING).order_by("pk").first()
    if said is not None and not made.carried.exclude(state=CarriedState.WAITING).exists():
        on = instant(made.starts_on + timedelta(days=18), 19)
        with clock.at(on), drawn(f"year/carried/{made.ref}"):
            carried.confirm(
                said, step=Step.DEPLOY, title="Ce que la candidature visait d’abord", words=said.words, by=lina, at=on
            )


def _ask(made: Accompaniment, sam: Person) -> None:
    for place, (step, title, due) in enumerate(ASKED):
        if made.actions.filter(title=title).exists():
            continue
        at, due_on = instant(days_from_today(-9 + place), 18), working_day_from(days_from_today(due))
        with clock.at(at), drawn(f"year/asked/{place}"):
            roadmaps.plan_action(made, step=step, title=title, owner=Owner.TEAM, due_on=due_on, by=sam, at=at)


def _prepare(season: Season, cast: Cast) -> None:
    """The thread of the season that is being chosen, planned backwards; its officer will be away soon."""
    ada, sam, at = cast("Ada"), cast("Sam"), instant(days_from_today(-70), 10)
    if not season.milestones.exists():
        announced = working_day_from(days_from_today(75))
        with clock.at(at), drawn(f"year/thread/{season.ref}"):
            change_season(
                season,
                name_fr=season.name_fr,
                name_en=season.name_en,
                starts_on=season.starts_on,
                ends_on=season.ends_on,
                announced_on=announced,
                by=ada,
                at=at,
            )
            season.refresh_from_db()
            begin_thread(season, source=None, announced_on=announced, by=ada, at=at)
            _own(season, cast, at)
    if not Absence.objects.filter(person=sam).exists():
        on = instant(days_from_today(-2), 17)
        first = working_day_from(days_from_today(10))
        with clock.at(on), drawn("year/absence"):
            say_absence(sam, from_day=first, until_day=first + timedelta(days=6), stand_in=cast("Aldo"), by=sam, at=on)


def _own(season: Season, cast: Cast, at: datetime) -> None:
    """What nobody else knows of is said to be done; the steps that come next have their owners."""
    steps = list(season.milestones.order_by("due_on", "pk"))
    for step in [one for one in steps if not one.fact and one.due_on <= at.date()]:
        finish_milestone(step, done_on=step.due_on, by=cast("Ada"), at=at)
    coming = [one for one in steps if one.due_on > at.date()]
    for step, name in zip(coming, ("Aldo", "Ada", "Aldo", "Ada", "Ada", "Sylvie"), strict=False):
        change_milestone(
            step,
            title_fr=step.title_fr,
            title_en=step.title_en,
            due_on=step.due_on,
            owner=cast(name),
            link=step.link,
            by=cast("Ada"),
            at=at,
        )
