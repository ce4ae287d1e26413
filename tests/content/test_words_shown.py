"""Every title and paragraph of a file stands on its page."""

import html
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.content.test_exchange import every_layout
from tests.shared_data import shared
from tremplin.content.engine import tree as engine
from tremplin.content.engine.tree import Entry, texts_of
from tremplin.content.importer import import_tree
from tremplin.core import markup

pytestmark = pytest.mark.django_db

# addresses, and what says where a page is or how it is sorted
_NOT_WORDS = {"url", "btnUrl", "link", "layout", "menu", "role", "github", "linkedin", "picture"}
# what a page shows in one of its two states only, or of a kept layout's unknown keys
_CLOSED = {"wait.title", "wait.desc", "apply.title", "call.title"}


def _plain(text: str) -> str:
    """Without spaces: where a link or a note stands, markup has its own."""
    return re.sub(r"\s+", "", html.unescape(text))


def missing(client: Client, entry: Entry) -> list[str]:
    """The words of an entry that its page does not show."""
    prefix = "/en" if entry.language == "en" else ""
    answer = client.get(f"{prefix}{entry.address}")
    assert answer.status_code == 200, entry.path
    page = BeautifulSoup(answer.content, "html.parser")
    shown = _plain(page.get_text(" "))
    said = [(key, line) for key, text, _line in texts_of(entry) if _is_shown(entry, key) for line in _lines(text)]
    return [f"{entry.path} {key}: {line}" for key, line in said if _plain(line) not in shown]


def _is_shown(entry: Entry, key: str) -> bool:
    name = re.sub(r"\[\d+\]", "", key)
    closed = ".".join(name.split(".")[-2:]) in _CLOSED and entry.values.get("open") is not None
    return name.rpartition(".")[2] not in _NOT_WORDS and not closed


def _lines(text: str) -> list[str]:
    words = re.sub(r"\{\{<.*?>\}\}|\\$", "", text, flags=re.MULTILINE)
    return [found for line in words.split("\n") if (found := markup.to_text(line))]


def lost(client: Client, root: Path) -> list[str]:
    import_tree(root)
    read = engine.read(root, zone=ZoneInfo("Europe/Paris"))
    return [line for entry in read.entries if entry.has_address and entry.published for line in missing(client, entry)]


def test_nothing_is_lost_of_any_layout(client: Client, tmp_path: Path) -> None:
    assert lost(client, every_layout(tmp_path)) == []


def test_nothing_is_lost_of_the_real_content(client: Client) -> None:
    # this tree has no page for them: a button that leads nowhere is not shown
    buttons = [f"content/_index.md {name}.btn.title: Participer" for name in ("hero", "join")]
    assert lost(client, shared("content")) == buttons
