"""What waits for a person in this room: a fact with its date, and the next gesture."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import dates
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.selection.models import Acceptance, Wave
from tremplin.selection.queries import (
    decisions_released_to,
    decisions_visible_to,
    reviews_of,
    seats_of,
    waves_visible_to,
)
from tremplin.selection.rules import can_approve
from tremplin.selection.states import AcceptanceState, DecisionState, ReviewState, RoundState, SeatState, WaveState


def _of_readers(person: Any) -> list[Task]:
    tasks = [
        Task(
            _("%(round)s: you are invited to read") % {"round": seat.round},
            reverse("selection:seat", args=[seat.ref]),
            why=_("Up to %(count)s files, before %(due)s.")
            % {"count": seat.files_asked, "due": dates.instant(seat.round.due_at, _zone(seat.round))},
        )
        for seat in seats_of(person).filter(state=SeatState.INVITED).exclude(round__state=RoundState.CLOSED)
    ]
    to_do = [ReviewState.PROPOSED, ReviewState.ACCEPTED, ReviewState.STARTED]
    mine = reviews_of(person).filter(file__round__state=RoundState.OPEN, state__in=to_do)
    rounds: dict[int, list[Any]] = {}
    for review in mine.order_by("file__round__due_at", "pk"):
        rounds.setdefault(review.file.round_id, []).append(review)
    for left in rounds.values():
        found = left[0].file.round
        title = ngettext("%(round)s: %(count)s file to read", "%(round)s: %(count)s files to read", len(left))
        tasks.append(
            Task(
                title % {"round": found, "count": len(left)},
                reverse("selection:queue"),
                why=_("Before %(due)s.") % {"due": dates.instant(found.due_at, _zone(found))},
            )
        )
    return tasks


def _of_the_authority(person: Any) -> list[Task]:
    if not isinstance(person, Person):
        return []
    waiting = decisions_visible_to(person).filter(
        state=DecisionState.PREPARED, application__call__signatory__person=person
    )
    rows = waiting.order_by().values("application__call__title_fr").annotate(count=Count("pk"))
    count = sum(row["count"] for row in rows)
    if not count:
        return []
    title = ngettext("%(count)s decision to sign", "%(count)s decisions to sign", count)
    return [Task(title % {"count": count}, reverse("selection:signature-list"))]


def _of_approvers(person: Any) -> list[Task]:
    waves = waves_visible_to(person).filter(state__in=[WaveState.PLANNED, WaveState.HELD]).order_by("due_at", "pk")
    return [_to_approve(wave) for wave in waves if can_approve(person, wave)]


def _to_approve(wave: Wave) -> Task:
    return Task(
        _("%(call)s: approve “%(wave)s”") % {"call": wave.release.call, "wave": wave},
        reverse("selection:wave", args=[wave.ref]),
        why=_("It leaves on %(due)s, once two people have approved it.")
        % {"due": dates.instant(wave.due_at, _zone(wave.release))},
    )


def _of_teams(person: Any) -> list[Task]:
    """The notice to answer. A decision that asks for nothing is a letter, not a task."""
    asked = Acceptance.objects.filter(
        decision__in=decisions_released_to(person).order_by().values("pk"), state=AcceptanceState.ASKED
    ).select_related("decision__application__initiative")
    return [
        Task(
            _("%(name)s is selected: your answer is awaited") % {"name": one.decision.application.initiative},
            reverse("selection:outcome", args=[one.decision.application.ref]),
            why=_("It stays confidential until the public announcement."),
        )
        for one in asked
    ]


def _zone(row: Any) -> str:
    zone: str = row.call.season.programme.time_zone
    return zone


OWN = [
    HomeTasks("selection-readers", _of_readers),
    HomeTasks("selection-signatures", _of_the_authority),
    HomeTasks("selection-waves", _of_approvers),
    HomeTasks("selection-teams", _of_teams),
]
