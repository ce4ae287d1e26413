"""Stage `call`: a call open now, with two closings and two tracks; drafts and submissions of the cast and others."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tremplin.calls.actions.drafts import Typed, save_answers
from tremplin.calls.actions.instruction import declare_conflict, write_note
from tremplin.calls.actions.submissions import send_back
from tremplin.calls.actions.teams import answer_invitation, invite
from tremplin.calls.models import Application, Call, Question, TeamMember
from tremplin.calls.states import ApplicationState, BearerKind, MemberState, TeamRight
from tremplin.core import clock
from tremplin.desk.demo.applying import Story, call_of, days_from_today, instant, person_of, tell
from tremplin.desk.demo.draws import drawn, source
from tremplin.desk.demo.words import INVENTED
from tremplin.people.models import Person
from tremplin.programme.models import Season

SLUG = "communs"
WORDS = {
    "title_fr": "Appel à communs",
    "title_en": "Call for commons",
    "summary_fr": "L’accélérateur accompagne pendant un an des communs d’intérêt général : données, logiciels, "
    "ressources "
    "naturelles, savoirs partagés. Les associations et les administrations peuvent candidater, seules ou ensemble.",
    "summary_en": "For a year, the accelerator supports commons of general interest: data, software, natural "
    "resources, shared "
    "knowledge. Associations and administrations may apply, alone or together.",
    "asks_fr": "Deux à trois jours par mois d’une ou deux personnes de l’équipe, pendant un an. Aucune participation "
    "financière. Si la candidature est retenue, le nom du projet et son résumé sont publiés ; rien d’autre ne "
    "l’est sans votre accord.",
    "asks_en": "Two to three days a month of one or two people of the team, for a year. No money is asked. If the "
    "application "
    "is selected, the name of the project and its summary are published; nothing else without your agreement.",
    "prepare_fr": "Les budgets des deux dernières années\nLes coordonnées d’une ou deux personnes référentes\n"
    "Les statuts et les derniers comptes, pour une association\nTrois objectifs pour l’année",
    "prepare_en": "The budgets of the last two years\nHow to reach one or two persons in charge\n"
    "The statutes and the latest accounts, for an association\nThree goals for the year",
}
TRACKS = (
    ("DINUM", "Communs numériques", "Digital commons"),
    ("DITP", "Autres communs", "Other commons"),
)
_DIGITAL = {("legal_kind", 0): "association", ("common_kind", 0): "digital common"}
_OTHER = {("legal_kind", 0): "association", ("common_kind", 0): "common whose digital part is not central"}


def build(season: Season, cast: Callable[[str], Person]) -> str:
    call = call_of(
        season,
        SLUG,
        form="form-2026.json",
        texts=WORDS,
        tracks=TRACKS,
        intakes=[
            (instant(days_from_today(-20), 9), instant(days_from_today(15), 12)),
            (instant(days_from_today(-20), 9), instant(days_from_today(125), 12)),
        ],
        by=cast("Ada"),
    )
    hedges = _tell(call, "Atlas partagé des haies", BearerKind.ASSOCIATION, cast("Alice"), -6, None, _DIGITAL, done=0.7)
    _join(hedges, cast("Bob"), TeamRight.WRITE, -5)
    tools = _tell(call, "Outilthèque des quartiers", BearerKind.ASSOCIATION, cast("Bob"), -12, -4, _OTHER)
    _join(tools, cast("Alice"), TeamRight.READ, -3)
    springs = _tell(call, "Carnet ouvert des sources", BearerKind.ADMINISTRATION, cast("Lina"), -15, -7, _DIGITAL)
    _send_back(springs, cast("Ada"))
    nadia, paul, ines = (
        person_of(name, f"{name.lower().replace('è', 'e')}.commun", at=call.intakes.all()[0].opens_at)
        for name in ("Nadia", "Paul", "Inès")
    )
    seeds = _tell(call, "Semences en partage", BearerKind.ASSOCIATION, nadia, -9, -2, _OTHER)
    _note(seeds, cast("Aldo"))
    tongues = _tell(call, "Passerelle des langues parlées", BearerKind.ASSOCIATION, paul, -8, -1, _DIGITAL)
    _conflict(tongues, cast("Aldo"))
    _tell(call, "Fabrique des chemins", BearerKind.ASSOCIATION, ines, -1, None, _OTHER, done=0.3)
    received = call.applications.exclude(state=ApplicationState.DRAFT).count()
    return f"call “{call.title_fr}”: open, {call.applications.count() - received} drafts, {received} received"


def _tell(
    call: Call,
    name: str,
    kind: str,
    leader: Person,
    starts: int,
    submits: int | None,
    answers: dict[tuple[str, int], str],
    done: float = 1,
) -> Application:
    opens_at = min(intake.opens_at for intake in call.intakes.all())
    start = opens_at + timedelta(days=20 + starts, hours=1)
    text = f"{name} : une ressource tenue à plusieurs, que chacun peut employer, corriger et transmettre. {INVENTED}"
    return tell(
        call,
        Story(
            name=name,
            bearers=[
                (
                    kind,
                    f"Les amis de « {name} »"
                    if kind == BearerKind.ASSOCIATION
                    else "Communauté de communes de Brumeval",
                )
            ],
            leader=leader,
            starts=start,
            submits=opens_at + timedelta(days=20 + submits, hours=6) if submits is not None else None,
            seed=source(f"call/{name}"),
            answers={("project_name", 0): name, ("summary", 0): text, ("other_actors_which", 0): "", **answers},
            done=done,
            document="attachments" if submits is not None else "",
        ),
    )


def _join(application: Application, person: Person, right: str, day: int) -> None:
    """Invited one morning, joined an hour later."""
    if (
        TeamMember.objects.filter(initiative=application.initiative, person=person)
        .exclude(state=MemberState.INVITED)
        .exists()
    ):
        return
    invited_at = _at(application, day)
    with clock.at(invited_at), drawn(f"join/{application.initiative.name}"):
        member = invite(
            application.initiative, email=str(person.email), right=right, by=application.started_by, at=invited_at
        )
        answer_invitation(member, joins=True, by=person, at=invited_at + timedelta(hours=1))
    if right != TeamRight.READ and application.state == ApplicationState.DRAFT:
        saved_at = invited_at + timedelta(hours=2)
        known = application.answers.filter(question__key="summary").first()
        if known is not None:
            text = f"{known.text} Nous la relisons à deux."
            with clock.at(saved_at), drawn(f"reread/{application.initiative.name}"):
                save_answers(application, {("summary", 0): Typed(text, known.revision)}, by=person, at=saved_at)


def _send_back(application: Application, agent: Person) -> None:
    if application.state != ApplicationState.SUBMITTED or application.corrections.exists():
        return
    at = _at(application, -2)
    questions = Question.objects.filter(section__form=application.form, key__in=["impact_and_measure", "attachments"])
    with clock.at(at), drawn(f"correction/{application.initiative.name}"):
        send_back(
            application,
            questions=list(questions),
            words="Merci de préciser la valeur de départ de votre indicateur, et de joindre les derniers comptes.",
            until=instant(days_from_today(8), 23, 59),
            by=agent,
            at=at,
        )


def _note(application: Application, agent: Person) -> None:
    if not application.notes.exists():
        at = _at(application, -1)
        with clock.at(at), drawn(f"note/{application.initiative.name}"):
            write_note(
                application,
                words="Vu au salon des semences en mars : l’équipe est bien celle qu’elle dit.",
                by=agent,
                at=at,
            )


def _conflict(application: Application, agent: Person) -> None:
    if not application.conflicts.exists():
        at = _at(application, 0) - timedelta(hours=2)
        with clock.at(at), drawn(f"conflict/{application.initiative.name}"):
            declare_conflict(
                application, agent, source="A siégé au bureau de l’association jusqu’à l’an dernier.", by=agent, at=at
            )


def _at(application: Application, day: int) -> datetime:
    opens_at = min(intake.opens_at for intake in application.call.intakes.all())
    return opens_at + timedelta(days=20 + day)
