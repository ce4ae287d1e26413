import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tremplin.core import clock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASK = """
import django; django.setup()
from zoneinfo import ZoneInfo
from django.utils import timezone
from tremplin.core import clock
paris = ZoneInfo("Europe/Paris")
ours, real = clock.now(), clock._real()
on_the_wall = [instant.astimezone(paris).replace(tzinfo=None) for instant in (ours, real)]
print(clock.today())
print(abs((timezone.now() - ours).total_seconds()) < 5)
print(abs((on_the_wall[0] - on_the_wall[1]).total_seconds()) % 86400 < 5)
print(clock.now() > ours)
"""


def _python(tmp_path: Path, script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    variables = {"DJANGO_SETTINGS_MODULE": "config.settings", "TREMPLIN_VAR": str(tmp_path), **environment}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TREMPLIN_")}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_clock_runs_by_itself_in_utc() -> None:
    before, after = clock.now(), clock.now()
    assert timedelta(0) <= after - before < timedelta(seconds=5)
    assert before.tzinfo is UTC


def test_clock_stops_at_an_instant() -> None:
    with clock.at(NOON):
        assert (clock.now(), clock.now()) == (NOON, NOON)
    assert clock.now() != NOON


def test_clock_stopped_twice_comes_back_to_the_first_instant() -> None:
    with clock.at(NOON):
        with clock.at(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON


def test_clock_comes_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), clock.at(NOON):
        raise ZeroDivisionError
    assert clock.now() != NOON


def test_clock_refuses_an_instant_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 3, 2)):  # noqa: DTZ001
        pass


def test_clock_stopped_here_runs_in_another_thread() -> None:
    seen: list[datetime] = []
    with clock.at(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != NOON


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (None, date(2026, 3, 2)),
        ("Europe/Paris", date(2026, 3, 2)),
        ("UTC", date(2026, 3, 1)),
        ("America/Martinique", date(2026, 3, 1)),
        ("Pacific/Noumea", date(2026, 3, 2)),
    ],
)
def test_today_late_in_the_evening_depends_on_the_time_zone(zone: str | None, expected: date) -> None:
    with clock.at(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)):
        assert clock.today(zone) == expected


def test_clock_started_on_another_day_keeps_the_hour_and_moves_for_all(tmp_path: Path) -> None:
    done = _python(tmp_path, ASK, TREMPLIN_MODE="test", TREMPLIN_TODAY="2026-03-02")
    assert (done.stdout.splitlines(), done.stderr) == (["2026-03-02", "True", "True", "True"], "")


def test_clock_cannot_be_moved_in_production(tmp_path: Path) -> None:
    done = _python(
        tmp_path,
        "import config.settings",
        TREMPLIN_MODE="production",
        TREMPLIN_SECRET_KEY="s" * 50,
        TREMPLIN_TODAY="2026-03-02",
    )
    assert done.stderr.splitlines()[-1].endswith("TREMPLIN_TODAY moves the clock: never in production.")
