"""Links of the files that lead nowhere on the site, as it is once everything is written: told, with file and line."""

from collections.abc import Iterable

from tremplin.content import links, shown_links, ways
from tremplin.content.engine.layouts import Shape
from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Entry
from tremplin.content.importer.said_links import links_of, words_beside

# the buttons that `menu.tell_dead` looks at on the page itself
_BUTTONS = ("hero.btn.url", "join.btn.url", "contact.btn.url")


def tell(entries: Iterable[Entry], report: Report) -> None:
    """One line a link and a place. Only what readers see is looked at: hidden pages and keys kept aside are not."""
    home = ways.home_in("fr")
    if home is None:
        return
    former = home.former_url
    found = [
        (entry, line, key, url, path)
        for entry in entries
        if entry.has_address and entry.published
        for line, key, url in dict.fromkeys(links_of(entry))
        if not _told(entry, key)
        if (path := _on_site(url, key, entry, former))
    ]
    alive = ways.leading_all({path for *_place, path in found}, home)
    redirected = ways.redirected()
    for entry, line, key, url, path in found:
        if path in alive or ways.old_path(path) in redirected:
            continue
        if key.startswith("numbers["):
            report.warning(entry.path, line, "number-dead", name=words_beside(entry, key), url=url[:200])
        else:
            report.warning(entry.path, line, "link-dead", url=url[:200])


def _told(entry: Entry, key: str) -> bool:
    return entry.shape is Shape.HOME and entry.language == "fr" and entry.address == "/" and key in _BUTTONS


def _on_site(url: str, key: str, entry: Entry, former: str) -> str:
    """The path on this site that a link leads to; "" when it leads elsewhere, or to its own page."""
    url = links.at_home(url, former)
    base = f"{'/en' if entry.language == 'en' else ''}{entry.address}"
    return shown_links.path_of(url, base, in_block=key.rpartition(".")[2] in ("url", "btnUrl", "link"))
