"""Documents to keep: tagged, the same twice, closed to the network."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.db import transaction
from django.utils.translation import get_language
from pypdf import PdfReader

from tremplin.core import checks, pdf

TABLE = """<table>
<caption>Tranches</caption>
<thead><tr><th scope="col">Tranche</th><th scope="col">Montant</th></tr></thead>
<tbody>{% for row in rows %}<tr><th scope="row">n° {{ row }}</th><td>1 000 €</td></tr>{% endfor %}</tbody>
</table>"""
Make = Callable[..., bytes]


@pytest.fixture
def make(settings: Any) -> Make:
    """A document whose body is given, in a template of its own."""
    [ours] = settings.TEMPLATES

    def made(body: str, **context: Any) -> bytes:
        page = '{% extends "core/pdf/base.html" %}{% block content %}' + body + "{% endblock %}"
        known = ("django.template.loaders.locmem.Loader", {"document.html": page})
        loaders = [known, "django.template.loaders.app_directories.Loader"]
        settings.TEMPLATES = [{**ours, "APP_DIRS": False, "OPTIONS": {**ours["OPTIONS"], "loaders": loaders}}]
        return pdf.make_pdf(
            "document.html",
            context,
            language="fr",
            title="Convention d’accompagnement",
            programme="Accélérateur d’initiatives",
            day=date(2026, 3, 2),
        )

    return made


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    """The structure a screen reader goes through, in its order."""
    node = node.get_object()
    if isinstance(node, dict) and "/S" in node:
        yield node["/S"], node
    kids = node.get("/K", []) if isinstance(node, dict) else []
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int):
            yield from _tags(kid)


def test_document_is_tagged_and_says_what_it_is(make: Make) -> None:
    root = (reader := PdfReader(BytesIO(make("<p>Un</p>")))).root_object
    assert (root["/Lang"], root["/MarkInfo"], root["/ViewerPreferences"]) == (
        "fr",
        {"/Marked": True},
        {"/DisplayDocTitle": True},
    )
    assert 'pdfuaid:part="1"' in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (
        "Convention d’accompagnement",
        "Accélérateur d’initiatives",
    )


def test_headings_lists_and_tables_are_read_as_such(make: Make) -> None:
    content = make("<h2>Durée</h2><p>Un an</p><ul><li>un</li></ul>" + TABLE, rows=[1])
    tags = list(_tags(PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]["/K"][0]))
    assert [name for name, _node in tags if name not in ("/Span", "/NonStruct")] == [
        *("/Document", "/H1", "/H2", "/P", "/L", "/LI", "/Lbl", "/LBody"),
        *("/Table", "/Caption", "/THead", "/TR", "/TH", "/TH", "/TBody", "/TR", "/TH", "/TD"),
    ]
    _tranche, amount, row = (node["/ID"] for name, node in tags if name == "/TH")
    [cell] = (node for name, node in tags if name == "/TD")
    assert cell["/A"]["/Headers"] == [row, amount]


def test_words_are_found_with_their_accents_and_each_page_says_where_it_comes_from(make: Make) -> None:
    pages = PdfReader(BytesIO(make("<p>Créée à Évry, l’œuvre coûte 12 €.</p>" + TABLE, rows=range(50)))).pages
    said = [page.extract_text().splitlines() for page in pages]
    assert [lines[0] for lines in said] == ["Convention d’accompagnement", "Tranche Montant"]  # said again
    assert said[0][1] == "Créée à Évry, l’œuvre coûte 12 €."
    assert said[1][-2] == "Convention d’accompagnement"
    assert [lines[-1] for lines in said] == [f"Accélérateur d’initiatives – 2 mars 2026 {page} / 2" for page in (1, 2)]


def test_document_is_in_its_language_and_leaves_the_one_of_the_page(make: Make) -> None:
    before = get_language()
    content = make("{% get_current_language as spoken %}<p>{{ spoken }}</p>")
    assert PdfReader(BytesIO(content)).pages[0].extract_text().splitlines()[1] == "fr"
    assert get_language() == before


def test_same_words_make_the_same_bytes(make: Make) -> None:
    first, second = (make("<p>{{ word }}</p>" + TABLE, word=word, rows=[1, 2]) for word in ("un", "un"))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()
    assert make("<p>{{ word }}</p>" + TABLE, word="deux", rows=[1, 2]) != first


@pytest.mark.django_db
def test_document_inside_a_transaction_is_refused(make: Make) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="^making a PDF inside a transaction"):
        make("<p>Un</p>")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/a.png",
        "https://example.org/a.png",
        "//example.org/a.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "/media/a.png",
        "/static/../../../etc/hostname",
        "/static/%2e%2e/%2e%2e/etc/hostname",
        "/static/absent.png",
        "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==",
    ],
)
@pytest.mark.parametrize("written", ['<img src="{}" alt="Plan">', "<p style=\"background: url('{}')\">Un</p>"])
def test_what_is_not_a_static_file_of_ours_is_refused(make: Make, address: str, written: str) -> None:
    with pytest.raises(pdf.PdfRefused, match=r"^document\.html: .* is not a static file of ours$"):
        make(written.format(address))


def test_static_file_of_ours_is_read_with_its_words(make: Make) -> None:
    picture = "{% static 'dsfr/dist/favicon/apple-touch-icon.png' %}"
    content = make(f'<img src="{picture}" alt="L’emblème">')
    [figure] = (
        node
        for name, node in _tags(PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]["/K"][0])
        if name == "/Figure"
    )
    assert figure["/Alt"] == "L’emblème"


def test_static_file_collected_under_another_name_is_read(settings: Any, tmp_path: Path, make: Make) -> None:
    (tmp_path / "plan.0a1b2c3d4e5f.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    assert make('<img src="/static/plan.0a1b2c3d4e5f.svg" alt="Plan">').startswith(b"%PDF-1.7")


def test_link_to_a_page_of_ours_keeps_its_whole_address(make: Make) -> None:
    [link] = PdfReader(BytesIO(make('<a href="/programme/">Le programme</a>'))).pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == f"{house.BASE_URL}/programme/"


def test_document_is_answered_as_a_file() -> None:
    response = pdf.pdf_response(b"%PDF-1.7", "convention-ab12cd.pdf")
    assert (response.content, response["Content-Type"], response["Content-Disposition"]) == (
        b"%PDF-1.7",
        "application/pdf",
        'attachment; filename="convention-ab12cd.pdf"',
    )


def test_engine_is_loaded_by_the_first_document_only(tmp_path: Path) -> None:
    asked = "import django; django.setup(); import sys, config.urls; print('weasyprint' in sys.modules)"
    variables = {"TREMPLIN_MODE": "test", "TREMPLIN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=house.BASE_DIR, env=variables
    )
    assert told.stdout.split() == ["False"]


def test_missing_libraries_are_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.documents(None) == []
    import weasyprint.text.ffi

    monkeypatch.setattr(weasyprint.text.ffi, "harfbuzz_subset", None)
    [warning] = checks.documents(None)
    assert warning.id == "tremplin.W006"
    assert warning.msg == (
        "PDF documents need system packages: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "(the library libharfbuzz-subset is not there)."
    )
