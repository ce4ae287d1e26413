"""What a file must not hold, read from its text: a state set by hand, another clock, the environment, a colour.

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


def faults(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "tremplin").rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".css") or "migrations" in path.parts:
            continue
        source, where = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
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
            if (
                node.func.attr in ("update", "aupdate")
                and any(word.arg == "state" for word in node.keywords)
                and where != "tremplin/core/moves.py"
            ):
                yield node.lineno, "a state changes by a move"
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {alias.name for alias in node.names}
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            if module == "django.db.models.functions" and "Now" in names:
                yield node.lineno, "time comes from core.clock"
            if module == "os" and names & {"environ", "getenv"}:
                yield node.lineno, "the environment is read in config"
        elif isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") and _is_os(node.value):
            yield node.lineno, "the environment is read in config"


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
