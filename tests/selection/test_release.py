"""The announcement as it runs: in order, approved twice, held, interrupted, and nobody told twice."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from tests import cast
from tests.calls.factories import ConflictFactory
from tests.content.trees import page, tree
from tests.selection import story
from tests.selection.story import Story
from tremplin.calls.actions.submissions import withdraw
from tremplin.content.importer import import_tree
from tremplin.content.pages import LaureatePage
from tremplin.content.queries import laureate_address
from tremplin.core import clock, journal, offers
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.selection.actions import decisions, releases
from tremplin.selection.facts import OWN as FACTS
from tremplin.selection.models import Acceptance, Decision, Wave
from tremplin.selection.queries import contents_of, digest_of, standing_approvals
from tremplin.selection.queries.knowers import knowers_of
from tremplin.selection.states import AcceptanceState, DecisionState, Outcome, WaveKind, WaveState

SITE = {
    "config.toml": 'title = "S"\n',
    "content/_index.md": page(hero="{title: Bienvenue}"),
    "content/laureats/_index.md": page(title="Lauréats"),
    "content/_index.en.md": page(hero="{title: Welcome}"),
    "content/laureats/_index.en.md": page(title="Laureates"),
}
LETTERS = ("selection-selected", "selection-declined", "selection-not-admissible", "selection-public")


def wave_of(told: Story, kind: str) -> Wave:
    found: Wave = Wave.objects.get(release__call=told.call, kind=kind)
    return found


def letters() -> Counter[tuple[str, str]]:
    rows = Message.objects.filter(kind__startswith="selection-").exclude(kind="selection-invitation")
    return Counter(rows.values_list("kind", "recipient"))


def leave(told: Story, kind: str) -> datetime:
    """Approved by two, at its date: the clock does it."""
    story.approved(told, kind)
    due: datetime = wave_of(told, kind).due_at
    with clock.at(due):
        releases.run_waves(due)
    return due


def refusal(act: Callable[[], object]) -> str:
    with translation.override("en"):
        with pytest.raises(MoveRefused) as refused:
            act()
        return str(refused.value.reason)


def all_refused(count: int) -> Story:
    """Nobody passes the screening: there is no laureate to tell."""
    told = story.screened(story.received(count), refused=count)
    decisions.name_signatory(told.call, cast.sylvie(), quality_fr="Directrice", by=cast.ada(), at=clock.now())
    story.signed([story.prepared(one, Outcome.NOT_ADMISSIBLE) for one in told.applications])
    story.planned(told)
    return told


@pytest.fixture
def ready(db: None) -> Story:
    return story.ready()


@pytest.fixture
def site(db: None, tmp_path: Path) -> None:
    import_tree(tree(tmp_path, SITE))


def test_waves_leave_in_their_order_each_at_its_date(ready: Story, site: None) -> None:
    for kind in (WaveKind.NOTICE, WaveKind.REFUSALS):
        story.approved(ready, kind)
    first, second = wave_of(ready, WaveKind.NOTICE).due_at, wave_of(ready, WaveKind.REFUSALS).due_at
    assert releases.run_waves(first - timedelta(seconds=1)) == 0
    assert letters() == {}
    assert releases.run_waves(first) == 2
    assert {kind for kind, _to in letters()} == {"selection-selected"}
    assert releases.run_waves(second) == 2
    assert {kind for kind, _to in letters()} == {"selection-selected", "selection-declined"}
    with clock.at(second):
        story.accepted(ready)
    assert LaureatePage.objects.count() == 0
    with clock.at(second):
        leave(ready, WaveKind.PUBLIC)
    names = LaureatePage.objects.filter(locale__language_code="fr").values_list("title", flat=True)
    assert sorted(names) == ["Atlas des haies", "Initiative 1"]
    assert set(letters().values()) == {1}
    assert {wave_of(ready, kind).state for kind in WaveKind} == {WaveState.DONE}


def test_a_date_that_comes_before_the_approvals_waits_for_them(ready: Story) -> None:
    wave = wave_of(ready, WaveKind.NOTICE)
    releases.approve(wave, read=digest_of(wave), by=cast.ada(), at=clock.now())
    assert releases.run_waves(wave.due_at) == 0
    releases.approve(wave, read=digest_of(wave), by=cast.sylvie(), at=clock.now())
    assert releases.run_waves(wave.due_at) == 2


def test_a_wave_waits_for_the_one_before_it_whatever_its_date(ready: Story) -> None:
    story.approved(ready, WaveKind.REFUSALS)
    assert releases.run_waves(wave_of(ready, WaveKind.REFUSALS).due_at) == 0


def test_the_second_approval_is_somebody_else_s(ready: Story) -> None:
    wave = wave_of(ready, WaveKind.NOTICE)
    releases.approve(wave, read=digest_of(wave), by=cast.ada(), at=clock.now())
    again = refusal(lambda: releases.approve(wave, read=digest_of(wave), by=cast.ada(), at=clock.now()))
    assert again == "You approved this wave already: the second approval is somebody else's."
    assert [approval.person for approval in standing_approvals(wave)] == [cast.ada()]


def test_somebody_in_conflict_in_the_call_neither_approves_nor_holds(ready: Story) -> None:
    ConflictFactory.create(application=ready.applications[3], person=cast.ada())
    wave = wave_of(ready, WaveKind.NOTICE)
    for act in (
        lambda: releases.approve(wave, read=digest_of(wave), by=cast.ada(), at=clock.now()),
        lambda: releases.hold_wave(wave, by=cast.ada(), at=clock.now()),
    ):
        assert refusal(act)
    assert wave_of(ready, WaveKind.NOTICE).state == WaveState.PLANNED


def test_what_was_approved_no_longer_stands_once_a_decision_changes(ready: Story) -> None:
    wave, at = wave_of(ready, WaveKind.NOTICE), clock.now()
    story.approved(ready, WaveKind.NOTICE)
    read = digest_of(wave)
    decision = Decision.objects.get(application=ready.applications[0])
    decisions.take_back(decision, reason="Une erreur.", by=cast.sylvie(), at=at)
    assert releases.run_waves(wave.due_at) == 0
    story.prepared(ready.applications[0], Outcome.DECLINED, departure="Le jury a changé d’avis.")
    story.signed([Decision.objects.get(pk=decision.pk)])
    assert standing_approvals(wave) == []
    assert releases.run_waves(wave.due_at) == 0
    assert refusal(lambda: releases.approve(wave, read=read, by=cast.ada(), at=at))
    story.approved(ready, WaveKind.NOTICE)
    assert releases.run_waves(wave.due_at) == 1


def test_a_text_agreed_after_the_approval_is_approved_again(ready: Story, site: None) -> None:
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        story.accepted(ready)
        story.approved(ready, WaveKind.PUBLIC)
        decision = Decision.objects.get(application=ready.applications[0])
        releases.accept_notice(
            decision, public_name="Atlas", public_words="Autre chose.", by=cast.alice(), at=clock.now()
        )
    wave = wave_of(ready, WaveKind.PUBLIC)
    assert (standing_approvals(wave), releases.run_waves(wave.due_at)) == ([], 0)
    leave(ready, WaveKind.PUBLIC)
    assert LaureatePage.objects.filter(locale__language_code="fr", title="Atlas", lead="Autre chose.").count() == 1


def test_moved_a_wave_pushes_those_after_it_and_never_passes_the_one_before(ready: Story) -> None:
    first, second, third = (wave_of(ready, kind) for kind in WaveKind)
    late = third.due_at + timedelta(days=2)
    story.approved(ready, WaveKind.NOTICE)
    releases.move_wave(first, due_at=late, by=cast.ada(), at=clock.now())
    assert [wave_of(ready, kind).due_at for kind in WaveKind] == [late] * 3
    assert len(standing_approvals(first)) == 2
    assert refusal(lambda: releases.move_wave(second, due_at=late - timedelta(days=1), by=cast.ada(), at=clock.now()))


def test_now_needs_the_approvals_and_the_wave_before(ready: Story) -> None:
    first, second = wave_of(ready, WaveKind.NOTICE), wave_of(ready, WaveKind.REFUSALS)
    assert refusal(lambda: releases.send_now(first, by=cast.ada(), at=clock.now()))
    story.approved(ready, WaveKind.NOTICE)
    story.approved(ready, WaveKind.REFUSALS)
    assert refusal(lambda: releases.send_now(second, by=cast.ada(), at=clock.now()))
    releases.hold_wave(first, by=cast.aldo(), at=clock.now())
    releases.send_now(first, by=cast.ada(), at=clock.now())
    assert releases.run_waves(clock.now()) == 2


def test_held_nothing_leaves_until_it_goes_on(ready: Story) -> None:
    wave = wave_of(ready, WaveKind.NOTICE)
    story.approved(ready, WaveKind.NOTICE)
    releases.hold_wave(wave, by=cast.aldo(), at=clock.now())
    assert releases.run_waves(wave.due_at) == 0
    releases.resume(wave, by=cast.ada(), at=clock.now())
    assert releases.run_waves(wave.due_at) == 2


@pytest.mark.concurrency
def test_held_while_it_leaves_the_rest_waits_and_nobody_is_told_twice(
    fresh_database: None, second_connection: Callable[..., Any]
) -> None:
    ready = story.ready(5, selected=4)
    wave, at = wave_of(ready, WaveKind.NOTICE), wave_of(ready, WaveKind.NOTICE).due_at
    story.approved(ready, WaveKind.NOTICE)
    held: list[Any] = []

    def pressed(sender: Any, instance: Any, **details: Any) -> None:
        """Somebody presses Hold while the first file is being told of: their gesture waits for its end."""
        if instance.kind == "selection-selected" and not held:
            held.append(second_connection(lambda: releases.hold_wave(wave, by=cast.aldo(), at=at)))
            time.sleep(0.5)

    post_save.connect(pressed, sender=Message)
    try:
        told = releases.run_waves(at)
    finally:
        post_save.disconnect(pressed, sender=Message)
    held[0].result(timeout=30)
    assert wave_of(ready, WaveKind.NOTICE).state == WaveState.HELD
    assert 1 <= told < 4
    assert len(letters()) == told
    assert releases.run_waves(at) == 0
    releases.resume(wave, by=cast.ada(), at=at)
    assert releases.run_waves(at) == 4 - told
    assert (len(letters()), set(letters().values())) == (4, {1})


_KILLED = """
    import os, signal, sys
    import django
    django.setup()
    from django.db.models.signals import post_save
    from datetime import datetime
    from tremplin.core.models import Message
    from tremplin.selection.actions.releases import run_waves

    written = 0

    def stop(sender, instance, **details):
        global written
        written += 1
        if written == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)  # in the middle of a file: its transaction never ends

    post_save.connect(stop, sender=Message)
    run_waves(datetime.fromisoformat(sys.argv[1]))
"""


def kill_at(at: datetime, message: int) -> None:
    """The release in a process of its own, killed while it writes its n-th mail."""
    connections.close_all()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_KILLED), at.isoformat(), str(message)],
        cwd=settings.BASE_DIR,
        env=environment,
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.concurrency
def test_killed_half_way_every_wave_goes_on_without_doubling(fresh_database: None, tmp_path: Path) -> None:
    import_tree(tree(tmp_path, SITE))
    ready = story.ready(6, selected=3)
    for kind in WaveKind:
        story.approved(ready, kind)
        at = wave_of(ready, kind).due_at
        kill_at(at, 2)
        assert wave_of(ready, kind).state == WaveState.RUNNING
        told = len([key for key in letters() if key[0] in LETTERS])
        with clock.at(at):
            assert releases.run_waves(at) == 2  # one of the three was told, the second was not
            assert wave_of(ready, kind).state == WaveState.DONE
            assert len([key for key in letters() if key[0] in LETTERS]) == told + 2
            assert releases.run_waves(at) == 0
            if kind == WaveKind.NOTICE:
                story.accepted(ready)
    assert set(letters().values()) == {1}
    assert Counter(kind for kind, _to in letters() if kind in LETTERS) == {
        "selection-selected": 3,
        "selection-declined": 3,
        "selection-public": 3,
    }
    assert LaureatePage.objects.filter(locale__language_code="fr").count() == 3
    assert LaureatePage.objects.filter(locale__language_code="en").count() == 3
    for decision in Decision.objects.all():
        assert [entry.verb for entry in journal.of(decision)].count("release") == 1


@pytest.mark.concurrency
def test_two_workers_at_once_tell_each_team_once(fresh_database: None, race: Callable[..., list[Any]]) -> None:
    ready = story.ready(4, selected=3)
    story.approved(ready, WaveKind.NOTICE)
    at = wave_of(ready, WaveKind.NOTICE).due_at
    told = race(lambda: releases.run_waves(at), lambda: releases.run_waves(at))
    assert (sum(told), len(letters()), set(letters().values())) == (3, 3, {1})
    assert wave_of(ready, WaveKind.NOTICE).state == WaveState.DONE


@pytest.mark.concurrency
def test_withdrawn_while_the_wave_leaves_it_is_left_out(
    fresh_database: None, second_connection: Callable[..., Any]
) -> None:
    """The list of files is read before: each is looked at again, in its own transaction."""
    ready = story.ready(4, selected=2)
    story.approved(ready, WaveKind.NOTICE)
    wave = wave_of(ready, WaveKind.NOTICE)
    last = contents_of(wave).order_by("-ref")[0].application
    releases._start(wave, wave.due_at)
    with transaction.atomic():
        hold(wave)
        future = second_connection(lambda: releases.run_waves(wave.due_at))
        time.sleep(0.5)
        withdraw(last, by=last.started_by, at=clock.now())
    assert future.result(timeout=30) == 1
    assert Decision.objects.get(application=last).state == DecisionState.SIGNED
    assert [kind for kind, to in letters() if to == last.started_by.email] == []


def test_withdrawn_or_declined_nothing_is_published(ready: Story, site: None) -> None:
    first, second = ready.applications[:2]
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        story.accepted(ready)
        withdraw(first, by=cast.alice(), at=clock.now())
        releases.decline_notice(Decision.objects.get(application=second), by=second.started_by, at=clock.now())
        wave = wave_of(ready, WaveKind.PUBLIC)
        assert refusal(lambda: releases.approve(wave, read=digest_of(wave), by=cast.ada(), at=clock.now()))
    assert releases.run_waves(wave.due_at) == 0
    assert LaureatePage.objects.count() == 0


def test_planned_again_a_wave_tells_only_the_new_one(ready: Story, site: None) -> None:
    late, on_time = ready.applications[:2]
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        answer = {"public_words": "Ensemble.", "at": clock.now()}
        releases.accept_notice(
            Decision.objects.get(application=on_time), public_name="À l’heure", by=on_time.started_by, **answer
        )
        at = leave(ready, WaveKind.PUBLIC)
    wave = wave_of(ready, WaveKind.PUBLIC)
    before, finished = letters(), wave.finished_at
    assert refusal(lambda: releases.plan_again(wave, due_at=at, by=cast.ada(), at=at))  # nobody has said yes since
    with clock.at(at + timedelta(days=40)):  # thirty days after, mails are forgotten: the thanks too
        Message.objects.filter(kind="selection-thanks").update(recipient="", erased_at=clock.now())
        releases.accept_notice(
            Decision.objects.get(application=late), public_name="En retard", by=cast.alice(), **answer
        )
        releases.plan_again(wave, due_at=clock.now(), by=cast.ada(), at=clock.now())
        assert [fact.read().value for fact in FACTS if fact.name == "selection-laureates"] == [1]
        assert standing_approvals(wave) == []
        leave(ready, WaveKind.PUBLIC)
    written = letters() - before
    assert {key: count for key, count in written.items() if key[1]} == {("selection-public", "alice@example.org"): 1}
    assert LaureatePage.objects.filter(locale__language_code="fr").count() == 2
    assert wave_of(ready, WaveKind.PUBLIC).finished_at > finished
    assert refusal(lambda: releases.plan_again(wave, due_at=at, by=cast.ada(), at=at))


def test_signed_again_with_the_same_words_somebody_is_still_to_be_told(ready: Story) -> None:
    """Taken back while its wave was leaving, then signed as it was: the wave is planned again for it alone."""
    wave, decision = wave_of(ready, WaveKind.NOTICE), Decision.objects.get(application=ready.applications[0])
    story.approved(ready, WaveKind.NOTICE)
    releases._start(wave, wave.due_at)
    decisions.take_back(decision, reason="Une hésitation.", by=cast.sylvie(), at=wave.due_at)
    assert releases.run_waves(wave.due_at) == 1
    with clock.at(wave.due_at + timedelta(hours=1)):
        story.signed([decision])
        wave.refresh_from_db()
        releases.plan_again(wave, due_at=clock.now(), by=cast.ada(), at=clock.now())
        assert releases.run_waves(clock.now()) == 1
    decision.refresh_from_db()
    assert decision.state == DecisionState.RELEASED


def test_a_wave_with_nobody_to_tell_keeps_none_after_it(db: None) -> None:
    everybody_refused = all_refused(3)
    with clock.at(leave(everybody_refused, WaveKind.REFUSALS)):
        assert Counter(kind for kind, _to in letters()) == {"selection-not-admissible": 3}
    assert wave_of(everybody_refused, WaveKind.NOTICE).state == WaveState.PLANNED


def test_held_it_is_waited_for_even_with_nobody_to_tell(db: None) -> None:
    everybody_refused = all_refused(3)
    releases.hold_wave(wave_of(everybody_refused, WaveKind.NOTICE), by=cast.ada(), at=clock.now())
    leave(everybody_refused, WaveKind.REFUSALS)
    assert letters() == {}


def test_what_stops_one_announcement_does_not_stop_another(db: None) -> None:
    """A template of mail that cannot be rendered any more stops the first call; the second has no such letter."""
    first, second = all_refused(2), story.ready(2, selected=2)
    story.approved(first, WaveKind.REFUSALS)
    story.approved(second, WaveKind.NOTICE)
    at = wave_of(first, WaveKind.REFUSALS).due_at
    letter = offers.mails.get("selection-not-admissible")
    assert letter is not None
    offers.mails.remove("selection-not-admissible")
    try:
        with pytest.raises(LookupError):
            releases.run_waves(at)
    finally:
        offers.mails.add(letter)
    assert wave_of(first, WaveKind.REFUSALS).state == WaveState.RUNNING
    assert Decision.objects.filter(application__call=first.call, state=DecisionState.RELEASED).count() == 0
    assert wave_of(second, WaveKind.NOTICE).state == WaveState.DONE
    assert releases.run_waves(at) == 2  # put right, it goes on


def test_the_laureate_reads_the_address_of_its_page_in_its_language(ready: Story, site: None) -> None:
    Person.objects.filter(pk=cast.alice().pk).update(language="en")
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        story.accepted(ready)
        leave(ready, WaveKind.PUBLIC)
    acceptance = Acceptance.objects.get(decision__application=ready.applications[0])
    assert acceptance.page is not None
    mail = Message.objects.get(kind="selection-public", recipient="alice@example.org")
    assert laureate_address(acceptance.page, "en") in mail.text.split("\n")
    assert "/en/" in laureate_address(acceptance.page, "en")


def test_without_a_site_the_answer_stands_and_the_mail_leads_to_the_decision(ready: Story) -> None:
    Page.objects.filter(depth=2).delete()
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        story.accepted(ready)
        leave(ready, WaveKind.PUBLIC)
    published = Acceptance.objects.filter(published_at__isnull=False)
    assert (published.count(), LaureatePage.objects.count()) == (2, 0)
    assert {acceptance.state for acceptance in published} == {AcceptanceState.ACCEPTED}
    mail = Message.objects.get(kind="selection-public", recipient="alice@example.org")
    address = reverse("selection:outcome", args=[ready.applications[0].ref])
    assert f"{settings.BASE_URL}{address}" in mail.text.split("\n")


def test_figures_say_nothing_before_and_carry_their_date_after(ready: Story, site: None) -> None:
    def read() -> Iterator[Any]:
        return (fact.read() for fact in FACTS)

    assert list(read()) == [None, None]
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        story.accepted(ready)
        assert list(read()) == [None, None]
        leave(ready, WaveKind.PUBLIC)
    left = wave_of(ready, WaveKind.PUBLIC).finished_at
    heard, laureates = read()
    assert (heard.value, heard.denominator, heard.as_of) == (2, 4, left)
    assert (laureates.value, laureates.denominator, laureates.as_of) == (2, 4, left)
    assert {fact.name for fact in offers.live_facts} >= {fact.name for fact in FACTS}


def test_who_knows_before_is_made_from_facts(ready: Story) -> None:
    ConflictFactory.create(application=ready.applications[3], person=cast.aldo())
    before = knowers_of(ready.call, cast.ada())
    assert (before.agents, before.partly, before.authority, before.teams) == (["Ada"], ["Aldo"], "Sylvie", [])
    releases.approve(
        wave_of(ready, WaveKind.NOTICE),
        read=digest_of(wave_of(ready, WaveKind.NOTICE)),
        by=cast.sylvie(),
        at=clock.now(),
    )
    releases.approve(
        wave_of(ready, WaveKind.NOTICE), read=digest_of(wave_of(ready, WaveKind.NOTICE)), by=cast.ada(), at=clock.now()
    )
    at = wave_of(ready, WaveKind.NOTICE).due_at
    releases.run_waves(at)
    told = knowers_of(ready.call, cast.ada()).teams
    assert sorted((team.name, team.since) for team in told) == [("Atlas des haies", at), ("Initiative 1", at)]
    assert [team.people for team in told if team.name == "Atlas des haies"] == [["Alice"]]
