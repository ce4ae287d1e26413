"""Nothing about a decision leaks before its wave: two worlds that differ by the outcomes alone look the same.

In the one, Alice's initiative and the last one are selected; in the other, the two others. Whoever must not know reads
the same pages, byte for byte, in both. Each test first proves that there was something to see.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.factories import TeamMemberFactory
from tests.content.trees import page, tree
from tests.selection import story
from tests.selection.story import Story
from tests.sweeps.doors import every_door
from tremplin.calls.states import TeamRight
from tremplin.content.importer import import_tree
from tremplin.core import chores, clock, offers
from tremplin.core.models import ChoreRun, Message
from tremplin.people.models import Person
from tremplin.selection.models import Decision
from tremplin.selection.queries import reviews_of
from tremplin.selection.states import Outcome, WaveKind

pytestmark = pytest.mark.django_db

SITE = {
    "config.toml": 'title = "S"\n[[menu.nav]]\nname = "Lauréats"\nurl = "/laureats"\n',
    "content/_index.md": page(hero="{title: Bienvenue}"),
    "content/laureats/_index.md": page(title="Lauréats"),
    "content/_index.en.md": page(hero="{title: Welcome}"),
    "content/laureats/_index.en.md": page(title="Laureates"),
}
# what differs from one reading to the next, whatever the world: tokens drawn at random
_DRAWN = re.compile(r'(name="(?:csrfmiddlewaretoken|once|login)" value=")[^"]*')
PUBLIC = ("/", "/en/", "/laureats/", "/en/laureats/", "/appels/", "/robots.txt", "/sitemap.xml")
# the programme team and the authority prepare, sign and announce: everybody else waits. One of each kind
OUTSIDE = (cast.charlie, cast.rose, cast.jules, cast.eve, cast.max_)


@pytest.fixture
def read(tmp_path: Path) -> Story:
    """Four applications read by everybody who reads, with their own teams; nothing decided yet."""
    import_tree(tree(tmp_path, SITE))
    cast.sylvie(), cast.aldo()  # whoever acts later is known from the start
    told = story.through_rounds(story.received(4), passed=4)
    TeamMemberFactory.create(
        initiative=told.applications[0].initiative,
        person=cast.bob(),
        right=TeamRight.READ,
        joined=True,
        invited_by=cast.alice(),
    )
    return told


def decide(told: Story, selected: tuple[int, ...]) -> None:
    """Prepared, signed, planned, approved: nothing has left."""
    story.decided(Story(told.call), selected=0)  # names the authority
    made = [
        story.prepared(
            application,
            Outcome.SELECTED if place in selected else Outcome.DECLINED,
            departure="Le jury et l’équipe ont échangé.",
        )
        for place, application in enumerate(told.applications)
    ]
    story.signed(made)
    story.planned(told)


def run_clock_until(told: Story, kind: str) -> None:
    """Each wave up to this one approved, and left at its date by the clock."""
    for each in WaveKind.values:
        if each == WaveKind.PUBLIC:
            story.accepted(told)
        story.approved(told, each)
        ChoreRun.objects.all().delete()
        chores.run_due(told.call.release.waves.get(kind=each).due_at)
        if each == kind:
            return


def seen(people: list[Person], told: Story) -> dict[str, Any]:
    """All that these people, and anybody, can read: every page of the house, with its headers; the mails they got."""
    found: dict[str, Any] = {}
    for address in PUBLIC:
        found[f"anybody {address}"] = _answer(Client(), address)
    for person in people:
        client = Client()
        client.force_login(person)
        for address in _addresses(person, told):
            found[f"{person} {address}"] = _answer(client, address)
        found[f"{person} mails"] = sorted(
            Message.objects.filter(recipient=person.email).values_list("kind", "subject", "text", "state")
        )
    found["figures"] = [fact.read() for fact in offers.live_facts]
    found["export"] = {
        f"{person} {place.name}": place.export(person) for person in people for place in offers.personal_data
    }
    Session.objects.all().delete()
    return found


def _addresses(person: Person, told: Story) -> list[str]:
    """Every page without an object, and those of each application, of the call and of what the person reads."""
    found = [door.address for door in every_door() if _is_a_list(door.address)]
    names = ("calls:application", "calls:receipt", "calls:received", "selection:outcome", "selection:decision")
    found += [reverse(name, args=[application.ref]) for application in told.applications for name in names]
    names = ("selection:release", "selection:decision-list", "selection:call")
    found += [reverse(name, args=[told.call.ref]) for name in names]
    found += [reverse("selection:review", args=[review.ref]) for review in reviews_of(person)]
    found += [f"{reverse('calls:received-list')}?order={order}" for order in ("name", "-date", "date")]
    return [*found, "/compte/mes-donnees/?format=json"]


def _is_a_list(address: str) -> bool:
    ours = ("/espace/", "/gestion/", "/compte/mes-donnees/", "/recherche/", "/appels/")
    return address.startswith(ours) and "0000000000" not in address and "nothing" not in address


def _answer(client: Client, address: str) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = tuple((name, value) for name, value in sorted(response.items()) if name != "Content-Security-Policy")
    return response.status_code, _DRAWN.sub(r"\1", content.decode(errors="replace")), headers


def worlds(told: Story, until: str | None, look: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """What is seen in each world; each is undone before the next."""
    found = []
    with clock.at(clock.now()):
        for selected in ((0, 3), (1, 2)):
            # a file that no rollback undoes: the index of the first world would spare the second its building
            shutil.rmtree(settings.VAR / "index", ignore_errors=True)
            with transaction.atomic():
                decide(told, selected)
                if until:
                    run_clock_until(told, until)
                found.append(look())
                told.call.refresh_from_db()
                transaction.set_rollback(True)
            told.call._state.fields_cache.pop("release", None)
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


def test_there_is_something_to_leak(read: Story) -> None:
    """The agent's pages differ from one world to the other: the comparison sees what it should."""
    one, other = worlds(read, None, lambda: seen([cast.ada()], read))
    found = differences(one, other)
    assert {reverse("selection:decision", args=[application.ref]) for application in read.applications} <= {
        name.removeprefix("Ada ") for name in found
    }


def test_before_the_first_wave_nobody_outside_sees_a_difference(read: Story) -> None:
    teams = [cast.alice(), cast.bob(), read.applications[1].started_by]
    people = [who() for who in OUTSIDE] + teams
    one, other = worlds(read, None, lambda: seen(people, read))
    assert len([name for name, value in one.items() if isinstance(value, tuple) and value[0] == 200]) > 60
    assert differences(one, other) == []


def test_after_the_notice_only_the_laureates_know(read: Story) -> None:
    """Teams told and teams not told change sides between the worlds: only their own pages may differ."""
    teams = [cast.alice(), cast.bob(), read.applications[1].started_by]
    outside = [who() for who in OUTSIDE]
    one, other = worlds(read, WaveKind.NOTICE, lambda: seen([*outside, *teams], read))
    owners = {str(person) for person in teams}
    names = {name.partition(" /")[0].removesuffix(" mails") for name in differences(one, other) if name != "export"}
    assert names == owners, [name for name in differences(one, other) if name.startswith("Max")]
    for person in outside:
        assert one[f"{person} mails"] == other[f"{person} mails"]


@pytest.mark.parametrize("until", [None, WaveKind.NOTICE])
def test_a_team_not_told_yet_sees_what_it_saw_before_the_decision(read: Story, until: str | None) -> None:
    """Declined while others are told: its pages are those of the day nothing was decided."""
    declined = read.applications[2].started_by
    with clock.at(clock.now()):
        before = seen([declined], read)
        with transaction.atomic():
            decide(read, (0, 3))
            if until:
                run_clock_until(read, until)
            after = seen([declined], read)
            transaction.set_rollback(True)
    assert differences(before, after) == []


@pytest.mark.parametrize("until", [WaveKind.NOTICE, WaveKind.REFUSALS])
def test_before_the_announcement_the_public_sees_what_it_saw(read: Story, until: str) -> None:
    with clock.at(clock.now()):
        before = seen([], read)
        with transaction.atomic():
            decide(read, (0, 3))
            run_clock_until(read, until)
            assert Decision.objects.filter(state="released").exists()
            after = seen([], read)
            transaction.set_rollback(True)
    assert differences(before, after) == []


def test_then_the_public_sees_the_laureates(read: Story) -> None:
    with clock.at(clock.now()):
        before = seen([], read)
        decide(read, (0, 3))
        run_clock_until(read, WaveKind.PUBLIC)
        after = seen([], read)
    assert {"anybody /laureats/", "anybody /en/laureats/", "figures"} <= set(differences(before, after))


def test_no_kept_page_is_made_void_before_the_announcement(
    read: Story, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """A void cache at the hour of a notice would say that something happened."""
    decide(read, (0, 3))
    with django_capture_on_commit_callbacks() as called:
        run_clock_until(read, WaveKind.REFUSALS)
    bumps = [one for one in called if getattr(one, "__module__", "") == "tremplin.core.freshness"]
    assert bumps == []


def test_the_operations_page_counts_nobody(read: Story) -> None:
    decide(read, (0, 3))
    run_clock_until(read, WaveKind.NOTICE)
    assert ChoreRun.objects.get(name="selection-waves").outcome == ""
    assert settings.BASE_URL in Message.objects.filter(kind="selection-selected")[0].text
