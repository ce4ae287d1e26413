"""A wrong value in the environment stops the start with one sentence."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TREMPLIN_X", "TREMPLIN_X_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("value", "found"), [(None, "default"), ("", "default"), ("  ", "default"), (" a b ", "a b")])
def test_text_is_stripped_and_empty_is_absent(monkeypatch: pytest.MonkeyPatch, value: str | None, found: str) -> None:
    if value is not None:
        monkeypatch.setenv("TREMPLIN_X", value)
    assert env.text("TREMPLIN_X", "default") == found


def test_secret_kept_in_a_file_is_its_first_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("  s3cret \nsecond line\n")
    monkeypatch.setenv("TREMPLIN_X_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("TREMPLIN_X", "not this one")
    assert env.text("TREMPLIN_X") == "s3cret"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_secret_that_cannot_be_read_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("TREMPLIN_X_FILE", str(path))
    with pytest.raises(ImproperlyConfigured, match=r"^TREMPLIN_X_FILE: .* cannot be read"):
        env.text("TREMPLIN_X")


def test_choice_is_one_of_those_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.choice("TREMPLIN_X", ("a", "b"), "b") == "b"
    monkeypatch.setenv("TREMPLIN_X", "c")
    with pytest.raises(ImproperlyConfigured, match=r"^TREMPLIN_X='c': expected one of a, b\.$"):
        env.choice("TREMPLIN_X", ("a", "b"), "b")


@pytest.mark.parametrize(("value", "found"), [("yes", True), ("no", False)])
def test_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, found: bool) -> None:
    monkeypatch.setenv("TREMPLIN_X", value)
    assert env.flag("TREMPLIN_X", default=not found) is found


@pytest.mark.parametrize("value", ["1", "true", "YES"])
def test_flag_is_nothing_else(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TREMPLIN_X", value)
    with pytest.raises(ImproperlyConfigured, match="expected one of yes, no"):
        env.flag("TREMPLIN_X")


@pytest.mark.parametrize(("value", "found"), [(None, 3), ("0", 0), (" 12 ", 12)])
def test_number_is_whole(monkeypatch: pytest.MonkeyPatch, value: str | None, found: int) -> None:
    if value is not None:
        monkeypatch.setenv("TREMPLIN_X", value)
    assert env.number("TREMPLIN_X", 3) == found


@pytest.mark.parametrize("value", ["-1", "1.5", "one"])
def test_number_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TREMPLIN_X", value)
    with pytest.raises(ImproperlyConfigured, match="expected a whole number"):
        env.number("TREMPLIN_X")


def test_names_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREMPLIN_X", " a.example, ,b.example,")
    assert env.names("TREMPLIN_X") == ["a.example", "b.example"]


@pytest.mark.parametrize(("value", "found"), [("", None), ("2026-03-02", date(2026, 3, 2))])
def test_day_is_a_date(monkeypatch: pytest.MonkeyPatch, value: str, found: date | None) -> None:
    monkeypatch.setenv("TREMPLIN_X", value)
    assert env.day("TREMPLIN_X") == found


@pytest.mark.parametrize("value", ["02/03/2026", "2026-02-30", "tomorrow"])
def test_day_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TREMPLIN_X", value)
    with pytest.raises(ImproperlyConfigured, match="expected a date such as"):
        env.day("TREMPLIN_X")


def test_database_is_sqlite_unless_told_with_writers_in_line(tmp_path: Path) -> None:
    found = env.database("TREMPLIN_X", sqlite=tmp_path / "db.sqlite3")
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", str(tmp_path / "db.sqlite3"))
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("postgresql://user:p%40ss@db.example:5433/tremplin", ("tremplin", "user", "p@ss", "db.example", 5433, {})),
        (
            "postgres://db.example/tremplin?sslmode=require",
            ("tremplin", "", "", "db.example", "", {"sslmode": "require"}),
        ),
        (
            "postgresql://postgres@/tremplin?host=/run/postgresql",
            ("tremplin", "postgres", "", "/run/postgresql", "", {}),
        ),
    ],
)
def test_database_is_read_from_an_address(
    monkeypatch: pytest.MonkeyPatch, address: str, found: tuple[object, ...]
) -> None:
    monkeypatch.setenv("TREMPLIN_X", address)
    read = env.database("TREMPLIN_X", sqlite=Path("unused"))
    assert tuple(read[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == found


@pytest.mark.parametrize("address", ["mysql://db/x", "postgresql://db.example", "postgresql://db.example/", "tremplin"])
def test_database_of_another_kind_stops_the_start_without_telling_the_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("TREMPLIN_X", address)
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database("TREMPLIN_X", sqlite=Path("unused"))
    assert str(refusal.value) == "TREMPLIN_X: expected sqlite:PATH or postgresql://user:password@host:port/name."


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp://user:p%40ss@mail.example:587?starttls=yes", ("mail.example", 587, "user", "p@ss", False, True)),
        ("smtps://mail.example", ("mail.example", 465, "", "", True, False)),
    ],
)
def test_mail_server_is_read_from_an_address(
    monkeypatch: pytest.MonkeyPatch, address: str, found: tuple[object, ...]
) -> None:
    monkeypatch.setenv("TREMPLIN_X", address)
    read = env.mail("TREMPLIN_X")
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(read[f"EMAIL_{name}"] for name in names) == found


def test_no_mail_server_is_no_setting() -> None:
    assert env.mail("TREMPLIN_X") == {}


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_mail_server_of_another_kind_stops_the_start(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("TREMPLIN_X", address)
    with pytest.raises(ImproperlyConfigured, match="^TREMPLIN_X: expected smtp://"):
        env.mail("TREMPLIN_X")
