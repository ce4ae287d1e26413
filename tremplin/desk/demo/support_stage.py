"""Stage `support`: an earlier season, chosen, signed and announced; its laureates have their pages on the site and are
supported for a year; the directory of doors, what ties them to it, and the year itself.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tremplin.core import clock
from tremplin.desk.demo import choosing, doors, review_stage, ties, words, year
from tremplin.desk.demo.accompanying import accompany
from tremplin.desk.demo.applying import call_of, days_from_today, instant
from tremplin.desk.demo.choosing import Choice
from tremplin.desk.demo.draws import drawn
from tremplin.desk.demo.jury_stage import apply, preselect, summon_the_jury
from tremplin.people.models import Person
from tremplin.programme.actions import open_season
from tremplin.programme.models import Season
from tremplin.support.models import Accompaniment

SLUG = "premiers-communs"
APPLICATIONS = 24
LAUREATES = 6
WORDS = {
    "title_fr": "Appel aux premiers communs",
    "title_en": "Call for the first commons",
    "summary_fr": "Le premier appel de l’accélérateur : des ressources que l’on tient à plusieurs.",
    "summary_en": "The first call of the accelerator: resources that people keep together.",
    "asks_fr": "Deux jours par mois, pendant un an. Aucune participation financière.",
    "asks_en": "Two days a month, for a year. No money is asked.",
    "prepare_fr": "Un résumé en quelques phrases\nTrois objectifs pour l’année",
    "prepare_en": "A summary in a few sentences\nThree goals for the year",
}


def build(season: Season, cast: Callable[[str], Person]) -> str:
    """Closed nine months ago, announced seven months ago."""
    closes_at = instant(days_from_today(-280), 23, 59)
    call = call_of(
        _earlier(season, cast, closes_at.date()),
        SLUG,
        form="form-review.json",
        texts=WORDS,
        tracks=review_stage.TRACKS,
        intakes=[(closes_at - timedelta(days=30), closes_at)],
        by=cast("Ada"),
    )
    apply(call, words.KEEPING, APPLICATIONS, leaders=(cast("Lina"),))
    if not call.rounds.exists():
        _choose(Choice.of(call, cast), cast)
    said = doors.build(season, cast)
    supported = accompany(call, cast)
    said = f"{said}; {ties.build(call.season.programme, cast)}"
    followed = Accompaniment.objects.filter(decision__application__call=call, initiative__members__person=cast("Lina"))
    if (made := followed.first()) is not None:
        said = f"{said}; {year.build(season, made, cast)}"
    return f"call “{call.title_fr}”: {LAUREATES} laureates of {APPLICATIONS}, {supported} supported; {said}"


def _earlier(season: Season, cast: Callable[[str], Person], closed_on: date) -> Season:
    """The season in which that call closed: this one if it had begun, else the one before."""
    first = closed_on - timedelta(days=60)
    known = Season.objects.filter(programme=season.programme, calls__slug=SLUG).first()
    if known is not None:
        return known
    at = instant(first, 9)
    with clock.at(at), drawn("season/earlier"):
        return open_season(
            season.programme,
            name_fr="Première saison",
            name_en="First season",
            starts_on=first,
            ends_on=first + timedelta(days=600),
            by=cast("Ada"),
            at=at,
        )


def _choose(choice: Choice, cast: Callable[[str], Person]) -> None:
    preselect(choice, cast, shortlist=10, refused=1)
    summon_the_jury(choice, cast, selected=LAUREATES)
    found = choice.call.rounds.get(position=2)
    choosing.read(choice, found, day=28, days=20)
    sitting = choosing.plan_sitting(choice, found, day=57, planned=29)
    choosing.hold_sitting(choice, sitting, selected=LAUREATES, reserve=1)
    choosing.decide(choice, cast("Sylvie"), day=60)
    choosing.announce(choice, day=64)
