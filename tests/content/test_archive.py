"""Archives: unpacked inside, within limits, or told."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from tests.content.trees import page
from tremplin.content.engine import archive
from tremplin.content.engine.archive import unpack
from tremplin.content.engine.report import Report


def packed(folder: Path, files: dict[str, str], *links: str) -> Path:
    path = folder / "site.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
        for name in links:
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(link, "/etc/passwd")
    return path


def unpacked(folder: Path, path: Path) -> tuple[Path | None, list[str], list[str]]:
    into = folder / "into"
    into.mkdir()
    report = Report()
    root = unpack(path, into, report)
    written = sorted(found.relative_to(into).as_posix() for found in into.rglob("*") if found.is_file())
    return root, written, report.codes()


@pytest.mark.parametrize("above", ["", "my-site/"])
def test_tree_is_found_at_the_root_or_a_folder_below(tmp_path: Path, above: str) -> None:
    path = packed(tmp_path, {f"{above}content/a.md": page(title="A"), f"{above}config.toml": ""})
    root, written, codes = unpacked(tmp_path, path)
    assert (root, codes) == (tmp_path / "into" / above.strip("/"), [])
    assert written == [f"{above}config.toml", f"{above}content/a.md"]


@pytest.mark.parametrize("name", ["../out.md", "/abs.md", "content/../../out.md", "C:/out.md", "content\\..\\out.md"])
def test_name_that_climbs_out_is_told_and_left(tmp_path: Path, name: str) -> None:
    root, written, codes = unpacked(tmp_path, packed(tmp_path, {"content/a.md": "x", name: "x"}))
    assert (root, written, codes) == (tmp_path / "into", ["content/a.md"], ["archive-outside"])
    assert sorted(found.name for found in tmp_path.iterdir()) == ["into", "site.zip"]


def test_link_is_told_and_left(tmp_path: Path) -> None:
    _root, written, codes = unpacked(tmp_path, packed(tmp_path, {"content/a.md": "x"}, "content/link.md"))
    assert (written, codes) == (["content/a.md"], ["archive-outside"])


def test_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 3_000_000)
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(3):
            made.writestr(f"content/{number}.md", b"0" * 2_000_000)
    _root, written, codes = unpacked(tmp_path, path)
    assert (written, codes) == (["content/0.md"], ["file-too-large"] * 2)


@pytest.mark.parametrize(("data", "code"), [(b"not a zip", "archive-unreadable"), (None, "archive-no-tree")])
def test_archive_that_is_no_tree_is_told(tmp_path: Path, data: bytes | None, code: str) -> None:
    path = tmp_path / "site.zip"
    if data is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr("readme.txt", "hello")
        data = out.getvalue()
    path.write_bytes(data)
    root, _written, codes = unpacked(tmp_path, path)
    assert (root, codes) == (None, [code])


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_file_inside_is_told(tmp_path: Path, method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as opened:
        opened.writestr("content/a.md", "".join(str(number) for number in range(2000)))
    data = bytearray(made.getvalue())
    data[50:140] = bytes(byte ^ 0xFF for byte in data[50:140])
    path = tmp_path / "site.zip"
    path.write_bytes(data)
    assert unpacked(tmp_path, path)[::2] == (None, ["archive-unreadable"])


def test_files_too_large_use_up_what_an_archive_may_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    monkeypatch.setattr(archive.files, "MAX_IMAGE", 60)
    path = packed(tmp_path, {"content/a.md": "x" * 61, "content/b.md": "x" * 41, "content/c.md": "x"})
    assert unpacked(tmp_path, path)[1:] == ([], ["file-too-large"] * 3)
