"""The law of imports, for what is named in a string: models, addresses, templates, dotted paths.

In the code of a room, and in its templates, a string that names something of a later room is a fault. What counts as
naming: "room.Model", "room:name-of-address", "room/template.html", "tremplin.room…" and the first argument of get_model
or of a migration's dependency. A sentence that merely contains such words is not.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.laws.rooms import ROOMS, built, later_than

_TAG = re.compile(r"{%(.*?)%}|{{(.*?)}}", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_LOAD = re.compile(r"\s*load\s+(?:.*\sfrom\s+)?(.*)", re.DOTALL)


def faults(root: Path) -> list[str]:
    """`file:line: string` for each upward string under `root`."""
    libraries = {
        path.stem: room
        for room in built(root)
        for path in (root / "tremplin" / room / "templatetags").glob("*.py")
        if path.stem[0] != "_"
    }
    found: list[str] = []
    for room in built(root):
        folder = root / "tremplin" / room
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".py":
                named = _strings_of_code(path.read_text(encoding="utf-8"))
            elif "templates" in path.parts and path.suffix in (".html", ".txt"):
                named = _strings_of_template(path.read_text(encoding="utf-8"), libraries)
            else:
                continue
            found += [
                f"{path.relative_to(root)}:{line}: {value}" for line, value in named if _names_a_later_room(value, room)
            ]
    return found


def _names_a_later_room(value: str, room: str) -> bool:
    later = "|".join(later_than(room)) or "(?!)"
    return bool(
        re.fullmatch(
            rf"(?:{later})(?:\.[A-Za-z]\w*|:[\w:-]+|/[\w/.-]+\.(?:html|txt))|tremplin\.(?:{later})(?:\..*)?", value
        )
    )


def _strings_of_code(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        # a model asked of the registry, or a migration another one stands on: two strings
        pair = (
            node.args if isinstance(node, ast.Call) and _name(node.func) == "get_model" else getattr(node, "elts", [])
        )
        if len(pair) == 2 and all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in pair):
            first, second = (part.value for part in pair)
            if first in ROOMS and (re.match(r"\d{4}_|__", second) or not isinstance(node, (ast.Tuple, ast.List))):
                yield node.lineno, f"{first}.{second.lstrip('_0123456789')}"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _strings_of_template(source: str, libraries: dict[str, str]) -> Iterator[tuple[int, str]]:
    for tag in _TAG.finditer(source):
        line = source.count("\n", 0, tag.start()) + 1
        inside = tag[1] or tag[2] or ""
        yield from ((line, double or single) for double, single in _QUOTED.findall(inside))
        if loaded := _LOAD.fullmatch(inside):
            yield from ((line, f"{libraries[name]}.{name}") for name in loaded[1].split() if name in libraries)
