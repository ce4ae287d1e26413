"""`config.toml`: the site's title and its menus. The rest of it concerns another generator, and is left alone."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tremplin.content.engine import files
from tremplin.content.engine.report import Report

NAME = "config.toml"
# our own table, [tremplin]: its keys and the fields of the home page
OURS = {"authority": "site_authority", "footer": "footer_text"}
_READ = ("title", "menu", "menus", "tremplin")
MENUS = {"nav": "menu", "main": "menu", "footer": "footer"}


@dataclass
class MenuLine:
    identifier: str
    place: str
    name: str
    url: str
    weight: int
    name_en: str = ""


@dataclass
class SiteFile:
    present: bool = False
    title: str = ""
    title_en: str = ""
    tagline: str = ""
    base_url: str = ""
    menu: list[MenuLine] = field(default_factory=list)
    taxonomies: tuple[str, ...] = ()
    data: bytes = b""
    tagline_en: str = ""
    ours: dict[str, str] = field(default_factory=dict)
    ours_en: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)  # folders that stand for one of our collections
    rest: dict[str, Any] = field(default_factory=dict)  # what concerns another generator


def read(root: Path, report: Report) -> SiteFile:
    path = root / NAME
    if not path.is_file():
        report.info(NAME, 0, "no-config")
        return SiteFile()
    if not files.inside(path, root.resolve()):
        report.error(NAME, 0, "outside-the-tree")
        return SiteFile()
    source = files.read_text(path, root, report)
    if source is None:
        return SiteFile()
    try:
        data = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        report.error(NAME, int(found[1]) if found else 0, "toml", said=str(error)[:200])
        return SiteFile()
    site = SiteFile(present=True, data=source.data)
    site.title = _text(data, "title", report)
    site.base_url = _text(data, "baseurl", report) or _text(data, "baseURL", report)
    site.tagline = _text(_table(data, "params", report), "description", report)
    site.taxonomies = tuple(value for value in _table(data, "taxonomies", report).values() if isinstance(value, str))
    menus = _table(data, "menu", report) or _table(data, "menus", report)
    for menu, place in MENUS.items():
        site.menu += _menu(menus.get(menu), f"menu.{menu}", place, source.text, report)
    for menu in sorted(set(menus) - set(MENUS)):
        report.info(NAME, 0, "menu-unknown", menu=menu)
    english = _table(_table(data, "languages", report), "en", report)
    site.title_en = _text(english, "title", report)
    site.tagline_en = _text(_table(english, "params", report), "description", report)
    own = _table(data, "tremplin", report)
    site.ours = {key: _text(own, key, report) for key in OURS if key in own}
    site.ours_en = {key: _text(_table(own, "en", report), key, report) for key in OURS if key in own.get("en", {})}
    site.folders = {key: value for key, value in _table(own, "folders", report).items() if isinstance(value, str)}
    site.rest = {key: _plain(value) for key, value in data.items() if key not in _READ}
    _name_in_english(site, _table(english, "menu", report), source.text, report)
    return site


def _plain(value: Any) -> Any:
    """A value of TOML as JSON holds it: dates as text."""
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value if isinstance(value, (str, int, float, bool)) else value.isoformat()


def _name_in_english(site: SiteFile, menus: dict[str, Any], text: str, report: Report) -> None:
    for menu, place in MENUS.items():
        french = [line for line in site.menu if line.place == place]
        for line in _menu(menus.get(menu), f"languages.en.menu.{menu}", place, text, report):
            same = [one for one in french if one.identifier == line.identifier]
            for one in same or [one for one in french if one.url.strip("/") == line.url.strip("/").removeprefix("en/")]:
                one.name_en = line.name


def _menu(rows: Any, name: str, place: str, text: str, report: Report) -> list[MenuLine]:
    if rows is None:
        return []
    if not isinstance(rows, list):
        report.warning(NAME, 0, "wrong-type", key=name, expected="listing")
        return []
    lines: list[MenuLine] = []
    for number, row in enumerate(rows, start=1):
        label = f"{name}[{number}]"
        if not isinstance(row, dict):
            report.warning(NAME, 0, "wrong-type", key=label, expected="group")
            continue
        title, url, weight = row.get("name"), row.get("url") or row.get("pageRef"), row.get("weight", number)
        where = _line_of(text, title)
        if not isinstance(title, str) or not isinstance(url, str) or not title.strip():
            report.warning(NAME, where, "menu-incomplete", key=label)
            continue
        if not re.match(r"(https?://|/(?!/)|[\w#])", url) or re.match(r"(?i)\s*(javascript|data|vbscript):", url):
            report.warning(NAME, where, "menu-address", key=label, url=url[:200])
            continue
        if type(weight) is not int or abs(weight) > 10_000:
            report.warning(NAME, where, "wrong-type", key=f"{label}.weight", expected="whole")
            weight = number
        identifier = str(row.get("identifier") or url.strip("/") or "home")[:80]
        if any(line.identifier == identifier for line in lines):
            identifier = f"{identifier[:70]}-{number}"
        lines.append(MenuLine(identifier, place, title.strip()[:100], url.strip()[:500], weight))
    return lines


def _line_of(text: str, title: Any) -> int:
    if not isinstance(title, str):
        return 0
    return next((number for number, line in enumerate(text.split("\n"), start=1) if f'"{title}"' in line), 0)


def _text(table: dict[str, Any], key: str, report: Report) -> str:
    value = table.get(key, "")
    if isinstance(value, str):
        return value.strip()
    report.warning(NAME, 0, "wrong-type", key=key, expected="text")
    return ""


def _table(table: dict[str, Any], key: str, report: Report) -> dict[str, Any]:
    value = table.get(key, {})
    if isinstance(value, dict):
        return value
    report.warning(NAME, 0, "wrong-type", key=key, expected="group")
    return {}
