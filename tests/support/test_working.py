"""How both sides work together: versions accepted by both, hours and openings said by the initiative."""

from datetime import time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from tests import cast
from tests.support.story import supported
from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused
from tremplin.support.actions.working import accept_working, open_subjects, say_hours, write_working
from tremplin.support.models import Accompaniment, Working
from tremplin.support.queries import subjects_open_to
from tremplin.support.queries.working import pace_of, working_in_force
from tremplin.support.states import Audience, PartKind, Subject

pytestmark = pytest.mark.django_db


def _write(made: Accompaniment, by: Any, **more: Any) -> Working:
    return write_working(made, rhythm="Le jeudi", channels="Téléphone", by=by, at=clock.now(), **more)


def test_a_newer_version_does_not_erase_what_is_in_force() -> None:
    made = supported()
    first = _write(made, cast.sam())
    accept_working(first, by=cast.alice(), at=clock.now())
    second = _write(made, cast.alice(), read=1)
    assert working_in_force(made) == first
    accept_working(second, by=cast.sam(), at=clock.now())
    assert (working_in_force(made), Working.objects.count()) == (second, 2)


def test_acceptances_of_two_versions_are_told_apart() -> None:
    made = supported()
    first = _write(made, cast.sam())
    _write(made, cast.sam(), read=1)
    with translation.override("en"), pytest.raises(MoveRefused) as refused:
        accept_working(first, by=cast.alice(), at=clock.now())
    with translation.override("en"):
        said = str(refused.value.reason)
    assert said == "Version 2 was written meanwhile: please read it, then accept that one."
    assert working_in_force(made) is None


def test_a_version_is_not_written_over_one_that_was_not_read() -> None:
    made = supported()
    _write(made, cast.sam(), read=0)
    with pytest.raises(MoveRefused):
        _write(made, cast.alice(), read=0)
    assert Working.objects.count() == 1


def test_hours_hold_at_once_and_are_the_initiative_s_own() -> None:
    made = supported()
    said = {"days": [6, 7], "from_time": time(20), "until_time": time(22), "ceiling": 1, "at": clock.now()}
    with pytest.raises(PermissionDenied):
        say_hours(made, by=cast.sam(), **said)
    say_hours(made, by=cast.alice(), **said)
    pace = pace_of(made)
    assert (pace.window.days, pace.window.first, pace.ceiling) == ("67", time(20), 1)


def test_each_opening_and_closing_is_in_the_journal() -> None:
    from tests.support.factories import PartFactory

    made = supported()
    PartFactory.create(accompaniment=made, person=cast.remi(), kind=PartKind.REFERENT)
    pair = (Subject.ROADMAP, Audience.REFERENTS)
    open_subjects(made, [pair], by=cast.alice(), at=clock.now())
    assert subjects_open_to(cast.remi(), made) == {Subject.ROADMAP}
    open_subjects(made, [], by=cast.alice(), at=clock.now())
    assert subjects_open_to(cast.remi(), made) == frozenset()
    told = [(entry.verb, entry.before, entry.after) for entry in journal.of(made) if "share" in entry.verb]
    assert told == [("share", "", "roadmap referents"), ("unshare", "roadmap referents", "")]
    with pytest.raises(PermissionDenied):
        open_subjects(made, [pair], by=cast.sam(), at=clock.now())


def test_pages_propose_accept_and_keep_what_is_typed(client: Any) -> None:
    made = supported()
    client.force_login(cast.sam())
    page = reverse("support:working-write", args=[made.ref])
    assert client.get(page).status_code == 200
    assert client.post(page, {"rhythm": "Le jeudi", "hours_a_month": "9999"}).status_code == 200
    typed = {"rhythm": "Le jeudi", "channels": "Téléphone", "hours_a_month": "4", "read": "0"}
    assert client.post(page, typed).status_code == 302
    client.force_login(cast.alice())
    address = reverse("support:working", args=[made.ref])
    assert "Le jeudi" in client.get(address).content.decode()
    client.post(address, {"accept": Working.objects.get().ref})
    assert working_in_force(made) == Working.objects.get()
    hours = reverse("support:working-hours", args=[made.ref])
    assert client.post(hours, {"days": ["6"], "from_time": "20:00", "until_time": "19:00"}).status_code == 200
    client.post(hours, {"days": ["6"], "from_time": "20:00", "until_time": "21:00", "ceiling": "2"})
    shares = reverse("support:working-shares", args=[made.ref])
    assert client.get(shares).status_code == 200
    client.post(shares, {"ties.experts": "on"})
    found = [(one.subject, one.audience) for one in made.shares.all()]
    assert (pace_of(made).ceiling, found) == (2, [("ties", "experts")])
    assert client.get(address).status_code == 200
