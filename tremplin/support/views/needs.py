"""What stands beside one need: the doors that may answer it and their keys, and what is under way."""

from typing import Any

from tremplin.core import clock
from tremplin.directory.queries import find_doors, key_card_of, standing_body
from tremplin.directory.sentences import why
from tremplin.people.models import Person
from tremplin.support import queries, rules, sentences
from tremplin.support.models import Introduction, Need
from tremplin.support.queries import subjects_open_to
from tremplin.support.queries.answers import happened_since
from tremplin.support.queries.autonomy import relations_with
from tremplin.support.queries.boards import promises_of, with_who
from tremplin.support.sentences.requests import standing as request_standing
from tremplin.support.states import CommitmentState, NeedState, Subject
from tremplin.support.views.requests import resources_and_supporters

DOORS = 3


def beside_need(need: Need, person: Person) -> dict[str, Any]:
    """As this person may see it: ties and sessions only where the initiative opened them."""
    found = need.accompaniment
    seen = subjects_open_to(person, found)
    today = clock.today(found.season.programme.time_zone)
    context: dict[str, Any] = {
        "actions": with_who(need.actions.all()),
        "seeks": rules.can_write_introduction(person, found),
        "sees_ties": Subject.TIES in seen,
        "sees_sessions": Subject.SESSIONS in seen,
        "sessions": need.bookings.select_related("slot__expert") if Subject.SESSIONS in seen else [],
        "sessions_asked": need.session_requests.filter(booking=None) if Subject.SESSIONS in seen else [],
    }
    if Subject.TIES not in seen:
        return context
    introductions = list(queries.introductions_visible_to(person).filter(need=need))
    beside = resources_and_supporters(need, person)
    return context | {
        **beside,
        "asked_for": [(one, request_standing(one, today)) for one in beside["asked_for"]],
        "introductions": _standing(introductions, person, today),
        "doors": _doors(need, introductions) if need.state == NeedState.OPEN else [],
        **_with_bodies(need, introductions),
    }


def _standing(rows: list[Introduction], person: Person, today: Any) -> list[tuple[Introduction, str, str]]:
    """Each introduction with where it stands and what is expected next."""
    since = happened_since(rows, today)
    side = queries.side_of(person, rows[0].accompaniment) if rows else None
    return [
        (one, sentences.standing(one, since[one.pk]), sentences.gesture(one, side, today, since=since[one.pk]))
        for one in rows
    ]


def _doors(need: Need, introductions: list[Introduction]) -> list[dict[str, Any]]:
    """Doors the directory finds with the words of the need, each with why, and the keys of its body when there are;
    those already written to are shown with their introduction instead.
    """
    written = {one.door_id for one in introductions}
    hits = find_doors(f"{need.title} {need.words}", k=DOORS + len(written))
    told: set[int] = set()
    rows = []
    for hit in [hit for hit in hits if hit.door.pk not in written][:DOORS]:
        card = key_card_of(hit.door.body)
        fresh = card if card is not None and card.card.pk not in told else None
        if card is not None:
            told.add(card.card.pk)
        rows.append({"hit": hit, "reasons": [why(reason) for reason in hit.reasons], "card": fresh})
    return rows


def _with_bodies(need: Need, introductions: list[Introduction]) -> dict[str, Any]:
    """The relations and the promises of the bodies written to for this need."""
    bodies = {one.door.body_id for one in introductions} | {standing_body(one.door.body).pk for one in introductions}
    states = (CommitmentState.PROMISED, CommitmentState.KEPT)
    promises = promises_of(need.accompaniment, states) if bodies else []
    return {
        "promises": [one for one in promises if one.commitment.body_id in bodies],
        "relations": relations_with(need.accompaniment.initiative_id, bodies) if bodies else [],
    }
