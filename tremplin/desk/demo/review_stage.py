"""Stage `review`: a call closed the other night, 187 applications received in six weeks.

The shares are those the first season published: 82 associations, 56 companies, 49 people; each need as often as it
was expressed.
"""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tremplin.calls.actions.instruction import write_note
from tremplin.calls.actions.submissions import send_back, submit
from tremplin.calls.models import Application, Call, Question
from tremplin.calls.states import ApplicationState, BearerKind
from tremplin.core import clock
from tremplin.desk.demo import words
from tremplin.desk.demo.applying import Story, call_of, days_from_today, instant, person_of, tell
from tremplin.desk.demo.draws import drawn, source
from tremplin.people.models import Person
from tremplin.programme.models import Season

SLUG = "initiatives"
APPLICATIONS = 187
UNFINISHED = 24
KINDS = ((BearerKind.ASSOCIATION, 82), (BearerKind.COMPANY, 56), (BearerKind.PERSON, 49))
NEEDS = (("reconnaissance", 163), ("financement", 153), ("experts", 130), ("diffusion", 127), ("accompagnement", 117))
LASTS = timedelta(days=41, hours=14, minutes=59)  # from nine in the morning to 23:59, six weeks later
WORDS = {
    "title_fr": "Appel à initiatives",
    "title_en": "Call for initiatives",
    "summary_fr": "Vous menez une initiative d’intérêt général, en association, en entreprise ou à titre personnel ? "
    "L’accélérateur en accompagne quelques-unes pendant un an.",
    "summary_en": "Do you lead an initiative of general interest, as an association, a company or on your own? For a "
    "year, the "
    "accelerator supports a few of them.",
    "asks_fr": "Deux jours par mois, pendant un an. Aucune participation financière.",
    "asks_en": "Two days a month, for a year. No money is asked.",
    "prepare_fr": "Un résumé en quelques phrases\nTrois objectifs pour l’année",
    "prepare_en": "A summary in a few sentences\nThree goals for the year",
}
TRACKS = (("numerique", "Numérique", "Digital"), ("terrain", "Terrain", "On the ground"))


def build(season: Season, cast: Callable[[str], Person]) -> str:
    closes_at = instant(days_from_today(-2), 23, 59)
    call = call_of(
        season,
        SLUG,
        form="form-review.json",
        texts=WORDS,
        tracks=TRACKS,
        intakes=[(closes_at - LASTS, closes_at)],
        by=cast("Ada"),
    )
    told = set(call.applications.exclude(state=ApplicationState.DRAFT).values_list("initiative__name", flat=True))
    for story in _stories(call):
        if story.name not in told:
            tell(call, story)
    _instruct(call, cast("Ada"))
    received = call.applications.exclude(state=ApplicationState.DRAFT)
    return f"call “{call.title_fr}”: closed, {received.count()} applications received"


def _stories(call: Call) -> Iterator[Story]:
    """The same ones at each reading: names, bearers, needs and instants follow from one seed and from "
    "the call's dates."""
    seed = source("review")
    intake = call.intakes.get()
    names = _names(seed, APPLICATIONS + UNFINISHED)
    kinds = [kind for kind, count in KINDS for _one in range(count)]
    seed.shuffle(kinds)
    needs = _needs(seed)
    for number, name in enumerate(names):
        own = source(f"review/{number}")
        complete = number < APPLICATIONS
        submits = _instant(own, intake.opens_at, intake.closes_at)
        starts = max(intake.opens_at, submits - timedelta(days=own.randrange(0, 9), minutes=own.randrange(40, 500)))
        kind = kinds[number] if complete else BearerKind.ASSOCIATION
        first = own.choice(words.FIRST_NAMES)
        leader = person_of(first, f"initiative-{number + 1:03}", at=starts)
        place = own.choice(words.PLACES)
        yield Story(
            name=name,
            bearers=[(kind, _bearer(kind, name, place, first))],
            leader=leader,
            starts=starts,
            submits=submits if complete else None,
            seed=own,
            answers=_answers(own, name, place, needs[number] if complete else ()),
            done=1 if complete else own.choice((0.2, 0.5, 0.8)),
            document="file" if complete and number % 9 == 0 else "",
        )


def _names(seed: random.Random, count: int) -> list[str]:
    return seed.sample([f"{what} {of}" for what in words.WHAT for of in words.OF], count)


def _needs(seed: random.Random) -> list[list[str]]:
    """For each application, what it needs: each need as often as published, and nobody without any."""
    while True:
        found: list[list[str]] = [[] for _one in range(APPLICATIONS)]
        for need, count in NEEDS:
            for place in seed.sample(range(APPLICATIONS), count):
                found[place].append(need)
        if all(found):
            return found


def _instant(seed: random.Random, opens_at: datetime, closes_at: datetime) -> datetime:
    """A few each day, more and more, and a third of them in the last two days; by day or in the evening."""
    days = (closes_at - opens_at).days
    day = days - seed.choice((0, 0, 1)) if seed.random() < 0.34 else int(days * seed.random() ** 0.7)
    at = opens_at + timedelta(days=day, minutes=seed.randrange(0, 14 * 60 + 50), seconds=seed.randrange(60))
    return min(at, closes_at - timedelta(seconds=seed.randrange(1, 900)))


def _bearer(kind: str, name: str, place: str, first: str) -> str:
    if kind == BearerKind.ASSOCIATION:
        return f"Association {name} de {place}"
    if kind == BearerKind.COMPANY:
        return f"{name.split(maxsplit=1)[0]} & Cie, {place}"
    return first


def _answers(
    seed: random.Random, name: str, place: str, needs: list[str] | tuple[str, ...]
) -> dict[tuple[str, int], str]:
    summary = seed.choice(words.SUMMARIES).format(name=name, place=place)
    found = {
        ("summary", 0): f"{summary} {words.INVENTED}",
        ("problem", 0): seed.choice(words.PROBLEMS),
        ("stage", 0): seed.choices(("idee", "essai", "service", "reseau"), (2, 5, 4, 1))[0],
        ("objectives", 0): seed.choice(words.OBJECTIVES).format(count=seed.randrange(2, 12)),
        ("budget", 0): str(seed.randrange(2, 180) * 500),
        ("heard", 0): seed.choice(("site", "reseau", "presse", "proche", "")),
        ("needs", 0): "\n".join(needs),
        ("letter", 0): seed.choice(("yes", "no")),
    }
    if seed.random() < 0.4:
        found[("kind", 0)] = "numerique"
        found[("licence", 0)] = seed.choice(words.LICENCES)
    else:
        found[("kind", 0)] = "terrain"
    return {place_: text for place_, text in found.items() if text}


def _instruct(call: Call, agent: Person) -> None:
    """What the team has begun since: a correction made, another under way, a few notes."""
    closes_at = call.intakes.get().closes_at
    first, second, third = call.applications.filter(submitted_at__isnull=False).order_by("submitted_at", "ref")[:3]
    _correct(first, agent, closes_at - timedelta(days=20), answered=True)
    _correct(second, agent, closes_at + timedelta(hours=10), answered=False)
    if not third.notes.exists():
        with clock.at(closes_at), drawn(f"note/{third.initiative.name}"):
            write_note(
                third,
                words="À rapprocher d’une candidature de la saison passée, portée par d’autres.",
                by=agent,
                at=closes_at,
            )


def _correct(application: Application, agent: Person, at: datetime, *, answered: bool) -> None:
    from tremplin.calls.actions.drafts import Typed, save_answers

    if application.corrections.exists():
        return
    named = Question.objects.filter(section__form=application.form, key__in=["objectives", "people"])
    until = at.replace(hour=22, minute=59, second=0) + timedelta(days=12)
    with clock.at(at), drawn(f"correction/{application.initiative.name}"):
        send_back(
            application,
            questions=list(named),
            words="Merci de dater vos trois objectifs.",
            until=until,
            by=agent,
            at=at,
        )
    if answered:
        answer_at = at + timedelta(days=2)
        known = application.answers.get(question__key="objectives")
        with clock.at(answer_at), drawn(f"corrected/{application.initiative.name}"):
            text = f"{known.text} Le premier avant l’été, les deux autres avant la fin de l’année."
            save_answers(
                application, {("objectives", 0): Typed(text, known.revision)}, by=application.started_by, at=answer_at
            )
            application.refresh_from_db()
            submit(application, by=application.started_by, at=answer_at)
