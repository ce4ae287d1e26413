"""The letters of a wave: the same words when they are read before it leaves and when they are put in the outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState, TeamRight
from tremplin.content.queries import laureate_address, laureate_address_to_come
from tremplin.core import mail
from tremplin.people.models import Person
from tremplin.selection.models import Decision, Seat, Wave
from tremplin.selection.queries import signatory_of
from tremplin.selection.states import SeatState, WaveKind

PUBLIC = "selection-public"
THANKS = "selection-thanks"


@dataclass(frozen=True)
class Letter:
    """One mail as it will leave, and who gets the like of it."""

    kind: str
    language: str
    subject: str
    text: str
    people: list[Person]
    about: str


def kind_of(wave_kind: str, decision: Decision) -> str:
    """How the mail that tells a team of a decision is called."""
    return PUBLIC if wave_kind == WaveKind.PUBLIC else f"selection-{decision.outcome.replace('_', '-')}"


def letter_context(decision: Decision) -> dict[str, object]:
    """What a letter of decision says: the outcome, why, who signed, and where to answer or to ask."""
    call = decision.application.call
    return {
        "decision": decision,
        "application": decision.application,
        "motives": list(decision.motives.select_related("criterion")),
        "signatory": signatory_of(call),
        "programme": call.season.programme,
        "zone": call.season.programme.time_zone,
    }


def public_context(decision: Decision, address: str) -> dict[str, object]:
    """The same once it is public: the name and the text agreed, and where they are read."""
    return {**letter_context(decision), "acceptance": decision.acceptance, "address": address}


def recipients_of(decisions: Collection[Decision]) -> dict[int, list[Person]]:
    """Whom the mails about these decisions reach, by initiative: those of the team who may write. One query."""
    found: dict[int, list[Person]] = {}
    initiatives = {decision.application.initiative_id for decision in decisions}
    members = (
        TeamMember.objects.filter(initiative__in=initiatives, state=MemberState.JOINED)
        .exclude(right=TeamRight.READ)
        .select_related("person")
        .order_by("person__folded", "pk")
    )
    for member in members:
        if member.person.email:
            found.setdefault(member.initiative_id, []).append(member.person)
    return found


def readers_to_thank(wave: Wave) -> list[Person]:
    """Those who accepted to read in a round of the call, once each."""
    seats = Seat.objects.filter(round__call=wave.release.call, state=SeatState.ACCEPTED).select_related("person")
    return [person for person in {seat.person_id: seat.person for seat in seats}.values() if person.email]


def thanks_context(wave: Wave) -> dict[str, object]:
    call = wave.release.call
    return {"call": call, "programme": call.season.programme}


def letters_of(wave: Wave, decisions: Collection[Decision]) -> list[Letter]:
    """One letter of each kind and language among these decisions, in their order: the first one, word for word."""
    found: dict[tuple[str, str], tuple[Decision, list[Person]]] = {}
    recipients = recipients_of(decisions)
    for decision in decisions:
        for person in recipients.get(decision.application.initiative_id, []):
            first, people = found.setdefault((kind_of(wave.kind, decision), person.language), (decision, []))
            if first.pk == decision.pk:
                people.append(person)
    letters = []
    for (kind, language), (decision, people) in found.items():
        subject, text, _html = mail.render(kind, _context(wave, decision, language), language)
        letters.append(Letter(kind, language, subject, text, people, str(decision.application.initiative)))
    return letters


def thanks_of(wave: Wave) -> list[Letter]:
    """The thanks to those who read, in each of their languages; who they are is said by a count alone."""
    by_language: dict[str, list[Person]] = {}
    for person in readers_to_thank(wave):
        by_language.setdefault(person.language, []).append(person)
    letters = []
    for language, people in sorted(by_language.items()):
        subject, text, _html = mail.render(THANKS, thanks_context(wave), language)
        letters.append(Letter(THANKS, language, subject, text, people, ""))
    return letters


def _context(wave: Wave, decision: Decision, language: str) -> dict[str, Any]:
    if wave.kind != WaveKind.PUBLIC:
        return letter_context(decision)
    page, name = decision.acceptance.page, decision.acceptance.public_name
    return public_context(
        decision, laureate_address(page, language) if page else laureate_address_to_come(name, language)
    )
