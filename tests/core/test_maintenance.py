"""`manage.py maintenance`: what visitors read meanwhile, and what the operator is told."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from tests.strict import faults_of
from tremplin.core import clock, maintenance

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _open_afterwards() -> Iterator[None]:
    yield
    maintenance.open_again()


def say(*words: str) -> str:
    out = io.StringIO()
    with clock.at(AT):
        call_command("maintenance", *words, stdout=out)
    return out.getvalue().strip()


def held() -> dict[str, object]:
    found: dict[str, object] = json.loads(maintenance.file().read_text(encoding="utf-8"))
    return found


def test_site_is_closed_told_of_and_opened_again() -> None:
    assert [say(word) for word in ("state", "on", "state", "off", "state", "off")] == [
        "The site is open.",
        "The site is closed for maintenance.",
        "The site is closed for maintenance.",
        "The site is open.",
        "The site is open.",
        "The site was open already.",
    ]


def test_page_says_when_in_both_languages_and_is_sound() -> None:
    say("on", "--until", "2026-03-02T14:30", "--message", "Mise à jour <b>annuelle</b>.")
    page = BeautifulSoup(str(held()["page"]), "html.parser")
    words = " ".join(page.get_text().split())
    assert "le 2 mars 2026 à 14 h 30" in words
    assert "on 2 March 2026 at 14:30" in words
    assert "Mise à jour <b>annuelle</b>." in words
    assert held()["until"] == datetime(2026, 3, 2, 13, 30, tzinfo=UTC).timestamp()
    assert faults_of(str(page)) == []


def test_page_needs_nothing_but_static_files() -> None:
    say("on")
    page = BeautifulSoup(str(held()["page"]), "html.parser")
    asked = [
        str(element.get("href") or element.get("src")) for element in page.find_all(["link", "script", "img", "a"])
    ]
    assert asked
    assert [address for address in asked if not address.startswith("/static/")] == []


@pytest.mark.parametrize("until", ["demain", "2026-13-01", "2026-03-01"])
def test_instant_that_is_none_or_has_passed_is_refused(until: str) -> None:
    with pytest.raises(CommandError, match=until):
        say("on", "--until", until)
    assert not maintenance.is_closed()
