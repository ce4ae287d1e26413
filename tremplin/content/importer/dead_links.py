"""Links of the files that lead nowhere on the site, as it is once everything is written: told, with file and line."""

from collections.abc import Iterable

from tremplin.content import ways
from tremplin.content.engine.layouts import Shape
from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Entry

# the shapes whose page shows no body, and the addresses that `menu.tell_dead` checks on the page itself
_NO_BODY = (Shape.PROGRAM, Shape.LAUREATES, Shape.NEWS, Shape.FAQ)
_BUTTONS = ("hero.btn.url", "join.btn.url", "contact.btn.url")
_URL_KEYS = ("url", "btnUrl", "link")


def tell(entries: Iterable[Entry], report: Report) -> None:
    """One line a link and a place. Only what readers see is looked at: hidden pages and kept keys are not."""
    found = [
        (entry, line, key, url, _on_site(url, entry))
        for entry in entries
        if entry.has_address and entry.published
        for line, key, url in _links(entry)
    ]
    home = ways.home_in("fr")
    asked = {path for *_place, path in found if path}
    if home is None or not asked:
        return
    alive = ways.leading_all(asked, home)
    for entry, line, key, url, path in dict.fromkeys((id(e), *rest) for e, *rest in found) and _once(found):
        if not path or path in alive:
            continue
        if key.startswith("numbers["):
            report.warning(entry.path, line, "number-dead", name=_button_of(entry, key), url=url[:200])
        else:
            report.warning(entry.path, line, "link-dead", url=url[:200])
