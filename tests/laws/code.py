"""What a file must not hold, read from its text: a state set by hand, a write out of place, another clock, a colour…

Each law gives `file:line: what` for each breach under a root.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|(?:color|background|border[\w-]*|outline|fill|stroke|shadow)\s*:[^;{}]*"
    r"\b(?:black|white|gr[ae]y|red|green|blue|yellow|orange|purple|pink|brown|navy)\b"
    r"|font-family\s*:|@font-face|@import",
    re.IGNORECASE,
)
_NOW = re.compile(r"{%\s*now\b")
_NAMELESS = {"utils", "helpers", "services", "managers", "common"}
_READING = {"views", "queries", "rules", "forms", "api"}
_WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# an import writes quietly: it unplugs Wagtail's own listeners for a while
_SILENCERS = {"tremplin/content/importer/quiet.py"}


def faults(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "tremplin").rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".css") or "migrations" in path.parts:
            continue
        source, where = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        if _NAMELESS & {path.stem, path.parent.name}:
            found.append(f"{where}:1: a name that hides a missing name")
        rows = _of_code(source, where) if path.suffix == ".py" else _of_text(source, path.suffix)
        found += [f"{where}:{line}: {what}" for line, what in rows]
    return found


def _of_code(source: str, where: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                yield node.lineno, "a state changes by a move"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from ((node.lineno, what) for what in _of_call(node.func.attr, node, where))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((node.lineno, what) for what in _of_import(node, where))
        elif isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") and _is_os(node.value):
            yield node.lineno, "the environment is read in config"
        elif isinstance(node, ast.arg) and node.arg == "request" and _drawer(where) == "actions":
            yield node.lineno, "an action is told who and when, never a request"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "<int:" in node.value:
            yield node.lineno, "a key never leaves the database"


def _of_call(name: str, node: ast.Call, where: str) -> Iterator[str]:
    sets_a_state = name in ("update", "aupdate") and any(word.arg == "state" for word in node.keywords)
    if sets_a_state and where != "tremplin/core/moves.py":
        yield "a state changes by a move"
    if name in _WRITES and _drawer(where) in _READING:
        yield "writes live in actions"


def _of_import(node: ast.Import | ast.ImportFrom, where: str) -> Iterator[str]:
    names = {alias.name for alias in node.names}
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    if module == "django.db.models.functions" and "Now" in names:
        yield "time comes from core.clock"
    if module == "os" and names & {"environ", "getenv"}:
        yield "the environment is read in config"
    if module in ("django.db.models.signals", "django.dispatch") and where not in _SILENCERS:
        yield "rooms do not talk by signals"


def _drawer(where: str) -> str:
    """`tremplin/people/views.py` and `tremplin/people/views/own.py` are both in `views`."""
    return where.split("/")[2].removesuffix(".py")


def _is_os(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "os"


def _of_text(source: str, suffix: str) -> Iterator[tuple[int, str]]:
    law, what = (
        (_COLOUR, "colours and typefaces belong to a skin")
        if suffix == ".css"
        else (_NOW, "time comes from core.clock")
    )
    bare = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), source, flags=re.DOTALL)
    bare = re.sub(r"var\([^()]*\)", "", bare)  # what the skin names
    for match in law.finditer(bare):
        yield bare.count("\n", 0, match.start()) + 1, what
