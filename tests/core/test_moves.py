"""Every (state, move) of every table of moves, whatever the room: the table is found by its models."""

import threading
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from tests import factories
from tests.factories import MessageFactory, ProgrammeFactory, StoredFileFactory
from tremplin.core import clock, journal
from tremplin.core.answers import Yes
from tremplin.core.models import Entry, StoredFile
from tremplin.core.moves import MoveRefused, Moves, hold, move
from tremplin.core.states import FILE_MOVES, FileState, MessageState
from tremplin.programme.models import Programme

MODELS = [model for model in apps.get_models() if hasattr(model, "MOVES")]
CASES = [(model, state, verb) for model in MODELS for state in model.MOVES.states.values for verb in model.MOVES]
# what the CHECKs of the state arrived at need
WITH: dict[tuple[str, str], Any] = {
    ("core.Message", "deliver"): lambda: {"sent_at": clock.now()},
    ("core.StoredFile", "clear"): lambda: {"scanned_at": clock.now()},
    ("core.StoredFile", "condemn"): lambda: {"scanned_at": clock.now()},
    ("calls.Application", "submit"): lambda: {"submitted_at": clock.now(), "intake": factories.IntakeFactory.create()},
    ("selection.Screening", "refuse"): lambda: {"reason": "Le budget manque."},
    ("selection.RoundFile", "keep"): lambda: {"reason": "Si une place se libère."},
    ("selection.RoundFile", "stop"): lambda: {"reason": "L’équipe est encore seule."},
    ("selection.Review", "submit"): lambda: {"submitted_at": clock.now()},
    ("selection.SittingItem", "propose"): lambda: {"outcome": "selected", "proposed_at": clock.now()},
    ("selection.Decision", "sign"): lambda: {
        "signatory": factories.PersonFactory.create(),
        "signed_at": clock.now(),
        "sha256": "0" * 64,
    },
    ("selection.Decision", "release"): lambda: {"released_at": clock.now()},
    ("selection.Wave", "finish"): lambda: {"finished_at": clock.now()},
    ("selection.Acceptance", "accept"): lambda: {"public_name": "Atlas des haies"},
    ("community.CheckIn", "answer"): lambda: {"answered_at": clock.now(), "still": "going"},
    ("community.Enquiry", "answer"): lambda: {"answered_at": clock.now()},
    ("community.Enquiry", "set_aside"): lambda: {"unwanted_at": clock.now()},
    ("directory.Body", "close"): lambda: {"closed_at": clock.now()},
    ("directory.Body", "open_again"): lambda: {"closed_at": None},
    ("directory.Door", "close"): lambda: {"closed_at": clock.now()},
    ("directory.Door", "open_again"): lambda: {"closed_at": None},
    ("directory.Import", "start"): lambda: {"progressed_at": clock.now()},
    ("support.Accompaniment", "close"): lambda: {"closed_at": clock.now()},
    ("support.Diagnosis", "agree"): lambda: {"agreed_at": clock.now()},
    ("support.Introduction", "agree"): lambda: {"agreed_sha256": "0" * 64},
    ("support.Introduction", "send"): lambda: {"sent_at": clock.now()},
    ("support.Introduction", "meet"): lambda: {"met_on": clock.today(), "next_step": "Se revoir en mai."},
    ("support.Asking", "do"): lambda: {"done_on": clock.today()},
    ("support.Commitment", "keep"): lambda: {"closed_on": clock.today()},
    ("support.Commitment", "drop"): lambda: {"closed_on": clock.today()},
    ("support.Commitment", "promise_again"): lambda: {"closed_on": None},
    ("support.ResourceRequest", "ask"): lambda: {"asked_on": clock.today()},
    ("support.Carried", "set_aside"): lambda: {"why": "Déjà fait."},
    ("support.SessionRequest", "propose"): lambda: {
        "expertise": factories.ExpertiseFactory.create(),
        "proposed_at": clock.now(),
    },
    ("support.SessionRequest", "book"): lambda: {"booking": factories.BookingFactory.create()},
    ("support.Convention", "sign"): lambda: {"signed_on": clock.today()},
    ("support.Convention", "keep"): lambda: {"signed_on": clock.today()},
    ("support.FinancialReport", "accept"): lambda: {"accepted_at": clock.now()},
    ("support.Tranche", "pay"): lambda: {"paid_on": clock.today()},
    ("support.Pledge", "confirm"): lambda: {"confirmed_on": clock.today(), "proof": "Lettre du 3 mai."},
    ("support.Pledge", "deliver"): lambda: {"delivered_on": clock.today()},
    ("support.Agreement", "sign"): lambda: {"signed_on": clock.today()},
    ("support.Committee", "hold"): lambda: {"packed_at": clock.now(), "held_at": clock.now()},
    ("support.Committee", "cancel"): lambda: {"cancelled_why": "La salle n’est plus libre."},
    ("support.LegalQuestion", "hand"): lambda: {"expert": factories.PersonFactory.create()},
    ("support.LegalQuestion", "answer"): lambda: {"answer": "Oui, par écrit."},
    ("support.Funding", "get"): lambda: {"got": 8_000},
    ("programme.Milestone", "finish"): lambda: {
        "done_on": clock.today(),
        "done_by": factories.PersonFactory.create(),
    },
    ("programme.Milestone", "drop"): lambda: {
        "dropped_at": clock.now(),
        "dropped_by": factories.PersonFactory.create(),
        "dropped_why": "Pas cette saison.",
    },
}


def _in_state(model: type[models.Model], state: str) -> Any:
    """A row in a state, made by the model's factory: by the trait of that name, if there is one."""
    made_by = next(
        found for found in vars(factories).values()
        if isinstance(found, type) and issubclass(found, factories.DjangoModelFactory) and found._meta.model is model
    )  # fmt: skip
    return made_by.create(**({state: True} if state in made_by._meta.parameters else {"state": state}))


def _fields(model: type[models.Model], verb: str) -> dict[str, Any]:
    make = WITH.get((model._meta.label, verb))
    fields: dict[str, Any] = make() if make else {}
    return fields


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_table_of_moves_holds_together(model: Any) -> None:
    table: Moves = model.MOVES
    assert model._meta.get_field("state").default == table.initial
    states = set(table.states.values)
    assert {source for found in table.values() for source in found.sources} | {
        found.target for found in table.values()
    } <= states
    arrived_at = {found.target for found in table.values()} | {table.initial}
    left = {source for found in table.values() for source in found.sources}
    assert (states - arrived_at, states - left - table.final, left & table.final) == (set(), set(), set())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "state", "verb"), CASES, ids=lambda value: getattr(getattr(value, "_meta", None), "label", str(value))
)
def test_move_is_made_from_its_states_and_refused_from_others(model: Any, state: str, verb: str) -> None:
    row = _in_state(model, state)
    allowed = state in model.MOVES[verb].sources
    target = model.MOVES[verb].target
    if allowed:
        move(row, verb, by="0123456789", at=clock.now(), **_fields(model, verb))
    else:
        with pytest.raises(MoveRefused) as refusal:
            move(row, verb, by="0123456789", at=clock.now(), **_fields(model, verb))
        assert str(refusal.value.reason) == model.MOVES.allows(verb, state).reason
    kept = model._base_manager.get(pk=row.pk)
    history = [(entry.verb, entry.actor, entry.before, entry.after) for entry in journal.of(row)]
    assert (kept.state, row.state) == ((target, target) if allowed else (state, state))
    assert history == ([(verb, "0123456789", state, target)] if allowed else [])


def test_there_are_tables_to_sweep() -> None:
    assert {"core.Message", "core.StoredFile"} <= {model._meta.label for model in MODELS}


@pytest.mark.parametrize("verb", FILE_MOVES)
def test_moves_answer_yes_from_a_source(verb: str) -> None:
    for source in FILE_MOVES[verb].sources:
        assert FILE_MOVES.allows(verb, source) == Yes()


def test_moves_count_their_verbs() -> None:
    assert (len(FILE_MOVES), list(FILE_MOVES)) == (3, ["clear", "condemn", "wave_through"])


@pytest.mark.django_db
def test_move_sets_fields_with_the_state_and_on_the_object_in_hand() -> None:
    stored, at = StoredFileFactory.create(), clock.now()
    move(stored, "clear", by="", at=at, scanned_at=at)
    kept = StoredFile.objects.get()
    assert (kept.state, kept.scanned_at) == (stored.state, stored.scanned_at) == (FileState.CLEAN, at)


@pytest.mark.django_db
def test_move_of_a_row_moved_meanwhile_is_refused_and_not_journalled() -> None:
    stored = StoredFileFactory.create()
    StoredFile.objects.update(state=FileState.UNSCANNED)
    with pytest.raises(MoveRefused):
        move(stored, "wave_through", by="", at=clock.now())
    assert (stored.state, StoredFile.objects.get().state, Entry.objects.count()) == (
        FileState.RECEIVED,
        FileState.UNSCANNED,
        0,
    )


@pytest.mark.django_db
def test_move_of_a_deleted_row_is_refused() -> None:
    stored = StoredFileFactory.create()
    StoredFile.objects.all().delete()
    with pytest.raises(MoveRefused):
        move(stored, "wave_through", by="", at=clock.now())


@pytest.mark.django_db
def test_unknown_move_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        move(MessageFactory.create(), "fly", by="", at=clock.now())


@pytest.mark.concurrency
def test_two_movers_at_once_one_wins_and_the_journal_has_one_row(race: Any) -> None:
    for _turn in range(3):
        message = MessageFactory.create()
        first, second = (type(message).objects.get(pk=message.pk) for _ in range(2))
        results = race(
            lambda row=first: move(row, "take", by="aaaaaaaaaa", at=clock.now(), attempts=1),
            lambda row=second: move(row, "take", by="bbbbbbbbbb", at=clock.now(), attempts=1),
        )
        assert sorted(type(result).__name__ for result in results) == ["MoveRefused", "NoneType"]
        winner = "aaaaaaaaaa" if results[0] is None else "bbbbbbbbbb"
        assert [(entry.verb, entry.actor, entry.after) for entry in journal.of(message)] == [
            ("take", winner, MessageState.SENDING)
        ]


@pytest.mark.concurrency
def test_hold_makes_the_second_wait_and_read_what_the_first_wrote(second_connection: Any) -> None:
    programme = ProgrammeFactory.create(authority="before")
    reached = threading.Event()

    def also_hold() -> str:
        with transaction.atomic():
            reached.set()
            authority: str = hold(programme).authority
            return authority

    with transaction.atomic():
        assert hold(programme).authority == "before"
        other = second_connection(also_hold)
        with pytest.raises(TimeoutError):
            other.result(timeout=0.5)
        Programme.objects.update(authority="after")
    assert other.result(timeout=30) == "after"
    assert reached.is_set()


@pytest.mark.concurrency
def test_hold_outside_a_transaction_is_refused(fresh_database: None) -> None:
    with pytest.raises(RuntimeError, match="needs a transaction"):
        hold(ProgrammeFactory.create())
