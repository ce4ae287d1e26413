"""The team prepares a decision with its motives; the authority named in the call signs it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from tremplin.calls.models import Application, Call
from tremplin.calls.states import ApplicationState
from tremplin.core import journal
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.selection import rules
from tremplin.selection.engine.digests import digest
from tremplin.selection.models import Criterion, Decision, Motive, Round, Signatory
from tremplin.selection.queries import signatory_of
from tremplin.selection.queries.decisions import departures_of
from tremplin.selection.states import College, DecisionState, Outcome


def name_signatory(
    call: Call,
    person: Person,
    *,
    quality_fr: str,
    quality_en: str = "",
    delegation: str = "",
    delegated_on: date | None = None,
    by: Person,
    at: datetime,
) -> Signatory:
    """Name the authority of a call: it holds the mandate. Not changed once something is signed."""
    with transaction.atomic():
        hold(call)
        require(rules.runs(by, call))
        if Role.AUTHORITY not in roles_of(person, call.season.programme):
            raise MoveRefused(_("This person does not hold the mandate of signing authority."))
        if Decision.objects.filter(application__call=call).exclude(state=DecisionState.PREPARED).exists():
            raise MoveRefused(_("Decisions of this call are signed: its authority no longer changes."))
        signatory, _created = Signatory.objects.update_or_create(
            call=call,
            defaults={
                "person": person,
                "quality_fr": quality_fr,
                "quality_en": quality_en,
                "delegation": delegation,
                "delegated_on": delegated_on,
            },
        )
        journal.record("name", signatory, by=by.ref, at=at, after=person.ref)
        return signatory


def criteria_of(application: Application) -> list[Criterion]:
    """What the motive answers: the criteria of the last round read on levels; failing that, of the last round; none for
    a file refused at the door.
    """
    rounds = Round.objects.filter(files__application=application).order_by("-position")
    found = rounds.exclude(college=College.CITIZENS).first() or rounds.first()
    return list(found.criteria.all()) if found else []


def prepare_decision(
    application: Application,
    *,
    outcome: str,
    motive: str,
    motives: Mapping[int, str],
    rank: int | None = None,
    departure: str = "",
    read: str | None = None,
    by: Person,
    at: datetime,
) -> Decision:
    """Prepare the decision, or change it while nobody has signed it. `motives` are by the criterion's key; `read` is
    the mark of the decision it replaces, as it was read.

    Raises MoveRefused when a motive is missing, when the outcome departs from an opinion without saying why, or when
    somebody else prepared it meanwhile.
    """
    with transaction.atomic():
        hold(application.call)  # a rank is given once in a call
        application = hold(application)
        if isinstance(answer := rules.can_prepare_decision(by, application), No):
            raise MoveRefused(answer.reason)
        if read is not None and read != mark_of(Decision.objects.filter(application=application).first()):
            raise MoveRefused(_("Somebody prepared this decision while you were writing: read theirs below."))
        if outcome not in Outcome.values:
            raise MoveRefused(_("Please choose a decision."))
        if (outcome == Outcome.RESERVE) != (rank is not None):
            raise MoveRefused(_("A file on the complementary list has a rank; the others have none."))
        if rank is not None and rank < 1:
            raise MoveRefused(_("Ranks start at 1."))
        if rank is not None and _rank_taken(application, rank):
            raise MoveRefused(_("Another file has this rank on the complementary list."))
        criteria = criteria_of(application)
        if not motive.strip() or any(not motives.get(one.pk, "").strip() for one in criteria):
            raise MoveRefused(_("A decision says why: in general, and on each criterion."))
        if departures_of(application, outcome) and not departure.strip():
            raise MoveRefused(_("This decision departs from an opinion: it says why."))
        columns: dict[str, Any] = {
            "outcome": outcome,
            "rank": rank,
            "motive": motive,
            "departure": departure,
            "prepared_by": by,
            "prepared_at": at,
        }
        decision, _created = Decision.objects.update_or_create(application=application, defaults=columns)
        decision.motives.all().delete()
        Motive.objects.bulk_create(Motive(decision=decision, criterion=one, words=motives[one.pk]) for one in criteria)
        journal.record("prepare", decision, by=by.ref, at=at, after=outcome)
        return decision


def mark_of(decision: Decision | None) -> str:
    """What tells a prepared decision from the one that replaces it; empty while there is none."""
    return decision.prepared_at.isoformat() if decision else ""


def _rank_taken(application: Application, rank: int) -> bool:
    others = Decision.objects.filter(application__call=application.call_id, rank=rank).exclude(application=application)
    return others.exclude(application__state=ApplicationState.WITHDRAWN).exists()


def text_of(decision: Decision, signatory: Signatory) -> dict[str, Any]:
    """What is signed, word for word."""
    prefetch_related_objects([decision], "motives__criterion")  # read once; nothing when a list has read them all
    return {
        "application": decision.application.ref,
        "outcome": decision.outcome,
        "rank": decision.rank,
        "motive": decision.motive,
        "motives": [[one.criterion.position, one.words] for one in decision.motives.all()],
        "departure": decision.departure,
        "signatory": signatory.person.ref,
        "quality": [signatory.quality_fr, signatory.quality_en],
        "delegation": [signatory.delegation, str(signatory.delegated_on or "")],
    }


def sign(decision: Decision, *, read: str, by: Person, at: datetime) -> None:
    """Sign the text that was read: `read` is its digest. Changed since, it is read again."""
    with transaction.atomic():
        hold(decision.application.call)  # nobody names another authority meanwhile
        hold(decision.application)
        held = hold(decision)
        if isinstance(answer := rules.can_sign(by, held), No):
            raise MoveRefused(answer.reason)
        signatory = signatory_of(held.application.call)
        if signatory is None:  # can_sign said otherwise
            raise MoveRefused(_("No authority is named in this call yet."))
        mark = digest(text_of(held, signatory))
        if read != mark:
            raise MoveRefused(_("This decision changed while you were reading it. Please read it again."))
        move(held, "sign", by=by.ref, at=at, detail=mark, signatory=by, signed_at=at, sha256=mark)
    decision.refresh_from_db()


def sign_all(decisions: Iterable[tuple[Decision, str]], *, by: Person, at: datetime) -> int:
    """Sign what was read together: all of them, or none when one has changed."""
    count = 0
    with transaction.atomic():
        for decision, read in decisions:
            sign(decision, read=read, by=by, at=at)
            count += 1
    return count


def take_back(decision: Decision, *, reason: str, by: Person, at: datetime) -> None:
    """The authority takes its signature back, before the announcement, and says why."""
    with transaction.atomic():
        hold(decision.application)
        held = hold(decision)
        if isinstance(answer := rules.can_take_back(by, held), No):
            raise MoveRefused(answer.reason)
        if not reason.strip():
            raise MoveRefused(_("Please say why the signature is taken back."))
        move(held, "take_back", by=by.ref, at=at, detail=reason, signatory=None, signed_at=None, sha256="")
    decision.refresh_from_db()
