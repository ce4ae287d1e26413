"""Who says that somebody is away, and who may stand in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.models import Absence
from tremplin.programme.queries import mandates_of
from tremplin.programme.queries.absences import AWAY, STAND_INS, overlapping, people_of_teams, runs_a_team


def can_say_absence(person: Any) -> Answer:
    """One's own, when one holds a role of a team."""
    if mandates_of(person).filter(role__in=AWAY).exists():
        return Yes()
    return No(_("This page is for the people of a programme’s team: nobody has to stand in for you."))


def can_say_absence_of(person: Any, away: Person) -> Answer:
    """One's own; a colleague's, for the programme team: somebody who is ill cannot do it."""
    if isinstance(answer := can_say_absence(person), No):
        return answer
    if person == away or (runs_a_team(person) and people_of_teams(person, AWAY).filter(pk=away.pk).exists()):
        return Yes()
    return No(_("The absence of a colleague is told by the programme team."))


def can_change_absence(person: Any, absence: Absence) -> Answer:
    [answer] = can_change_absences(person, [absence])
    return answer


def can_change_absences(person: Any, absences: Sequence[Absence]) -> list[Answer]:
    """Whoever may say it, until it is over; in as many queries for one as for a hundred."""
    said, today = can_say_absence(person), clock.today()
    away = [absence.person_id for absence in absences]
    team: set[int] = set()
    if runs_a_team(person):
        team = set(people_of_teams(person, AWAY).filter(pk__in=away).values_list("pk", flat=True))
    answers: list[Answer] = []
    for absence in absences:
        if isinstance(said, No):
            answers.append(said)
        elif absence.person_id != person.pk and absence.person_id not in team:
            answers.append(No(_("The absence of a colleague is told by the programme team.")))
        elif absence.until_day < today or (absence.back_on is not None and absence.back_on <= today):
            answers.append(No(_("This absence is over.")))
        else:
            answers.append(Yes())
    return answers


def fits(away: Person, stand_in: Person, from_day: date, until_day: date, changed: Absence | None = None) -> Answer:
    """One absence at a time, and somebody there to stand in, of the same programmes."""
    if until_day < from_day:
        return No(_("The last day comes before the first."))
    if stand_in == away:
        return No(_("Somebody else has to stand in."))
    others = Absence.objects.filter(overlapping(from_day, until_day))
    if changed is not None:
        others = others.exclude(pk=changed.pk)
    if other := others.filter(person=away).first():
        said = {"name": away, "first": date_format(other.from_day), "last": date_format(other.until_day)}
        return No(_("%(name)s is already said to be away from %(first)s to %(last)s: change that absence.") % said)
    if other := others.filter(person=stand_in).first():
        said = {"name": stand_in, "first": date_format(other.from_day), "last": date_format(other.until_day)}
        return No(_("%(name)s is away from %(first)s to %(last)s: choose somebody else.") % said)
    if not people_of_teams(away, STAND_INS).filter(pk=stand_in.pk).exists():
        return No(_("%(name)s is not of the team of the same programme.") % {"name": stand_in})
    return Yes()
