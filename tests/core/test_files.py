"""Files people give us: named by their content, in quarantine until a real clamd has read them."""

import hashlib
import stat
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.core.conftest import EICAR, Antivirus, free_port
from tests.core.samples import DOCX, ODT, PDF, SAMPLES, archive, picture
from tests.factories import StoredFileFactory
from tremplin.core import chores, clock, files, journal
from tremplin.core.files import KNOWN, FileRefused, sniff
from tremplin.core.models import ChoreRun, StoredFile
from tremplin.core.states import FileState

JAR = archive(META__INF_MF="x", Main_class=b"\xca\xfe\xba\xbe")
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def _receive(name: str = "note.txt", content: bytes = b"Some words.", **options: Any) -> StoredFile:
    upload = SimpleUploadedFile("upload", content)
    upload._name = name  # as a hostile browser says it, before Django's own cleaning
    given_options = {
        "kind": "test-file",
        "owner": "0123456789",
        "largest": 10_000,
        "by": "9876543210",
        "at": clock.now(),
    }
    return files.receive(upload, **(given_options | options))


# what a file is


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == KNOWN


@pytest.mark.parametrize("extension", SAMPLES)
def test_true_file_is_known_by_its_content(extension: str) -> None:
    content, media_type = SAMPLES[extension]
    assert sniff(f"Annexe 1.{extension.upper()}", content) == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"junk before %PDF\n" + PDF),
        ("report.pdf", GIF + PDF),
        ("report.pdf", archive(a_txt="x")),
        ("report.pdf", b"<html><script>alert(1)</script></html>"),
        ("photo.png", GIF + JAR),
        ("photo.png", picture("JPEG")),
        ("photo.jpg", GIF),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WAVEfmt "),
        ("letter.docx", archive(a_txt="x")),
        ("letter.docx", JAR),
        ("letter.docx", SAMPLES["xlsx"][0]),
        ("letter.docx", ODT),
        ("letter.docx", b"PK\x03\x04 but nothing behind"),
        ("letter.docx", b"junk" + DOCX),
        ("letter.docx", DOCX[:-10]),
        ("letter.odt", DOCX),
        ("letter.odt", archive(mimetype="application/java-archive")),
        ("letter.odt", archive(mimetype=b"\xff" * 150)),
        ("notes.txt", b"with a nul\x00"),
        ("notes.txt", b"\x81\x8d undefined in both encodings"),
        ("data.csv", SAMPLES["xlsx"][0]),
    ],
)
def test_file_that_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused, match=name.rpartition(".")[2]):
        sniff(name, content)


@pytest.mark.parametrize(
    "name",
    [
        "page.html",
        "drawing.svg",
        "movie.gif",
        "macro.docm",
        "run.exe",
        "archive.7z",
        "noextension",
        ".pdf",
        "a.pdf.exe",
    ],
)
def test_kind_we_do_not_take_is_refused_with_those_we_take(name: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        sniff(name, PDF)
    assert str(refusal.value).count(", ".join(sorted(KNOWN))) == 1


def test_html_named_txt_is_a_text() -> None:
    """It is only ever served as an attachment of that type."""
    assert sniff("page.txt", b"<html><script>alert(1)</script></html>") == "text/plain"


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 400), st.binary(max_size=12))
def test_damaged_file_is_known_or_refused_and_nothing_else(extension: str, where: int, damage: bytes) -> None:
    content = SAMPLES[extension][0]
    damaged = content[:where] + damage + content[where + len(damage) :]
    with suppress(FileRefused):
        assert sniff(f"a.{extension}", damaged) == SAMPLES[extension][1]


@given(st.sampled_from(sorted(KNOWN)), st.binary(max_size=200))
def test_any_bytes_are_known_or_refused_and_nothing_else(extension: str, content: bytes) -> None:
    with suppress(FileRefused):
        assert sniff(f"a.{extension}", content) == SAMPLES[extension][1]


# taking it


@pytest.mark.django_db
def test_received_file_lies_under_an_opaque_key_in_quarantine() -> None:
    stored = _receive("Budget prévisionnel.pdf", PDF)
    path = files.content_of(stored)
    assert (stored.state, stored.media_type, stored.name) == (
        FileState.RECEIVED,
        "application/pdf",
        "Budget prévisionnel.pdf",
    )
    assert (stored.size, stored.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (path.read_bytes(), path.name, stat.S_IMODE(path.stat().st_mode)) == (PDF, stored.key, 0o600)
    assert (len(stored.key), stored.ref in str(path), "Budget" in str(path)) == (48, False, False)
    assert [(entry.verb, entry.actor, entry.after) for entry in journal.of(stored)] == [
        ("receive", "9876543210", "received")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("/etc/cron.d/job.txt", "job.txt"),
        ("C:\\Users\\Élise\\budget.txt", "budget.txt"),
        ("..\\..\\budget.txt", "budget.txt"),
        ("two\nlines\r\nand a\ttab.txt", "two lines and a tab.txt"),
        ("nul\x00bell\x07.txt", "nulbell.txt"),
        ("turned \u202etxt.exe.txt", "turned txt.exe.txt"),
        ("half \ud800.txt", "half .txt"),
        ('quote".txt', 'quote".txt'),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_name_of_a_file_is_one_bare_printable_line(given_name: str, kept_name: str) -> None:
    stored = _receive(given_name)
    assert (stored.name, StoredFile.objects.get().name) == (kept_name, kept_name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "..", "/", "\n"])
def test_file_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(FileRefused):
        _receive(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("empty.txt", b"", {}),
        ("large.txt", b"x" * 10_001, {}),
        ("photo.png", SAMPLES["png"][0], {"only": {"pdf", "txt"}}),
        ("page.html", b"<html>", {}),
    ],
)
def test_refused_file_leaves_nothing_behind(
    settings: Any, tmp_path: Any, name: str, content: bytes, options: dict[str, Any]
) -> None:
    settings.PRIVATE_FILES = tmp_path
    with pytest.raises(FileRefused, match=name):
        _receive(name, content, **options)
    assert (StoredFile.objects.count(), list(tmp_path.iterdir())) == (0, [])


@pytest.mark.django_db
def test_file_of_the_largest_size_is_taken() -> None:
    assert _receive(content=b"x" * 10_000).size == 10_000


@pytest.mark.django_db
def test_receiving_inside_a_transaction_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="^hashing a file inside a transaction"):
        _receive()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"size": 0}, {"state": "lost"}, {"state": "clean"}, {"state": "infected"}])
def test_database_refuses_a_file_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFileFactory.create(**wrong)


# checking it


def _scan(at: Any = None) -> str:
    return files.scan_waiting(at or clock.now())


def _states() -> list[str]:
    return list(StoredFile.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["port", "socket"])
def test_antivirus_clears_a_sound_file_and_condemns_the_test_virus(
    settings: Any, antivirus: Antivirus, way: str
) -> None:
    settings.ANTIVIRUS = antivirus.address if way == "port" else f"unix:{antivirus.socket}"
    sound, infected, at = _receive(), _receive(content=EICAR), clock.now()
    assert (_scan(at), _states()) == ("2", [FileState.CLEAN, FileState.INFECTED])
    assert [entry.verb for stored in (sound, infected) for entry in journal.of(stored)] == [
        "receive",
        "clear",
        "receive",
        "condemn",
    ]
    assert set(StoredFile.objects.values_list("scanned_at", flat=True)) == {at}


@pytest.mark.django_db
def test_checked_file_is_not_checked_again(settings: Any, antivirus: Antivirus) -> None:
    settings.ANTIVIRUS = antivirus.address
    StoredFileFactory.create(clean=True)
    StoredFileFactory.create(infected=True)
    assert _scan() == "0"


@pytest.mark.django_db
def test_file_taken_without_antivirus_is_checked_once_there_is_one(settings: Any, antivirus: Antivirus) -> None:
    _receive(content=EICAR)
    settings.ANTIVIRUS = "off"
    assert [_scan(), _scan(), *_states()] == ["1", "0", FileState.UNSCANNED]
    settings.ANTIVIRUS = antivirus.address
    assert (_scan(), _states()) == ("1", [FileState.INFECTED])


@pytest.mark.django_db
def test_without_antivirus_files_stay_in_quarantine(settings: Any) -> None:
    settings.ANTIVIRUS = ""
    _receive()
    _scan()
    assert _states() == [FileState.RECEIVED]


@pytest.mark.django_db
def test_antivirus_down_keeps_files_in_quarantine_and_the_chore_says_it_failed(
    settings: Any, antivirus: Antivirus
) -> None:
    settings.ANTIVIRUS = f"127.0.0.1:{free_port()}"
    _receive(), _receive()
    now = clock.now()
    assert "files-scan" in chores.run_due(now)
    run = ChoreRun.objects.get(name="files-scan")
    assert (run.failed, run.outcome, _states()) == (True, "ConnectionRefusedError", [FileState.RECEIVED] * 2)
    settings.ANTIVIRUS = antivirus.address
    chores.run_due(now + timedelta(minutes=1))
    run.refresh_from_db()
    assert (run.failed, run.outcome, _states()) == (False, "2", [FileState.CLEAN] * 2)


@pytest.mark.django_db
def test_file_the_antivirus_cannot_read_leaves_the_others_their_turn(settings: Any, antivirus: Antivirus) -> None:
    settings.ANTIVIRUS = antivirus.address
    _receive(content=b"x" * 3_000_000, largest=4_000_000)  # clamd takes one megabyte
    files.content_of(_receive()).unlink()
    _receive()
    with pytest.raises(OSError):  # noqa: PT011  # the limit, or the connection closed on it
        _scan()
    assert _states() == [FileState.RECEIVED, FileState.RECEIVED, FileState.CLEAN]


@pytest.mark.django_db
def test_scanning_inside_a_transaction_is_refused(settings: Any, antivirus: Antivirus) -> None:
    settings.ANTIVIRUS = antivirus.address
    path = files.content_of(StoredFileFactory.create())
    with transaction.atomic(), pytest.raises(RuntimeError, match="^scanning a file inside a transaction"):
        files.is_clean(path)


@pytest.mark.concurrency
def test_two_workers_at_once_check_each_file_once(settings: Any, antivirus: Antivirus, race: Any) -> None:
    settings.ANTIVIRUS = antivirus.address
    stored = [_receive() for _row in range(3)]
    assert sum(int(result) for result in race(_scan, _scan)) == 3
    assert [[entry.verb for entry in journal.of(found)] for found in stored] == [["receive", "clear"]] * 3
