"""The laws of the house are kept, and the machines that watch them do see each one broken on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.laws import strings
from tests.laws.rooms import CONTRACTS, ROOMS, ROOT

PROGRAMS = Path(sys.executable).parent


def test_every_room_is_in_the_order_of_the_story() -> None:
    folders = {path.parent.name for path in ROOT.glob("tremplin/*/__init__.py")}
    assert folders - set(ROOMS) == set()


def test_strings_name_nothing_of_a_later_room() -> None:
    assert strings.faults(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("models.py", 'owner = ForeignKey("programme.Season", CASCADE)'),
        ("views.py", 'redirect("desk:home")'),
        ("views.py", 'reverse_lazy("calls:call-list")'),
        ("views.py", 'render(request, "content/page.html")'),
        ("apps.py", 'import_module("tremplin.desk.views")'),
        ("migrations/0002_more.py", 'apps.get_model("programme", "Season")'),
        ("migrations/0002_more.py", 'dependencies = [("people", "0001_initial"), ("desk", "0001_initial")]'),
        ("templates/people/a.html", '<a href="{% url "desk:home" %}">'),
        ("templates/people/a.html", '{% extends "desk/base.html" %}'),
        ("templates/people/a.html", "{% include 'programme/_season.html' with a=1 %}"),
        ("templates/people/a.html", "{% load season_tags %}"),
    ],
)
def test_string_of_a_later_room_is_seen(file: str, line: str, tmp_path: Path) -> None:
    for room in ("core", "people", "programme"):
        (tmp_path / "tremplin" / room / "templatetags").mkdir(parents=True)
        (tmp_path / "tremplin" / room / "__init__.py").touch()
    (tmp_path / "tremplin" / "programme" / "templatetags" / "season_tags.py").touch()
    path = tmp_path / "tremplin" / "people" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('"""It may well speak of desk:home."""\n' if path.suffix == ".py" else "<p>desk:home</p>\n")
    assert strings.faults(tmp_path) == []
    with path.open("a") as source:
        source.write(line + "\n")
    assert [fault.split(": ")[0] for fault in strings.faults(tmp_path)] == [f"tremplin/people/{file}:2"]


def test_import_of_a_later_room_is_seen(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("config", "tremplin"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=_not_code)
    engine = tmp_path / "tremplin" / "people" / "engine"
    engine.mkdir()
    (engine / "__init__.py").write_text("from django.db import models\n")
    (tmp_path / "tremplin" / "stray.py").touch()
    with (tmp_path / "tremplin" / "core" / "text.py").open("a") as source:
        source.write("\n\ndef stray():\n    import tremplin.people\n    import config.env\n")
    (tmp_path / "tremplin" / "people" / "states.py").write_text("import tremplin.people.views\n")
    report = _run("lint-imports", "--no-cache", folder=tmp_path).stdout
    outcomes = {contract["id"]: report.count(f"{contract['name']} BROKEN") for contract in CONTRACTS.values()}
    assert outcomes == {"rooms": 1, "config": 1, "drawers": 1, "engines": 1}, report
    assert "tremplin.core is not allowed to import tremplin.people" in report  # inline, as imports written at the top
    assert "tremplin.stray" in report


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("x = datetime.datetime.now(tz=datetime.UTC)", "TID251"),
        ("x = datetime.date.today()", "TID251"),
        ("x = time.time()", "TID251"),
        ("x = timezone.now()", "TID251"),
        ("from . import views", "TID252"),
        ("print(timezone)", "T201"),
    ],
)
def test_other_clock_or_relative_import_is_seen(line: str, rule: str) -> None:
    source = f'"""A drawer."""\n\nimport datetime\nimport time\n\nfrom django.utils import timezone\n\n{line}\n'
    arguments = [
        "check",
        "--no-cache",
        "--output-format",
        "concise",
        "--select",
        rule,
        "--stdin-filename",
        "tremplin/core/drawer.py",
        "-",
    ]
    report = _run("ruff", *arguments, text=source)
    assert report.returncode == 1
    assert "drawer.py:8:" in report.stdout
    assert rule in report.stdout


def _not_code(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if not (name.endswith(".py") or (Path(folder) / name).is_dir()) or name in ("static", "templates")
    }


def _run(program: str, *arguments: str, folder: Path = ROOT, text: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PROGRAMS / program, *arguments], cwd=folder, input=text, capture_output=True, text=True, check=False
    )
