"""A whole tree, read: the site's file, the entries with their addresses, the pictures they name, and the report."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from tremplin.content.engine import about_files, addresses, files, frontmatter, layouts, nodes, shortcodes, site_file
from tremplin.content.engine.layouts import Shape
from tremplin.content.engine.pictures import Picture, Pictures
from tremplin.content.engine.report import Report
from tremplin.content.engine.schema import Word, check
from tremplin.core.text import clean

_BODY_IMAGE = re.compile(
    r"!\[(?:[^\]\\]|\\.){0,500}\]\(\s{0,9}<?([^)\s>]{1,500})|<img\s[^>]{0,500}?src=[\"']([^\"'>]{1,500})", re.IGNORECASE
)
_PATH_OF_IMAGE = re.compile(r"[^\s:]{1,300}\.(?:jpe?g|png|gif|webp|avif|svg)", re.IGNORECASE)


@dataclass
class Entry:
    """One file. `pair` is the same for a page and its translation; `values` fits the schema of `shape`."""

    path: str
    pair: str
    language: str
    shape: Shape
    layout: str
    collection: str
    folders: list[str]
    stem: str
    values: dict[str, Any]
    kept: dict[str, Any]
    body: str
    body_line: int
    lines: dict[str, int]
    data: bytes
    address: str = ""
    fixed: bool = False
    published: bool = True
    pictures: dict[str, Picture] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.values.get("title") or "")

    @property
    def date(self) -> datetime | None:
        found = self.values.get("date")
        return found if isinstance(found, datetime) else None

    @property
    def has_address(self) -> bool:
        return self.shape not in (Shape.TOPIC, Shape.FACET)

    @property
    def digest(self) -> str:
        """What the entry depends on: its bytes, the pictures it names, what it is taken for and where it goes."""
        digest = hashlib.sha256(self.data)
        state = [
            self.shape,
            self.layout,
            self.address,
            self.published,
            *((k, p.sha1) for k, p in sorted(self.pictures.items())),
        ]
        digest.update(repr(state).encode())
        return digest.hexdigest()


@dataclass
class Tree:
    root: Path
    site: site_file.SiteFile
    entries: list[Entry]
    pictures: dict[str, Picture]
    report: Report
    about: about_files.AboutFiles = field(default_factory=about_files.AboutFiles)


def read(
    root: Path,
    *,
    zone: tzinfo,
    maps: Mapping[str, str] | None = None,
    reserved: frozenset[str] = frozenset(),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Tree:
    """Read a tree.

    `maps` says which of our collections a folder (or key) is; `reserved` are first segments no page may take.
    """
    report = Report()
    site = site_file.read(root, report)
    pictures = Pictures(root, report)
    maps = {**site.folders, **(maps or {})}
    paths = list(files.markdown_files(root, report))
    entries = []
    for number, path in enumerate(paths):
        source = files.read_text(path, root, report)
        if source is not None and (entry := _entry(source, maps, zone, report)) is not None:
            _find_pictures(entry, pictures, report)
            _tell_shortcodes(entry, report)
            entries.append(entry)
        progress(number + 1, len(paths))
    _tell_maps({key: ours for key, ours in maps.items() if key not in site.folders}, entries, site, report)
    _place(entries, reserved, report)
    _show_indexes(entries, site, report)
    about = about_files.read(root, report)
    for name in about.pictures:
        pictures.take(name)
    return Tree(root, site, entries, pictures.found, report, about)


def _entry(source: files.Source, maps: Mapping[str, str], zone: tzinfo, report: Report) -> Entry | None:
    path = source.path
    parts = frontmatter.split(source.text)
    if parts.problem:
        report.error(path, parts.head_line, parts.problem)
        return None
    if parts.head is None:
        report.warning(path, 1, "no-front-matter")
    try:
        head = nodes.parse(parts.head or "", first_line=parts.head_line)
    except nodes.Unreadable as error:
        report.error(path, error.line, error.code, **error.details)
        return None
    *folders, name = path.removeprefix("content/").split("/")
    stem = name.rpartition(".")[0]
    bare, _dot, suffix = stem.rpartition(".")
    language = suffix if bare and suffix in ("fr", "en") else "fr"
    stem = bare if bare and suffix in ("fr", "en") else stem
    collection = maps.get(folders[0], folders[0]) if folders else ""
    for theirs, ours in maps.items():
        if theirs in head.nodes and ours not in head.nodes:
            head.nodes[ours], head.lines[ours] = head.nodes.pop(theirs), head.lines.pop(theirs)
    layout = head.nodes.get("layout")
    named = layout.raw.strip() if isinstance(layout, nodes.Scalar) and layout.value is not None else ""
    shape, layout_name = layouts.shape_of(named, collection, stem, len(folders))
    body = clean(parts.body)
    checked = check(head, layouts.SCHEMAS[shape], path=path, report=report, zone=zone)
    entry = Entry(
        path=path,
        pair="/".join(["content", *folders, stem]),
        language=language,
        shape=shape,
        layout=layout_name[:60],
        collection=collection,
        folders=folders,
        stem=stem,
        values=checked.values,
        kept=checked.kept,
        body=body.strip("\n"),
        body_line=parts.body_line + len(body) - len(body.lstrip("\n")),
        lines=head.lines,
        data=source.data,
    )
    entry.published = entry.values.get("visible") is not False and entry.values.get("draft") is not True
    if shape is Shape.PLAIN and layout_name != "page":
        report.info(path, head.lines.get("layout", 0), "plain-page", layout=layout_name)
    if not entry.title and shape is not Shape.HOME:
        entry.values["title"] = (
            (folders[-1] if stem == "_index" and folders else stem).replace("-", " ").strip().capitalize()
        )
        report.warning(path, 0, "no-title", title=entry.title)
    return entry


def words_of(values: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of an entry with its dotted name."""
    if isinstance(values, dict):
        for name, child in values.items():
            yield from words_of(child, f"{key}.{name}" if key else name)
    elif isinstance(values, list):
        for number, child in enumerate(values):
            yield from words_of(child, f"{key}[{number + 1}]")
    else:
        yield key, values


_IMAGE_KEYS = ("image", "icon", "photo", "ogImage")


def _find_pictures(entry: Entry, pictures: Pictures, report: Report) -> None:
    named = [
        word
        for key, word in words_of(entry.values)
        if isinstance(word, Word) and key.rpartition(".")[2] in _IMAGE_KEYS and word.text
    ]
    for key, text, line in texts_of(entry):
        if key.startswith("parts") and _PATH_OF_IMAGE.fullmatch(text):
            named.append(Word(text, line))
        for match in _BODY_IMAGE.finditer(text):
            at = line + text.count("\n", 0, match.start()) if not key else line
            named.append(Word(match[1] or match[2], at))
    for word in named:
        if (picture := pictures.find(word, entry.path)) is not None:
            entry.pictures[word.text] = picture


def texts_of(entry: Entry) -> Iterator[tuple[str, str, int]]:
    """Every Markdown text of the entry: its key ("" for the body), the text and a line."""
    yield "", entry.body, entry.body_line
    for key, value in words_of(entry.values):
        if isinstance(value, str):
            yield key, value, entry.lines.get(key.partition(".")[0].partition("[")[0], 0)


def _tell_shortcodes(entry: Entry, report: Report) -> None:
    for key, text, line in texts_of(entry):
        for code in shortcodes.find(text):
            if shortcodes.understand(code) is None:
                at = line + text.count("\n", 0, code.start) if not key else line
                report.warning(entry.path, at, "shortcode-unknown", name=code.name)


def _tell_maps(maps: Mapping[str, str], entries: list[Entry], site: site_file.SiteFile, report: Report) -> None:
    for theirs in maps:
        if not any(entry.folders[:1] == [theirs] for entry in entries) and theirs not in site.taxonomies:
            report.warning("content", 0, "map-unused", name=theirs)


def _place(entries: list[Entry], reserved: frozenset[str], report: Report) -> None:
    """Give each entry its address; of two that want the same, the one that says so keeps it."""
    french = {entry.pair: entry for entry in entries if entry.language == "fr"}
    for entry in entries:
        entry.fixed = bool(entry.values.get("url"))
    taken: set[tuple[str, str]] = set()
    # the French first: an English page without an address of its own takes its French page's
    order = sorted((e for e in entries if e.has_address), key=lambda e: (e.language != "fr", not e.fixed, e.path))
    for entry in order:
        wanted = _wanted(entry, french, report)
        collides = (entry.language, wanted) in taken
        if collides or wanted.split("/")[1] in reserved:
            code = "address-taken" if collides else "address-reserved"
            entry.address = f"/pages{wanted}"
            number = 2
            while (entry.language, entry.address) in taken:
                entry.address = f"/pages{wanted.rstrip('/')}-{number}/"
                number += 1
            report.warning(entry.path, entry.lines.get("url", 0), code, address=wanted, instead=entry.address)
        else:
            entry.address = wanted
        taken.add((entry.language, entry.address))


def _wanted(entry: Entry, french: Mapping[str, Entry], report: Report) -> str:
    if entry.shape is Shape.HOME and entry.stem == "_index" and not entry.folders:
        return "/"
    url = str(entry.values.get("url") or "")
    if url:
        try:
            address = addresses.from_url(url)
            return address.removeprefix("/en") if entry.language == "en" and address.startswith("/en/") else address
        except addresses.BadAddress:
            report.warning(entry.path, entry.lines.get("url", 0), "address-unfit", url=url[:200])
    sibling = french.get(entry.pair)
    if entry.language == "en" and sibling is not None:
        return sibling.address
    try:
        return addresses.from_path(entry.folders, entry.stem)
    except addresses.BadAddress:
        digest = hashlib.sha256(entry.path.encode()).hexdigest()[:8]
        address = f"/pages/{digest}/"
        report.warning(entry.path, 0, "address-unfit", url=entry.path)
        return address


def _show_indexes(entries: list[Entry], site: site_file.SiteFile, report: Report) -> None:
    """A hidden index that the menu leads to, or that has published pages below, exists all the same."""
    led_to = {line.url.strip("/") for line in site.menu}
    for entry in entries:
        if entry.published or entry.stem != "_index" or not entry.has_address:
            continue
        in_menu = entry.address.strip("/") in led_to
        above = any(
            other.published and other.language == entry.language and other.address.startswith(entry.address)
            for other in entries
            if other is not entry
        )
        if in_menu or above:
            entry.published = True
            report.info(entry.path, entry.lines.get("visible", 0), "index-shown")
