"""The audit kit: every criterion of the referential, tests that exist, pages found by following links."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from tests import cast
from tests.factories import PlainPageFactory
from tests.sweeps.doors import every_door
from tremplin.content.engine.known_faults import known_faults
from tremplin.core import offers
from tremplin.desk.audit_kit import kit, sample
from tremplin.desk.audit_kit.criteria import themes

ROOT: Path = settings.BASE_DIR
CRITERIA = [criterion for theme in themes() for criterion in theme.criteria]


def test_criteria_are_those_of_the_referential() -> None:
    counts = [len(theme.criteria) for theme in themes()]
    assert counts == [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
    assert sum(counts) == 106
    assert [theme.number for theme in themes()] == list(range(1, 14))
    assert len({criterion.title for criterion in CRITERIA}) == 106


def test_criteria_say_what_covers_them() -> None:
    """A test is named where tests cover something, and only there."""
    assert {criterion.how for criterion in CRITERIA} == {"full", "part", "hand"}
    assert [criterion.number for criterion in CRITERIA if bool(criterion.tests) == (criterion.how == "hand")] == []


def test_tests_the_criteria_name_exist() -> None:
    named = {test for criterion in CRITERIA for test in criterion.tests if not test.startswith("axe:")}
    assert named
    missing = []
    for test in sorted(named):
        path, _, name = test.partition("::")
        file = ROOT / path
        if not file.exists() or f"def {name}(" not in file.read_text(encoding="utf-8"):
            missing.append(test)
    assert missing == []


def test_known_faults_name_criteria_of_the_referential() -> None:
    numbers = {criterion.number for criterion in CRITERIA}
    assert [fault.criterion for fault in known_faults() if fault.criterion not in numbers] == []


@pytest.mark.django_db
def test_kit_finds_pages_screens_and_mails() -> None:
    """As Ada and Eve: each page once, under the first person who sees it; what nobody reaches is named."""
    PlainPageFactory.create(title="Mentions | légales", live=True)
    ada, eve = cast.ada(), cast.eve()
    found = sample.gather([ada, eve])
    seen = {one.kind: one.who for one in found.pages}
    wanted = {"PlainPage": "", "content:accessibility": "", "calls:call-list": "", "calls:managed-prepare": "Ada"}
    assert {kind: seen.get(kind) for kind in wanted} == wanted
    assert len(seen) == len(found.pages)
    doors = {door.name for door in every_door()}
    assert doors <= found.kinds() | set(found.unseen) | sample.LEFT_OUT
    assert "calls:received" in found.unseen
    written = kit.write([ada, eve])
    assert "| Mentions \\| légales | /" in written
    assert [c.number for c in CRITERIA if f"| {c.number} | {c.title} |" not in written] == []
    assert [one.address for one in found.pages if f" {one.address} |" not in written] == []
    assert written.count("\n| M") == len(list(offers.mails))
    screens = [one.kind for one in sample.editing_screens(eve)]
    assert {"PlainPage", "AccessibilityWords"} <= set(screens)


@pytest.mark.django_db
def test_kit_needs_the_demonstration() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("audit_kit", stdout=StringIO())
    assert str(refused.value) == "The demonstration is not built yet: make run builds it."
