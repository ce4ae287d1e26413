"""Stage `jury`: a call whose short list the citizens are reading; the larger one is being screened."""

from collections.abc import Callable
from datetime import timedelta

from tremplin.calls.models import Call
from tremplin.calls.states import BearerKind
from tremplin.core import clock
from tremplin.desk.demo import choosing, review_stage, words
from tremplin.desk.demo.applying import Story, call_of, days_from_today, instant, person_of, tell
from tremplin.desk.demo.choosing import Choice
from tremplin.desk.demo.draws import source
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.selection import usual

SLUG = "entraide"
APPLICATIONS = 36
SCREENED = 64  # of the larger call: the team has begun
WORDS = {
    "title_fr": "Appel à l’entraide",
    "title_en": "Call for mutual help",
    "summary_fr": "Des initiatives où l’on s’aide entre voisins, entre communes, entre générations.",
    "summary_en": "Initiatives where neighbours, towns and generations help one another.",
    "asks_fr": "Deux jours par mois, pendant un an. Aucune participation financière.",
    "asks_en": "Two days a month, for a year. No money is asked.",
    "prepare_fr": "Un résumé en quelques phrases\nTrois objectifs pour l’année",
    "prepare_en": "A summary in a few sentences\nThree goals for the year",
}


def build(season: Season, cast: Callable[[str], Person]) -> str:
    """Closed forty days ago; the experts have read, the jury began ten days ago and sits in three weeks."""
    closes_at = instant(days_from_today(-46), 23, 59)
    call = call_of(
        season,
        SLUG,
        form="form-review.json",
        texts=WORDS,
        tracks=review_stage.TRACKS,
        intakes=[(closes_at - timedelta(days=30), closes_at)],
        by=cast("Ada"),
    )
    apply(call, words.HELP, APPLICATIONS)
    if not call.rounds.exists():
        _choose(Choice.of(call, cast), cast)
    _begin_the_larger(season, cast)
    return f"call “{call.title_fr}”: {APPLICATIONS} applications, the jury is reading its short list"


def apply(call: Call, kinds: tuple[str, ...], count: int, *, leaders: tuple[Person, ...] = ()) -> None:
    """As many applications as that, submitted in the last fortnight of the call; the first are the leaders' given."""
    seed = source(f"apply/{call.slug}")
    closes_at = max(intake.closes_at for intake in call.intakes.all())
    names = seed.sample([f"{what} {of}" for what in kinds for of in words.OF], count)
    for number, name in enumerate(names):
        own = source(f"{call.slug}/{number}")
        submits = closes_at - timedelta(days=own.randrange(0, 14), minutes=own.randrange(10, 900))
        starts = submits - timedelta(days=own.randrange(1, 9))
        place = own.choice(words.PLACES)
        leader = (
            leaders[number]
            if number < len(leaders)
            else person_of(own.choice(words.FIRST_NAMES), f"{call.slug}-{number + 1:02}", at=starts)
        )
        tell(
            call,
            Story(
                name=name,
                bearers=[(BearerKind.ASSOCIATION, f"Association {name} de {place}")],
                leader=leader,
                starts=starts,
                submits=submits,
                seed=own,
                answers={
                    ("summary", 0): f"{own.choice(words.SUMMARIES).format(name=name, place=place)} {words.INVENTED}",
                    ("problem", 0): own.choice(words.PROBLEMS),
                    ("objectives", 0): own.choice(words.OBJECTIVES).format(count=own.randrange(2, 12)),
                    ("kind", 0): "terrain",
                },
            ),
        )


def preselect(choice: Choice, cast: Callable[[str], Person], *, shortlist: int, refused: int) -> None:
    """Screened, read by experts, three a file; the best make the short list."""
    choosing.screen(choice, refused=refused)
    found = choosing.prepare(choice, usual.FIRST, usual.EXPERT_CRITERIA, passing=shortlist, per_file=3, day=3, days=12)
    names = ("Maëlle", "Karim", "Jeanne", "Tom", "Salomé", "Farid", "Élise", "Malo")
    experts = choosing.readers(
        f"{choice.call.slug}-lecture",
        names,
        first=[cast(name) for name in ("Rose", "Rachid", "Rita")],
        at=found.starts_at,
    )
    held = choosing.seat(choice, found, experts, files=14, day=3)
    choosing.open_and_assign(choice, found, held, day=8)
    choosing.read(choice, found, day=8.5, days=11)
    choosing.settle(choice, found, passed=shortlist, day=21)


def summon_the_jury(choice: Choice, cast: Callable[[str], Person], *, selected: int) -> None:
    """Fifteen citizens invited, fourteen accept; each file of the short list is given to five of them."""
    found = choosing.prepare(
        choice, usual.SECOND, usual.CITIZEN_QUESTIONS, passing=selected, per_file=5, day=22, days=30
    )
    names = ("Hugo", "Yasmine", "Théo", "Camille", "Idriss", "Manon", "Gaël", "Aïcha", "Lucas", "Rokhaya", "Simon")
    jury = choosing.readers(
        f"{choice.call.slug}-jury",
        names,
        first=[cast(name) for name in ("Jules", "Jade", "Jonas", "Josette")],
        at=found.starts_at,
    )
    held = choosing.seat(choice, found, jury, files=6, day=22)
    choosing.open_and_assign(choice, found, held, day=36 if choice.call.slug == SLUG else 27)


def _choose(choice: Choice, cast: Callable[[str], Person]) -> None:
    preselect(choice, cast, shortlist=12, refused=2)
    summon_the_jury(choice, cast, selected=8)
    found = choice.call.rounds.get(position=2)
    choosing.read(choice, found, day=37, days=8, share=0.45, whole="Jules")
    choosing.plan_sitting(choice, found, day=68, planned=38)


def _begin_the_larger(season: Season, cast: Callable[[str], Person]) -> None:
    """The call that closed the other night: the first files are screened, its rounds are set, Rose is invited."""
    call = Call.objects.filter(slug=review_stage.SLUG).first()
    if call is None or call.rounds.exists():
        return
    choice = Choice.of(call, cast)
    choice.closes_at = clock.now() - timedelta(days=6, hours=2)  # what follows the closing has begun today
    choosing.screen(choice, count=SCREENED, refused=5)
    found = choosing.prepare(choice, usual.FIRST, usual.EXPERT_CRITERIA, passing=20, per_file=3, day=5, days=21)
    choosing.prepare(choice, usual.SECOND, usual.CITIZEN_QUESTIONS, passing=10, per_file=5, day=5, days=45)
    choosing.offer(choice, found, cast("Rose"), files=24, day=5)
