"""Laws that are read in the text of the files, and each one broken on purpose."""

from pathlib import Path

import pytest

from tests.laws import code
from tests.laws.rooms import ROOT


def test_no_file_breaks_a_law_of_the_text() -> None:
    assert code.faults(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("actions.py", "message.state = MessageState.SENT"),
        ("actions.py", "Message.objects.filter(pk=1).update(state=MessageState.SENT)"),
        ("queries.py", "from django.db.models.functions import Lower, Now"),
        ("mail.py", 'WHERE = os.environ["WHERE"]'),
        ("mail.py", "from os import getenv"),
        ("views.py", "person.save()"),
        ("queries.py", "Person.objects.create()"),
        ("actions.py", "def welcome(request): ..."),
        ("actions/more.py", "def welcome(*, request): ..."),
        ("urls.py", 'path("<int:pk>/", views.person)'),
        ("apps.py", "from django.db.models.signals import post_save"),
        ("templates/a.html", '<p>{% now "Y" %}</p>'),
        ("static/a.css", ".a { color: #ff00ff; }"),
        ("static/a.css", ".a { border-top: 1px solid black; }"),
        ("static/a.css", ".a { background: rgb(1 2 3); }"),
        ("static/a.css", ".a { font-family: Arial; }"),
    ],
)
def test_breach_is_seen(file: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "tremplin" / "people" / file
    path.parent.mkdir(parents=True)
    sound = {".py": "state = row.state\n", ".html": "<p>now</p>\n", ".css": "#id { color: var(--red-500); }\n"}
    path.write_text(sound[path.suffix])
    assert code.faults(tmp_path) == []
    with path.open("a") as source:
        source.write(line + "\n")
    assert [fault.split(": ")[0] for fault in code.faults(tmp_path)] == [f"tremplin/people/{file}:2"]


def test_name_that_says_nothing_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "tremplin" / "people" / "utils.py"
    path.parent.mkdir(parents=True)
    path.touch()
    assert code.faults(tmp_path) == ["tremplin/people/utils.py:1: a name that hides a missing name"]
