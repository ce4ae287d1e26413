"""What an installation must have, asked of a real start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SECURE = {"TREMPLIN_MODE": "production", "TREMPLIN_SECRET_KEY": "s" * 50, "TREMPLIN_HOSTS": "tremplin.gouv.fr"}


def _start(tmp_path: Path, script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TREMPLIN_")}
    variables = {"TREMPLIN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; {script}"],
        cwd=settings.BASE_DIR, env=kept | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_is_the_mode_when_nobody_says(tmp_path: Path) -> None:
    names = "MODE, settings.DEBUG, settings.DEVELOPMENT, settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT"
    done = _start(tmp_path, f"print((settings.{names}))", TREMPLIN_SECRET_KEY="s" * 50)
    assert done.stdout.strip() == "('production', False, False, True, True)"


def test_production_without_a_secret_does_not_start(tmp_path: Path) -> None:
    done = _start(tmp_path, "settings.SECRET_KEY", TREMPLIN_MODE="production")
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1]
        == "django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty."
    )
    assert not (tmp_path / "secret").exists()


def test_production_answers_to_no_host_until_told(tmp_path: Path) -> None:
    done = _start(tmp_path, "print(settings.ALLOWED_HOSTS)", TREMPLIN_MODE="production", TREMPLIN_SECRET_KEY="s" * 50)
    assert done.stdout.strip() == "[]"


def test_development_makes_its_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    script = "print(settings.SECRET_KEY)"
    first, second = (_start(tmp_path, script, TREMPLIN_MODE="development").stdout for _turn in range(2))
    assert (first == second, len(first.strip()), (tmp_path / "secret").stat().st_mode & 0o777) == (True, 50, 0o600)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TREMPLIN_MODE", "prod", "TREMPLIN_MODE='prod': expected one of development, test, production."),
        ("TREMPLIN_BRAND", "mine", "TREMPLIN_BRAND='mine': expected one of etat."),
        ("TREMPLIN_TODAY", "demain", "TREMPLIN_TODAY='demain': expected a date such as 2026-03-02."),
    ],
)
def test_wrong_value_stops_the_start_with_one_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    done = _start(tmp_path, "settings.MODE", **SECURE | {name: value})
    assert done.stderr.splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {sentence}"
