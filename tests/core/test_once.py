from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories import ProgrammeFactory, ReplayFactory
from tremplin.core import clock
from tremplin.core.models import Replay
from tremplin.core.once import KEPT, OnceMixin, forget_old, once, replayed
from tremplin.programme.models import Programme

TOKEN = "0f" * 16


def _open(name: str) -> str:
    ProgrammeFactory.create(name_fr=name)
    return f"/{name}/"


@pytest.mark.django_db
def test_sent_again_gives_the_first_result_and_does_nothing() -> None:
    first = once(TOKEN, by="0123456789", at=clock.now(), do=lambda: _open("un"))
    again = once(TOKEN, by="0123456789", at=clock.now(), do=lambda: _open("deux"))
    assert (first, again, Programme.objects.count()) == ("/un/", "/un/", 1)


@pytest.mark.django_db
def test_same_token_from_somebody_else_is_another_sending() -> None:
    once(TOKEN, by="0123456789", at=clock.now(), do=lambda: _open("un"))
    assert once(TOKEN, by="9876543210", at=clock.now(), do=lambda: _open("deux")) == "/deux/"


@pytest.mark.django_db
def test_action_that_fails_can_be_sent_again() -> None:
    def fail() -> str:
        _open("un")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(TOKEN, by="0123456789", at=clock.now(), do=fail)
    assert Programme.objects.count() == 0
    assert once(TOKEN, by="0123456789", at=clock.now(), do=lambda: _open("deux")) == "/deux/"


@pytest.mark.django_db
def test_conflict_inside_the_action_is_not_taken_for_a_replay() -> None:
    ref = ProgrammeFactory.create().ref

    def clash() -> str:
        ProgrammeFactory.create(ref=ref)
        return "/"

    with pytest.raises(IntegrityError):
        once(TOKEN, by="0123456789", at=clock.now(), do=clash)


@pytest.mark.django_db
def test_replayed_knows_the_first_result_of_that_person_only() -> None:
    ReplayFactory.create(person="0123456789", token=TOKEN, result="/un/")
    assert [replayed(TOKEN, by="0123456789"), replayed(TOKEN, by="9876543210"), replayed("", by="0123456789")] == [
        "/un/",
        "",
        "",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x" * 33, "nul\x00", "\n"])
def test_replayed_takes_a_hostile_token_as_unknown(token: str) -> None:
    assert replayed(token, by="0123456789") == ""


def test_each_form_carries_its_own_token() -> None:
    tokens = {OnceMixin().fields["once"].initial for _ in range(10)}
    assert ({len(token) for token in tokens}, len(tokens)) == ({32}, 10)


def test_form_without_a_token_is_given_one() -> None:
    form = OnceMixin({})
    assert form.is_valid()
    assert len(form.cleaned_data["once"]) == 32


def test_form_keeps_the_token_it_was_sent() -> None:
    form = OnceMixin({"once": TOKEN})
    assert form.is_valid()
    assert form.cleaned_data["once"] == TOKEN


@pytest.mark.django_db
def test_old_tokens_are_forgotten() -> None:
    now = clock.now()
    ReplayFactory.create(at=now - KEPT - timedelta(seconds=1))
    kept = ReplayFactory.create(at=now - KEPT + timedelta(seconds=1))
    assert (forget_old(now), list(Replay.objects.all())) == ("1", [kept])


@pytest.mark.concurrency
def test_sent_twice_at_the_same_instant_is_done_once(race: Any) -> None:
    def send(name: str) -> str:
        return once(TOKEN, by="0123456789", at=clock.now(), do=lambda: _open(name))

    results = race(lambda: send("un"), lambda: send("deux"))
    assert results == [f"/{Programme.objects.get().name_fr}/"] * 2
