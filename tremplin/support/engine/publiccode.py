"""What a `publiccode.yml` (version 0.x of the standard) says of open code, read for our check-list.

The file is a stranger's: it is read without building anything but plain values, aliases are refused (a few lines may
otherwise unfold into gigabytes), and whatever is not as the standard says is told with its place in the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

LONGEST = 200_000  # characters; those in use hold a few thousand
_LICENCE = re.compile(r"[A-Za-z0-9.+\-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+\-]+)*")
_MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal/license",
    "maintenance/type",
    "localisation/localisationReady",
    "localisation/availableLanguages",
)
_STATUSES = ("concept", "development", "beta", "stable", "obsolete")
_MAINTENANCE = ("internal", "contract", "community", "none")


class NotReadable(ValueError):
    """The file cannot be read at all. `code`: too_long, syntax, alias, not_a_mapping; `line` when it is known."""

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code)
        self.code, self.line = code, line


@dataclass(frozen=True)
class Fault:
    """Something that is not as the standard says: `code` is missing, wrong_type or unknown_value; `at` its key."""

    code: str
    at: str
    value: str = ""


@dataclass(frozen=True)
class Read:
    """What the file says: answers to items of the check-list by key, with the words that show it; who uses it."""

    name: str
    answers: Mapping[str, str]
    users: tuple[str, ...]
    faults: tuple[Fault, ...] = field(default=())


class _Loader(yaml.SafeLoader):
    """Plain values only, and no alias."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise NotReadable("alias", self.peek_event().start_mark.line + 1)
        return super().compose_node(parent, index)


def read(text: str) -> Read:
    """Raises NotReadable. Faults do not prevent the rest from being read."""
    said = _load(text)
    faults = tuple(_faults(said))
    return Read(
        name=_text(_at(said, "name"))[:200],
        answers=dict(_answers(said)),
        users=tuple(dict.fromkeys(_texts(_at(said, "usedBy"))))[:100],
        faults=faults,
    )


def _load(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise NotReadable("too_long")
    try:
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a SafeLoader
    except yaml.MarkedYAMLError as error:
        raise NotReadable("syntax", error.problem_mark.line + 1 if error.problem_mark else None) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable("syntax") from error
    if not isinstance(said, dict):
        raise NotReadable("not_a_mapping")
    return said


def _at(said: Any, path: str) -> Any:
    for key in path.split("/"):
        if not isinstance(said, dict):
            return None
        said = said.get(key)
    return said


def _text(value: Any) -> str:
    if isinstance(value, (date, int, float)) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [words[:200] for one in values if (words := _text(one))]


def _faults(said: dict[str, Any]) -> Iterator[Fault]:
    for path in _MANDATORY:
        if _at(said, path) in (None, "", [], {}):
            yield Fault("missing", path)
    status = _at(said, "developmentStatus")
    if status is not None and status not in _STATUSES:
        yield Fault("unknown_value", "developmentStatus", _text(status)[:60])
    kind = _at(said, "maintenance/type")
    if kind is not None and kind not in _MAINTENANCE:
        yield Fault("unknown_value", "maintenance/type", _text(kind)[:60])
    for path in ("description", "legal", "maintenance", "localisation", "dependsOn"):
        value = said.get(path)
        if value is not None and not isinstance(value, dict):
            yield Fault("wrong_type", path)
    for path in ("usedBy", "localisation/availableLanguages"):
        value = _at(said, path)
        if value is not None and not isinstance(value, list):
            yield Fault("wrong_type", path)


def _answers(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """By key of `checklists`; only what the file really shows."""
    yield "publiccode", f"publiccode.yml {_text(said.get('publiccodeYmlVersion'))}".strip()
    if address := _text(said.get("url")):
        yield "public_code", address
    licence = _text(_at(said, "legal/license"))
    if _LICENCE.fullmatch(licence):
        yield "licence", licence
    descriptions = (
        [one for one in (said.get("description") or {}).values() if isinstance(one, dict)]
        if isinstance(said.get("description"), dict)
        else []
    )
    for key, item in (("documentation", "documentation"), ("apiDocumentation", "interfaces")):
        if found := next((words for one in descriptions if (words := _text(one.get(key)))), ""):
            yield item, found
    kind = _at(said, "maintenance/type")
    people = _at(said, "maintenance/contractors" if kind == "contract" else "maintenance/contacts")
    names = [_text(one.get("name")) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    if kind in ("internal", "contract", "community") and (known := [name for name in names if name]):
        yield "maintainer", f"{kind}: {', '.join(known)}"[:300]
    version, released = _text(said.get("softwareVersion")), _text(said.get("releaseDate"))
    if version and released:
        yield "releases", f"{version}, {released}"
    languages = _texts(_at(said, "localisation/availableLanguages"))
    if _at(said, "localisation/localisationReady") is True and languages:
        yield "languages", ", ".join(languages)[:300]
    if roadmap := _text(said.get("roadmap")):
        yield "roadmap", roadmap
    opened = _at(said, "dependsOn/open")
    if isinstance(opened, list) and opened and not _at(said, "dependsOn/proprietary"):
        named = [_text(one.get("name")) for one in opened if isinstance(one, dict)]
        yield "open_dependencies", ", ".join(name for name in named if name)[:300]
