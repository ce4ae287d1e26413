"""Links of the files that lead nowhere on the site, as it is once everything is written: told, with file and line."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin

from wagtail.contrib.redirects.models import Redirect

from tremplin.content import links, ways
from tremplin.content.engine import shortcodes
from tremplin.content.engine.layouts import Shape
from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Entry, texts_of, words_of
from tremplin.core import markup

# the shapes whose page shows no body, and the buttons that `menu.tell_dead` looks at on the page itself
_NO_BODY = (Shape.PROGRAM, Shape.LAUREATES, Shape.NEWS, Shape.FAQ)
_BUTTONS = ("hero.btn.url", "join.btn.url", "contact.btn.url")
_URLS = ("url", "btnUrl", "link")
_MARKDOWN = ("desc", "description", "text", "sub", "contact")


def tell(entries: Iterable[Entry], report: Report) -> None:
    """One line a link and a place. Only what readers see is looked at: hidden pages and keys kept aside are not."""
    found = [
        (entry, line, key, url, path)
        for entry in entries
        if entry.has_address and entry.published
        for line, key, url in dict.fromkeys(_links(entry))
        if (path := _on_site(url, key, entry))
    ]
    home = ways.home_in("fr")
    if home is None or not found:
        return
    alive = ways.leading_all({path for *_place, path in found}, home)
    redirected = set(Redirect.objects.values_list("old_path", flat=True))
    for entry, line, key, url, path in found:
        if path in alive or Redirect.normalise_path(path) in redirected:
            continue
        if key.startswith("numbers["):
            report.warning(entry.path, line, "number-dead", name=_name(entry, key), url=url[:200])
        else:
            report.warning(entry.path, line, "link-dead", url=url[:200])


def _links(entry: Entry) -> Iterator[tuple[int, str, str]]:
    """The line, the key ("" for the body) and the address of every link a page shows."""
    for key, text, line in texts_of(entry):
        name = key.rpartition(".")[2]
        if key and name in _URLS:
            if "." in key and not _told(entry, key) and _name(entry, key):
                yield line, key, text
        elif name in _MARKDOWN or (not key and entry.shape not in _NO_BODY):
            masked, codes = shortcodes.mask(text)
            for above, url in markup.links(masked):
                yield line if key else line + above, key, url
            for code in codes:
                meant = shortcodes.understand(code)
                if isinstance(meant, shortcodes.ArrowLink):
                    yield line if key else line + text.count("\n", 0, code.start), key, meant.url


def _told(entry: Entry, key: str) -> bool:
    return entry.shape is Shape.HOME and entry.language == "fr" and entry.address == "/" and key in _BUTTONS


def _name(entry: Entry, key: str) -> str:
    """The words of the link an address stands behind."""
    above = key.rpartition(".")[0]
    return next(
        (
            str(word)
            for name, word in words_of(entry.values)
            if word and name in (f"{above}.btnTitle", f"{above}.title")
        ),
        "",
    )


def _on_site(url: str, key: str, entry: Entry) -> str:
    """The path on this site that a link leads to; "" when it leads elsewhere, or to its own page."""
    url = url.strip()
    in_block = key.rpartition(".")[2] in _URLS
    if in_block:
        url = links.fit(url)
    if not url or url[0] in "#?" or url.startswith("//"):
        return ""
    try:
        path = urljoin(f"{'/en' if entry.language == 'en' else ''}{entry.address}", url)
        return unquote(path) if path.startswith("/") else ""
    except ValueError:
        return ""
