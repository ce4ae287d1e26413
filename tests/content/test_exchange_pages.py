"""Importing an archive and writing the site out, from the pages of the site's desk."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast
from tests.content import editing
from tests.content.trees import at, page, small
from tests.factories import QuietPeriodFactory
from tremplin.content.actions import trees
from tremplin.content.importer import import_tree
from tremplin.content.models import SiteRule, TreeImport
from tremplin.content.pages import LaureatePage
from tremplin.content.states import TreeImportState
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.programme.actions import resume

pytestmark = pytest.mark.django_db

ADDRESS = "/gestion/site/fichiers/"


def archive(folder: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path in folder.rglob("*"):
            if path.is_file():
                made.write(path, path.relative_to(folder).as_posix())
    return out.getvalue()


def given(client: Client, data: bytes, name: str = "site.zip") -> TreeImport:
    """An editor gives an archive; the worker has not come yet."""
    form = client.get(ADDRESS).context["form"]
    sent = {"file": SimpleUploadedFile(name, data, "application/zip"), "once": form["once"].value()}
    answer = client.post(ADDRESS, sent)
    row = TreeImport.objects.get()
    assert answer.headers["Location"] == f"{ADDRESS}{row.ref}/"
    return row


def test_archive_is_read_before_it_is_written(client: Client, tmp_path: Path) -> None:
    client.force_login(cast.eve())
    row = given(client, archive(small(tmp_path, **{"content/laureats/a.md": page(title="A", odd="1")})))
    assert row.state == TreeImportState.READING
    trees.read_tree(row)
    assert not LaureatePage.objects.exists()
    shown = client.get(f"{ADDRESS}{row.ref}/")
    assert shown.context["counts"]["created"] == 4
    assert [line["code"] for line in shown.context["lines"] if line["path"].endswith("a.md")] == [
        "parent-made",
        "unknown-key",
    ]
    client.post(f"{ADDRESS}{row.ref}/importer/")
    row.refresh_from_db()
    assert row.state == TreeImportState.RUNNING
    trees.write_tree(row)
    row.refresh_from_db()
    assert (row.state, row.done, at("/laureats/a/").live) == (TreeImportState.DONE, row.total, True)
    assert client.get(f"{ADDRESS}{row.ref}/").status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("site.txt", b"hello", "Accepted: zip"),
        ("site.zip", b"hello", "its content is not that of a .zip file"),
        ("site.zip", b"", "is empty"),
    ],
)
def test_file_that_is_no_archive_is_refused_at_the_door(client: Client, name: str, data: bytes, said: str) -> None:
    client.force_login(cast.eve())
    form = client.get(f"/en{ADDRESS}").context["form"]
    upload = SimpleUploadedFile(name, data, "application/zip")
    answer = client.post(f"/en{ADDRESS}", {"file": upload, "once": form["once"].value()})
    assert said in str(answer.context["form"].errors["file"])
    assert not TreeImport.objects.exists()


def test_archive_without_a_tree_is_refused_with_a_line(client: Client, tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("hello")
    client.force_login(cast.eve())
    row = given(client, archive(tmp_path))
    trees.read_tree(row)
    row.refresh_from_db()
    assert (row.state, [line["code"] for line in row.report["lines"]]) == ("refused", ["archive-no-tree"])
    with pytest.raises(MoveRefused):
        trees.ask_for_import(row, by=cast.eve(), at=clock.now())


def test_site_is_downloaded_and_changes_nothing_when_it_comes_back(client: Client, tmp_path: Path) -> None:
    import_tree(small(tmp_path))
    client.force_login(cast.eve())
    answer = client.get(f"{ADDRESS}site.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    row = given(client, answer.content)
    trees.read_tree(row)
    row.refresh_from_db()
    assert {name: row.report["counts"][name] for name in ("created", "updated", "unchanged")} == {
        "created": 0,
        "updated": 0,
        "unchanged": 4,
    }


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}site.zip"])
def test_only_editors_open_it(client: Client, address: str) -> None:
    client.force_login(cast.ada())
    assert client.get(address).status_code == 403


def ready(client: Client, folder: Path) -> TreeImport:
    client.force_login(cast.eve())
    row = given(client, archive(small(folder)))
    trees.read_tree(row)
    row.refresh_from_db()
    return row


def test_a_second_person_imports_what_another_gave(client: Client, tmp_path: Path) -> None:
    row = ready(client, tmp_path)
    SiteRule.objects.create(second_person=True)
    start = f"{ADDRESS}{row.ref}/importer/"
    assert start not in client.get(f"{ADDRESS}{row.ref}/").content.decode()
    client.post(start)
    row.refresh_from_db()
    assert row.state == TreeImportState.READ
    client.force_login(editing.editor("Paul"))
    assert start in client.get(f"{ADDRESS}{row.ref}/").content.decode()
    client.post(start)
    row.refresh_from_db()
    assert row.state == TreeImportState.RUNNING


def test_a_quiet_period_holds_an_import(client: Client, tmp_path: Path) -> None:
    row = ready(client, tmp_path)
    period = QuietPeriodFactory.create(programme=cast.programme(), opened_by=cast.ada())
    with pytest.raises(MoveRefused):
        trees.ask_for_import(row, by=cast.eve(), at=clock.now())
    resume(period, by=cast.ada(), at=clock.now())
    trees.ask_for_import(row, by=cast.eve(), at=clock.now())
    row.refresh_from_db()
    assert row.state == TreeImportState.RUNNING


def test_import_that_breaks_down_leaves_its_place(client: Client, tmp_path: Path, settings: Any) -> None:
    row = ready(client, tmp_path)
    trees.ask_for_import(row, by=cast.eve(), at=clock.now())
    settings.MEDIA_ROOT = tmp_path / "config.toml"  # a disk that takes no picture
    with pytest.raises(OSError, match="config.toml"):
        trees.write_tree(row)
    row.refresh_from_db()
    assert (row.state, [line["code"] for line in row.report["lines"]]) == ("refused", ["broken-down"])
