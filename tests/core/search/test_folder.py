"""An index takes the place of another at once; whoever reads the old one is not disturbed."""

import threading
from pathlib import Path

import pytest

from tests.core.search.texts import document, refs
from tremplin.core.search import engine
from tremplin.core.search.folder import IndexFolder


def build(folder: IndexFolder, *names: str) -> None:
    folder.build([document(name, words="mots") for name in names], basis={"from": "-".join(names)})


def test_nothing_is_read_before_the_first_index(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    assert (folder.reader(), folder.basis()) == (None, None)
    build(folder, "a")
    reader = folder.reader()
    assert reader is not None
    assert refs(reader, "mots") == ["a"]
    assert folder.basis() == {"from": "a", "format": str(engine.FORMAT)}


def test_reader_that_is_open_goes_on_while_two_others_take_its_place(tmp_path: Path) -> None:
    folder, elsewhere = IndexFolder(tmp_path / "index"), IndexFolder(tmp_path / "index")
    build(folder, "a")
    old = elsewhere.reader()
    assert old is not None
    build(folder, "b")
    build(folder, "c", "d")
    assert refs(old, "mots") == ["a"]
    assert [hit.words for hit in old.search("mots", "fr", limit=1).hits] == ["mots"]
    new = elsewhere.reader()
    assert new is not None
    assert refs(new, "mots") == ["c", "d"]
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_building_that_fails_leaves_the_present_index(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    build(folder, "a")

    def broken() -> object:
        yield document("b", words="mots")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        folder.build(broken(), basis={})  # type: ignore[arg-type]
    reader = folder.reader()
    assert reader is not None
    assert refs(reader, "mots") == ["a"]
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("how", ["no folder", "no file", "cut files", "other files", "other format", "odd pointer"])
def test_broken_index_counts_as_absent_until_it_is_built_again(tmp_path: Path, how: str) -> None:
    build(IndexFolder(tmp_path / "index"), "a", "b", "c")
    pointer = tmp_path / "index" / "current"
    present = tmp_path / "index" / pointer.read_text()
    files = [path for path in present.iterdir() if path.is_file()]
    for path in files:
        if how == "no file" or (how == "no folder"):
            path.unlink()
        elif how == "cut files":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        elif how == "other files":
            path.write_bytes(bytes(reversed(path.read_bytes())))
    if how == "no folder":
        present.rmdir()
    elif how == "other format":
        (present / "basis.json").write_text('{"format": "0"}')
    elif how == "odd pointer":
        pointer.write_text("../../elsewhere")
    folder = IndexFolder(tmp_path / "index")
    assert (folder.reader(), folder.basis()) == (None, None)
    build(folder, "d")
    reader = folder.reader()
    assert reader is not None
    assert refs(reader, "mots") == ["d"]


def test_two_builders_wait_for_one_another(tmp_path: Path) -> None:
    first, second = IndexFolder(tmp_path / "index"), IndexFolder(tmp_path / "index")
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> object:
        begun.set()
        assert go_on.wait(20)
        yield document("slow", words="mots")

    one = threading.Thread(target=lambda: first.build(slow(), basis={}))  # type: ignore[arg-type]
    other = threading.Thread(target=lambda: build(second, "quick"))
    one.start()
    assert begun.wait(20)
    other.start()
    other.join(0.3)
    assert other.is_alive()
    go_on.set()
    one.join(20)
    other.join(20)
    reader = IndexFolder(tmp_path / "index").reader()
    assert reader is not None
    assert refs(reader, "mots") == ["quick"]


def test_damaged_index_raises_what_can_be_caught(tmp_path: Path) -> None:
    """tantivy stops on some damages in a way of its own, which would go through every `except Exception`."""
    build(IndexFolder(tmp_path / "index"), *(f"name{number}" for number in range(30)))
    present = tmp_path / "index" / (tmp_path / "index" / "current").read_text()
    (terms,) = present.glob("*.term")
    sound, refused = terms.read_bytes(), 0
    for place in range(0, len(sound) - 60, max(1, len(sound) // 60)):
        terms.unlink()  # never written in place: a reader may still look at it
        terms.write_bytes(sound[:place] + bytes([sound[place] ^ 255]) + sound[place + 1 :])
        try:
            engine.Reader(present).search("mots", "fr", limit=5)
        except (OSError, ValueError):
            refused += 1
    assert refused > 0
