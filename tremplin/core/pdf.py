"""Documents to keep: a template of ours as a tagged PDF (PDF/UA-1), that a screen reader reads like a page.

A document says the day it speaks of and the programme it comes from. Nothing else moves: the same words make the same
bytes, whose SHA-256 can be kept. It reads no network and no file but our static ones.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from tremplin.core import skin
from tremplin.core.transactions import must_be_outside

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"  # Debian's names, as in bin/system-packages


class EngineMissing(RuntimeError):
    """The system's libraries are not there."""

    def __str__(self) -> str:
        return f"PDF documents need system packages: apt-get install {PACKAGES} ({self.args[0]})"


class PdfRefused(Exception):
    """The document cannot be made as it is written; the reason is for whoever wrote its template."""


def make_pdf(template: str, context: dict[str, Any], *, language: str, title: str, programme: str, day: date) -> bytes:
    """The bytes of a document whose template extends `core/pdf/base.html`.

    `title` is its heading and what a reader shows in its window; `programme` and `day` stand at the foot of its pages.
    Call it outside any transaction. Raises PdfRefused when the template names a picture or a stylesheet that is not
    one of our static files.
    """
    must_be_outside("making a PDF")
    engine = load_engine()
    with translation.override(language):
        words = {**context, "language": language, "title": title, "programme": programme, "day": day}
        html = render_to_string(template, words)
    fetcher = _fetcher(engine)
    fonts = engine.text.fonts.FontConfiguration()
    # a link to a page of ours keeps its whole address on paper; the addresses of static files begin in the same way
    origin = settings.BASE_URL + "/"
    look = engine.CSS(string=skin.print_stylesheet(), base_url=origin, url_fetcher=fetcher, font_config=fonts)
    try:
        made: bytes = engine.HTML(string=html, base_url=origin, url_fetcher=fetcher).write_pdf(
            stylesheets=[look], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=True
        )
    except engine.urls.FatalURLFetchingError as refused:
        raise PdfRefused(f"{template}: {refused.__cause__}") from refused
    return made


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """The document as a file to keep; `name` is the house's own, such as `convention-ab12cd.pdf`."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def load_engine() -> Any:
    """WeasyPrint, loaded when the first document is made: a second that no other process has to spend."""
    try:
        import weasyprint
        import weasyprint.text.ffi
        import weasyprint.text.fonts
    except OSError as missing:
        raise EngineMissing(str(missing)) from missing
    if weasyprint.text.ffi.harfbuzz_subset is None:  # it would do without, and embed typefaces in another way
        raise EngineMissing("the library libharfbuzz-subset is not there")
    return weasyprint


def _fetcher(engine: Any) -> Any:
    class StaticFiles(engine.urls.URLFetcher):
        """Reads our static files from the disk, and stops the document at any other address."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            return engine.urls.URLFetcherResponse(url, _static_file(url).read_bytes(), _typed(url))

    return StaticFiles(fail_on_errors=True)


def _typed(url: str) -> dict[str, str]:
    return {"Content-Type": "text/css"} if urlsplit(url).path.endswith(".css") else {}


def _static_file(url: str) -> Path:
    prefix = urljoin(settings.BASE_URL + "/", settings.STATIC_URL)
    if url.startswith(prefix):
        name = unquote(urlsplit(url.removeprefix(prefix)).path)
        with suppress(SuspiciousFileOperation):
            if found := finders.find(name):
                return Path(found)
            if staticfiles_storage.exists(name):  # the name collectstatic gave it
                return Path(staticfiles_storage.path(name))
    raise ValueError(f"{url} is not a static file of ours")
