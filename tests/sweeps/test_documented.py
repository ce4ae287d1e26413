"""What an operator must know is written: settings, commands, chores. What a newcomer must know: models and their
words.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tremplin.core import offers

ROOT: Path = settings.BASE_DIR
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
OURS = [config for config in apps.get_app_configs() if config.name.startswith("tremplin.")]
MODELS = [model for config in OURS for model in config.get_models()]


def test_every_setting_of_the_environment_is_in_the_operations_guide() -> None:
    read = set()
    for name in ("config/settings.py", "config/env.py", "bin/serve"):
        read |= set(re.findall(r"\"(TREMPLIN_[A-Z_]+)\"", (ROOT / name).read_text(encoding="utf-8")))
    assert read
    assert sorted(name for name in read if f"`{name}`" not in OPERATIONS) == []


def test_every_command_is_in_the_operations_guide() -> None:
    commands = {path.stem for path in ROOT.glob("tremplin/*/management/commands/*.py")} - {"__init__"}
    assert commands
    assert sorted(name for name in commands if name not in OPERATIONS) == []


def test_every_chore_is_in_the_operations_guide() -> None:
    names = [chore.name for chore in offers.chores]
    assert names
    assert [name for name in names if f"`{name}`" not in OPERATIONS] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_its_order(model: type) -> None:
    assert model._meta.ordering  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_how_long_it_is_kept(model: type) -> None:
    assert offers.retentions.get(model._meta.label) is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_is_called(model: type) -> None:
    assert "__str__" in {
        name for parent in model.__mro__ if parent.__module__ != "django.db.models.base" for name in vars(parent)
    }
