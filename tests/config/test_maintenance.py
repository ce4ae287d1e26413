"""The site closed for a while: answered before everything, and opened again by taking the file away."""

import json
from pathlib import Path
from typing import Any

import pytest

from config.maintenance import SHORTLY, Maintenance


class Closed:
    """An application that says who asked it, behind the answer of a closed site."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "maintenance.json"
        self.application = Maintenance(self._application, self.file, "/static/", lambda: 1000.0)

    def _application(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b"the site"]

    def ask(self, path: str = "/", method: str = "GET") -> tuple[str, dict[str, str], bytes]:
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            told.update(status=status, headers=dict(headers))

        body = b"".join(self.application({"PATH_INFO": path, "REQUEST_METHOD": method}, start_response))
        return told["status"], told["headers"], body

    def close(self, **held: Any) -> None:
        self.file.write_text(json.dumps(held))


@pytest.fixture
def site(tmp_path: Path) -> Closed:
    return Closed(tmp_path)


def test_site_is_open_without_the_file(site: Closed) -> None:
    assert site.ask()[::2] == ("200 OK", b"the site")


def test_closed_site_answers_its_page_and_when_to_come_back(site: Closed) -> None:
    site.close(page="Fermé", until=1090.0)
    status, headers, body = site.ask("/programme/")
    assert (status, headers["Retry-After"], headers["Cache-Control"], body.decode()) == (
        "503 Service Unavailable", "90", "no-store", "Fermé",
    )  # fmt: skip
    assert headers["Content-Length"] == str(len("Fermé".encode()))


@pytest.mark.parametrize("until", [None, 900.0])
def test_closed_site_with_no_instant_ahead_says_shortly(site: Closed, until: float | None) -> None:
    site.close(page="Closed", until=until)
    assert site.ask()[1]["Retry-After"] == str(SHORTLY)


def test_closed_site_serves_the_files_of_its_look(site: Closed) -> None:
    site.close(page="Closed", until=None)
    assert [site.ask(path)[0][:3] for path in ("/static/core/layout.css", "/media/a.png", "/cms/")] == [
        "200", "503", "503",
    ]  # fmt: skip


def test_head_gets_no_body(site: Closed) -> None:
    site.close(page="Closed", until=None)
    assert site.ask(method="HEAD")[2] == b""


def test_file_made_by_hand_closes_the_site_too(site: Closed) -> None:
    site.file.touch()
    status, _headers, body = site.ask()
    assert status == "503 Service Unavailable"
    assert "Service unavailable" in body.decode()


def test_site_is_open_again_without_the_file(site: Closed) -> None:
    site.close(page="Closed", until=None)
    site.file.unlink()
    assert site.ask()[0] == "200 OK"
