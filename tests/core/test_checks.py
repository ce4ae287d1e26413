"""What a deployment is warned of."""

from typing import Any

import pytest

from tremplin.core import checks


def _warned(check: Any) -> list[str]:
    return [warning.id for warning in check(None)]


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("http://127.0.0.1:8000", []),
        ("http://localhost", []),
        ("https://tremplin.beta.gouv.fr", []),
        ("https://gouv.fr.example.org", ["tremplin.W001"]),
        ("https://notgouv.fr", ["tremplin.W001"]),
        ("https://accelerateur.example.org", ["tremplin.W001"]),
    ],
)
def test_design_system_of_the_state_is_for_the_state(settings: Any, address: str, warned: list[str]) -> None:
    settings.BRAND, settings.BASE_URL = "etat", address
    assert _warned(checks.brand) == warned


@pytest.mark.parametrize(
    ("antivirus", "warned"), [("", ["tremplin.W002"]), ("off", ["tremplin.W003"]), ("127.0.0.1:3310", [])]
)
def test_antivirus_that_is_missing_is_told(settings: Any, antivirus: str, warned: list[str]) -> None:
    settings.ANTIVIRUS = antivirus
    assert _warned(checks.antivirus) == warned


@pytest.mark.parametrize(("delivered", "warned"), [(False, ["tremplin.W004"]), (True, [])])
def test_mail_server_that_is_missing_is_told(settings: Any, delivered: bool, warned: list[str]) -> None:
    settings.MAIL_DELIVERED = delivered
    assert _warned(checks.mail_server) == warned


@pytest.mark.parametrize(("development", "warned"), [(True, ["tremplin.W005"]), (False, [])])
def test_development_pages_are_told(settings: Any, development: bool, warned: list[str]) -> None:
    settings.DEVELOPMENT = development
    assert _warned(checks.mode) == warned
