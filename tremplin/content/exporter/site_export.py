"""`config.toml`: what it said of another generator, then the site's name, its menus and what is ours alone."""

from copy import deepcopy
from typing import Any

import tomli_w

from tremplin.content import pages
from tremplin.content.engine import site_file
from tremplin.content.models import ImportedFile, MenuEntry, MenuPlace

_MENUS = {MenuPlace.MENU: "nav", MenuPlace.FOOTER: "footer"}


def config(homes: dict[str, pages.HomePage], maps: dict[str, str]) -> str:
    """The text of the file."""
    known = ImportedFile.objects.filter(path=site_file.NAME, part="").first()
    said: dict[str, Any] = deepcopy(known.values) if known else {}
    french, english = homes["fr"], homes.get("en")
    _put(said, ["title"], french.site_title)
    _put(said, ["params", "description"], french.site_tagline)
    _put(said, ["baseurl"], french.former_url or said.get("baseurl", ""))
    said["menu"] = {_MENUS[place]: _lines(place, "label_fr") for place in MenuPlace if _lines(place, "label_fr")}
    if english is not None and english.alias_of_id is None:
        _put(said, ["languages", "en", "title"], english.site_title)
        _put(said, ["languages", "en", "params", "description"], english.site_tagline)
        for name in site_file.OURS:
            _put(said, ["tremplin", "en", name], getattr(english, site_file.OURS[name]))
    for place in MenuPlace:
        if lines := [line for line in _lines(place, "label_en") if line["name"]]:
            _put(said, ["languages", "en", "menu", _MENUS[place]], lines)
    for name in site_file.OURS:
        _put(said, ["tremplin", name], getattr(french, site_file.OURS[name]))
    _put(said, ["tremplin", "folders"], maps)
    return tomli_w.dumps(said)


def _lines(place: str, label: str) -> list[dict[str, Any]]:
    rows = MenuEntry.objects.filter(place=place)
    return [
        {
            "name": getattr(row, label),
            "url": row.url,
            "identifier": row.identifier or f"{row.url.strip('/')[:70]}-{row.pk}",
            "weight": row.weight,
        }
        for row in rows
    ]


def _put(said: dict[str, Any], path: list[str], value: Any) -> None:
    if not value:
        return
    for name in path[:-1]:
        said = said.setdefault(name, {})
    said[path[-1]] = value
