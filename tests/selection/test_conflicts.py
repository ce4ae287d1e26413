"""A file in conflict is absent, everywhere and at once: from the lists, the counts and the tasks of that person."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import cast
from tests.selection import story
from tests.selection.refusals import said
from tremplin.calls.actions.instruction import declare_conflict
from tremplin.calls.models import Application
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.selection import rules
from tremplin.selection.actions import decisions, sittings
from tremplin.selection.links import APPLICATION
from tremplin.selection.models import Decision
from tremplin.selection.queries import (
    applications_of,
    contents_of,
    decisions_visible_to,
    files_visible_to,
    items_visible_to,
    quorum_of,
    reviews_of,
)
from tremplin.selection.states import Outcome, WaveKind
from tremplin.selection.tasks import OWN as TASKS

pytestmark = pytest.mark.django_db


def _in_conflict(application: Application, person: Person) -> None:
    declare_conflict(application, person, source="Voisins.", by=cast.aldo(), at=clock.now())


def _told() -> story.Story:
    """Two applications, read by the experts and on the running order of a sitting."""
    told = story.screened(story.received(2))
    found = story.prepared_round(told)
    for review in story.assigned(found, story.seated(found, [cast.rose()])):
        story.reviews.confirm_no_link(review, by=cast.rose(), at=clock.now())
    now = clock.now()
    files = list(found.files.all())
    sittings.plan_sitting(found, starts_at=now, place="", files=files, by=cast.aldo(), at=now)
    return told


def _decided() -> story.Story:
    told = story.screened(story.received(2))
    story.settled(story.prepared_round(told), passed=2)
    story.decided(told, selected=2)
    return told


def _decisions(person: Person, _told: story.Story) -> list[Application]:
    return [one.application for one in decisions_visible_to(person)]


SEEN: dict[str, tuple[Callable[[], story.Story], Callable[[], Person], Callable[[Person, story.Story], Any]]] = {
    "applications": (_told, cast.ada, lambda person, told: applications_of(told.call, person)),
    "files": (_told, cast.ada, lambda person, _told: [one.application for one in files_visible_to(person)]),
    "items": (_told, cast.ada, lambda person, _told: [one.file.application for one in items_visible_to(person)]),
    "reviews": (_told, cast.rose, lambda person, _told: [one.file.application for one in reviews_of(person)]),
    "decisions, team": (_decided, cast.ada, _decisions),
    "decisions, authority": (_decided, cast.sylvie, _decisions),
}


@pytest.mark.parametrize("what", SEEN)
def test_file_in_conflict_is_absent_from_what_a_person_sees(what: str) -> None:
    build, who, seen = SEEN[what]
    told, person = build(), who()
    assert set(seen(person, told)) == set(told.applications)
    hidden, kept = told.applications
    _in_conflict(hidden, person)
    assert list(seen(person, told)) == [kept]
    _in_conflict(kept, person)
    assert list(seen(person, told)) == []


def _tasks(person: Person) -> list[str]:
    return [task.title for offered in TASKS for task in offered.find(person)]


def test_count_of_files_to_read_leaves_out_the_conflict() -> None:
    told = _told()
    assert len(_tasks(cast.rose())) == 1
    assert " 2 " in f" {_tasks(cast.rose())[0]} "
    _in_conflict(told.applications[0], cast.rose())
    assert " 1 " in f" {_tasks(cast.rose())[0]} "
    _in_conflict(told.applications[1], cast.rose())
    assert _tasks(cast.rose()) == []


def test_count_of_decisions_to_sign_leaves_out_the_conflict() -> None:
    told = _decided()
    assert [title.split()[0] for title in _tasks(cast.sylvie())] == ["2"]
    _in_conflict(told.applications[0], cast.sylvie())
    assert [title.split()[0] for title in _tasks(cast.sylvie())] == ["1"]
    _in_conflict(told.applications[1], cast.sylvie())
    assert _tasks(cast.sylvie()) == []


def test_page_of_a_file_in_conflict_offers_nothing_of_this_room() -> None:
    told = _decided()
    application = told.applications[0]
    assert len(list(APPLICATION.find(cast.ada(), application))) == 2
    _in_conflict(application, cast.ada())
    assert list(APPLICATION.find(cast.ada(), application)) == []


def test_wave_is_approved_by_others_than_those_in_conflict_with_the_call() -> None:
    told = story.ready(2, selected=1)
    notice = told.call.release.waves.get(kind=WaveKind.NOTICE)
    refusals = told.call.release.waves.get(kind=WaveKind.REFUSALS)
    selected, declined = told.applications
    assert [one.application for one in contents_of(notice)] == [selected]
    assert [one.application for one in contents_of(refusals)] == [declined]
    assert rules.can_approve(cast.ada(), notice)
    _in_conflict(declined, cast.ada())
    sentence = "You declared a conflict in this call: others approve its announcement."
    # the same words for the wave that holds the file and for the one that does not
    assert [said(rules.can_approve(cast.ada(), wave)) for wave in (notice, refusals)] == [sentence] * 2
    assert [said(rules.can_steer(cast.ada(), wave)) for wave in (notice, refusals)] == [sentence] * 2
    assert [title for title in _tasks(cast.ada()) if "«" in title or "“" in title] == []
    assert set(decisions_visible_to(cast.ada())) == set(contents_of(notice))


def test_quorum_and_rules_follow_a_conflict_at_once() -> None:
    told = _told()
    (item, other) = items_visible_to(cast.ada()).order_by("file__application__pk")
    before = quorum_of(item)
    _in_conflict(told.applications[0], cast.rose())
    assert (before.able, quorum_of(item).able, quorum_of(other).able) == (1, 0, 1)
    assert not quorum_of(item).met  # with nobody able to sit, never
    review = item.file.reviews.get()
    assert said(rules.can_write_review(cast.rose(), review)) == "You have a conflict with this file."


def test_rules_and_visible_to_agree_on_a_conflict() -> None:
    """Whatever is absent for somebody of the team is refused to them too, were they to guess its address."""
    told = _told()
    hidden, seen = told.applications
    _in_conflict(hidden, cast.ada())
    refusals = {}
    for application in (hidden, seen):
        file = application.round_files.get()
        review, item = file.reviews.get(), file.items.get()
        ada = cast.ada()
        refusals[application] = [
            said(answer) == "You have a conflict with this file."
            for answer in (
                rules.can_screen(ada, application),
                rules.can_look_again(ada, application),
                rules.can_settle(ada, file),
                rules.can_write_summary(ada, file),
                rules.can_assign(ada, file, review.seat),
                rules.can_unassign(ada, review),
                rules.can_reopen(ada, review),
                rules.can_propose(ada, item),
                rules.can_discuss_again(ada, item),
                rules.can_prepare_decision(ada, application),
            )
        ]
    assert refusals == {hidden: [True] * 10, seen: [False] * 10}


def test_decision_in_conflict_is_signed_by_nobody_else_and_left_alone() -> None:
    told = _decided()
    _in_conflict(told.applications[0], cast.sylvie())
    decision = Decision.objects.get(application=told.applications[0])
    for rule in (rules.can_sign, rules.can_take_back):
        assert said(rule(cast.sylvie(), decision)) == "You have a conflict with this file."
    assert decisions.criteria_of(told.applications[1]) != []
    assert decision.outcome == Outcome.SELECTED
